"""What a terminal is given: colours where it wants them, and nothing an article could do to it."""

import io
import os
import re
import sys
import unicodedata
from functools import lru_cache
from typing import IO, Literal

from ..lazy import lazy

Style = Literal["bold", "dim", "red", "green", "magenta", "cyan", "underline"]
# Yellow is missing: it would be illegible on a light screen.
STYLES: dict[Style, str] = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "magenta": "35",
    "cyan": "36",
    "underline": "4",
}
# Code points of a piece of text in a message; what is longer is cut in its middle.
LONGEST = 400
# Control characters, and those that are invisible or reorder what stands around them.
_HIDDEN = lazy(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff\ud800-\udfff]"
)
# Marks heaped on one letter, which hide the lines above and below.
_HEAP = lazy(
    "([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})"
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)

# A letter or a digit.
LETTER = lazy(r"[^\W_]")
# What takes one column, each of it, in every terminal: Latin letters and the marks of prose.
_PLAIN = lazy("[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e→⏎]*")


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

    def __call__(self, text: str, *styles: Style) -> str:
        if not self.colour or not text or not styles:
            return text
        return f"\x1b[{';'.join(STYLES[s] for s in styles)}m{text}\x1b[0m"


def shown(text: str) -> str:
    """`text` made harmless and legible: line ends as ⏎, what is invisible by its number."""
    if plain(text):
        return text
    text = text.replace("\r\n", "⏎").replace("\n", "⏎").replace("\r", "⏎")
    return _HIDDEN.sub(_name, _HEAP.sub(_heap, text))


def legible(text: str, longest: int = LONGEST) -> str:
    """A piece of an article as part of a message: shown, and not endless."""
    if len(text) > longest:
        text = f"{text[: longest * 2 // 3]} … {text[-(longest // 3) :]}"
    return shown(text)


def _name(m: re.Match[str]) -> str:
    return " " if m[0] == "\t" else f"<U+{ord(m[0]):04X}>"


def _heap(m: re.Match[str]) -> str:
    return f"{m[1]}<{len(m[0]) - len(m[1])} more marks>"


def plain(text: str) -> bool:
    """Whether every character takes one column, in every terminal."""
    # Most is ASCII, of which this is sooner told.
    return (text.isascii() and text.isprintable()) or _PLAIN.fullmatch(text) is not None


def width(text: str) -> int:
    """How many columns `text` takes in a terminal; what has no width of its own counts 0."""
    if plain(text):
        return len(text)
    return sum(map(_width, text))


@lru_cache(maxsize=4096)
def _width(character: str) -> int:
    # Late: its tables take longer to load than a short article to check.
    from wcwidth import wcwidth

    return max(0, int(wcwidth(character)))


def head(text: str, columns: int, even: bool = False) -> str:
    """`text`, or as much of its head as fits into `columns` with an ellipsis behind it. `even` text
    is known to be `plain`."""
    if even or plain(text):
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
    if not LETTER.search(text) and not text[-1:].isspace():
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
