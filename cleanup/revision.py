"""Edits turned into a new text, and the way back from the new text to the old."""

import bisect
import heapq
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from .document import Span
from .findings import Edit, in_place

# Code points from which on a text is long, and of the largest part of one that is copied at a time.
_LONG = 100_000


def _in_order(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits in order of position. Raises ValueError if two overlap."""
    ordered = tuple(in_place(edits))
    for left, right in pairwise(ordered):
        if right.span.start < left.span.end:
            raise ValueError(f"edits overlap at {right.span.start}")
    return ordered


def mended(text: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    """What the stretch of `text` from `start` to `end` reads with `edits` made, which lie in it and
    are disjoint."""
    ordered = in_place(edits) if len(edits) > 1 else edits
    if end - start < _LONG:
        pieces: list[str] = []
        for edit in ordered:
            pieces += (text[start : edit.span.start], edit.replacement)
            start = edit.span.end
        return "".join((*pieces, text[start:end]))
    # All pieces of a long text would take as much room again as what is made of them. A string that
    # nobody else holds is made longer where it stands; or else copied, so not too often.
    made, pieces, size = "", [], 0
    for piece in _pieces(text, start, end, ordered):
        pieces.append(piece)
        size += len(piece)
        if size >= max(_LONG, len(made) // 32):
            made += "".join(pieces)
            pieces, size = [], 0
    made += "".join(pieces)
    return made


def _pieces(text: str, start: int, end: int, ordered: Iterable[Edit]) -> Iterator[str]:
    """What stands before an edit and what it puts there, one after the other."""
    for edit in chain(ordered, (Edit(Span(end, end), ""),)):
        stop = edit.span.start
        for at in range(start, stop, _LONG):
            yield text[at : min(stop, at + _LONG)]
        yield edit.replacement
        start = edit.span.end


class Revision(NamedTuple):
    """A text and disjoint edits of it, in order of position."""

    before: str
    edits: tuple[Edit, ...]
    after: str
    # Where each edit's replacement begins in `after`.
    starts: "array[int]"

    @staticmethod
    def of(before: str, edits: Iterable[Edit] = ()) -> "Revision":
        """The revision that `edits` make of `before`. Raises ValueError if two overlap."""
        ordered = _in_order(edits)
        starts = array("Q")
        read = written = 0
        for edit in ordered:
            starts.append(written + edit.span.start - read)
            written = starts[-1] + len(edit.replacement)
            read = edit.span.end
        after = mended(before, 0, len(before), ordered) if ordered else before
        return Revision(before, ordered, after, starts)

    def back(self, span: Span) -> Span:
        """The place in `before` of a place in `after`.

        What lies in a replacement maps to the whole of what was replaced.
        """
        return Span(self._offset(span.start, False), self._offset(span.end, len(span) > 0))

    def _offset(self, offset: int, is_end: bool) -> int:
        # The last edit whose replacement begins before the offset (at it, for a start).
        find = bisect.bisect_left if is_end else bisect.bisect_right
        at = find(self.starts, offset) - 1
        if at < 0:
            return offset
        edit, start = self.edits[at], self.starts[at]
        end = start + len(edit.replacement)
        if offset >= end:
            return edit.span.end + offset - end
        return edit.span.end if is_end else edit.span.start

    def joined(self, edits: Iterable[Edit]) -> list[Edit]:
        """The edits of this revision and of its `after`, as edits of `before`."""
        second = _in_order(edits)
        # Clusters of edits of either round that overlap or touch, in offsets of the text between.
        mine = (
            (start, start + len(e.replacement), 0, i)
            for i, (start, e) in enumerate(zip(self.starts, self.edits, strict=True))
        )
        theirs = ((e.span.start, e.span.end, 1, i) for i, e in enumerate(second))
        joined: list[Edit] = []
        cluster: list[tuple[int, int, int, int]] = []
        reach = -1
        for item in heapq.merge(mine, theirs):
            if cluster and item[0] > reach:
                joined += self._join(cluster, second)
                cluster = []
            reach = max(reach, item[1]) if cluster else item[1]
            cluster.append(item)
        if cluster:
            joined += self._join(cluster, second)
        return joined

    def _join(self, cluster: list[tuple[int, int, int, int]], second: Sequence[Edit]) -> list[Edit]:
        low, high = cluster[0][0], max(item[1] for item in cluster)
        first = [self.edits[i] for _, _, which, i in cluster if which == 0]
        later = [second[i] for _, _, which, i in cluster if which == 1]
        grown = sum(len(e.replacement) - len(e.span) for e in first)
        if first:
            index = next(i for _, _, which, i in cluster if which == 0)
            start = self.edits[index].span.start - (self.starts[index] - low)
        else:
            start = self._offset(low, False)
        span = Span(start, start + high - low - grown)
        replacement = mended(self.after, low, high, later)
        if self.before[span.start : span.end] == replacement:
            return []
        edit = Edit(span, replacement)
        # What is known already takes no more room.
        return next(([e] for e in (*first, *later) if e == edit), [edit])
