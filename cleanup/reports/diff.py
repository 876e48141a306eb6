"""Diffs made from the edits, without a diff algorithm.

`unified` is what `git apply` and `patch` take. As in git a line ends with LF and nothing else: a CR
belongs to its line, and so do the other characters that some programs break lines at.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..document import Span
from ..findings import Edit
from ..revision import mended

CONTEXT = 3
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_NO_END = "\\ No newline at end of file\n"
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r"}


@dataclass(slots=True)
class _Block:
    """The old lines from `first` up to, not including, `end`, by number from 0, and the lines that
    take their place."""

    first: int
    end: int
    new: list[str]


class _Lines:
    """The lines of a text, each with its LF, cut out when they are asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(m.end() for m in _LINE.finditer(text))]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def between(self, first: int, end: int) -> Iterator[str]:
        """The lines from `first` up to, not including, `end`."""
        for start, following in pairwise(self.starts[first : end + 1]):
            yield self.text[start:following]


def unified(path: str, before: str, edits: Iterable[Edit]) -> Iterator[str]:
    """The lines of a unified diff of `before` and what `edits` (disjoint, in order) make of it.

    `path` stands in the headers as `a/PATH` and `b/PATH`. Empty if nothing changes.
    """
    lines, grown, begun = _Lines(before), 0, False
    for hunk in _hunks(_blocks(lines, edits)):
        if not begun:
            begun = True
            yield f"--- {_header('a/' + path)}\n+++ {_header('b/' + path)}\n"
        at = start = max(0, hunk[0].first - CONTEXT)
        end = min(len(lines), hunk[-1].end + CONTEXT)
        added = sum(len(b.new) - (b.end - b.first) for b in hunk)
        old, new = end - start, end - start + added
        yield f"@@ -{_range(start, old)} +{_range(start + grown, new)} @@\n"
        for block in hunk:
            yield from _signed(" ", lines.between(at, block.first))
            yield from _signed("-", lines.between(block.first, block.end))
            yield from _signed("+", block.new)
            at = block.end
        yield from _signed(" ", lines.between(at, end))
        grown += added


def _hunks(blocks: Iterable[_Block]) -> Iterator[list[_Block]]:
    """The blocks, those together whose contexts meet."""
    hunk: list[_Block] = []
    for block in blocks:
        if hunk and block.first - hunk[-1].end > 2 * CONTEXT:
            yield hunk
            hunk = []
        hunk.append(block)
    if hunk:
        yield hunk


def _blocks(lines: _Lines, edits: Iterable[Edit]) -> Iterator[_Block]:
    """What the edits change, in whole lines; equal lines at either end are left out."""
    starts = lines.starts
    group: list[Edit] = []
    first = last = at = 0

    def block() -> Iterator[_Block]:
        end = min(last + 1, len(lines))
        old = list(lines.between(first, end))
        new = _LINE.findall(mended(lines.text, starts[first], starts[end], group))
        skip = 0
        while skip < min(len(old), len(new)) and old[skip] == new[skip]:
            skip += 1
        same = 0
        while same < min(len(old), len(new)) - skip and old[-1 - same] == new[-1 - same]:
            same += 1
        if max(len(old), len(new)) > skip + same:
            yield _Block(first + skip, end - same, new[skip : len(new) - same])

    for edit in edits:
        while at + 1 < len(lines) and starts[at + 1] <= edit.span.start:
            at += 1
        start = at
        while at + 1 < len(lines) and starts[at + 1] <= edit.span.end:
            at += 1
        if group and start > last:
            yield from block()
            group = []
        if not group:
            first = start
        group.append(edit)
        last = at
    if group:
        yield from block()


def _range(start: int, count: int) -> str:
    """Line numbers of a hunk: from 1, or the line before where there are none."""
    return f"{start + 1 if count else start},{count}"


def _signed(sign: str, lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield sign + line if line.endswith("\n") else f"{sign}{line}\n{_NO_END}"


def _header(path: str) -> str:
    """A path as git writes it: in quotes where it holds what a header cannot, and with a tab
    behind it where it holds a space."""
    path = path.replace("\\", "/") if "\\" in path and "/" not in path[2:] else path
    if any(c in path for c in '"\t\n\r\\'):
        return '"' + "".join(_ESCAPES.get(c, c) for c in path) + '"'
    return path + "\t" if " " in path else path


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a word-level view: kept, taken out or put in."""

    kind: str
    text: str


def words(before: str, edits: Sequence[Edit], most: int = 60) -> Iterator[tuple[Span, list[Piece]]]:
    """The changed lines, each with its place in `before` and its pieces.

    What is kept is cut to `most` code points on either side of a change. Lines that a change runs
    across are shown as one.
    """
    group: list[Edit] = []
    for edit in edits:
        if group and "\n" in before[group[-1].span.end : edit.span.start]:
            yield _changed(before, group, most)
            group = []
        group.append(edit)
    if group:
        yield _changed(before, group, most)


def _changed(before: str, edits: list[Edit], most: int) -> tuple[Span, list[Piece]]:
    start = before.rfind("\n", 0, edits[0].span.start) + 1
    end = before.find("\n", edits[-1].span.end)
    end = len(before) if end < 0 else end
    pieces, at = [], start
    for edit in edits:
        kept = before[at : edit.span.start]
        if len(kept) > (most if at == start else 2 * most):
            kept = ("" if at == start else kept[:most]) + "…" + kept[-most:]
        pieces.append(Piece("kept", kept))
        pieces.append(Piece("out", before[edit.span.start : edit.span.end]))
        pieces.append(Piece("in", edit.replacement))
        at = edit.span.end
    kept = before[at:end]
    pieces.append(Piece("kept", kept[:most] + "…" if len(kept) > most else kept))
    return Span(edits[0].span.start, end), [p for p in pieces if p.text]
