"""JSON written piece by piece, so that a report needs no room beside what it tells of.

The pieces are what `json.dumps(value, ensure_ascii=False, indent=1)` gives in one. A list may be
given as a generator of its values; they are then made one by one, as they are written.
"""

import json
from collections.abc import Iterator
from json.encoder import encode_basestring
from types import GeneratorType
from typing import Any


def pieces(value: Any, pad: str = "\n") -> Iterator[str]:
    """The pieces of a value; `pad` is the line end with the indentation of its last line."""
    inner, opened = pad + " ", ""
    if isinstance(value, GeneratorType):
        for one in value:
            yield ("," if opened else "[") + inner
            yield from pieces(one, inner)
            opened = "["
        yield pad + "]" if opened else "[]"
    elif isinstance(value, dict) and any(isinstance(v, GeneratorType) for v in value.values()):
        for key, one in value.items():
            yield f"{',' if opened else '{'}{inner}{encode_basestring(key)}: "
            yield from pieces(one, inner)
            opened = "{"
        yield pad + "}"
    else:
        yield _text(value, pad)


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
