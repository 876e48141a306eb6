"""What stands between full stops, read in one walk for those who look for sentences: which of it
stood in the text before, and which has no word of English."""

from array import array
from collections.abc import Iterator
from typing import NamedTuple

from ..document import Document
from ..lazy import lazy
from ..segments import placed_lines
from .foreign import plain_words

# Code points of the shortest piece that is looked at, and of what is taken to pieces at a time.
SHORTEST, _LONG = 40, 50_000
_THE, _AND, _THAT, _WITH, _FROM = " the ", " and ", " that ", " with ", " from "
_ENGLISH = frozenset(
    "the of and that with from his her their this which they been were have had would not but you "
    "your its it's it’s I I'm I’m she who what when there these those than only our us them if my "
    "The This That He She It They We You There In But And".split()
)
# Plain words of English, if they are several and one in so many words.
_SEVERAL, _IN_SO_MANY = 2, 8
SENTENCE_END = lazy(r"[.!?…][\"”’»)]*(?=\s)|[。！？؟۔।]")


class Pieces(NamedTuple):
    """The pieces that stood in a text before, and where sentences begin that have no word of
    English.

    Of each piece there are four figures, put behind each other, for in some texts they are many:
    where it is, how long, where it was before, and what it has in common with others like it.
    """

    again: "array[int]"
    strange: list[int]

    @property
    def repeated(self) -> Iterator[tuple[int, int, int, int]]:
        """The pieces that stood in the text before, one by one."""
        figures = iter(self.again)
        return zip(figures, figures, figures, figures, strict=True)


def pieces(document: Document) -> Pieces:
    """What there is to know of the pieces of a text (a view)."""
    text = document.text
    # By their hashes, or the sentences of a whole text would be kept.
    last = dict[int, int]()
    again, strange = array("q"), list[int]()
    for start, whole in placed_lines(text):
        if len(whole) >= SHORTEST:
            # The last piece is told by its words too, or it is none that stands elsewhere.
            at, line = start, whole.rstrip(".\r")
            for piece in line.split(". ") if len(line) < _LONG else _split(line):
                size = len(piece)
                if size >= SHORTEST:
                    key = hash(piece)
                    if (before := last.setdefault(key, at)) != at:
                        last[key] = at
                        if text.startswith(piece, before):
                            again.extend((at, size, before, key))
                    if (
                        _THE not in piece
                        and _AND not in piece
                        and _THAT not in piece
                        and _WITH not in piece
                        and _FROM not in piece
                        and not _is_english(piece.split())
                    ):
                        strange += (at + place for place in _starts(piece))
                at += size + 2
    return Pieces(again, strange)


def _split(line: str) -> Iterator[str]:
    """The pieces of a long line, not all of them at once."""
    start = 0
    while (end := line.find(". ", start + _LONG)) >= 0:
        yield from line[start:end].split(". ")
        start = end + 2
    yield from line[start:].split(". ")


def _is_english(words: list[str]) -> bool:
    if not _ENGLISH.isdisjoint(words):
        return True
    plain = plain_words()
    known = sum([word in plain for word in words])
    return known >= _SEVERAL and known * _IN_SO_MANY >= len(words)


def _starts(piece: str) -> Iterator[int]:
    """Where the sentences of a piece begin."""
    first = len(piece) - len(piece.lstrip())
    yield first
    yield from (m.end() + 1 for m in SENTENCE_END.finditer(piece, first) if m.end() < len(piece))
