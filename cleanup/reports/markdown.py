"""A page of Markdown: for a pull request, a wiki, or the summary of a job on GitHub.

What comes from an article stands in code spans or is escaped, so that it is no heading, link,
picture, tag, mention of a person or reference to an issue.
"""

import re
from collections.abc import Iterable, Iterator

from ..document import lines
from ..findings import Finding
from ..lazy import lazy
from ..report import Report, Run
from ..silences.fingerprints import snippet
from .screen import Painter, legible, shown
from .terminal import TerminalReport, proposal
from .told import How, Told

# GitHub takes one MiB from a step, and nothing of what is longer; nobody reads as much as this.
MOST = 200_000
# Marks of Markdown, of HTML and of tables; and what GitHub makes links of, or messages to people.
_SPECIAL = lazy(
    r"(?P<mark>[\\`*_{}\[\]~$!])|[&<>|]|@(?=\w)|#(?=\d)|:(?=//)|\bwww(?=\.)",
    re.IGNORECASE,
)
_ENTITY = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"}
_TICKS = lazy(r"`+")


def markdown(texts: Iterator[Told], run: Run, how: How) -> Iterator[str]:
    """The whole page. Its head has the numbers, so nothing is given before the end."""
    page = Page(how)
    for told in texts:
        page.add(told)
    yield from page.end(run)


def summary(how: How) -> "Page":
    """A page that stops in time to be a summary on GitHub."""
    return Page(how, MOST)


class Page:
    """A page that grows by a text at a time, to at most about `most` code points."""

    def __init__(self, how: How, most: int | None = None) -> None:
        self._how = how
        self._most = most
        self._parts: list[str] = []
        self._size = 0
        self._left_out = 0

    def add(self, told: Told) -> None:
        """Take in a text; one without findings and changes has no place on the page."""
        cleaning = told.report.cleaning
        changed = cleaning if cleaning and told.report.changed else None
        found = told.open if self._how.findings else ()
        if not (found or changed or self._how.scores):
            return
        self._put([f"\n## {code(told.path)}\n"])
        if changed:
            self._table("Changed", ("place", "change", "why", "rule"), _changes(told.report))
        if changed and changed.removed:
            self._put(["\n### Taken out\n\n"])
            self._put(f"- {code(r.text)} ({code(r.rule)})\n" for r in changed.removed)
        if found:
            title = "Left" if changed else ""
            head = ("place", "finding", "in the text", "proposal", "rule")
            self._table(title, head, (_row(told, finding) for finding in found))
        if self._how.scores or changed:
            table = TerminalReport(Painter(False), 100).scores(told.report)
            self._put([fenced("".join(table))])

    def end(self, run: Run) -> Iterator[str]:
        """The page, its head first."""
        head, *rest = TerminalReport(Painter(False), 100).summary(run, self._how.preview) or [""]
        yield f"# cleanup: {prose(head.strip())}\n\n"
        yield from (f"- {prose(line.strip())}\n" for line in rest)
        for gate in run.gates or ():
            where = f"{code(gate['path'])}: " if gate["path"] else ""
            yield f"- **gate {gate['gate']} failed**: {where}{prose(gate['message'])}\n"
        for error in run.errors:
            yield f"- **error**: {prose(error.message)}\n"
        yield from self._parts
        if self._left_out:
            yield f"\n{self._left_out} more lines are left out here; the log has them.\n"

    def _table(self, title: str, head: Iterable[str], rows: Iterable[list[str]]) -> None:
        names = list(head)
        if title:
            self._put([f"\n### {title}\n"])
        self._put([f"\n| {' | '.join(names)} |\n|{'---|' * len(names)}\n"])
        self._put(f"| {' | '.join(row)} |\n" for row in rows)

    def _put(self, parts: Iterable[str]) -> None:
        for part in parts:
            if self._most is not None and self._size + len(part) > self._most:
                self._left_out += 1
                continue
            self._size += len(part)
            self._parts.append(part)


def _row(told: Told, finding: Finding) -> list[str]:
    at = told.start(finding)
    what = prose(finding.message)
    what += "".join(f"<br>· {prose(line)}" for line in finding.evidence)
    excerpt = code(snippet(told.text, finding))
    place = f"{at.line}:{at.column} {finding.severity.value}"
    return [place, what, excerpt, prose(told.advice(finding)), code(finding.rule)]


def _changes(report: Report) -> Iterator[list[str]]:
    cleaning = report.cleaning
    where = report.document.view(lines)
    for finding in cleaning.applied if cleaning else ():
        at = where.place(finding.span.start)
        change = proposal(where.text, finding.span, finding.fix) if finding.fix else ""
        excerpt = f"{code(snippet(where.text, finding))} → {prose(change)}"
        yield [f"{at.line}:{at.column}", excerpt, prose(finding.message), code(finding.rule)]


def prose(text: str) -> str:
    """A piece of text that Markdown shows as it is, on one line."""
    return _SPECIAL.sub(_escape, legible(text))


def _escape(m: re.Match[str]) -> str:
    if m["mark"]:
        return f"\\{m[0]}"
    # A space of no width parts what would be a link; as a number, so that the source shows it.
    return _ENTITY.get(m[0]) or f"{m[0]}&#8203;"


def code(text: str) -> str:
    """A piece of text as code, on one line, in a table too: where it holds the marks of either, as
    HTML with numbers for all that means something."""
    line = legible(text)
    if not line:
        return ""
    if "`" in line or "|" in line or line != line.strip():
        return f"<code>{''.join(c if c.isalnum() else f'&#{ord(c)};' for c in line)}</code>"
    return f"`{line}`"


def fenced(text: str) -> str:
    """Lines of text as a block of code, whatever they hold."""
    ticks = "`" * max([2, *(len(m[0]) for m in _TICKS.finditer(text))]) + "`"
    inner = "\n".join(map(shown, text.rstrip("\n").split("\n")))
    return f"\n{ticks}text\n{inner}\n{ticks}\n"
