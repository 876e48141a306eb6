"""Spellings of a name from another script that are all right: systems of romanisation differ.

Zelensky, Zelenskyy and Zelenskyi are one name in three systems, Mekdad and Miqdad two of many; none
is an error for another. A name that is at home in Latin letters has one spelling.
"""

import functools
import re

from ..lists import entries
from .gazetteer import Person, entity_key
from .spelling import plain

# What systems write differently, by the script they start from: one spelling is taken for all.
_SYSTEMS: dict[str, tuple[tuple[str, str], ...]] = {
    "cyrillic": (
        (r"(?:yy|yi|iy|ij|ii|yj|y|j)$", "i"),
        (r"s?hch|stch|sch", "sh"),
        (r"kh|ch(?=[ou])", "h"),
        (r"zh|dzh|dj", "j"),
        (r"ks", "x"),
        (r"[yij](?=[eo])", ""),
        (r"[yij](?=[au])", "i"),
        (r"(?<=[aeou])[yij]", "i"),
        (r"ou|oo", "u"),
        (r"tz|ts|cz", "c"),
        (r"w", "v"),
        (r"ff$", "v"),
        (r"y", "i"),
        (r"^h", "g"),
        (r"(.)\1+", r"\1"),
    ),
    "arabic": (
        (r"^(?:al|el|ad|as|ar|at|az|an|ash|ul)(?=[^aeiou]{1,2}[aeiou])", ""),
        (r"kh|gh|q|ck", "k"),
        (r"dh|th|z", "d"),
        (r"sh|ch", "s"),
        (r"[wvu](?=[aeiouy])", "v"),
        (r"[aeiouyhw]", ""),
        (r"(.)\1+", r"\1"),
    ),
    "hebrew": (
        (r"kh|ch|q|ck|c", "k"),
        (r"tz|ts|zz", "z"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"w", "v"),
        (r"[aeiouyh]", ""),
        (r"(.)\1+", r"\1"),
    ),
    "japanese": ((r"oh(?![aeiou])|ou|oo", "o"), (r"uu", "u"), (r"m(?=[bp])", "n"), (r"l", "r")),
    "korean": (
        (r"eo|ou|oo|u", "o"),
        (r"ae|eh|ei", "e"),
        (r"^[yw](?=[aeiou])|(?<=[^aeiou])[yw]", ""),
        (r"ee|yi|ie", "i"),
        (r"k|c", "g"),
        (r"p|f", "b"),
        (r"t", "d"),
        (r"ch|z", "j"),
        (r"l|r", ""),
        (r"h", ""),
        (r"(.)\1+", r"\1"),
    ),
    "chinese": (
        (r"hs", "x"),
        (r"ts|tz", "z"),
        (r"ch|q", "j"),
        (r"k", "g"),
        (r"p", "b"),
        (r"t", "d"),
        (r"ow|ou", "o"),
        (r"ung", "ong"),
        (r"ie[nh]", "ian"),
        (r"h(?![aeiou])", ""),
    ),
}


@functools.cache
def _scripts() -> dict[str, str]:
    rows = (line.split("\t") for line in entries("name-scripts"))
    return {entity_key(entity): script for entity, script in rows}


def native_script(person: Person) -> str:
    """The script of a person's name at home, told by the office; empty for Latin letters."""
    return _scripts().get(person.entity, "")


@functools.lru_cache(maxsize=10_000)
def one_spelling(name: str, script: str) -> str:
    """The name in a form that its romanisations share."""
    letters = plain(name)
    for pattern, replacement in _SYSTEMS[script]:
        letters = re.sub(pattern, replacement, letters)
    return letters


def romanised_alike(word: str, right: str, person: Person) -> bool:
    """Whether two spellings of a word of someone's name differ as systems of romanisation do."""
    script = native_script(person)
    # What a Slavic name ends with is written in many ways everywhere.
    scripts = {script or "cyrillic", "cyrillic"} if plain(right)[-2:] in _SLAVIC else {script}
    return any(one_spelling(word, s) == one_spelling(right, s) for s in scripts if s)


_SLAVIC = frozenset(("ky", "ki", "yy", "iy", "ov", "ev", "in", "ko", "uk"))
