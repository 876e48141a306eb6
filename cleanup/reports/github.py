"""Workflow commands of GitHub Actions, which show findings beside the lines they are in.

`::error file=a.txt,line=1,col=23::what is wrong`. In the text `%`, CR and LF are escaped, in a
property also `:` and `,`; this is what the runner undoes (`ActionCommand.cs` of actions/runner).
The runner keeps at most ten annotations of a kind for a step and drops the others without a word:
here they are told of as plain lines of the log, and counted at the end. Columns are code points;
GitHub does not say what it counts, and refuses them where a place goes over several lines.
"""

from collections import Counter
from collections.abc import Iterator

from ..findings import Finding, Severity
from ..report import Run
from .markdown import summary
from .screen import legible, shown
from .told import How, Told

KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
MOST = 10


def github(texts: Iterator[Told], run: Run, how: How) -> Iterator[str]:
    """A command or a plain line for each finding; the job summary goes into its file."""
    seen: Counter[str] = Counter()
    page = summary(how) if how.job_summary else None
    for told in texts:
        path = told.relative(how.root)
        for finding in told.open:
            kind = KINDS[finding.severity]
            seen[kind] += 1
            if seen[kind] <= MOST:
                yield _annotation(kind, shown(path), told, finding)
            else:
                at = told.start(finding)
                place = f"{kind} {shown(path)}:{at.line}:{at.column}"
                yield _plain(f"{place} {finding.rule}: {told.message(finding)}")
        if page:
            page.add(told)
    for error in run.errors:
        yield command("error", legible(error.message), file=shown(error.path), title="not checked")
    for gate in run.gates or ():
        where = f"{gate['path']}: " if gate["path"] else ""
        title = f"gate {gate['gate']} failed"
        yield command("error", legible(f"{where}{gate['message']}"), title=title)
    over = {kind: number - MOST for kind, number in seen.items() if number > MOST}
    if over:
        many = ", ".join(f"{number} more of kind {kind}" for kind, number in over.items())
        yield _plain(f"{many}: only in this log, GitHub annotates {MOST} of a kind in a step")
    if page and how.job_summary:
        try:
            # Others may have written to it: it is the summary of the whole step.
            with open(how.job_summary, "ab") as file:
                file.write("".join(page.end(run)).encode("utf-8", "backslashreplace"))
        except OSError as error:
            yield command("warning", f"the job summary cannot be written: {error.strerror}")


def command(kind: str, message: str, **properties: str | int) -> str:
    """A workflow command, escaped; properties that are empty are left out."""
    given = ",".join(f"{k}={_property(str(v))}" for k, v in properties.items() if v != "")
    return f"::{kind}{' ' if given else ''}{given}::{_data(message)}\n"


def _annotation(kind: str, path: str, told: Told, finding: Finding) -> str:
    start, end = told.start(finding), told.end(finding)
    place: dict[str, int] = {"line": start.line, "endLine": end.line}
    if start.line == end.line:
        place |= {"col": start.column, "endColumn": end.column}
    lines = [told.message(finding), *(f"· {legible(line)}" for line in finding.evidence)]
    return command(kind, "\n".join(lines), file=path, **place, title=finding.rule)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _plain(line: str) -> str:
    """A line of the log that is no command, whatever it holds: the runner looks for `::` at its
    beginning and for the old `##[` everywhere in it."""
    return line.replace("##[", "## [") + "\n"
