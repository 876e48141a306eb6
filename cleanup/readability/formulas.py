"""The published formulas of readability, from counts.

| measure | first published by |
|---|---|
| Flesch reading ease | R. Flesch, A new readability yardstick, J. of Applied Psychology 32 (1948) |
| Flesch-Kincaid grade | J. P. Kincaid and others, Research Branch Report 8-75, US Navy (1975) |
| Gunning fog index | R. Gunning, The Technique of Clear Writing (1952) |
| SMOG index | G. H. McLaughlin, SMOG grading, J. of Reading 12 (1969) |
| Coleman-Liau index | M. Coleman, T. L. Liau, J. of Applied Psychology 60 (1975) |
| Automated readability index | R. J. Senter, E. A. Smith, AMRL-TR-66-220, US Air Force (1967) |
| Dale-Chall score | E. Dale, J. S. Chall, A formula for predicting readability (1948) |
| Linsear Write | J. O'Hayre, Gobbledygook Has Gotta Go (1966), with a grade as textstat has it |
| LIX | C. H. Björnsson, Läsbarhet (1968) |
| RIX | J. Anderson, Lix and Rix, J. of Reading 26 (1983) |
| McAlpine EFLAW | R. McAlpine, From plain English to global English (1997) |
| Consensus grade | textstat's `text_standard`: the grade most of the above vote for |

textstat 0.7 has the same formulas, but one: its Coleman-Liau index takes 0.058 for 0.0588, which
makes it about 0.4 too low. Of words that the CMU dictionary does not have it takes the places where
they may be hyphenated for syllables, which are too few: names from other languages come out easier
than they are. Its definitions are kept where the published ones cannot be followed without knowing
parts of speech: names count as any word, and so do inflected forms of words on Dale's list, which
the fog index takes for its easy words too.
"""

from collections import Counter
from math import ceil, floor, sqrt

from .counts import Counts

# The measures, and the names people know.
MEASURES = {
    "flesch_reading_ease": "Flesch reading ease",
    "flesch_kincaid_grade": "Flesch-Kincaid grade",
    "gunning_fog": "Gunning fog index",
    "smog_index": "SMOG index",
    "coleman_liau_index": "Coleman-Liau index",
    "automated_readability_index": "Automated readability index",
    "dale_chall_readability_score": "Dale-Chall score",
    "linsear_write_formula": "Linsear Write",
    "lix": "LIX",
    "rix": "RIX",
    "mcalpine_eflaw": "McAlpine EFLAW",
    "consensus_grade": "Consensus grade",
}
GRADE = "consensus_grade"
# From so many points of Flesch's on, a text is for this grade, or these two.
_EASE = ((90, (5,)), (80, (6,)), (70, (7,)), (60, (8, 9)), (50, (10,)), (40, (11,)), (30, (12,)))
_VOTERS = (
    *("smog_index", "coleman_liau_index", "automated_readability_index"),
    *("dale_chall_readability_score", "linsear_write_formula", "gunning_fog"),
)


def measures(c: Counts) -> dict[str, float]:
    """Every measure, not rounded. There must be a sentence and a word in it."""
    per_sentence, per_word = c.words / c.sentences, c.syllables / c.words
    difficult = 100 * c.difficult / c.words
    found = {
        "flesch_reading_ease": 206.835 - 1.015 * per_sentence - 84.6 * per_word,
        "flesch_kincaid_grade": 0.39 * per_sentence + 11.8 * per_word - 15.59,
        "gunning_fog": 0.4 * (per_sentence + 100 * c.complex / c.words),
        "smog_index": 1.043 * sqrt(30 * c.polysyllables / c.sentences) + 3.1291,
        "coleman_liau_index": 5.88 * c.letters / c.words - 29.6 * c.sentences / c.words - 15.8,
        "automated_readability_index": 4.71 * c.strokes / c.words + 0.5 * per_sentence - 21.43,
        "dale_chall_readability_score": 0.1579 * difficult
        + 0.0496 * per_sentence
        + (3.6365 if difficult > 5 else 0),
        "linsear_write_formula": _linsear(c),
        "lix": per_sentence + 100 * c.long / c.words,
        "rix": c.long / c.sentences,
        "mcalpine_eflaw": (c.words + c.short) / c.sentences,
    }
    return {**found, GRADE: consensus(found)}


def _linsear(c: Counts) -> float:
    points = (c.sample_words + 2 * c.sample_hard) / c.sample_sentences
    return points / 2 if points > 20 else points / 2 - 1


def consensus(found: dict[str, float]) -> float:
    """The grade that most measures vote for: each for that below, above and next to its own. Of
    grades with as many votes, that which was named first."""
    votes: list[int] = []

    def vote(grade: float) -> None:
        votes.extend((floor(grade), ceil(grade), round(grade)))

    vote(found["flesch_kincaid_grade"])
    ease = found["flesch_reading_ease"]
    votes += next((grades for least, grades in _EASE if least <= ease < 100), (13,))
    for name in _VOTERS:
        vote(found[name])
    return float(Counter(votes).most_common(1)[0][0])
