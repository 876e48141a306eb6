"""A text cut into pieces that a server checks in seconds, at the ends of paragraphs if possible."""

from collections.abc import Iterator

from ...document import Document
from ...segments import protected
from .client import Piece

# Code points. An article is one piece, so that it is seen as a whole; 8,000 take about ten seconds
# of one core.
MOST = 8_000
# Where a text may be cut, the best first.
_ENDS = ("\n\n", "\n", ". ", " ")


def pieces(document: Document) -> Iterator[Piece]:
    """The pieces of a text, in order; nothing of it is left out, and no markup is cut."""
    text, markup = document.text, document.view(protected).markup.spans
    start = 0
    while start < len(text):
        end = _end(text, start)
        across = next((span for span in markup if span.start < end < span.end), None)
        if across:
            # Whole code blocks and front matter: as long as they are.
            end = across.start if across.start > start else across.end
        part = text[start:end]
        if part.strip():
            inside = (s for s in markup if start <= s.start and s.end <= end)
            yield Piece(start, part, tuple((s.start - start, s.end - start) for s in inside))
        start = end


def _end(text: str, start: int) -> int:
    """Where the piece that begins at `start` ends."""
    if len(text) - start <= MOST:
        return len(text)
    for mark in _ENDS:
        at = text.rfind(mark, start + MOST // 2, start + MOST)
        if at >= 0:
            return at + len(mark)
    return start + MOST
