"""What XML can hold of a text."""

from ..lazy import lazy
from .screen import shown

# Beside control characters and surrogates, which `shown` names, XML 1.0 has no place for these.
_NEVER = lazy("[\ufffe\uffff]")
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def attribute(text: str) -> str:
    """`text` as the value of an attribute, with its quotation marks; what XML cannot hold by its
    number, a line end as ⏎."""
    return f'"{content(text)}"'


def content(text: str) -> str:
    """`text`, a line of it, as the content of an element or between quotation marks."""
    named = _NEVER.sub(lambda m: f"<U+{ord(m[0]):04X}>", shown(text))
    escaped = named.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace('"', "&quot;")
