"""`cleanup doctor`: what is on here, what is off, why, and how to switch it on."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from .cli_options import Config, Isolated
from .console import Stop, say

if TYPE_CHECKING:
    from .reports.screen import Style

INDENT = " " * 8
FORMATS = ("text", "json")
Form = Annotated[
    str, typer.Option("--output-format", metavar="FORMAT", help=f"{' or '.join(FORMATS)}.")
]
_COLOURS: "dict[str, Style]" = {"on": "green", "off": "dim", "broken": "red"}


def doctor(config: Config = None, isolated: Isolated = False, output_format: Form = "text") -> None:
    """Tell what is on here, what is off, and how to switch it on.

    Nothing is downloaded or changed. Exit status: 0, or 1 if something that was asked for does not
    work.
    """
    import json
    import shutil

    from . import config as settings
    from .doctor import State, as_json, examined, system, terminal_of
    from .reports.screen import Painter, shown, wants_colour
    from .settings_file import SettingsError

    if output_format not in FORMATS:
        raise Stop(f"no output format {output_format!r}: {' or '.join(FORMATS)}")
    colour = wants_colour(sys.stdout)
    columns = shutil.get_terminal_size((100, 24)).columns
    loaded: settings.Loaded | Exception
    try:
        loaded = settings.defaults() if isolated else settings.choose(config)
    except SettingsError as error:
        loaded = error
    parts = list(examined(loaded, terminal_of(sys.stdout, columns, colour)))
    if output_format == "json":
        say([json.dumps(as_json(parts), indent=1, ensure_ascii=False) + "\n"])
    else:
        paint, width = Painter(colour), max(len(part.name) for part in parts)
        say([f"{shown(system())}\n\n"])
        for part in parts:
            state = paint(f"{part.state:<6}", _COLOURS[part.state])
            rows = _wrapped(shown(part.what), columns - width - 10)
            say([f"{state}  {paint(f'{part.name:<{width}}', 'bold')}  {rows[0]}\n"])
            rest = [
                *rows[1:],
                *(_wrapped(f"→ {part.how}", columns - width - 10) if part.how else ()),
            ]
            say(f"{INDENT}{' ' * width}  {row}\n" for row in rest)
    raise typer.Exit(any(part.state is State.BROKEN for part in parts))


def _wrapped(text: str, width: int) -> list[str]:
    import textwrap

    return textwrap.wrap(text, max(30, width), break_long_words=False, break_on_hyphens=False) or [
        ""
    ]
