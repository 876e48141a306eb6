"""Readability: how hard a text is to read, by the formulas that textstat made well known.

Everything is computed here, from one pass of counting: textstat itself tries to download a
dictionary, takes half a second to import, and ends sentences at every full stop ("3.5" makes two,
two headlines one). On plain prose both give the same: tests/readability/ holds its figures.
"""

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..document import Span
from ..findings import Finding
from .changes import counts_after
from .counts import Counts, counts, words
from .doubts import doubts
from .formulas import GRADE, MEASURES, measures

__all__ = [
    "GRADE",
    "MEASURES",
    "Counts",
    "Readability",
    "counts",
    "counts_after",
    "readability",
    "whole_lines",
    "words",
]


@dataclass(frozen=True)
class Readability:
    """The measures of a text by name, rounded to one decimal; none where it has no sentence.

    `unreliable` gives the reasons why some are not to be relied on.
    """

    measures: Mapping[str, float]
    counts: Counts
    # All there are in the text, headlines and what cleaning takes out too.
    words: int = 0
    unreliable: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def grade(self) -> float | None:
        """The consensus grade."""
        return self.measures.get(GRADE)

    @property
    def doubts_of_grade(self) -> tuple[str, ...]:
        """Why the consensus grade is not to be relied on, if it is not."""
        return self.unreliable.get(GRADE, ())


def readability(
    text: str,
    findings: Sequence[Finding] = (),
    language: str = "en",
    without: Sequence[Span] = (),
    known: Counts | None = None,
    markup: bool = False,
) -> Readability:
    """The readability of a text, without the whole lines `without`, in order.

    `findings` is the damage in it: what makes sentences or words of what is none makes the
    measures unreliable, and so does `markup`, of which words are counted. `known` are the counts,
    if they are known.
    """
    found = counts(text, without) if known is None else known
    every = found.words + found.other_words
    every += sum(words(text[gone.start : gone.end]) for gone in without)
    if not found.sentences:
        return Readability({}, found, every)
    ends = [gone.end for gone in without]
    body = [f for f in findings if not _inside(f.span, without, ends)]
    rounded = {name: round(value, 1) + 0.0 for name, value in measures(found).items()}
    return Readability(rounded, found, every, doubts(found, body, language, markup))


def _inside(span: Span, others: Sequence[Span], ends: Sequence[int]) -> bool:
    at = bisect.bisect_left(ends, span.end)
    return at < len(others) and span.within(others[at])


def whole_lines(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Those of the spans, in order, that hold whole lines, without those inside another."""
    found: list[Span] = []
    for span in sorted(spans):
        if (not found or span.start >= found[-1].end) and _whole(text, span):
            found.append(span)
    return tuple(found)


def _whole(text: str, span: Span) -> bool:
    start, end = span.start, span.end
    while start and text[start - 1] in " \t\u00a0":
        start -= 1
    while end < len(text) and text[end] in " \t\u00a0":
        end += 1
    return (not start or text[start - 1] in "\r\n") and (end == len(text) or text[end] in "\r\n")
