"""The pattern of the offices that a text may give to a name: "foreign minister", "Queen"."""

import re
import sys
from collections.abc import Iterable, Iterator
from typing import cast

from ..lazy import lazy
from .gazetteer import offices

# What stands behind an office that has a name or an entity beside it.
_FOLLOWS = r"(?:[,.;:)]|,? (?:[A-Z]|of |for |at |and |who ))"
_WORD = "[A-Za-z][a-z]*"
_FIRST_WORD = lazy(rf"\b{_WORD}")
# No office has more words.
MOST_WORDS = 10
_RUN = lazy(rf"\b{_WORD}(?:[ -]{_WORD}){{0,{MOST_WORDS - 1}}}")
_OF_SIZE = {
    n: lazy(rf"\b(?P<office>{_WORD}(?:[ -]{_WORD}){{{n - 1}}}){_FOLLOWS}")
    for n in range(1, MOST_WORDS + 1)
}
_Phrase = tuple[str, ...]


class _Offices:
    """A pattern of phrases that stands in for one of `re`: words are read by their number, and what
    was read is looked up. To compile all phrases takes longer than to check an article."""

    # A name; `source` is what it stands for.
    pattern = "{offices}"
    flags = int(re.UNICODE)

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = frozenset(phrases)
        sizes: dict[str, set[int]] = {}
        for phrase in self._phrases:
            first, *others = phrase.split()
            sizes.setdefault(first, set()).add(1 + len(others))
        # The longest that is there, of those that begin with a word.
        self._sizes = {first: sorted(some, reverse=True) for first, some in sizes.items()}

    @property
    def source(self) -> str:
        """The expression that matches where this does."""
        split = sorted(tuple(one.split()) for one in self._phrases)
        return rf"\b(?P<office>{_any_of(split)}){_FOLLOWS}"

    def match(self, text: str, start: int, end: int = sys.maxsize) -> re.Match[str] | None:
        """The office that begins at `start`."""
        run = _RUN.match(text, start, end)
        words = run[0].lower().replace("-", " ").split(" ") if run else [""]
        for size in self._sizes.get(words[0], ()):
            known = " ".join(words[:size]) in self._phrases
            if known and (m := _OF_SIZE[size].match(text, start, end)):
                return m
        return None

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The offices from `start` on, in order."""
        read_to = start
        for first in _FIRST_WORD.finditer(text, start, end):
            if (
                first[0].lower() in self._sizes
                and first.start() >= read_to
                and (found := self.match(text, first.start(), end))
            ):
                yield found
                read_to = found.end()


def _any_of(phrases: Iterable[_Phrase]) -> str:
    """An expression of phrases, in lower case or with capitals: word by word and by the first two
    letters of a word, so that what begins alike is read once."""
    behind: dict[str, list[_Phrase]] = {}
    for first, *others in phrases:
        behind.setdefault(first, []).append(tuple(others))
    heads: dict[str, list[str]] = {}
    for word in sorted(behind, key=len, reverse=True):
        more = [words for words in behind[word] if words]
        tail = f"(?:[ -]{_any_of(more)}){'' if len(more) == len(behind[word]) else '?'}"
        heads.setdefault(word[:2], []).append(re.escape(word[2:]) + (tail if more else ""))
    parts = (f"[{h[0].upper()}{h[0]}]{h[1:]}(?:{'|'.join(t)})" for h, t in heads.items())
    return f"(?:{'|'.join(parts)})"


OFFICE = cast("re.Pattern[str]", _Offices(offices()))
