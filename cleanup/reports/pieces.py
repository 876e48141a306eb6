"""JSON written piece by piece, so that a report needs no room beside what it tells of.

The pieces are what `json.dumps(value, ensure_ascii=False, indent=1)` gives in one. A list may be
given as a generator of its values; they are then made one by one, as they are written. A value
may also be a function without arguments, called when it is its turn.
"""

import json
import re
from collections.abc import Iterator
from json.encoder import encode_basestring
from types import GeneratorType
from typing import Any

from ..lazy import lazy

# What an article may hold and a JSON string may hold as it is, and what yet acts on a terminal or
# hides in an editor; as an escape it is the same string.
_HIDDEN = lazy(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e01ef\ud800-\udfff]"
)


def pieces(value: Any, pad: str = "\n") -> Iterator[str]:
    """The pieces of a value; `pad` is the line end with the indentation of its last line."""
    inner, opened = pad + " ", ""
    if callable(value):
        value = value()
    if isinstance(value, GeneratorType):
        for one in value:
            yield ("," if opened else "[") + inner
            yield from pieces(one, inner)
            opened = "["
        yield pad + "]" if opened else "[]"
    elif isinstance(value, dict) and any(map(_later, value.values())):
        for key, one in value.items():
            yield f"{',' if opened else '{'}{inner}{encode_basestring(key)}: "
            yield from pieces(one, inner)
            opened = "{"
        yield pad + "}"
    else:
        yield _text(value, pad)


def visible(text: str) -> str:
    """JSON with everything invisible as an escape, so that it can be looked at."""
    if text.isascii() and "\x7f" not in text:
        return text
    return _HIDDEN.sub(_escape, text)


def _escape(m: re.Match[str]) -> str:
    units = m[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))


def _later(value: Any) -> bool:
    return isinstance(value, GeneratorType) or callable(value)


def _text(value: Any, pad: str) -> str:
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None:
        return "null"
    if type(value) is int:  # Not a bool, which is an int too.
        return str(value)
    inner = pad + " "
    if isinstance(value, dict):
        rows = [f"{inner}{encode_basestring(k)}: {_text(v, inner)}" for k, v in value.items()]
    elif isinstance(value, list):
        rows = [inner + _text(one, inner) for one in value]
    else:
        return json.dumps(value)
    opened, closed = "{}" if isinstance(value, dict) else "[]"
    return f"{opened}{','.join(rows)}{pad if rows else ''}{closed}"
