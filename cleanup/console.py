"""What the commands print, and where: standard output, standard error, the exit status."""

import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from .report import Run
    from .reports.terminal import TerminalReport


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
    for report in run.reports:
        path = report.document.path
        if report.language != "en" and not quiet:
            what = f"not English ({_language(report.language)})"
            only = "only encoding and white space were checked"
            say([f"note: {path}: {what}; {only}\n"], sys.stderr)
        for rule in report.stopped:
            say([f"note: {path}: {rule} took too long and was stopped\n"], sys.stderr)


def _language(code: str) -> str:
    return "language unknown" if code == "und" else code


def leave(run: "Run", findings: bool, exit_zero: bool) -> None:
    if run.errors:
        raise typer.Exit(2)
    raise typer.Exit(1 if findings and not exit_zero else 0)
