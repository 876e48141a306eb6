"""A text before and after in one: what was kept, taken out and put in, and what each is about.

A finding is known by its index in the list of those that were applied followed by those that are
left. Places of the former are in the text before, of the latter in the text after.
"""

import bisect
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from ...cleaner import Cleaning
from ...document import LINE_END, Lines
from ...findings import Edit, Finding

KEPT, OUT, IN, POINT, GAP = "kept", "out", "in", "point", "gap"
# In a text longer than this what nothing was found in is cut to so many code points at each end.
LONG, END = 200_000, 400
# How many of the findings that overlap in one place a piece tells of.
DEEP = 3


class Piece(NamedTuple):
    """A stretch of text and the findings it is about, the narrowest last.

    `before` and `after` are where it stands, or would; `edit` is the index of its edit. A point is
    the place of a finding without any text, a gap stands for so many code points.
    """

    kind: str
    text: str
    before: int
    after: int
    about: tuple[int, ...] = ()
    edit: int = -1


class Line(NamedTuple):
    """A line with its numbers in both texts; None where it is in only one of them."""

    old: int | None
    new: int | None
    pieces: Sequence[Piece]


class _Sweep:
    """Spans by index, asked from left to right which of them cover what."""

    def __init__(self, spans: Sequence[tuple[int, int, int]]) -> None:
        # Of two that begin together the shorter is the narrower one.
        self.spans = sorted(spans, key=lambda s: (s[0], -s[1]))
        self.next = 0
        self.open: list[tuple[int, int, int]] = []

    def between(self, start: int, end: int) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """The stretch cut wherever one of the spans begins or ends; one without width comes as a
        cut of its own. A cut tells of those that begin there and of the narrowest others."""
        at = start
        while at < end:
            self.open = [span for span in self.open if span[1] > at]
            before = len(self.open)
            while self.next < len(self.spans) and self.spans[self.next][0] <= at:
                span = self.spans[self.next]
                self.next += 1
                if span[1] > at:
                    self.open.append(span)
                else:
                    yield at, at, (span[2],)
            stop = min((span[1] for span in self.open), default=end)
            if self.next < len(self.spans):
                stop = min(stop, self.spans[self.next][0])
            stop = min(stop, end)
            first = min(before, max(0, len(self.open) - DEEP))
            yield at, stop, tuple(span[2] for span in self.open[first:])
            at = stop

    def rest(self) -> Iterator[int]:
        """Those that begin where nothing more comes."""
        for span in self.spans[self.next :]:
            yield span[2]


def pieces(
    cleaning: Cleaning, applied: Sequence[Finding], left: Sequence[Finding]
) -> Iterator[Piece]:
    """The text in pieces, with the findings that are to be shown in it."""
    edits, before = cleaning.edits, cleaning.before
    causes = _causes(edits, applied)
    deleted = _Sweep(
        [
            (e.span.start, e.span.end, n)
            for n, finding in enumerate(applied)
            for e in (finding.fix.edits if finding.fix else ())
            if len(e.span)
        ]
    )
    marks = [(f.span.start, f.span.end, n) for n, f in enumerate(left, len(applied))]
    # One of which nothing came in the end still has its place.
    met = {n for cause in causes for n, _ in cause}
    places = _places(edits)
    marks += [
        (place, place, n)
        for n, finding in enumerate(applied)
        if n not in met
        for place in [places(finding.span.start)]
    ]
    sweep, moved, at = _Sweep(marks), 0, 0
    shown: set[int] = set()

    def stretch(kind: str, text: str, old: int, new: int, edit: int) -> Iterator[Piece]:
        about = _made(causes[edit]) if kind == IN and text else ()
        shown.update(about)
        for start, end, found in sweep.between(new, new + len(text)):
            place = old + start - new if kind == KEPT else old
            part = text[start - new : end - new]
            if part:
                yield Piece(kind, part, place, start, (*about, *found), edit)
            else:
                yield Piece(POINT, "", place, start, found)

    def taken(start: int, end: int, new: int, edit: int) -> Iterator[Piece]:
        for low, high, found in deleted.between(start, end):
            if low < high:
                about = found or tuple(n for n, _ in causes[edit][:DEEP])
                shown.update(about)
                yield Piece(OUT, before[low:high], low, new, about, edit)

    for i, (span, put) in enumerate(edits):
        yield from stretch(KEPT, before[at : span.start], at, at + moved, -1)
        new = span.start + moved
        # What is put in stands before whole lines that are taken out, not behind them.
        line_end = None if LINE_END.search(put) else LINE_END.search(before, span.start, span.end)
        head = line_end.start() if line_end else span.end
        yield from taken(span.start, head, new, i)
        yield from stretch(IN, put, head, new, i)
        yield from taken(head, span.end, new + len(put), i)
        at, moved = span.end, moved + len(put) - len(span)
        for n, _ in causes[i]:
            if n not in shown:
                shown.add(n)
                yield Piece(POINT, "", at, at + moved, (n,))
    yield from stretch(KEPT, before[at:], at, at + moved, -1)
    for n in sweep.rest():
        yield Piece(POINT, "", len(before), len(before) + moved, (n,))


