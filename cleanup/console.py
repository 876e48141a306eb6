"""What the commands print, and where: standard output, standard error, the exit status."""

import shutil
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from .report import Run
    from .reports.terminal import TerminalReport


# So many texts of one kind are named in a note.
_NAMED = 3


class Stop(Exception):
    """Something that ends the run before any file is touched: wrong use, exit status 2."""


def printer_for(stream: Any) -> "TerminalReport":
    from .reports.screen import Painter, wants_colour
    from .reports.terminal import TerminalReport

    return TerminalReport(
        Painter(wants_colour(stream)), shutil.get_terminal_size((100, 24)).columns
    )


def say(lines: Iterable[str], stream: Any = None) -> None:
    from .reports.screen import harden

    stream = stream or sys.stdout
    harden(stream)
    for line in lines:
        stream.write(line)


def remarks(run: "Run", quiet: bool = False) -> None:
    """Notes and errors, on standard error; only errors for those who want it `quiet`."""
    say((f"note: {note}\n" for note in run.notes if not quiet), sys.stderr)
    say((f"error: {error.message}\n" for error in run.errors), sys.stderr)
    say((f"note: {note}\n" for note in _not_english(run) if not quiet), sys.stderr)
    for report in run.reports:
        path = report.document.path
        for rule in report.stopped:
            say([f"note: {path}: {rule} took too long and was stopped\n"], sys.stderr)


def _not_english(run: "Run") -> Iterator[str]:
    """The texts in other languages, those in one language together, and what is off for them."""
    others: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for report in run.reports:
        if report.language != "en":
            others.setdefault((report.language, report.off), []).append(str(report.document.path))
    if others:
        from .engines.language import UNKNOWN, name_of
    for (code, off), paths in others.items():
        more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
        language = "language unknown" if code == UNKNOWN else name_of(code)
        rules = "only rules that apply to it were used"
        families = f"; off: {', '.join(off)}" if off else ""
        yield f"{', '.join(paths[:_NAMED])}{more}: not English ({language}): {rules}{families}"


def leave(run: "Run", findings: bool, exit_zero: bool) -> None:
    if run.errors:
        raise typer.Exit(2)
    raise typer.Exit(1 if findings and not exit_zero else 0)
