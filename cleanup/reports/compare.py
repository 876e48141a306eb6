"""What changed between two texts, as edits: by line, then by word in the lines that differ.

Words that stand once in both texts are matched first ("patience diff"), and `difflib` does what is
left between them: by itself it takes minutes over a long article.
"""

import bisect
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from ..document import Span
from ..findings import Edit
from ..lazy import lazy

_LINE = lazy(r"[^\n]*\n|[^\n]+")
_WORD = lazy(r"\w+|\s|[^\w\s]")
# Pairs of tokens that are compared without an anchor; what is more is told of as one change.
_MOST_PAIRS = 1_000_000
_Change = tuple[int, int, int, int]


def compare(before: str, after: str) -> tuple[Edit, ...]:
    """Disjoint edits, in order, that turn one text into the other."""
    edits: list[Edit] = []
    for start, end, new_start, new_end in _changes(_LINE, before, after):
        old, new = before[start:end], after[new_start:new_end]
        for a, b, c, d in _changes(_WORD, old, new):
            span = Span(start + a, start + b)
            # Of two words that changed side by side the space between them is no news.
            if (
                edits
                and before[edits[-1].span.end : span.start].isspace()
                and edits[-1].span.end >= start
            ):
                last = edits.pop()
                kept = before[last.span.end : span.start]
                span = Span(last.span.start, span.end)
                edits.append(Edit(span, last.replacement + kept + new[c:d]))
            else:
                edits.append(Edit(span, new[c:d]))
    return tuple(edits)


def _changes(token: re.Pattern[str], before: str, after: str) -> Iterator[_Change]:
    """The places in both texts of what differs, in code points."""
    old, new = token.findall(before), token.findall(after)
    a, b = ([0, *accumulate(map(len, tokens))] for tokens in (old, new))
    for start, end, new_start, new_end in _differing(old, new):
        yield a[start], a[end], b[new_start], b[new_end]


def _differing(old: Sequence[str], new: Sequence[str]) -> Iterator[_Change]:
    """The ranges of tokens that differ, in order."""
    todo = [(0, len(old), 0, len(new))]
    while todo:
        a, b, c, d = todo.pop()
        while a < b and c < d and old[a] == new[c]:
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
        if a == b or c == d:
            if a < b or c < d:
                yield a, b, c, d
            continue
        anchors = _anchors(old[a:b], new[c:d])
        if anchors:
            starts = [(a, c), *((a + i + 1, c + j + 1) for i, j in anchors)]
            ends = [*((a + i, c + j) for i, j in anchors), (b, d)]
            between = [(s[0], e[0], s[1], e[1]) for s, e in zip(starts, ends, strict=True)]
            todo += reversed(between)
        elif (b - a) * (d - c) > _MOST_PAIRS:
            yield a, b, c, d
        else:
            matcher = SequenceMatcher(None, old[a:b], new[c:d], autojunk=False)
            for tag, i, j, k, m in matcher.get_opcodes():
                if tag != "equal":
                    yield a + i, a + j, c + k, c + m


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The tokens that stand once in both and in the same order: the longest such row."""
    once = {t for t, n in Counter(old).items() if n == 1} & {
        t for t, n in Counter(new).items() if n == 1
    }
    at = {token: j for j, token in enumerate(new) if token in once}
    pairs = [(i, at[token]) for i, token in enumerate(old) if token in once]
    # The longest row in which the second numbers grow.
    lowest: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, (_, j) in enumerate(pairs):
        length = bisect.bisect_left(lowest, j)
        before.append(ends[length - 1] if length else -1)
        if length == len(lowest):
            lowest.append(j)
            ends.append(n)
        else:
            lowest[length], ends[length] = j, n
    row = []
    n = ends[-1] if ends else -1
    while n >= 0:
        row.append(pairs[n])
        n = before[n]
    return row[::-1]
