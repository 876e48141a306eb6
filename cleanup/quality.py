"""A quality score in the manner of MQM: penalty points for issues, against the length of the text.

The raw score of the MQM scoring model (themqm.org, "The MQM Scoring Models"): 100 less 100 times
the points per word, never below 0. Issues, not errors: only a person makes it an error.
"""

from collections.abc import Iterable

from .findings import Finding, Severity
from .segments import WORD

POINTS = {Severity.INFO: 0.1, Severity.WARNING: 1.0, Severity.ERROR: 5.0}


def score(text: str, findings: Iterable[Finding]) -> float:
    """The score of a text from 0 to 100, to one decimal; without words it is 100.

    What the user has silenced does not count.
    """
    points = sum(POINTS[f.severity] for f in findings if not f.silenced)
    words = sum(1 for _ in WORD.finditer(text)) if points else 0
    return round(max(0.0, 100 - 100 * points / words), 1) if words else 100.0
