"""Words, and where those with a capital stand."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from ..document import Document, Span
from ..lazy import lazy

# Letters with the hyphens and apostrophes among them; a match says where it stands.
WORD = lazy(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")

# The look behind stands second, so that only capitals are looked at.
_CAPITALISED = lazy(r"[A-Z](?<![\w’'-][A-Z])[\w’'-]*")
_GENITIVE = lazy(r"['’]s?$")
_WORD_ENDS = lazy(r"(?:['’]s?)?(?![\w’'-])")


# Code points to either side in which words that stand by themselves are those of one article.
_AROUND = 20_000


def stands_near(text: str, words: str, at: int) -> bool:
    """Whether words stand in the article around a place: in a whole collection they would be looked
    for again and again."""
    return text.find(words, max(0, at - _AROUND), at + _AROUND) >= 0


class Places(Sequence[Span]):
    """Where a word of `size` code points stands, by its beginnings: in a large text they are many,
    and most callers want only to know whether there are any, or how many."""

    def __init__(self, starts: Iterable[int], size: int) -> None:
        self._starts = array("Q", starts)
        self._size = size

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, at: int) -> Span: ...
    @overload
    def __getitem__(self, at: slice) -> "Places": ...
    def __getitem__(self, at: int | slice) -> "Span | Places":
        if isinstance(at, slice):
            return Places(self._starts[at], self._size)
        start = self._starts[at]
        return Span(start, start + self._size)


class Capitalised:
    """Where words with a capital stand, without a genitive ending (a view).

    A few words are looked for, many are looked up: most texts never need them all.
    """

    MOST_SEARCHES = 32

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.found: dict[str, Places] = {}
        # Where every one begins, once they have been read.
        self.starts: dict[str, array[int]] | None = None

    def __call__(self, word: str) -> Places:
        """The places of `word`, in order."""
        if word not in self.found:
            if self.starts is None and len(self.found) >= self.MOST_SEARCHES:
                self.starts = self._read_all()
            starts = self._search(word) if self.starts is None else self.starts.get(word, ())
            self.found[word] = Places(starts, len(word))
        return self.found[word]

    def near(self, word: str, at: int) -> bool:
        """Whether `word` stands in the article around a place (see `stands_near`)."""
        return any(True for _ in self._search(word, max(0, at - _AROUND), at + _AROUND))

    def _search(self, word: str, low: int = 0, high: int | None = None) -> Iterator[int]:
        start = self.text.find(word, low, high)
        while start >= 0:
            end = start + len(word)
            if _CAPITALISED.match(self.text, start) and _WORD_ENDS.match(self.text, end):
                yield start
            start = self.text.find(word, end, high)

    def _read_all(self) -> "dict[str, array[int]]":
        starts: dict[str, array[int]] = {}
        for m in _CAPITALISED.finditer(self.text):
            word = m[0]
            if "’" in word or "'" in word:
                word = _GENITIVE.sub("", word)
            if (some := starts.get(word)) is None:
                some = starts[word] = array("Q")
            some.append(m.start())
        return starts
