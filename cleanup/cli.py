"""The command line: what is asked for, what is printed, the exit status.

Nothing is imported here that `--version` and `--help` do not need.
"""

import importlib
import os
import sys
from typing import Annotated, Any

import typer

from .console import Stop

# The function of each command, by the module that it is in.
COMMANDS = {
    "check": "cli_check:check",
    "score": "cli_score:score",
    "fix": "cli_fix:fix",
    "diff": "cli_diff:diff",
    "doctor": "cli_doctor:doctor",
    "review": "cli_review:review",
    "explain": "cli_rules:explain",
    "rules": "cli_rules:rules",
    "config": "cli_rules:show_config",
}
# The modules of what has commands of its own.
GROUPS = {
    "baseline": "cli_baseline:app",
    "names": "cli_names:app",
    "languagetool": "cli_languagetool:app",
}


def _application(first: str) -> typer.Typer:
    """The application; with nothing but the command that the first argument names, if it does.

    Loading and making the others, with their many options, takes as long as reading an article.
    """
    app = typer.Typer(
        name="cleanup",
        help="Find and repair machine-translation damage in English articles.",
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_main)
    only = first in COMMANDS
    for name, place in COMMANDS.items():
        if not only or name == first:
            app.command(name)(_loaded(place))
    for name, place in GROUPS.items():
        if not only:
            app.add_typer(_loaded(place), name=name)
    return app


def _loaded(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(importlib.import_module(f".{module}", __package__), name)


def _version(wanted: bool) -> None:
    if wanted:
        from . import __version__

        typer.echo(f"cleanup {__version__}")
        raise typer.Exit


def _main(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command; every failure is one line on standard error."""
    # A stream that was closed before we began takes what is written to it, and nobody reads it.
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115
    status: Any = 0
    try:
        try:
            _application("".join(sys.argv[1:2]))(prog_name="cleanup")
        except SystemExit as end:
            status = end.code
        sys.stdout.flush()
    except Stop as stop:
        print(f"error: {stop}", file=sys.stderr)
        status = 2
    except BrokenPipeError:
        # The reader of a pipe has gone (`| head`): nothing more to say, and nobody to say it to.
        _drop(sys.stdout)
    except OSError as error:
        print(f"error: {_matter()}: {error.strerror}", file=sys.stderr)
        _drop(sys.stdout)
        status = 2
    sys.exit(status)


def _matter() -> str:
    """What no command can be about: everything else is told with the name of its file."""
    try:
        os.getcwd()
    except OSError:
        return "the current folder cannot be looked at; change to another one"
    return "the output cannot be written"


def _drop(stream: Any) -> None:
    """Point a stream that cannot be written to nowhere, so that closing it does not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
