"""The report for a person: each finding in its line, the damage marked, the proposal beside it."""

from collections.abc import Iterator

from ..document import Lines, Span, lines
from ..findings import Finding, Fix, State
from ..lazy import lazy
from ..report import Report, Run
from ..revision import mended
from .screen import Painter, head, legible, quoted, shown, width

INDENT = "    "
LONGEST_PROPOSAL = 60
_WORD_BEFORE = lazy(r"\w*[^\w\r\n]?$")
_WORD_AFTER = lazy(r"\w*")
_COLOUR = {"error": "red", "warning": "yellow", "info": "cyan"}


class TerminalReport:
    """Prints reports for a terminal `columns` wide."""

    def __init__(self, paint: Painter, columns: int) -> None:
        self.paint = paint
        self.columns = max(40, columns)

    def found(self, report: Report) -> Iterator[str]:
        """The findings that are left, each with its line of context."""
        text = report.cleaning.after if report.cleaning else report.document.text
        where = Lines(text) if report.cleaning else report.document.view(lines)
        path = report.document.path or "text"
        for finding in report.left:
            yield from self._finding(path, where, finding)

    def _finding(self, path: str, where: Lines, finding: Finding) -> Iterator[str]:
        place = where.place(finding.span.start)
        severity = finding.severity.value
        paint = self.paint
        yield (
            f"{paint(f'{shown(path)}:{place.line}:{place.column}', 'bold')}  "
            f"{paint(severity, _COLOUR[severity])}  {paint(finding.rule, 'dim')}\n"
        )
        yield f"{INDENT}{legible(finding.message)}\n"
        yield from self._context(where, finding)
        for line in finding.evidence:
            yield f"{INDENT}{paint('· ' + legible(line), 'dim')}\n"
        if finding.refused:
            yield f"{INDENT}{paint('not applied: ' + finding.refused, 'dim')}\n"
        yield "\n"

    def _context(self, where: Lines, finding: Finding) -> Iterator[str]:
        """The line around the finding, cut to fit, and a line that marks the damage."""
        text, span = where.text, finding.span
        line = where.around(span.start)
        room = self.columns - len(INDENT)
        marked = head(shown(text[span.start : span.end]), room * 2 // 3)
        wide = width(marked)
        rest = room - wide
        before = shown(text[max(line.start, span.start - rest - 1) : span.start])
        after = shown(text[span.end : max(span.end, min(line.end, span.end + rest + 1))])
        right = head(after, max(rest // 2, rest - width(before)))
        left = head(before[::-1], rest - width(right))[::-1]
        colour = _COLOUR[finding.severity.value]
        yield f"{INDENT}{left}{self.paint(marked, 'underline')}{right}".rstrip() + "\n"
        pad = INDENT + " " * width(left)
        carets = pad + self.paint("^" * max(1, wide), colour)
        advice = self._proposal(text, finding)
        if len(pad) + wide + 1 + width(advice) <= self.columns:
            yield f"{carets} {self.paint(advice, 'green')}".rstrip() + "\n"
        else:
            yield f"{carets}\n{INDENT}{self.paint(advice, 'green')}\n"

    def _proposal(self, text: str, finding: Finding) -> str:
        if not finding.fixes:
            return ""
        several = " or ".join(proposal(text, finding.span, fix) for fix in finding.fixes)
        remark = {State.UNSAFE: " (unsafe)", State.CANDIDATES: "?"}.get(finding.state, "")
        return f"→ {several}{remark}"

    def fixed(self, report: Report) -> Iterator[str]:
        """What was changed: each fix with its reason, then the changed lines word by word."""
        cleaning = report.cleaning
        if cleaning is None or not cleaning.applied:
            return
        where, paint = report.document.view(lines), self.paint
        path = shown(report.document.path or "text")
        yield paint(f"{path}: {_count(len(cleaning.applied), 'fix', 'fixes')}", "bold") + "\n"
        for finding in cleaning.applied:
            place = where.place(finding.span.start)
            at = f"{place.line}:{place.column}"
            yield f"{INDENT}{at:<8} {paint(finding.rule, 'dim')}  {shown(finding.message)}\n"
        yield "\n"
        yield from self.word_diff(report)
        if cleaning.removed:
            yield f"{INDENT}{paint('taken out:', 'bold')}\n"
            for removal in cleaning.removed:
                yield f"{INDENT}{shown(removal.text)}\n"
            yield "\n"

    def word_diff(self, report: Report) -> Iterator[str]:
        """The changed lines with `[-old-]{+new+}`, in colour where there is any."""
        cleaning = report.cleaning
        if cleaning is None or not cleaning.edits:
            return
        from .diff import words

        where = report.document.view(lines)
        for span, pieces in words(cleaning.before, cleaning.edits):
            line = []
            for piece in pieces:
                text = shown(piece.text)
                if piece.kind == "out":
                    text = self.paint(f"[-{text}-]", "red")
                elif piece.kind == "in":
                    text = self.paint(f"{{+{text}+}}", "green")
                line.append(text)
            number = where.place(span.start).line
            yield f"{self.paint(f'{number:>6}', 'dim')}  {''.join(line)}\n"
        yield "\n"

    def scores(self, report: Report) -> Iterator[str]:
        """Readability and quality, before and after where both are known."""
        if report.readability.before is not None:
            from .scores import ScoreTable

            yield from ScoreTable(self.paint, self.columns, report).lines()

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
        head = _count(len(run.reports), "file")
        if any(r.cleaning for r in run.reports):
            made = "to make" if preview else "made"
            fixed = _count(applied, f"fix {made}", f"fixes {made}")
            left = _count(run.left, "finding")
            head += f", {fixed}, {left} left" if run.left else f", {fixed}, nothing left"
        else:
            head += f", {_count(run.left, 'finding')}" if run.left else ", nothing found"
        if run.stopped:
            head += "; rules were stopped, so this may not be all"
        yield self.paint(head, "bold") + "\n"
        if safe:
            yield f"{INDENT}{safe} can be fixed safely: cleanup fix\n"
        if unsafe:
            yield f"{INDENT}{unsafe} with --unsafe-fixes, which change words: read them first\n"
        if person:
            yield f"{INDENT}{person} {'needs' if person == 1 else 'need'} a person\n"


def proposal(text: str, span: Span, fix: Fix) -> str:
    """What a finding's place would read with the fix made, with the words it hangs on."""
    start = min(span.start, fix.edits[0].span.start)
    end = max(span.end, fix.edits[-1].span.end)
    changed = mended(text, start, end, fix.edits)
    if not changed.strip():
        return "take it out" if len(changed) < end - start else quoted(changed)
    if any(c.isalnum() for c in changed) or changed.isspace() or changed[-1:].isspace():
        if not changed[0].isalnum():
            start -= len(_WORD_BEFORE.search(text[max(0, start - 20) : start])[0])  # type: ignore[index]
        if changed[-1:].isspace():
            end += len(_WORD_AFTER.match(text[end : end + 20])[0])  # type: ignore[index]
        changed = mended(text, start, end, fix.edits)
    if len(changed) > LONGEST_PROPOSAL:
        changed = changed[: LONGEST_PROPOSAL // 2] + "…" + changed[-LONGEST_PROPOSAL // 2 :]
    return quoted(changed)


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
