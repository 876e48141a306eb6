"""The commands `explain`, `rules` and `config`: what the rules and the settings are."""

from typing import Annotated

import typer

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
from .console import Stop, say


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


def rules(config: Config = None) -> None:
    """List the rules: severity, safety, and what each finds."""
    from . import prepare
    from .rule_index import row

    every = prepare.book(config).rules
    longest = max(map(len, every))
    say(row(every[name], longest) for name in sorted(every))


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