def _places(edits: Sequence[Edit]) -> Callable[[int], int]:
    """Where a place in the text before is in the text after."""
    grown = list(accumulate((len(e.replacement) - len(e.span) for e in edits), initial=0))
    ends = [e.span.end for e in edits]

    def place(offset: int) -> int:
        i = bisect.bisect_right(ends, offset)
        inside = i < len(edits) and edits[i].span.start < offset
        return (edits[i].span.start if inside else offset) + grown[i]

    return place


def _causes(edits: Sequence[Edit], applied: Sequence[Finding]) -> list[list[tuple[int, bool]]]:
    """For each edit the findings it is made of, and whether they put anything in."""
    ends = [e.span.end for e in edits]
    causes: list[list[tuple[int, bool]]] = [[] for _ in edits]
    for n, finding in enumerate(applied):
        for e in finding.fix.edits if finding.fix else ():
            i = bisect.bisect_left(ends, e.span.start)
            while i < len(edits) and edits[i].span.start <= e.span.end:
                if not causes[i] or causes[i][-1][0] != n:
                    causes[i].append((n, bool(e.replacement)))
                i += 1
    return causes


def _made(causes: Sequence[tuple[int, bool]]) -> tuple[int, ...]:
    """The findings that put something in; all where none did."""
    return tuple(n for n, puts in causes if puts) or tuple(n for n, _ in causes)


def shortened(all_of_them: Iterator[Piece], length: int) -> Iterator[Piece]:
    """The pieces; in a long text without what is far from any finding."""
    for piece in all_of_them:
        cut = len(piece.text) - 2 * END
        if length <= LONG or piece.kind != KEPT or piece.about or cut <= END:
            yield piece
            continue
        yield piece._replace(text=piece.text[:END])
        middle = END + cut
        yield Piece(GAP, f"{cut:,}", piece.before + END, piece.after + END)
        yield piece._replace(
            text=piece.text[middle:], before=piece.before + middle, after=piece.after + middle
        )


def lines(all_of_them: Iterator[Piece], before: str, after: str) -> Iterator[Line]:
    """The pieces line by line; each line end stands with the line that it ends."""
    old, new = Lines(before), Lines(after)
    line: list[Piece] = []

    def whole() -> Line:
        there = next((p for p in line if p.kind != IN), None)
        now = next((p for p in line if p.kind != OUT), None)
        return Line(
            old.place(there.before).line if there else None,
            new.place(now.after).line if now else None,
            tuple(line),
        )

    for piece in all_of_them:
        if piece.kind in (POINT, GAP):
            line.append(piece)
            continue
        cuts = [0, *(m.end() for m in LINE_END.finditer(piece.text))]
        for start, end in pairwise(cuts):
            line.append(_part(piece, start, end))
            yield whole()
            line = []
        if cuts[-1] < len(piece.text):
            line.append(_part(piece, cuts[-1], len(piece.text)))
    if line:
        yield whole()


def _part(piece: Piece, start: int, end: int) -> Piece:
    return piece._replace(
        text=piece.text[start:end],
        before=piece.before + (start if piece.kind != IN else 0),
        after=piece.after + (start if piece.kind != OUT else 0),
    )
