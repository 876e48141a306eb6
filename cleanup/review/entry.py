"""What a reviewer types: words to look for, and texts with characters that cannot be typed."""

import re

from ..reports.screen import shown
from .items import Item
from .texts import Reviewed, ReviewError

_ESCAPE = re.compile(r"\\(?:n|r|t|\\|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|.|$)", re.DOTALL)
_SHORT = {"\\n": "\n", "\\r": "\r", "\\t": "\t", "\\\\": "\\"}
_BACK = {value: key for key, value in _SHORT.items()}


def readable(text: str) -> str:
    """A text on one line that can be typed: line ends and what is invisible as escapes."""
    return "".join(_BACK.get(c) or (_escape(c) if shown(c) != c else c) for c in text)


def _escape(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def unescaped(typed: str) -> str:
    """The text that `readable` would show so. Raises ReviewError for an escape that is none."""

    def one(m: re.Match[str]) -> str:
        if m[0] in _SHORT:
            return _SHORT[m[0]]
        number = int(m[1] or m[2] or "110000", 16)
        if number >= 0x110000:
            raise ReviewError(f"no escape {m[0]!r}: \\n, \\r, \\t, \\\\, \\u2014, \\U0001f600")
        return chr(number)

    return _ESCAPE.sub(one, typed)


def matches(wanted: str, text: Reviewed, item: Item) -> bool:
    """Whether a finding has the words in its file's name, its rule, its message, its place or its
    proposals, or in the line that holds it; case does not count."""
    if not wanted:
        return True
    span = item.finding.span
    start = max(item.text.rfind("\n", 0, span.start) + 1, span.start - 1000)
    end = item.text.find("\n", span.end)
    line = item.text[start : min(len(item.text) if end < 0 else end, span.end + 1000)]
    new = (e.replacement for fix in item.finding.fixes for e in fix.edits)
    places = (text.name, item.key.rule, item.finding.message, line, *new)
    return any(wanted.casefold() in place.casefold() for place in places)
