"""A quality score in the manner of MQM: penalty points for issues, against the length of the text.

The raw score of the MQM scoring model (themqm.org, "The MQM Scoring Models"): 100 less 100 times
the points per word, never below 0. Issues, not errors: only a person makes it an error.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .findings import Finding

# Points for an issue by its severity, or because its rule's card is marked critical.
WEIGHTS: Mapping[str, float] = {"info": 0.1, "warning": 1.0, "error": 5.0, "critical": 25.0}
CRITICAL = "critical"


class Scale(NamedTuple):
    """What issues weigh: points by severity, and the ids of the rules that are critical."""

    weights: Mapping[str, float] = WEIGHTS
    critical: frozenset[str] = frozenset()

    def points(self, finding: Finding) -> float:
        """What one finding costs."""
        of = CRITICAL if finding.rule in self.critical else finding.severity.value
        return self.weights[of]


class Category(NamedTuple):
    """The issues of one category of the MQM typology, and what they cost."""

    name: str
    issues: int
    points: float


class Quality(NamedTuple):
    """The score of a text from 0 to 100, to one decimal, and what it is made of."""

    score: float
    points: float
    words: int
    categories: tuple[Category, ...]

    @property
    def per_thousand(self) -> float:
        """Points per 1,000 words, to one decimal; without words 0."""
        return round(1000 * self.points / self.words, 1) if self.words else 0.0


def quality(
    text: str, findings: Iterable[Finding], scale: Scale, words: int | None = None
) -> Quality:
    """The quality of a text; without issues or without words its score is 100. `words` is how many
    it has, if that is known; where it changes nothing they are not counted.

    What the user has silenced does not count.
    """
    table: dict[str, tuple[int, float]] = {}
    for finding in findings:
        if not finding.silenced:
            issues, points = table.get(finding.mqm, (0, 0.0))
            table[finding.mqm] = issues + 1, points + scale.points(finding)
    rows = (Category(name, n, round(points, 6)) for name, (n, points) in table.items())
    # The costliest first.
    categories = tuple(sorted(rows, key=lambda row: (-row.points, row.name)))
    total = round(sum(row.points for row in categories), 6)
    if words is None:
        words = _words(text) if total else 0
    score = round(max(0.0, 100 - 100 * total / words), 1) if words else 100.0
    return Quality(score, total, words, categories)


def _words(text: str) -> int:
    from .readability.counts import words  # late: few runs count anything

    return words(text)
