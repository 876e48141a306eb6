"""What a terminal is given: colours where it wants them, and nothing an article could do to it."""

import io
import os
import re
import sys
import unicodedata
from typing import IO

from ..lazy import lazy

STYLES = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "cyan": "36",
    "underline": "4",
}
# Code points of a piece of text in a message; what is longer is cut in its middle.
LONGEST = 400
# Control characters, and those that are invisible or reorder what stands around them.
_HIDDEN = lazy(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e01ef\ud800-\udfff]"
)

# What takes one column, each of it, in every terminal: Latin letters and the marks of prose.
_PLAIN = lazy("[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e→⏎]*")


def wants_colour(stream: IO[str]) -> bool:
    """Whether to colour: on a terminal that understands it, unless NO_COLOR is set."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


class Painter:
    """Puts colours around text, or does not."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def __call__(self, text: str, *styles: str) -> str:
        if not self.colour or not text:
            return text
        return f"\x1b[{';'.join(STYLES[s] for s in styles)}m{text}\x1b[0m"


def shown(text: str) -> str:
    """`text` made harmless and legible: line ends as ⏎, what is invisible by its number."""
    if _PLAIN.fullmatch(text):
        return text
    return _HIDDEN.sub(_name, text.replace("\r\n", "⏎").replace("\n", "⏎").replace("\r", "⏎"))


def legible(text: str, longest: int = LONGEST) -> str:
    """A piece of an article as part of a message: shown, and not endless."""
    if len(text) > longest:
        text = f"{text[: longest * 2 // 3]} … {text[-(longest // 3) :]}"
    return shown(text)


def _name(m: re.Match[str]) -> str:
    return " " if m[0] == "\t" else f"<U+{ord(m[0]):04X}>"


def width(text: str) -> int:
    """How many columns `text` takes in a terminal; what has no width of its own counts 0."""
    if _PLAIN.fullmatch(text):
        return len(text)
    return sum(map(_width, text))


def _width(character: str) -> int:
    # Late: its tables take longer to load than a short article to check.
    from wcwidth import wcwidth

    return max(0, int(wcwidth(character)))


def head(text: str, columns: int) -> str:
    """`text`, or as much of its head as fits into `columns` with an ellipsis behind it."""
    if _PLAIN.fullmatch(text):
        return text if len(text) <= columns else text[: max(0, columns - 1)] + "…"
    if width(text) <= columns:
        return text
    used = 0
    for i, c in enumerate(text):
        used += width(c)
        if used >= columns:
            return text[:i] + "…"
    return text


def quoted(text: str) -> str:
    """`text` in quotation marks, spaces that would be overlooked by their names."""
    if text and text.isspace():
        names = [unicodedata.name(c, "line end").lower() for c in text]
        if any(c in "\r\n" for c in text):
            return "a blank line"
        return names[0] if len(names) == 1 else f"{len(text)} spaces"
    if not any(c.isalnum() for c in text) and not text[-1:].isspace():
        return shown(text.strip())
    return f"“{shown(text)}”"


def harden(stream: IO[str]) -> None:
    """Let a stream that cannot show a character show its number instead of failing."""
    # It would write out what is waiting, each time.
    if isinstance(stream, io.TextIOWrapper) and stream.errors != "backslashreplace":
        stream.reconfigure(errors="backslashreplace")


def stdout() -> IO[str]:
    """Standard output, hardened."""
    harden(sys.stdout)
    return sys.stdout
