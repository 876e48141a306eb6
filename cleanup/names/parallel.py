"""Names that a text and a reference text spell differently where both tell the same.

A name that the reference does not have, near one that it has, proves little: in about two of five
cases it is another name. But where the words around them agree too, both texts tell the same story,
and the names can only mean one person or place.
"""

import functools
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from ..document import Document, Span
from ..lazy import lazy
from ..lists import entry_set, known
from .folding import Apart, near
from .gazetteer import accepted
from .spelling import bare, plain

_WORD = lazy(r"[^\W\d_][\w’'-]*")
# Words on either side that are compared.
AROUND = 10
# The share of what is told, by weight, that two places have in common if they tell the same.
SAME_STORY = 0.3
# The share of the words that two texts about the same have in common at least: of 20 pairs of
# articles that were not, 18 had less; of pairs that were, none had less than twice this.
SAME_WORDS = 0.15
# By how much the next place must be behind.
LEAD = 1.3
# Longer texts are collections.
LONGEST = 300_000
_STEM = 5
_CLASSES = {
    letter: number
    for number, letters in enumerate(("bpfvw", "dt", "gkhcqj", "szx", "lr", "mn"))
    for letter in letters
}


class Words:
    """The words of a text, where each stands, and how often each stem does."""

    def __init__(self, text: str) -> None:
        found = list(_WORD.finditer(text))
        self.words = [bare(m[0]).rstrip("-’'") for m in found]
        self.starts = [m.start() for m in found]
        self.stems = [w.lower()[:_STEM] for w in self.words]
        self.often = Counter(self.stems)
        self.plain = {plain(w) for w in self.words}
        # What tells one story from another.
        self.content = frozenset(s for s in self.often if len(s) > 3 and not _common(s))
        self.at: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(self.words):
            if word[:1].isupper() and len(word) > 2:
                self.at[word].append(at)
        self._around: dict[int, dict[str, float]] = {}
        # By their letters, so that most pairs need not be compared.
        self.names = [(w, *_outline(w)) for w in self.at if _may_be_name(w)]

    def span(self, at: int) -> Span:
        return Span(self.starts[at], self.starts[at] + len(self.words[at]))

    def around(self, at: int) -> dict[str, float]:
        """The stems of the words around a place that say something, by how much."""
        if at not in self._around:
            self._around[at] = self._weighed(at)
        return self._around[at]

    def _weighed(self, at: int) -> dict[str, float]:
        low, high = max(0, at - AROUND), at + AROUND + 1
        return {
            self.stems[i]: 1 / self.often[self.stems[i]] ** 0.5
            for i in range(low, min(high, len(self.words)))
            if i != at and self._says(i)
        }

    def _says(self, at: int) -> bool:
        return len(self.words[at]) > 2 and self.words[at].lower() not in entry_set("function-words")

    def beside(self, at: int) -> tuple[str, str]:
        """The words directly before and behind a place, in lower case."""
        before = self.words[at - 1] if at else ""
        behind = self.words[at + 1] if at + 1 < len(self.words) else ""
        return before.lower(), behind.lower()


def _common(stem: str) -> bool:
    return stem in entry_set("function-words")


@functools.lru_cache(maxsize=1_000)
def words_of(text: str) -> Words:
    """The words of a reference text."""
    return Words(text)


def own_words(document: Document) -> Words:
    """The words of a document (a view)."""
    return Words(document.text)


def _outline(word: str) -> tuple[int, int]:
    """What kinds of consonants a word has, as bits, and how many consonants."""
    kinds = [_CLASSES[c] for c in plain(word) if c in _CLASSES and c != "h"]
    bits = 0
    for kind in kinds:
        bits |= 1 << kind
    return bits, len(kinds)


def _may_be_name(word: str) -> bool:
    """Whether a word with a capital may be a person's name as it stands."""
    return not (
        known(word)
        or word.isupper()
        or word in entry_set("countries")
        or word in entry_set("days-and-months")
        or word.lower() in entry_set("function-words")
    )


class Pair(NamedTuple):
    """A name at a place, and the one that the reference has where it tells the same."""

    span: Span
    wrong: str
    right: str
    apart: Apart
    shared: float
    # The word before both, if it is the same and has a capital.
    first: str
    # Whether a word that stands beside it stands beside the other.
    beside: bool


def pairs(document: Document, reference: str) -> Iterator[Pair]:
    """The names of a text that the reference spells otherwise, where they stand."""
    if len(document.text) > LONGEST or len(reference) > LONGEST:
        return
    here, there = document.view(own_words), words_of(reference)
    shared = len(here.content & there.content)
    if shared < SAME_WORDS * min(len(here.content), len(there.content)):
        return
    for word, bits, size in here.names:
        if plain(word) in there.plain or f"{plain(word)}s" in there.plain:
            continue
        alike = [
            (name, found)
            for name, others, count in there.names
            if (bits ^ others).bit_count() <= 2
            and abs(size - count) <= 2
            and (found := _near(word, name))
        ]
        for at in here.at[word] if alike else ():
            if best := _best(here, at, there, alike):
                yield best


@functools.lru_cache(maxsize=20_000)
def _near(word: str, name: str) -> Apart | None:
    if accepted(word, name) or {word, name} <= entry_set("first-names"):
        return None
    if _form_of(*sorted((plain(word), plain(name)), key=len)):
        return None
    return None if ("-" in word) != ("-" in name) else near(word, name)


_FORMS = frozenset("s n an ian ean ese ish ic i a ia y ist ism es ns ans ians".split())


def _form_of(short: str, long: str) -> bool:
    """Whether two words are forms of one: Russia, Russian; Sweden, Swedish; Orlov, Orlova."""
    return any(
        long == stem + ending for stem in (short, short[:-1]) for ending in _FORMS if len(stem) > 2
    )


def _best(here: Words, at: int, there: Words, alike: list[tuple[str, Apart]]) -> Pair | None:
    """The name whose surroundings are most like those of a place, if they are and it leads."""
    found = []
    mine = here.around(at)
    for name, apart in alike:
        places = there.at[name]
        shared, where = max((_shared(mine, there.around(p)), -p) for p in places)
        found.append((shared, name, apart, -where))
    found.sort(key=lambda x: (-x[0], x[2].cost))
    shared, name, apart, where = found[0]
    if shared < SAME_STORY or (len(found) > 1 and found[1][0] * LEAD > shared):
        return None
    (before, behind), (other_before, other_behind) = here.beside(at), there.beside(where)
    first = here.words[at - 1] if at and before == other_before else ""
    beside = (before == other_before and before not in entry_set("function-words")) or (
        behind == other_behind and behind not in entry_set("function-words")
    )
    first = first if first[:1].isupper() else ""
    return Pair(here.span(at), here.words[at], name, apart, shared, first, beside)


def _shared(mine: dict[str, float], other: dict[str, float]) -> float:
    """The weight of what two surroundings have in common, as a share of the lesser of both."""
    both = sum(min(mine[s], other[s]) for s in mine.keys() & other.keys())
    return both / (0.5 + min(sum(mine.values()), sum(other.values())))


__all__ = ["Pair", "Words", "own_words", "pairs", "words_of"]
