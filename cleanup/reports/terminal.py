"""The report for a person: each finding in its line, the damage marked, the proposal beside it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from ..document import Lines, Span
from ..findings import Finding, Fix, State
from ..lazy import lazy
from ..report import Report, Run
from ..revision import mended
from .excerpt import excerpt, hanging
from .layout import wrapped
from .screen import LETTER, Painter, Style, legible, plain, quoted, shown, width

if TYPE_CHECKING:
    from ..rulebook import Rule
    from .hunks import Change

INDENT = "    "
LONGEST_PROPOSAL = 60
_WORD_BEFORE = lazy(r"\w*[^\w\r\n]?$")
_WORD_AFTER = lazy(r"\w*")
_FIRST_SENTENCE = lazy(r".+?[.!?](?=\s|$)", re.DOTALL)
COLOURS: dict[str, Style] = {"error": "red", "warning": "magenta", "info": "cyan"}


class TerminalReport:
    """Prints reports for a terminal `columns` wide.

    Where it is given the `rules`, by id, it says of each why it is one, the first time that it
    comes up.
    """

    def __init__(
        self, paint: Painter, columns: int, rules: "Mapping[str, Rule] | None" = None
    ) -> None:
        self.paint = paint
        self.columns = max(40, columns)
        self._rules = rules or {}
        self._explained: set[str] = set()

    def found(self, findings: Iterable[Finding], where: Lines, path: str) -> Iterator[str]:
        """Findings, which are places in the text of `where`, each with its line, in one piece."""
        for finding in findings:
            yield "".join(self._finding(path, where, finding))

    def _finding(self, path: str, where: Lines, finding: Finding) -> Iterator[str]:
        place = where.place(finding.span.start)
        severity = finding.severity.value
        paint = self.paint
        yield (
            f"{paint(f'{shown(path)}:{place.line}:{place.column}', 'bold')}  "
            f"{paint(severity, COLOURS[severity], 'bold')}  {paint(finding.rule, 'dim')}\n"
        )
        yield from self._text("", legible(finding.message))
        yield from self._context(where, finding)
        for line in finding.evidence:
            yield from self._text("· ", legible(line), "dim")
        if finding.refused:
            yield from self._text("not applied: ", legible(finding.refused), "dim")
        yield from self._why(finding.rule)
        yield "\n"

    def _text(self, first: str, text: str, *styles: Style) -> Iterator[str]:
        """A text behind its first word or sign, wrapped."""
        room = self.columns - len(INDENT + first)
        if len(text) <= room and plain(text):
            line = f"{INDENT}{first}{text}".rstrip()
            yield f"{self.paint(line, *styles)}\n"
            return
        for line in hanging(first, wrapped(text, room), INDENT):
            yield f"{self.paint(line[:-1], *styles)}\n"

    def _why(self, rule: str) -> Iterator[str]:
        """The first sentence of why a rule is one, if it has not been said yet."""
        if rule in self._explained or rule not in self._rules:
            return
        self._explained.add(rule)
        why = " ".join(self._rules[rule].why.split())
        first = _FIRST_SENTENCE.match(why)
        if first:
            yield from self._text("why: ", legible(first[0]), "dim")

    def _context(self, where: Lines, finding: Finding) -> Iterator[str]:
        """The line around the finding, the damage marked, and what to do about it."""
        room = self.columns - len(INDENT)
        colour = COLOURS[finding.severity.value]
        (line, carets), end = excerpt(where, finding.span, room, self.paint, colour)
        yield f"{INDENT}{line}\n"
        advice = self._proposal(where.text, finding)
        if end + 1 + width(advice) <= room:
            yield f"{INDENT}{carets} {self.paint(advice, 'green')}".rstrip() + "\n"
            return
        yield f"{INDENT}{carets}\n"
        yield from self._text("→ ", advice.removeprefix("→ "), "green")

    def _proposal(self, text: str, finding: Finding) -> str:
        if not finding.fixes:
            return ""
        several = " or ".join(proposal(text, finding.span, fix) for fix in finding.fixes)
        remark = {State.UNSAFE: " (unsafe)", State.CANDIDATES: "?"}.get(finding.state, "")
        return f"→ {several}{remark}"

    def fixed(self, report: Report) -> Iterator[str]:
        """What was changed: the changed lines word by word, each with the reasons."""
        cleaning = report.cleaning
        if cleaning is None or not cleaning.applied:
            return
        from .hunks import HunkPrinter

        paint = self.paint
        path = shown(report.document.path or "text")
        yield paint(f"{path}: {count(len(cleaning.applied), 'fix', 'fixes')}", "bold") + "\n"
        yield from HunkPrinter(paint, self.columns).words(change(report))
        yield "\n"
        if cleaning.removed:
            yield f"{INDENT}{paint('taken out:', 'bold')}\n"
            for removal in cleaning.removed:
                yield from self._text("", legible(removal.text))
            yield "\n"

    def scores(self, report: Report) -> Iterator[str]:
        """Readability and quality, before and after where both are known."""
        if report.readability.before is not None:
            from .scores import ScoreTable

            yield from ScoreTable(self.paint, self.columns, report).lines()

    def scores_in_a_line(self, report: Report) -> Iterator[str]:
        """The two figures that stand for all the others, before and after where both are known."""
        read, quality = report.readability, report.quality
        if read.before is None or quality.before is None:
            return
        from .scores import in_a_line

        yield f"{self.paint(shown(report.document.path or 'text') + ':', 'bold')} "
        yield in_a_line(read, quality) + "\n"

    def gates(self, run: Run) -> Iterator[str]:
        """The gates that failed, and by how much; that none did, if there were any."""
        for failed in run.gates or ():
            where = f"{shown(failed['path'])}: " if failed["path"] else ""
            gate = self.paint(f"gate {failed['gate']} failed", "red", "bold")
            yield f"{gate}: {where}{failed['message']}\n"
        if run.gates == []:
            yield self.paint("all gates passed", "green") + "\n"

    def summary(self, run: Run, preview: bool = False) -> Iterator[str]:
        """How much was found, and what can be done about it; nothing if nothing was read."""
        if not run.reports and run.errors:
            return
        safe, unsafe = run.count(State.FIXABLE), run.count(State.UNSAFE)
        person = run.left - safe - unsafe
        applied = sum(len(r.cleaning.applied) for r in run.reports if r.cleaning)
        head = count(len(run.reports), "file")
        if any(r.cleaning for r in run.reports):
            made = "to make" if preview else "made"
            fixed = count(applied, f"fix {made}", f"fixes {made}")
            left = count(run.left, "finding")
            head += f", {fixed}, {left} left" if run.left else f", {fixed}, nothing left"
        else:
            head += f", {count(run.left, 'finding')}" if run.left else ", nothing found"
        if run.stopped:
            head += "; rules were stopped, so this may not be all"
        yield self.paint(head, "bold") + "\n"
        if safe:
            yield from self._text("", f"{safe} can be fixed safely: cleanup fix")
        if unsafe:
            what = f"{unsafe} with --unsafe-fixes, which change words: read them first"
            yield from self._text("", what)
        if person:
            yield f"{INDENT}{person} {'needs' if person == 1 else 'need'} a person\n"


def proposal(text: str, span: Span, fix: Fix) -> str:
    """What a finding's place would read with the fix made, with the words it hangs on."""
    start = min(span.start, fix.edits[0].span.start)
    end = max(span.end, fix.edits[-1].span.end)
    changed = mended(text, start, end, fix.edits)
    if not changed.strip():
        return "take it out" if len(changed) < end - start else quoted(changed)
    if LETTER.search(changed) or changed.isspace() or changed[-1:].isspace():
        if not changed[0].isalnum():
            start -= len(_WORD_BEFORE.search(text[max(0, start - 20) : start])[0])  # type: ignore[index]
        if changed[-1:].isspace():
            end += len(_WORD_AFTER.match(text[end : end + 20])[0])  # type: ignore[index]
        changed = mended(text, start, end, fix.edits)
    if len(changed) > LONGEST_PROPOSAL:
        changed = changed[: LONGEST_PROPOSAL // 2] + "…" + changed[-LONGEST_PROPOSAL // 2 :]
    return quoted(changed)


def change(report: Report) -> "Change":
    """What cleaning changed in a text, for those who print it."""
    from .causes import causes
    from .hunks import Change

    cleaning = report.cleaning
    assert cleaning is not None
    why = causes(cleaning.edits, cleaning.applied)
    return Change(cleaning.before, cleaning.after, cleaning.edits, why)


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else many or one + 's'}"
