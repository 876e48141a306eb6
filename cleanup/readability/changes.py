"""The counts of a text after a few edits, without counting again what stayed as it was."""

from collections.abc import Iterator, Sequence
from operator import add, sub

from ..document import Span
from ..findings import Edit
from .counts import BLANK_LINE, SAMPLE, Counts, counts

# What the edits touch is counted twice: where that is much, it is quicker to count all.
SHARE = 4
# The sample is at the head of the text.
HEAD = 20 * SAMPLE


def counts_after(
    before: str, after: str, edits: Sequence[Edit], known: Counts, gone: Sequence[Span] = ()
) -> Counts:
    """The counts of `after`, which the edits, in order, made of `before`.

    `known` are the counts of `before` without the lines `gone`, which the edits take out.
    """
    touched = list(_touched(before, edits))
    if sum(len(span) for span, _ in touched) * SHARE > len(before) or _head(before) is None:
        return counts(after)
    total = known
    for span, made in touched:
        inside = [Span(g.start - span.start, g.end - span.start) for g in gone if g.within(span)]
        old = counts(before[span.start : span.end], inside)
        new = counts(after[made.start : made.end])
        total = Counts(*map(add, map(sub, total, old), new))
    head = _head(after)
    sample = counts(after[:head]) if head is not None else None
    if sample is None or sample.sample_words < SAMPLE:
        return counts(after)
    return total._replace(
        sample_words=sample.sample_words,
        sample_hard=sample.sample_hard,
        sample_sentences=sample.sample_sentences,
    )


def _head(text: str) -> int | None:
    """Where the paragraph ends in which the head of the text does; None if there is no end."""
    end = BLANK_LINE.search(text, HEAD)
    return end.start() if end else None


def _touched(text: str, edits: Sequence[Edit]) -> Iterator[tuple[Span, Span]]:
    """What stands between blank lines around edits, and its place after them."""
    start = end = -1
    moved = grown = 0
    for span, replacement in edits:
        if start >= 0 and span.start > end:
            yield Span(start, end), Span(start + moved, end + moved + grown)
            moved, grown, start = moved + grown, 0, -1
        if start < 0:
            low = max(0, end)
            marks = (("\n\n", 2), ("\n\r\n", 3))
            near = [at + n for mark, n in marks if (at := text.rfind(mark, low, span.start)) >= 0]
            start = max(near, default=low)
        if span.end > end:
            blank = BLANK_LINE.search(text, span.end)
            end = blank.start() if blank else len(text)
        grown += len(replacement) - len(span)
    if start >= 0:
        yield Span(start, end), Span(start + moved, end + moved + grown)
