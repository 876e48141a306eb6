"""The data that cards and checks refer to: `rules/lists/`, one entry a line, `#` for remarks."""

import functools
from pathlib import Path


class CardError(ValueError):
    """A card or list that cannot be used; the message names the file and what is wrong."""


@functools.cache
def home() -> Path:
    """The folder of the rules that come with cleanup: in the wheel, or beside the package."""
    inside = Path(__file__).parent / "rules"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "rules"


@functools.cache
def entries(name: str) -> tuple[str, ...]:
    """The entries of the list `name`, in the order of the file."""
    path = home() / "lists" / f"{name}.txt"
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise CardError(f"{path}: no list of that name ({error.strerror})") from error
    return tuple(
        line for raw in text.splitlines() if (line := raw.split(" #")[0].strip()) and line[0] != "#"
    )


@functools.cache
def entry_set(name: str) -> frozenset[str]:
    """The entries of the list `name` as a set."""
    return frozenset(entries(name))


def known(word: str) -> bool:
    """Whether `word`, in lower case, is a common English word (not a name)."""
    return word.lower() in entry_set("words")
