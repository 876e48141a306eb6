"""The command `review`: go through the findings one by one, then save."""

import contextlib
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .cli_options import (
    Config,
    Date,
    Extend,
    Ignore,
    Isolated,
    KnownFindings,
    MaxRemoved,
    Names,
    Original,
    Reference,
    Select,
    Since,
    SourceLang,
    options,
)
from .console import Stop, printer_for, remarks, say

if TYPE_CHECKING:
    from .review.session import Session

KEPT = Path(".cleanup-review.json")
NO_TEXTUAL = (
    "the full-screen review needs Textual: pip install 'cleanup-text[review]'; "
    "--plain works without"
)


def review(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATHS", help="Files, folders (their .txt files) or patterns."),
    ],
    plain: Annotated[
        bool, typer.Option("--plain", help="Ask line by line: for pipes and screen readers.")
    ] = False,
    export: Annotated[
        Path | None,
        typer.Option(
            "--export", metavar="FILE", help="Write only the decisions, for fix --decisions FILE."
        ),
    ] = None,
    decisions: Annotated[
        Path,
        typer.Option(
            "--decisions",
            metavar="FILE",
            help="Where decisions are kept when a review is left.",
            show_default=str(KEPT),
        ),
    ] = KEPT,
    backup: Annotated[
        bool, typer.Option("--backup", help="Keep the old text in FILE.orig.")
    ] = False,
    select: Select = None,
    extend_select: Extend = None,
    ignore: Ignore = None,
    reference: Reference = None,
    names: Names = None,
    source: Original = None,
    date: Date = None,
    source_lang: SourceLang = None,
    baseline: KnownFindings = None,
    since: Since = None,
    max_removed: MaxRemoved = None,
    config: Config = None,
    isolated: Isolated = False,
) -> None:
    """Go through the findings and decide, one by one.

    Safe fixes are accepted beforehand.
    Nothing is written before you save (q). A review that is left (Q) goes on where it was.

    Exit status: 0 everything is decided and saved, 1 something is left to decide, 2 wrong use or a
    file that could not be read or written.
    """
    from . import prepare
    from .decisions import file as decisions_file
    from .inputs import STDIN
    from .review.session import Session

    if STDIN in paths:
        raise Stop("a review is of files: standard input is where the answers come from")
    if not plain:
        _able()
    loaded = prepare.settings(
        config,
        isolated,
        **options(select, extend_select, ignore, names, reference, source_lang, max_removed),
    )
    task = prepare.task(
        loaded.settings,
        since=since,
        known=baseline,
        source=prepare.Original(source, paths) if source else None,
        date=date,
        clean=True,
    )
    kept = export or decisions
    try:
        store = (
            decisions_file.load(kept)
            if kept.exists()
            else decisions_file.DecisionsFile(kept.parent)
        )
    except decisions_file.DecisionsError as error:
        raise Stop(str(error)) from error
    session = Session(task, kept, bool(export), backup, store=store)
    session.open(paths)
    remarks(session.run)
    if not session.texts:
        if session.run.reports:
            say(["nothing found, nothing to review\n"])
        raise typer.Exit(2 if session.run.errors else 0)
    known = len(session.run.errors)
    _finish(session, _plain(session) if plain else _full_screen(session), known)


def _able() -> None:
    """Raises Stop where the review cannot fill the screen."""
    from importlib.util import find_spec

    if find_spec("textual") is None:
        raise Stop(NO_TEXTUAL)
    able = os.environ.get("TERM") != "dumb" and sys.stdin.isatty() and sys.stdout.isatty()
    if not able:
        raise Stop("the full-screen review needs a terminal; --plain works without")


def _plain(session: "Session") -> list[str] | None:
    from .reports.screen import stdout
    from .review.plain import Plain, lines_of

    out = stdout()
    printer = printer_for(out)
    face = Plain(session, lines_of(sys.stdin, out), out, printer.paint)
    face.columns = min(printer.columns, 100)
    for name in ("SIGHUP", "SIGTERM"):
        if number := getattr(signal, name, None):
            signal.signal(number, _end)
    try:
        return face.run()
    except (KeyboardInterrupt, SystemExit):
        # Whoever ended it, no decision is lost; a terminal that has gone takes no line any more.
        with contextlib.suppress(OSError):
            out.write("\n")
        return None


def _end(*_: object) -> None:
    raise SystemExit


def _full_screen(session: "Session") -> list[str] | None:
    from .review.screen import ReviewApp

    return ReviewApp(session).run()


def _finish(session: "Session", saved: list[str] | None, known: int) -> None:
    """Keep the decisions of a review that was left; say what was done, and what went wrong beside
    the errors that are known."""
    from .files import FileProblem

    if saved is None:
        try:
            session.keep()
        except FileProblem as problem:
            raise Stop(f"the decisions are not kept: {problem}") from problem
        where = f"; {session.kept} keeps the decisions" if session.kept.exists() else ""
        say([f"left, no text was changed{where}\n"])
        raise typer.Exit(2 if session.run.errors else 1)
    say(f"{line}\n" for line in saved)
    say((f"error: {error.message}\n" for error in session.run.errors[known:]), sys.stderr)
    left = any(text.left() for text in session.texts)
    raise typer.Exit(2 if session.run.errors else int(left))
