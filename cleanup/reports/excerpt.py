"""The line around a place, cut to fit the screen, the place marked in it and below it."""

from collections.abc import Iterator

from ..document import Lines, Span
from ..lazy import lazy
from .layout import middle, tail
from .screen import Painter, Style, head, plain, shown, width

# Letters that are written from right to left.
_RIGHT_TO_LEFT = lazy(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def excerpt(
    where: Lines, span: Span, columns: int, paint: Painter, colour: Style
) -> tuple[list[str], int]:
    """The line that holds the start of `span`, and a line of carets below the span; with them how
    many columns the carets end at. Nothing is wider than `columns`.

    Some terminals turn right-to-left text around and some do not, so carets alone would point
    at another word in half of them: there the place also stands in `[[…]]`.
    """
    text = where.text
    line = where.around(span.start)
    # More than is shown: letters may have marks on them.
    most = columns * 3
    before = text[max(line.start, span.start - most) : span.start]
    after = text[span.end : max(span.end, min(line.end, span.end + most))]
    marked, marks = _ends(text, span, most), ("", "")
    even = plain(f"{before}{marked}{after}")
    if not even:
        before, marked, after = shown(before), shown(marked), shown(after)
        if _RIGHT_TO_LEFT.search(f"{before}{marked}{after}"):
            marks = ("[[", "]]")
    columns_of = len if even else width
    room = columns - sum(map(len, marks))
    marked = middle(marked, max(1, room * 2 // 3), even)
    wide = columns_of(marked)
    rest = room - wide
    right = head(after, max(rest // 2, rest - columns_of(before)), even)
    left = tail(before, rest - columns_of(right), even)
    pad = columns_of(left) + len(marks[0])
    shown_line = f"{left}{marks[0]}{paint(marked, 'underline')}{marks[1]}{right}".rstrip()
    carets = " " * pad + paint("^" * max(1, wide), colour, "bold")
    return [shown_line, carets], pad + max(1, wide)


def _ends(text: str, span: Span, most: int) -> str:
    """The text of a span; of a long one enough of its two ends."""
    if len(span) <= 2 * most:
        return text[span.start : span.end]
    return f"{text[span.start : span.start + most]}…{text[span.end - most : span.end]}"


def hanging(first: str, lines: list[str], indent: str) -> Iterator[str]:
    """Lines with `first` before the first of them, and blanks as wide before the others."""
    for i, line in enumerate(lines):
        yield f"{indent}{first if not i else ' ' * width(first)}{line}".rstrip() + "\n"
