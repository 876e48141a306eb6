"""The command line: what is asked for, what is printed, the exit status.

Nothing is imported here that `--version` and `--help` do not need.
"""

import copy
import os
import sys
from typing import Annotated, Any

import typer

from .cli_baseline import app as baseline_app
from .cli_check import check
from .cli_diff import diff
from .cli_doctor import doctor
from .cli_fix import fix
from .cli_languagetool import app as languagetool_app
from .cli_names import app as names_app
from .cli_options import (
    Config,
    Extend,
    Ignore,
    Isolated,
    MaxRemoved,
    Names,
    Reference,
    Select,
    SourceLang,
    options,
)
from .cli_review import review
from .cli_score import score
from .console import Stop, say

app = typer.Typer(
    name="cleanup",
    help="Find and repair machine-translation damage in English articles.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(baseline_app, name="baseline")
app.add_typer(names_app, name="names")
app.add_typer(languagetool_app, name="languagetool")


app.command()(check)
app.command()(score)
app.command()(fix)
app.command()(diff)
app.command()(doctor)
app.command()(review)


@app.command()
def explain(
    rule: Annotated[
        str, typer.Argument(metavar="RULE", help="A rule or a family, for instance quotes/stray.")
    ],
    config: Config = None,
) -> None:
    """Explain a rule: what it finds, why, and with what examples."""
    from . import prepare
    from .rule_index import of_engine, page
    from .rulebook import ENGINES, UnknownRuleError

    try:
        book = prepare.book(config)
        if rule.partition("/")[0] in ENGINES and book.named(rule):
            say(of_engine(rule))
            return
        named = sorted(book.named(rule) & book.rules.keys())
    except UnknownRuleError as error:
        raise Stop(f"{error}; cleanup rules lists them") from error
    say(page(book.rules[one]) for one in named)


@app.command()
def rules(config: Config = None) -> None:
    """List the rules: name, severity, safety of the fix, and what each finds."""
    from . import prepare
    from .rule_index import row

    every = prepare.book(config).rules
    longest = max(map(len, every))
    say(row(every[name], longest) for name in sorted(every))


@app.command("config")
def show_config(
    select: Select = None,
    extend_select: Extend = None,
    ignore: Ignore = None,
    names: Names = None,
    reference: Reference = None,
    source_lang: SourceLang = None,
    max_removed: MaxRemoved = None,
    config: Config = None,
    isolated: Isolated = False,
) -> None:
    """Show the settings in force here, and where each comes from."""
    from . import prepare
    from .config import describe

    given = options(select, extend_select, ignore, names, reference, source_lang, max_removed)
    say(describe(prepare.settings(config, isolated, **given)))


def _version(wanted: bool) -> None:
    if wanted:
        from . import __version__

        typer.echo(f"cleanup {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    pass


def _only(first: list[str]) -> typer.Typer:
    """The application with nothing but the command that the first argument names, if it does.

    Making the others, with their many options, takes as long as reading an article.
    """
    chosen = [c for c in app.registered_commands if c.callback and c.callback.__name__ in first]
    if not chosen:
        return app
    one = copy.copy(app)
    one.registered_commands, one.registered_groups = chosen, []
    return one


def main() -> None:
    """Run the command; every failure is one line on standard error."""
    # A stream that was closed before we began takes what is written to it, and nobody reads it.
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115
    status: Any = 0
    try:
        try:
            _only(sys.argv[1:2])(prog_name="cleanup")
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
        print(f"error: the output cannot be written: {error.strerror}", file=sys.stderr)
        _drop(sys.stdout)
        status = 2
    sys.exit(status)


def _drop(stream: Any) -> None:
    """Point a stream that cannot be written to nowhere, so that closing it does not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
