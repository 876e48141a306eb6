"""The option `--engine`, and what of the settings an engine is made of."""

from typing import TYPE_CHECKING, Annotated

import typer

from .console import Stop

if TYPE_CHECKING:
    from .engines.languagetool.engine import Engine as LanguageTool
    from .settings import Settings


def _known(asked: list[str] | None) -> list[str] | None:
    """Raises Stop for a name that is no engine's."""
    if not asked:
        return asked
    from .lists import meant
    from .rulebook import ENGINES

    for name in asked:
        if name not in ENGINES:
            near = meant(name, ENGINES) or f"; there is {ENGINES[0]!r}"
            raise Stop(f"--engine: no engine {name!r}{near}")
    return asked


Engine = Annotated[
    list[str] | None,
    typer.Option(
        "--engine",
        metavar="NAME",
        callback=_known,
        help="Ask this checker too, beside the rules: languagetool.",
    ),
]


def engine(chosen: "Settings", asked: list[str] | None) -> "tuple[LanguageTool | None, list[str]]":
    """The engine of a run, not started yet, and notes on why there is none although the settings
    want one.

    What is `asked` for by an option must be there: Raises Stop, which says how to come by it.
    """
    if not chosen.engines:
        return None, []
    from pathlib import Path

    from .engines.languagetool.engine import NAME
    from .engines.languagetool.engine import Engine as LanguageTool
    from .engines.languagetool.state import state

    if not {NAME, "ALL"} & {n.split("/")[0] for n in (*chosen.select, *chosen.extend_select)}:
        return None, [f"{NAME} is not asked: none of its rules is selected (--select {NAME})"]
    folder = chosen.languagetool_folder
    found = state(chosen.languagetool_server, Path(folder) if folder else None)
    if found.available:
        return LanguageTool(found, chosen.languagetool_language), []
    if asked:
        raise Stop(f"--engine {NAME}: {found.why}; {found.how}")
    return None, [f"{NAME} is off: {found.why}; {found.how}"]
