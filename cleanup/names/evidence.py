"""What speaks for a name to be another one, garbled: grounds, their weight, and what follows.

Nothing is fixed for the sound of a name alone. Each ground has a weight; those of a place are
added up, and the sum says whether the right name may be put in, or only shown.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from ..document import Span
from ..findings import Safety
from ..lists import entry_set
from .folding import Apart, near
from .gazetteer import Person, accepted, spelled_alike
from .mentions import Mention
from .romanised import romanised_alike
from .spelling import plain

# What each ground counts for.
WEIGHTS = {
    "office": 4,  # someone of the same office and entity, at the date
    "native name": 4,  # whom the source names in full, in another script
    "affiliation": 3,  # whose institute stands in the same sentence
    "same story": 4,  # a reference text says the same with the other name
    "same sentence": 5,  # and hardly anything else
    "same neighbours": 1,  # and the word next to it is the same
    "first name": 2,  # the other words of the name are equal
    "first name hardly different": 2,
    "first name near": 1,
    "very near": 2,  # the garbled word is
    "near": 1,
    "far": 0,
}
FIX = 7
SUGGEST = 4
# Beyond this a word of a name is near, but not very near.
VERY_NEAR = 0.6
HARDLY = 0.3
# Beyond this it is only not too far: what names of one kind share, -ashvili, makes them look alike.
NEAR = 1.3


class Ground(NamedTuple):
    """One line of evidence, and the name of its weight."""

    weight: str
    words: str

    def __str__(self) -> str:
        return f"+{WEIGHTS[self.weight]} {self.words}"


def weight(grounds: Iterable[Ground]) -> int:
    """What the grounds count for together."""
    return sum(WEIGHTS[g.weight] for g in grounds)


def verdict(grounds: Iterable[Ground]) -> Safety | None:
    """What may follow: a fix, a suggestion (`display`), or nothing."""
    total = weight(grounds)
    if total >= FIX:
        return Safety.UNSAFE
    return Safety.DISPLAY if total >= SUGGEST else None


def lines(grounds: Iterable[Ground]) -> tuple[str, ...]:
    """The grounds as they are shown, the sum last."""
    some = tuple(grounds)
    total = weight(some)
    told = f"a fix from {FIX}" if total >= FIX else f"shown from {SUGGEST}, a fix from {FIX}"
    return (*map(str, some), f"={total} {told}")


class Change(NamedTuple):
    """A word of a name that may be another, garbled."""

    span: Span
    wrong: str
    right: str
    apart: Apart


class Likeness(NamedTuple):
    """How the words of a name in a text are like those of a person: none changed, or some; and
    where those words stand."""

    changes: tuple[Change, ...]
    span: Span
    words: tuple[str, ...]

    @property
    def same(self) -> bool:
        return not self.changes

    @property
    def surname_too(self) -> bool:
        """Whether the last word is among those that changed."""
        return bool(self.changes) and self.changes[-1].span.end == self.span.end

    @property
    def cost(self) -> float:
        return sum(change.apart.cost for change in self.changes)

    def grounds(self, *, at_home: bool) -> tuple[Ground, ...]:
        """What of the name itself speaks for the person; `at_home` in Latin letters, where a name
        has one spelling."""
        worst = max(self.changes, key=lambda c: c.apart.cost)
        others = [w for w in self.words if w not in {c.wrong for c in self.changes}]
        heard = "; ".join(f"{c.wrong} is {c.apart} from {c.right}" for c in self.changes)
        found = []
        if others:
            found.append(Ground("first name", f"first name: {' '.join(others)}"))
        else:
            cost = min(c.apart.cost for c in self.changes)
            if cost <= HARDLY and at_home:
                found.append(Ground("first name hardly different", "one word hardly different"))
            elif cost <= VERY_NEAR:
                found.append(Ground("first name near", "one word very near"))
        found.append(Ground(nearness(worst.apart), heard))
        return tuple(found)


def nearness(apart: Apart) -> str:
    """The weight that a distance has."""
    return "very near" if apart.cost <= VERY_NEAR else "near" if apart.cost <= NEAR else "far"


def likeness(mention: Mention, person: Person) -> Likeness | None:
    """How a mention is like a person's name; None if it is not, or is no garbled form of it."""
    best: Likeness | None = None
    for form in person.forms:
        for words, spans in _windows(mention, len(form)):
            found = _compare(words, spans, form, person)
            if found and (best is None or found.cost < best.cost):
                best = found
    return best


def _windows(mention: Mention, size: int) -> Iterable[tuple[tuple[str, ...], tuple[Span, ...]]]:
    """The first and the last words of a mention, and the outermost two: a headline's capitals and
    middle names stand around and between."""
    words, spans = mention.words, mention.spans
    if len(words) < size:
        return
    yield words[:size], spans[:size]
    if len(words) > size:
        yield words[-size:], spans[-size:]
        if size == 2:
            yield (words[0], words[-1]), (spans[0], spans[-1])


def _compare(
    words: tuple[str, ...], spans: tuple[Span, ...], form: tuple[str, ...], person: Person
) -> Likeness | None:
    changes = []
    for word, span, right in zip(words, spans, form, strict=True):
        if plain(word) == plain(right) or accepted(word, right):
            continue
        if romanised_alike(word, right, person):
            continue
        if right is form[-1] and any(plain(word) == plain(one) for one in person.surnames):
            continue
        # A name of its own: Serge for Serzh is someone's choice, or someone else.
        if word.casefold() in spelled_alike() or word in entry_set("first-names"):
            return None
        # How far they are apart takes longest to tell.
        apart = near(word, right) if garbled(word, right) else None
        if apart is None or not _parts_near(word, right):
            return None
        changes.append(Change(span, word, right, apart))
    return Likeness(tuple(changes), Span(spans[0].start, spans[-1].end), words)


def _parts_near(word: str, right: str) -> bool:
    """Whether the parts of hyphened names are the same or near one by one: Jong-il is not Jong-un,
    whose last parts are too short to be garbled."""
    parts = zip(word.split("-"), right.split("-"), strict=True)
    return "-" not in right or all(plain(a) == plain(b) or near(a, b) for a, b in parts)


_INNER_CAPITAL = re.compile(r"(?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bLe)(?<=[a-z])[A-Z]")


def garbled(word: str, right: str) -> bool:
    """Whether a word may be a garbled form of a name: not two words joined, not a form of it that
    grammar makes, and written as names are."""
    if ("-" in word) != ("-" in right) or word.count("-") != right.count("-"):
        return False
    if bool(_INNER_CAPITAL.search(word)) != bool(_INNER_CAPITAL.search(right)):
        return False
    if right[0].isupper() and word.isupper():
        return False
    return not (right[0].islower() or inflected(word, right))


def inflected(word: str, right: str) -> bool:
    """Whether a word is a name with an English ending: Ruttes, Bidens, Trumpian, Trumpism."""
    low, name = word.casefold(), right.casefold()
    return low.startswith(name) and low[len(name) :] in _ENDINGS


_ENDINGS = frozenset("s es ian ians ean ism ist ists ite ites esque ish led era".split())
