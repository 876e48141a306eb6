"""The pattern of the offices that a text may give to a name: "foreign minister", "Queen"."""

import re
import sys
from collections.abc import Iterable, Iterator
from typing import cast

from ..lazy import lazy
from .gazetteer import offices

# What stands behind an office that has a name or an entity beside it.
_FOLLOWS = r"(?:[,.;:)]|,? (?:[A-Z]|of |for |at |and |who ))"
_FIRST_WORD = lazy(r"\b[A-Za-z][a-z]*")
_Phrase = tuple[str, ...]


class _Offices:
    """A pattern of phrases that stands in for one of `re`: the first word of a match is looked up,
    and only the phrases that begin with it are compiled. All of them together take longer than an
    article to check."""

    flags = int(re.UNICODE)

    def __init__(self, phrases: Iterable[str]) -> None:
        split = sorted({tuple(one.split()) for one in phrases})
        self.pattern = _pattern(split)
        self._by_first: dict[str, list[_Phrase]] = {}
        self._compiled: dict[str, re.Pattern[str]] = {}
        for phrase in split:
            if first := _FIRST_WORD.match(phrase[0]):
                self._by_first.setdefault(first[0], []).append(phrase)

    def match(self, text: str, start: int, end: int = sys.maxsize) -> re.Match[str] | None:
        """The office that begins at `start`."""
        first = _FIRST_WORD.match(text, start, end)
        some = self._beginning(first[0].lower()) if first else None
        return some.match(text, start, end) if some else None

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The offices from `start` on, in order."""
        read_to = start
        for first in _FIRST_WORD.finditer(text, start, end):
            some = self._beginning(first[0].lower()) if first.start() >= read_to else None
            if some and (found := some.match(text, first.start(), end)):
                yield found
                read_to = found.end()

    def _beginning(self, word: str) -> re.Pattern[str] | None:
        if word not in self._by_first:
            return None
        if word not in self._compiled:
            self._compiled[word] = re.compile(_pattern(self._by_first[word]))
        return self._compiled[word]


def _pattern(phrases: Iterable[_Phrase]) -> str:
    return rf"\b(?P<office>{_any_of(phrases)}){_FOLLOWS}"


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
