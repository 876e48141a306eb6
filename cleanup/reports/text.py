"""The reports for people: `full`, `concise` and `grouped`; statistics in place of all three."""

from collections.abc import Callable, Iterator

from ..document import Place, lines
from ..findings import Finding
from ..report import Run
from .excerpt import hanging
from .layout import wrapped
from .screen import Painter, Style, legible, shown, width
from .terminal import COLOURS, TerminalReport
from .told import How, Told

# Of a row of `grouped`: the place, the severity, and the two spaces behind each of them.
_PLACE, _SEVERITY = 8, 7
_HEAD = _PLACE + _SEVERITY + 4


def full(texts: Iterator[Told], run: Run, how: How) -> Iterator[str]:
    """Every finding in its line; after fixing what was changed before it."""
    printer = TerminalReport(Painter(how.colour), how.columns, how.rules)

    def tell(told: Told) -> Iterator[str]:
        if how.changes(by_default=True):
            yield from printer.fixed(told.report)
        if how.findings and (findings := told.open):
            yield from printer.found(findings, told.where, told.path)
        if not how.quiet and (how.scores or told.report.changed):
            yield from printer.scores(told.report)

    yield from _report(texts, run, how, printer, tell)


def concise(texts: Iterator[Told], run: Run, how: How) -> Iterator[str]:
    """A line for each finding, however long: `PATH:LINE:COLUMN: SEVERITY RULE MESSAGE`."""
    printer = TerminalReport(Painter(how.colour), how.columns)

    def line(told: Told, at: Place, what: tuple[str, Style], finding: Finding, message: str) -> str:
        place = printer.paint(f"{shown(told.path)}:{at.line}:{at.column}:", "bold")
        kind = printer.paint(what[0], what[1], "bold")
        return f"{place} {kind} {printer.paint(finding.rule, 'dim')} {message}\n"

    def tell(told: Told) -> Iterator[str]:
        cleaning = told.report.cleaning
        if cleaning and how.changes():
            before = told.report.document.view(lines)
            for finding in cleaning.applied:
                at = before.place(finding.span.start)
                yield line(told, at, ("fixed", "green"), finding, legible(finding.message))
        for finding in told.open if how.findings else ():
            severity = finding.severity.value
            what = severity, COLOURS[severity]
            yield line(told, told.start(finding), what, finding, told.message(finding))
        if how.scores and not how.quiet:
            yield from printer.scores_in_a_line(told.report)

    yield from _report(texts, run, how, printer, tell)


def grouped(texts: Iterator[Told], run: Run, how: How) -> Iterator[str]:
    """The findings of each text below its path: place, severity, message, rule."""
    printer = TerminalReport(Painter(how.colour), how.columns)
    paint = printer.paint

    def row(told: Told, finding: Finding) -> Iterator[str]:
        at, severity = told.start(finding), finding.severity.value
        place = f"{f'{at.line}:{at.column}':>{_PLACE}}"
        kind = paint(f"{severity:<{_SEVERITY}}", COLOURS[severity], "bold")
        first, *rest = wrapped(told.message(finding), printer.columns - _HEAD)
        rule = paint(finding.rule, "dim")
        if not rest and _HEAD + width(first) + len(finding.rule) + 2 <= printer.columns:
            yield f"{place}  {kind}  {first}  {rule}\n"
            return
        yield f"{place}  {kind}  {first}\n"
        yield from hanging("", [*rest, rule], " " * _HEAD)

    def tell(told: Told) -> Iterator[str]:
        if how.changes():
            yield from printer.fixed(told.report)
        if how.findings and told.open:
            yield paint(shown(told.path), "bold") + "\n"
            for finding in told.open:
                yield from row(told, finding)
            yield "\n"
        if how.scores and not how.quiet:
            yield from printer.scores(told.report)

    yield from _report(texts, run, how, printer, tell)


def _report(
    texts: Iterator[Told],
    run: Run,
    how: How,
    printer: TerminalReport,
    tell: Callable[[Told], Iterator[str]],
) -> Iterator[str]:
    """What is to be told of each text, as it comes, and what is told at the end."""
    table = None
    if how.statistics:
        from .statistics import Statistics

        table = Statistics(how)
    for told in texts:
        if table:
            table.add(told)
        elif not how.brief:
            yield from tell(told)
    if table:
        yield from table.lines(printer.paint, printer.columns)
    if not how.quiet:
        yield from printer.summary(run, how.preview)
    if run.gates or not how.quiet:
        yield from printer.gates(run)
