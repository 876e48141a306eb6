"""Words, and where those with a capital stand."""

import re
from collections.abc import Iterator, Sequence

from ..document import Document, Span
from ..lazy import lazy

# Letters with the hyphens and apostrophes among them; a match says where it stands.
WORD = lazy(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")

# The look behind stands second, so that only capitals are looked at.
_CAPITALISED = lazy(r"[A-Z](?<![\w’'-][A-Z])[\w’'-]*")
_WORD_ENDS = lazy(r"(?:['’]s?)?(?![\w’'-])")


class Capitalised:
    """Where words with a capital stand, without a genitive ending (a view).

    A few words are looked for, many are looked up: most texts never need them all.
    """

    MOST_SEARCHES = 32

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.found: dict[str, list[Span]] = {}
        self.complete = False

    def __call__(self, word: str) -> Sequence[Span]:
        """The places of `word`, in order."""
        if word not in self.found and not self.complete:
            if len(self.found) < self.MOST_SEARCHES:
                self.found[word] = list(self._search(word))
            else:
                self._read_all()
        return self.found.get(word, ())

    def _search(self, word: str) -> Iterator[Span]:
        start = self.text.find(word)
        while start >= 0:
            end = start + len(word)
            if _CAPITALISED.match(self.text, start) and _WORD_ENDS.match(self.text, end):
                yield Span(start, end)
            start = self.text.find(word, end)

    def _read_all(self) -> None:
        self.found, self.complete = {}, True
        for m in _CAPITALISED.finditer(self.text):
            word = re.sub(r"['’]s?$", "", m[0])
            self.found.setdefault(word, []).append(Span(m.start(), m.start() + len(word)))
