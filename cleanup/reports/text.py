"""The reports for people: see `terminal`."""

from collections.abc import Iterator

from ..report import Run
from .screen import Painter
from .terminal import TerminalReport
from .told import How, Told


def full(texts: Iterator[Told], run: Run, how: How) -> Iterator[str]:
    """Every finding in its line; after fixing what was changed before it."""
    printer = TerminalReport(Painter(how.colour), how.columns)
    for told in texts:
        report = told.report
        if how.brief:
            continue
        if how.fixed:
            yield from printer.fixed(report)
        if how.findings:
            yield from printer.found(report)
        if how.scores or report.changed:
            yield from printer.scores(report)
    yield from printer.summary(run, how.preview)
    yield from printer.gates(run)
