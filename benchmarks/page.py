"""The figures of a run as Markdown: on the screen, and in README.md of this folder."""

from collections.abc import Callable
from typing import Any

import costs
import folder
import goals
import peers
import sizes
import start
from common import HERE, Figures

PAGE = HERE / "README.md"
BEGIN, END = "<!-- figures: speed.py --page -->", "<!-- end -->"

SECTIONS: dict[str, tuple[str, Callable[[Figures], str]]] = {
    "goals": ("Goals", goals.render),
    "start": ("Start", start.render),
    "sizes": ("Speed, growth and memory", sizes.render),
    "costs": ("Cost by rule", costs.render),
    "folder": ("Many files", folder.render),
    "peers": ("Peers", peers.render),
}


def about(result: Figures) -> str:
    """On what machine, and when."""
    one: dict[str, Any] = result["machine"]
    return (
        f"{one['date']}, {one['cores']} cores (load {one['load']} when begun), {one['system']}, "
        f"Python {one['python']}; rounds for small texts: {one['rounds']}."
    )


def section(part: str, result: Figures) -> str:
    """A part under its heading; the goals look at all the others."""
    title, render = SECTIONS[part]
    return f"### {title}\n\n{render(result if part == 'goals' else result[part])}"


def write(result: Figures) -> None:
    """Put the figures of a run in the place of those that the page has."""
    parts = (section(part, result) for part in SECTIONS if part == "goals" or part in result)
    figures = "\n\n".join([BEGIN, about(result), *parts, END])
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    PAGE.write_text(before + figures + rest.partition(END)[2], encoding="utf-8")
