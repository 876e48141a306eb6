"""A quality score in the manner of MQM: penalty points for issues, against the length of the text.

The raw score of the MQM scoring model (themqm.org, "The MQM Scoring Models"): 100 less 100 times
the points per word, never below 0. Issues, not errors: only a person makes it an error.
"""

from collections.abc import Iterable

from .findings import Finding, Severity
from .segments import WORD

POINTS = {Severity.INFO: 0.1, Severity.WARNING: 1.0, Severity.ERROR: 5.0}


def count_words(text: str) -> int:
    return sum(1 for _ in WORD.finditer(text))


def score(words: int, findings: Iterable[Finding]) -> float:
    """The score of a text of so many words, from 0 to 100, to one decimal; without words 100.

    What the user has silenced does not count.
    """
    if not words:
        return 100.0
    points = sum(POINTS[f.severity] for f in findings if not f.silenced)
    return round(max(0.0, 100 - 100 * points / words), 1)
