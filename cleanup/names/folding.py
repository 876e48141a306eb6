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


# What a piece of a name may stand for, each for what cost.
Sounds = dict[str, tuple[tuple[str, float], ...]]


class Apart(NamedTuple):
    """A distance, where another letter costs 1, and the language that makes it smallest."""

    cost: float
    language: str

    def __str__(self) -> str:
        heard = LANGUAGES[self.language]
        return f"{self.cost:.1f} letters{f' through {heard}' if heard else ''}"


@functools.cache
def _sounds(language: str) -> Sounds:
    """What each piece of a name may stand for, and for what cost, in a language; in `all` of them
    together."""
    found: dict[str, dict[str, float]] = {}
    for line in entries("name-sounds"):
        spoken, one, other, cost = line.split()
        if language == "all" or spoken in ("any", language):
            a, b = one.replace("_", ""), other.replace("_", "")
            for x, y in ((a, b), (b, a)):
                known = found.setdefault(x, {})
                known[y] = min(float(cost), known.get(y, _ANOTHER))
    return {piece: tuple(others.items()) for piece, others in found.items()}


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
    # No language makes it less than all of them together do.
    if len(spoken) > 2 and _cost(a, b, _sounds("all"), most) > most:
        return None
    found = [Apart(round(_cost(a, b, _sounds(x), most), 2), x) for x in spoken]
    # The first of equals: what holds for all languages.
    best = min(found, key=lambda x: x.cost)
    return best if best.cost <= most else None


def _cost(a: str, b: str, sounds: Sounds, most: float) -> float:
    """The least that turning one name into the other costs, piece by piece; more than `most`, if it
    is more."""
    a, b = f"{a}$", f"{b}$"
    far = most + 1.0
    rows = [[far] * (len(b) + 1) for _ in range(len(a) + 1)]
    rows[0][0] = 0.0
    for i in range(len(a) + 1):
        pieces = [
            (size, other, cost)
            for size in range(min(4, len(a) - i) + 1)
            for other, cost in sounds.get(a[i : i + size], ())
        ]
        for j in range(len(b) + 1):
            here = rows[i][j]
            if here <= most:
                _letter_by_letter(rows, a, b, i, j)
                for size, other, cost in pieces:
                    if b.startswith(other, j):
                        _reach(rows, i + size, j + len(other), here + cost)
    return rows[-1][-1]


def _letter_by_letter(rows: list[list[float]], a: str, b: str, i: int, j: int) -> None:
    """Note what the letters behind two places cost: kept, changed, dropped or swapped."""
    here, x, y = rows[i][j], a[i : i + 1], b[j : j + 1]
    if x and x == y:
        _reach(rows, i + 1, j + 1, here)
        return
    ends = "$" in (x, y)
    if x and y and not ends:
        both = x in _VOWELS and y in _VOWELS
        _reach(rows, i + 1, j + 1, here + (_VOWEL_FOR_VOWEL if both else _ANOTHER))
    if x and x != "$":
        _reach(rows, i + 1, j, here + _dropped(a, i))
    if y and y != "$":
        _reach(rows, i, j + 1, here + _dropped(b, j))
    if not ends and len(a[i : i + 2]) == 2 and a[i : i + 2] == b[j : j + 2][::-1]:
        _reach(rows, i + 2, j + 2, here + _ANOTHER)


def _reach(rows: list[list[float]], i: int, j: int, cost: float) -> None:
    rows[i][j] = min(rows[i][j], cost)


def _dropped(name: str, at: int) -> float:
    """What it costs that a letter has no counterpart."""
    if at and name[at - 1] == name[at]:
        return _DOUBLED
    return _VOWEL_MORE if name[at] in _VOWELS else _ANOTHER


@functools.lru_cache(maxsize=50_000)
def near(one: str, other: str, language: str | None = None) -> Apart | None:
    """The distance, if the two may be one name garbled."""
    size = min(len(plain(one)), len(plain(other)))
    return _apart(one, other, language, most(size)) if size > 2 else None


def most(size: int) -> float:
    """How far a garbled name may be from one of this many letters."""
    return min(2.0, 0.25 * size)


def very_near(one: str, other: str, language: str | None = None) -> Apart | None:
    """The distance, if hardly anything but one garbled name can be so near."""
    found = near(one, other, language)
    return found if found and found.cost <= min(0.6, most(len(plain(other))) / 2) else None
