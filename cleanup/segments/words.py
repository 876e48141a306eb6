"""Words, and where those with a capital stand."""

from collections.abc import Iterator, Sequence

from ..document import Document, Span
from ..lazy import lazy

# Letters with the hyphens and apostrophes among them; a match says where it stands.
WORD = lazy(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")

# The look behind stands second, so that only capitals are looked at.
_CAPITALISED = lazy(r"[A-Z](?<![\w’'-][A-Z])[\w’'-]*")
_GENITIVE = lazy(r"['’]s?$")
_WORD_ENDS = lazy(r"(?:['’]s?)?(?![\w’'-])")


class Capitalised:
    """Where words with a capital stand, without a genitive ending (a view).

    A few words are looked for, many are looked up: most texts never need them all.
    """

    MOST_SEARCHES = 32

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.found: dict[str, list[Span]] = {}
        # Where every one begins, once they have been read: spans of all would take long to make.
        self.starts: dict[str, list[int]] | None = None

    def __call__(self, word: str) -> Sequence[Span]:
        """The places of `word`, in order."""
        if word not in self.found:
            if self.starts is None and len(self.found) >= self.MOST_SEARCHES:
                self.starts = self._read_all()
            if self.starts is None:
                self.found[word] = list(self._search(word))
            else:
                starts = self.starts.get(word, ())
                self.found[word] = [Span(start, start + len(word)) for start in starts]
        return self.found[word]

    def _search(self, word: str) -> Iterator[Span]:
        start = self.text.find(word)
        while start >= 0:
            end = start + len(word)
            if _CAPITALISED.match(self.text, start) and _WORD_ENDS.match(self.text, end):
                yield Span(start, end)
            start = self.text.find(word, end)

    def _read_all(self) -> dict[str, list[int]]:
        starts: dict[str, list[int]] = {}
        for m in _CAPITALISED.finditer(self.text):
            word = m[0]
            if "’" in word or "'" in word:
                word = _GENITIVE.sub("", word)
            starts.setdefault(word, []).append(m.start())
        return starts
