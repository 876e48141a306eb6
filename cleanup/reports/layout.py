"""Text laid out in columns: wrapped, cut at its head or in its middle, several colours in a line.

What comes in is already `shown`, so that every character has a width and none acts.
"""

from collections.abc import Iterable
from typing import NamedTuple

from ..lazy import lazy
from .screen import Painter, Style, head, plain, width

_SPACES = lazy(r"(?<=[ ⏎])(?=[^ ⏎])")


class Ink(NamedTuple):
    """A stretch of text and the styles it is painted in."""

    text: str
    styles: tuple[Style, ...] = ()


def tail(text: str, columns: int, even: bool = False) -> str:
    """`text`, or as much of its end as fits into `columns` with an ellipsis before it; no mark is
    parted from the letter it stands on. `even` text is known to be `plain`."""
    if even or plain(text):
        return text if len(text) <= columns else "…" + text[len(text) - max(0, columns - 1) :]
    if width(text) <= columns:
        return text
    used, at = 0, len(text)
    for i in range(len(text) - 1, -1, -1):
        wide = width(text[i])
        if used + wide >= columns:
            break
        used += wide
        if wide:
            at = i
    return "…" + text[at:]


def middle(text: str, columns: int, even: bool = False) -> str:
    """`text`, or its two ends with an ellipsis between them that fit into `columns`. `even` text is
    known to be `plain`."""
    if (len(text) if even or plain(text) else width(text)) <= columns:
        return text
    # Wide characters may leave a column over on either side.
    first = head(text, max(1, columns * 2 // 3))
    return first + tail(text, columns - width(first) + 1)[1:]


def wrapped(text: str, columns: int) -> list[str]:
    """The lines that `text` takes on a screen so wide."""
    if len(text) <= columns and plain(text):
        return [text]
    return ["".join(ink.text for ink in line).rstrip() for line in flow([Ink(text)], columns)]


def flow(pieces: Iterable[Ink], columns: int, *, ends: bool = False) -> list[list[Ink]]:
    """The lines that pieces take on a screen so wide: broken behind spaces, and inside a word only
    if it alone is wider. With `ends`, the sign for a line end ends a line. At least one line."""
    columns = max(2, columns)
    lines: list[list[Ink]] = []
    line: list[Ink] = []
    used = 0
    # A word may change its colour halfway: it is known to be over when the next one begins.
    word: list[Ink] = []
    wide = 0

    def close() -> None:
        nonlocal line, used
        while line and not line[-1].styles and line[-1].text.endswith(" "):
            text = line.pop().text.rstrip(" ")
            line += [Ink(text)] if text else []
        lines.append(line)
        line, used = [], 0

    def put() -> None:
        nonlocal line, word, wide, used
        if used and used + wide - _blank(word) > columns:
            close()
        if used + wide <= columns:
            line += word
            used += wide
            word, wide = [], 0
            return
        for ink in word:
            text = ink.text
            styled = bool(ink.styles)
            while (styled or text.strip()) and _over(text, columns - used, styled):
                if used and width(text[0]) > columns - used:
                    close()
                    continue
                part = _fitting(text, columns - used)
                line.append(Ink(part, ink.styles))
                close()
                text = text[len(part) :]
            if text:
                line.append(Ink(text, ink.styles))
                used += width(text)
        word, wide = [], 0

    for piece in pieces:
        parts, even = _SPACES.split(piece.text), plain(piece.text)
        for i, part in enumerate(parts):
            if word and (i or (word[-1].text[-1:] in " ⏎" and part[:1] not in " ⏎")):
                put()
            if part:
                word.append(Ink(part, piece.styles))
                wide += len(part) if even else width(part)
                if ends and part.endswith("⏎"):
                    put()
                    close()
    put()
    if line or not lines:
        close()
    return lines


def _over(text: str, columns: int, styled: bool) -> bool:
    """Whether a text does not fit; as much of it is looked at as could matter."""
    # No letter has more than four marks on it.
    part = text[: 6 * columns + 6]
    return width(part if styled else part.rstrip(" ")) > columns


def _blank(word: list[Ink]) -> int:
    """How many spaces a word ends with that may be lost at the edge, as they did not change."""
    text = word[-1].text if word and not word[-1].styles else ""
    return len(text) - len(text.rstrip(" "))


def _fitting(text: str, columns: int) -> str:
    """The longest head of `text` that fits, and one character at least."""
    if plain(text):
        return text[: max(1, columns)]
    used = 0
    for i, c in enumerate(text):
        used += width(c)
        if used > columns and i:
            return text[:i]
    return text


def painted(line: Iterable[Ink], paint: Painter) -> str:
    """A line in its colours."""
    return "".join(paint(ink.text, *ink.styles) for ink in line)


def breadth(line: Iterable[Ink]) -> int:
    """How many columns a line takes."""
    return sum(width(ink.text) for ink in line)
