"""How near two spellings of a name are."""

import functools
import unicodedata

from ..document import Document
from ..lazy import lazy

# Letters that one sound is written with after a detour through another script.
_ALIKE = str.maketrans("bvckqgzd", "pfkkkkst")
_VOWELS = frozenset("aeiouyw")


# What a text without a full name has not; looked for by several checks.
TWO_NAMES = lazy(r"[A-Z][\w’'-]+ (?:[A-Z]\. ?)?(?:[a-z]{2,5}[ -]){0,3}[A-Z][\w’'-]")


@functools.lru_cache(maxsize=10_000)
def plain(name: str) -> str:
    """The name in lower case, without accents, hyphens and apostrophes."""
    letters = unicodedata.normalize("NFD", name.casefold())
    return "".join(c for c in letters if c.isalpha() and not unicodedata.combining(c))


def skeleton(name: str) -> str:
    """The consonants of a name, doubled ones once, those of one sound alike.

    Languages written without short vowels give names back with others, or with none: Arabic
    روته, read without its vowels, becomes "Root" as well as "Rutte".
    """
    kept: list[str] = []
    for letter in plain(name).replace("ph", "f").replace("th", "t"):
        alike = letter.translate(_ALIKE)
        if letter not in _VOWELS and letter != "h" and (not kept or kept[-1] != alike):
            kept.append(alike)
    return "".join(kept)


def distance(one: str, other: str, most: int = 3) -> int:
    """The letters to put in, take out, change or swap (optimal string alignment), up to `most`."""
    a, b = _apart(plain(one), plain(other))
    if abs(len(a) - len(b)) > most:
        return most
    if len(a) < 2 > len(b):
        return min(most, max(len(a), len(b)))
    rows = [list(range(len(b) + 1))]
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(row[-1] + 1, rows[-1][j] + 1, rows[-1][j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return min(most, rows[-1][-1])


def one_letter(one: str, other: str) -> bool:
    """Whether the distance of two names is 1: told from what is left of them without the head and
    the tail that they share."""
    a, b = _apart(plain(one), plain(other))
    return max(len(a), len(b)) == 1 or (len(a) == 2 and a == b[::-1])


def _apart(a: str, b: str) -> tuple[str, str]:
    """Two words without the head and the tail that they share."""
    head = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), None)
    if head is None:
        head = min(len(a), len(b))
    a, b = a[head:], b[head:]
    tail = 0
    while tail < min(len(a), len(b)) and a[-tail - 1] == b[-tail - 1]:
        tail += 1
    return a[: len(a) - tail], b[: len(b) - tail]


def near(one: str, other: str) -> bool:
    """Whether two surnames may be one name spelled twice: near in letters, or alike in
    consonants, and both or neither beginning with a vowel."""
    shorter = min(len(plain(one)), len(plain(other)))
    if distance(one, other) <= (1 if shorter < 7 else 2):
        return shorter > 3
    bones = skeleton(one)
    vowels_first = {plain(name)[:1] in _VOWELS for name in (one, other)}
    return len(bones) > 1 and bones == skeleton(other) and len(vowels_first) == 1


def bare(name: str) -> str:
    """A name without the genitive."""
    if "’" not in name and "'" not in name:
        return name
    for ending in ("’s", "'s", "’", "'"):
        if name.endswith(ending):
            return name[: -len(ending)]
    return name


_ACCENTED = lazy(r"[À-ÖØ-öø-ɏ]")
_NO_MARKS = str.maketrans("ŁłØøĐđıß", "LlOoDdis")


def in_style(document: Document, name: str) -> str:
    """A name as a text would write it: without accents, if there are none in all of the text."""
    if name.isascii() or document.view(_has_accents):
        return name
    letters = unicodedata.normalize("NFD", name.translate(_NO_MARKS))
    return "".join(c for c in letters if not unicodedata.combining(c))


def _has_accents(document: Document) -> bool:
    return _ACCENTED.search(document.text) is not None
