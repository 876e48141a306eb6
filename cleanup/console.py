"""What the commands print, and where: standard output, standard error, the exit status."""

import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from .report import Report, Run
    from .reports.terminal import TerminalReport
    from .runner import Input


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


def show_changes(item: "Input", report: "Report", diff: bool) -> None:
    """The changes of one file on standard output, a unified diff in the file's own encoding."""
    from .reports.diff import unified

    cleaning = report.cleaning
    if cleaning is None or not cleaning.edits:
        return
    if not diff:
        printer = printer_for(sys.stdout)
        say([printer.paint(item.name, "bold") + "\n", *printer.word_diff(report)])
        return
    sys.stdout.flush()
    text = unified(item.name, cleaning.before, cleaning.edits)
    sys.stdout.buffer.write(text.encode(item.source.codec))
    sys.stdout.buffer.flush()


def remarks(run: "Run") -> None:
    """Notes and errors, on standard error."""
    say((f"note: {note}\n" for note in run.notes), sys.stderr)
    say((f"error: {error.message}\n" for error in run.errors), sys.stderr)
    for report in run.reports:
        path = report.document.path
        if report.language != "en":
            say(
                [f"note: {path}: not English ({report.language}); only rules for every language\n"],
                sys.stderr,
            )
        for rule in report.stopped:
            say([f"note: {path}: {rule} took too long and was stopped\n"], sys.stderr)


def close(run: "Run", printer: "TerminalReport", output_format: str, stream: Any) -> None:
    """Remarks on standard error, then the summary or the JSON."""
    remarks(run)
    if output_format == "text":
        say(printer.summary(run), stream)
        return
    import json

    from . import __version__
    from .report import run_json

    text = json.dumps(run_json(run, __version__), ensure_ascii=False, indent=1)
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass") + b"\n")
    sys.stdout.buffer.flush()


def leave(run: "Run", findings: bool, exit_zero: bool) -> None:
    if run.errors:
        raise typer.Exit(2)
    raise typer.Exit(1 if findings and not exit_zero else 0)
