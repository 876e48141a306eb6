"""Lines that hold text, and paragraphs: lines, or blocks of lines where a text is hard-wrapped."""

import bisect
from collections import deque
from collections.abc import Iterator
from itertools import chain

from ..document import LINE_END, Document, Span, lines

_BLOCK = 50_000


def text_lines(document: Document) -> tuple[Span, ...]:
    """The lines that hold more than white space, trimmed of it (a view)."""
    return tuple(_text_lines(document.text))


def _text_lines(text: str) -> Iterator[Span]:
    start = 0
    ends = (m.span() for m in LINE_END.finditer(text))
    for end, following in chain(ends, [(len(text), len(text))]):
        line = text[start:end]
        if stripped := line.strip():
            left = start + len(line) - len(line.lstrip())
            yield Span(left, left + len(stripped))
        start = following


def line_blocks(text: str) -> Iterator[tuple[int, str]]:
    """Whole lines, some thousand code points at a time, and where they begin: what takes a text to
    pieces need not hold the pieces of all of it."""
    start = 0
    while (end := text.find("\n", start + _BLOCK)) >= 0:
        yield start, text[start:end]
        start = end + 1
    yield start, text[start:]


def placed_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines between LF and LF, and where they begin."""
    for start, block in line_blocks(text):
        at = start
        for line in block.split("\n"):
            yield at, line
            at += len(line) + 1


def paragraphs(document: Document) -> tuple[Span, ...]:
    """The paragraphs: lines, or blocks of lines where a text is hard-wrapped."""
    found: list[Span] = []
    block: list[Span] = []
    for line in _text_lines(document.text):
        if block and _blank_between(document.text, block[-1], line):
            found += _wrapped(document.text, block)
            block = []
        block.append(line)
    return tuple(found + _wrapped(document.text, block))


def _blank_between(text: str, above: Span, below: Span) -> bool:
    return len(LINE_END.findall(text, above.end, below.start)) > 1


def _wrapped(text: str, block: list[Span]) -> list[Span]:
    """One paragraph if the lines look hard-wrapped: nearly as long as each other and under 100
    code points, most of them ending in mid-sentence; otherwise a paragraph a line."""
    full = block[:-1]
    wrapped = (
        len(full) > 1
        and all(map(_may_be_wrapped, full))
        and max(map(len, full)) - min(map(len, full)) <= 25
        and sum(text[line.end - 1] in '.!?”"' for line in full) * 2 <= len(full)
    )
    return [Span(block[0].start, block[-1].end)] if wrapped else block


def _may_be_wrapped(line: Span) -> bool:
    return 40 <= len(line) <= 100


def paragraph_at(document: Document, offset: int) -> Span:
    """The paragraph around `offset`, or the empty span there between paragraphs."""
    return document.view(_Blocks).paragraph(offset)


class _Blocks:
    """The block of lines last asked for, read as far as tells whether it is hard-wrapped."""

    def __init__(self, document: Document) -> None:
        self.text, self.lines = document.text, document.view(lines)
        # Numbers of lines that belong together, and their paragraph if they make one.
        self.first = self.end = 0
        self.wrapped: Span | None = None

    def paragraph(self, offset: int) -> Span:
        here = bisect.bisect_right(self.lines.starts, offset) - 1
        found = self.lines.words(here)
        if len(found):
            if not self.first <= here < self.end:
                self._read(here)
            found = self.wrapped or found
        return found if found.start <= offset <= found.end else Span(offset, offset)

    def _read(self, here: int) -> None:
        block, loose = deque([self.lines.words(here)]), False
        end = here + 1
        while not loose and end < len(self.lines.starts) and len(line := self.lines.words(end)):
            loose = not _may_be_wrapped(block[-1])
            block.append(line)
            end += 1
        first = here
        while not loose and first and len(line := self.lines.words(first - 1)):
            block.appendleft(line)
            first -= 1
            # The lines read before are no wrapped paragraph, or this one would be among them.
            loose = self.first <= first < self.end or not _may_be_wrapped(line)
        self.first, self.end, self.wrapped = first, end, None
        if not loose and len(block) > 1 and len(found := _wrapped(self.text, list(block))) == 1:
            self.wrapped = found[0]
