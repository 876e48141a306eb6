"""How far two spellings of a name are apart, heard through one language or another.

Letters that a script writes alike cost little to mistake for each other; what costs how much is
data, `rules/lists/name-sounds.txt`. What a name in another script sounds like is in `sounds`.
"""

import functools
from typing import NamedTuple

from ..lists import entries
from .spelling import plain

# Costs between letters that no list knows of.
_ANOTHER = 1.0
_VOWEL_FOR_VOWEL = 0.4
_VOWEL_MORE = 0.5
_DOUBLED = 0.1
_VOWELS = frozenset("aeiouy")
LANGUAGES = {
    "any": "",
    "ar": "Arabic",
    "fa": "Persian",
    "he": "Hebrew",
    "ja": "Japanese",
    "ko": "Korean",
    "ru": "Russian",
    "zh": "Chinese",
}
# Names that are longer are no names.
LONGEST = 40


# What a piece of a name may stand for and for what cost, by the first letter of that; with each
# letter, and for all others, what it costs if the piece stands for nothing.
Sounds = dict[str, dict[str, tuple[tuple[str, float], ...]]]


class Apart(NamedTuple):
    """A distance, where another letter costs 1, and the language that makes it smallest."""

    cost: float
    language: str

    def __str__(self) -> str:
        heard = LANGUAGES[self.language]
        return f"{self.cost:.1f} letters{f' through {heard}' if heard else ''}"


@functools.cache
def _rows() -> tuple[tuple[str, str, str, float], ...]:
    """The list: the language, two pieces that may stand for each other, and the cost."""
    split = (line.replace("_", "").split(" ") for line in entries("name-sounds"))
    return tuple((spoken, one, other, float(cost)) for spoken, one, other, cost in split)


@functools.cache
def _sounds(language: str) -> Sounds:
    """What each piece of a name may stand for, and for what cost, in a language; in `all` of them
    together."""
    found: dict[str, dict[str, float]] = {}
    for spoken, a, b, cost in _rows():
        if language == "all" or spoken in ("any", language):
            for x, y in ((a, b), (b, a)):
                known = found.setdefault(x, {})
                known[y] = min(cost, known.get(y, _ANOTHER))
    return {piece: _by_first(others) for piece, others in found.items()}


def _by_first(others: dict[str, float]) -> dict[str, tuple[tuple[str, float], ...]]:
    nothing = [("", others.pop(""))] if "" in others else []
    found: dict[str, list[tuple[str, float]]] = {"": []}
    for one in others.items():
        found.setdefault(one[0][0], []).append(one)
    return {first: (*some, *nothing) for first, some in found.items()}


@functools.lru_cache(maxsize=20_000)
def apart(one: str, other: str, language: str | None = None) -> Apart:
    """How far two names are apart: through `language`, or through the one that makes it least."""
    return _apart(one, other, language, 2.0 * LONGEST) or Apart(2.0 * LONGEST, "any")


def _apart(one: str, other: str, language: str | None, most: float) -> Apart | None:
    """The distance, if it is not beyond `most`."""
    a, b = plain(one)[:LONGEST], plain(other)[:LONGEST]
    if a == b:
        return Apart(0.0, "any")
    spoken = ("any", language) if language in LANGUAGES else tuple(LANGUAGES)
    # Sums of costs are told to two places.
    limit = most + 0.004
    # No language makes it less than all of them together do.
    least = round(_cost(a, b, _sounds("all"), limit), 2) if len(spoken) > 2 else 0.0
    best = Apart(most + 1.0, "any")
    for heard in spoken if least <= most else ():
        # The first of equals: what holds for all languages.
        cost = round(_cost(a, b, _sounds(heard), min(limit, best.cost)), 2)
        best = min(best, Apart(cost, heard), key=lambda x: x.cost)
        if best.cost <= least:
            break
    return best if best.cost <= most else None


def _cost(a: str, b: str, sounds: Sounds, most: float) -> float:
    """The least that turning one name into the other costs, piece by piece; more than `most`, if it
    is more."""
    a, b = f"{a}$", f"{b}$"
    far = most + 1.0
    # What it costs to have come so far in both; a piece has four letters at most.
    rows = [[far] * (len(b) + 1) for _ in range(len(a) + 1)]
    rows[0][0] = 0.0
    without = [_dropped(b, j) for j in range(len(b) - 1)]
    for i, row in enumerate(rows[:-1]):
        if min(row) <= most:
            _go_on(rows, i, a, b, without, sounds, most)
        elif all(min(other) > most for other in rows[i + 1 : i + 4]):
            break
    return rows[-1][-1]


def _go_on(
    rows: list[list[float]],
    i: int,
    a: str,
    b: str,
    without: list[float],
    sounds: Sounds,
    most: float,
) -> None:
    """Note what it costs to come further from the letter `i` of `a`, wherever in `b` one has come;
    `without` says what it costs to drop each letter of `b`."""
    x, row, below = a[i], rows[i], rows[i + 1]
    # The sign for the end is no letter.
    drop = _dropped(a, i) if i < len(a) - 1 else None
    sizes = range(min(4, len(a) - i) + 1)
    pieces = [(rows[i + n], others) for n in sizes if (others := sounds.get(a[i : i + n]))]
    for j, y in enumerate(b):
        here = row[j]
        if here > most:
            continue
        letter = j < len(without)
        if x == y:
            below[j + 1] = min(below[j + 1], here)
        else:
            # One letter dropped, one changed, two swapped.
            if letter:
                row[j + 1] = min(row[j + 1], here + without[j])
            if drop:
                below[j] = min(below[j], here + drop)
            if drop and letter:
                change = _VOWEL_FOR_VOWEL if x in _VOWELS and y in _VOWELS else _ANOTHER
                below[j + 1] = min(below[j + 1], here + change)
                if x == b[j + 1] and a[i + 1] == y:
                    rows[i + 2][j + 2] = min(rows[i + 2][j + 2], here + _ANOTHER)
        for there, others in pieces:
            for other, cost in others.get(y) or others[""]:
                if b.startswith(other, j):
                    at = j + len(other)
                    there[at] = min(there[at], here + cost)


def _dropped(name: str, at: int) -> float:
    """What it costs that a letter has no counterpart."""
    if at and name[at - 1] == name[at]:
        return _DOUBLED
    return _VOWEL_MORE if name[at] in _VOWELS else _ANOTHER


@functools.lru_cache(maxsize=50_000)
def within(one: str, other: str, most: float, language: str | None = None) -> Apart | None:
    """The distance, if it is not beyond `most`: the less that is, the sooner it is told."""
    return _apart(one, other, language, most)


def near(one: str, other: str, language: str | None = None) -> Apart | None:
    """The distance, if the two may be one name garbled."""
    size = min(len(plain(one)), len(plain(other)))
    return within(one, other, most(size), language) if size > 2 else None


def most(size: int) -> float:
    """How far a garbled name may be from one of this many letters."""
    return min(2.0, 0.25 * size)


def very_near(one: str, other: str, language: str | None = None) -> Apart | None:
    """The distance, if hardly anything but one garbled name can be so near."""
    size, right = len(plain(one)), len(plain(other))
    limit = min(0.6, most(right) / 2, most(size))
    return within(one, other, limit, language) if min(size, right) > 2 else None
