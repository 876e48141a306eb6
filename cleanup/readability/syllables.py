"""How many syllables an English word has.

Words are counted by their groups of vowel letters, corrected by patterns of letters, and the words
for which that is wrong are listed. Both lists are made from the CMU Pronouncing Dictionary's data,
which is under a licence of its own in the manner of BSD: see `benchmarks/syllables.py`, which made
them. Together they hold 85 KB. All 124,000 words of the dictionary come out as it says (by its
first pronunciation); of words that the patterns were not made from, 94 in 100 do.
"""

import functools
import re
from collections.abc import Mapping

from ..lazy import lazy
from ..lists import in_order

VOWELS = lazy(r"[aeiouy]+")
# The lengths of patterns, ^ and $ for the ends of the word among their letters.
SHORTEST, LONGEST = 2, 5
# What a genitive adds a syllable to: James’s, Grace’s.
_HISSES = ("s", "x", "z", "ce", "ge", "se", "ze", "ch", "sh")


class Patterns:
    """What letters add to the groups of vowels, or take away."""

    def __init__(self, adds: Mapping[str, int]) -> None:
        # Of patterns that begin at one place, each begins the longest: that stands for all.
        self.adds = {
            pattern: sum(adds.get(pattern[:n], 0) for n in range(SHORTEST, len(pattern) + 1))
            for pattern in adds
        }
        heads: dict[str, list[str]] = {}
        for pattern in sorted(adds, key=len, reverse=True):
            heads.setdefault(pattern[0], []).append(re.escape(pattern[1:]))
        either = "|".join(f"{re.escape(c)}(?:{'|'.join(rest)})" for c, rest in heads.items())
        self.find = re.compile(f"(?=({either}))")

    def syllables(self, word: str) -> int:
        """The syllables of a word in lower case; at least one."""
        adds = self.adds
        found = len(VOWELS.findall(word))
        for pattern in self.find.findall(f"^{word}$"):
            found += adds[pattern]
        return found if found > 0 else 1


def syllables(word: str) -> int:
    """The syllables of a word in lower case, with straight apostrophes; at least one.

    Figures have one: how they are read aloud is not written down.
    """
    words, patterns = _lists()
    more = 0
    if word not in words and word.endswith("'s") and len(word) > 2:
        word = word[:-2]
        more = word.endswith(_HISSES)
    return (words.get(word) or patterns.syllables(word)) + more


@functools.cache
def _lists() -> tuple[dict[str, int], Patterns]:
    return _table(in_order("syllables")), Patterns(_table(in_order("syllable-patterns")))


def _table(text: str) -> dict[str, int]:
    parts = text.split()
    return dict(zip(parts[::2], map(int, parts[1::2]), strict=True))
