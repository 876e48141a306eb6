"""Characters that few stretches of an English text have.

Where a stretch has none of them, no pattern is looked for that cannot match without one.
"""

import string
from collections.abc import Iterable
from re import _constants as c  # type: ignore[attr-defined]
from typing import Any

from .classes import REPEATS, holds

# What is not rare: in ASCII, and beyond it.
_COMMON = string.ascii_letters + string.digits + " \n.,:;!?'\"()-/%$#"
_MARKS = "’“”–—‘…"
_COMMON_BYTES = _COMMON.encode()
_MARKS_BYTES = tuple(mark.encode() for mark in _MARKS)


def has_rare(data: bytes) -> bool:
    """Whether a text, in UTF-8, has any of the rare characters."""
    rest = data.translate(None, _COMMON_BYTES)
    for mark in _MARKS_BYTES if rest else ():
        rest = rest.replace(mark, b"")
    return bool(rest)


def needs_rare(items: Iterable[Any], flags: int) -> bool:
    """Whether all that parsed items match has a rare character."""
    return any(_needs_rare(op, value, flags) for op, value in items)


def _needs_rare(op: Any, value: Any, flags: int) -> bool:
    if op in REPEATS:
        return value[0] > 0 and needs_rare(value[2], flags)
    if op is c.SUBPATTERN:
        return needs_rare(value[3], (flags | value[1]) & ~value[2])
    if op is c.ATOMIC_GROUP:
        return needs_rare(value, flags)
    if op is c.BRANCH:
        return all(needs_rare(one, flags) for one in value[1])
    if op in (c.LITERAL, c.NOT_LITERAL, c.IN):
        return not holds(op, value, flags, _COMMON + _MARKS)
    return False
