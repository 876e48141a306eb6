"""Which characters a class in a parsed pattern holds."""

import functools
import re
from collections.abc import Iterable
from itertools import groupby
from re import _constants as c  # type: ignore[attr-defined]
from typing import Any

# Everything there, in RE2's notation.
BEYOND_ASCII = r"\x{80}-\x{10ffff}"
# A class with more ranges beyond ASCII than this stands for all of them.
MOST_NAMED = 60
REPEATS = (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT)
_CATEGORIES = {
    c.CATEGORY_DIGIT: r"\d",
    c.CATEGORY_NOT_DIGIT: r"\D",
    c.CATEGORY_SPACE: r"\s",
    c.CATEGORY_NOT_SPACE: r"\S",
    c.CATEGORY_WORD: r"\w",
    c.CATEGORY_NOT_WORD: r"\W",
}


def class_of(op: Any, value: Any, flags: int) -> tuple[str, str]:
    """What a parsed class of characters holds: within ASCII, and beyond it in RE2's notation."""
    return _members(*_written(op, value, flags))


def holds(op: Any, value: Any, flags: int, characters: str) -> bool:
    """Whether a parsed class of characters holds any of these."""
    return _has(*_written(op, value, flags), characters)


@functools.cache
def _has(written: str, flags: int, characters: str) -> bool:
    return re.search(written, characters, flags) is not None


def _written(op: Any, value: Any, flags: int) -> tuple[str, int]:
    """A parsed class as a pattern of its own, and the flags that it takes."""
    if op is c.ANY:
        return "(?s:.)" if flags & re.DOTALL else "[^\n]", 0
    items = value if op is c.IN else [(c.LITERAL, value)]
    negated = "^" if op is c.NOT_LITERAL else ""
    inside = ""
    for kind, what in items:
        if kind is c.NEGATE:
            negated = "^"
        elif kind is c.CATEGORY:
            inside += _CATEGORIES[what]
        else:
            low, high = what if kind is c.RANGE else (what, what)
            inside += rf"\U{low:08x}-\U{high:08x}"
    return f"[{negated}{inside}]", flags & (re.IGNORECASE | re.ASCII)


_ASCII = "".join(map(chr, range(128)))
# A letter, a digit and neither, from beyond the basic plane. None of its characters is white space,
# so a class without these holds nothing there unless it names it.
_ASTRAL = "\U00010400\U0001d7ce\U0001f600"


@functools.cache
def _members(written: str, flags: int) -> tuple[str, str]:
    one = re.compile(written, flags)
    inside = "".join(one.findall(_ASCII))
    if one.search(_ASTRAL) or r"\U0001" in written:
        return inside, BEYOND_ASCII
    beyond = one.findall(_basic_plane())
    rows = groupby(enumerate(beyond), lambda numbered: ord(numbered[1]) - numbered[0])
    named = [_beyond(row) for _, row in rows]
    return inside, "".join(named) if len(named) <= MOST_NAMED else BEYOND_ASCII


@functools.cache
def _basic_plane() -> str:
    return "".join(map(chr, (*range(128, 0xD800), *range(0xE000, 0x10000))))


def _beyond(row: Iterable[tuple[int, str]]) -> str:
    """A row of characters beyond ASCII in RE2's notation."""
    first, *rest = (ord(one) for _, one in row)
    return rf"\x{{{first:x}}}" + (rf"-\x{{{rest[-1]:x}}}" if rest else "")
