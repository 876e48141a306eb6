"""Diffs made from the edits, without a diff algorithm.

`unified` is what `git apply` and `patch` take. As in git a line ends with LF and nothing else: a CR
belongs to its line, and so do the other characters that some programs break lines at.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..document import Span
from ..findings import Edit
from ..revision import mended

CONTEXT = 3
_NO_END = "\\ No newline at end of file\n"
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r"}


@dataclass(slots=True)
class _Block:
    """Lines of the old text, by number from 0, and the lines that take their place."""

    first: int
    old: list[str]
    new: list[str]

    @property
    def end(self) -> int:
        return self.first + len(self.old)


def unified(path: str, before: str, edits: Sequence[Edit]) -> str:
    """A unified diff of `before` and what `edits` (disjoint, in order) make of it.

    `path` stands in the headers as `a/PATH` and `b/PATH`. Empty if nothing changes.
    """
    lines = _split(before)
    hunks: list[list[_Block]] = []
    for block in _blocks(before, lines, edits):
        if hunks and block.first - hunks[-1][-1].end <= 2 * CONTEXT:
            hunks[-1].append(block)
        else:
            hunks.append([block])
    if not hunks:
        return ""
    parts = [f"--- {_header('a/' + path)}\n+++ {_header('b/' + path)}\n"]
    grown = 0
    for hunk in hunks:
        start = max(0, hunk[0].first - CONTEXT)
        end = min(len(lines), hunk[-1].end + CONTEXT)
        added = sum(len(b.new) - len(b.old) for b in hunk)
        old, new = end - start, end - start + added
        parts.append(f"@@ -{_range(start, old)} +{_range(start + grown, new)} @@\n")
        at = start
        for block in hunk:
            parts += [_line(" ", line) for line in lines[at : block.first]]
            parts += [_line("-", line) for line in block.old]
            parts += [_line("+", line) for line in block.new]
            at = block.end
        parts += [_line(" ", line) for line in lines[at:end]]
        grown += added
    return "".join(parts)


def _split(text: str) -> list[str]:
    """The lines of `text` with their LF; the last one may have none."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _blocks(before: str, lines: list[str], edits: Sequence[Edit]) -> Iterator[_Block]:
    """What the edits change, in whole lines; equal lines at either end are left out."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    group: list[Edit] = []
    first = last = at = 0

    def block() -> Iterator[_Block]:
        span = Span(starts[first], starts[min(last + 1, len(lines))])
        old = lines[first : last + 1]
        new = _split(mended(before, span.start, span.end, group))
        skip = 0
        while skip < min(len(old), len(new)) and old[skip] == new[skip]:
            skip += 1
        old, new = old[skip:], new[skip:]
        while old and new and old[-1] == new[-1]:
            old, new = old[:-1], new[:-1]
        if old or new:
            yield _Block(first + skip, old, new)

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


def _line(sign: str, line: str) -> str:
    return sign + line if line.endswith("\n") else f"{sign}{line}\n{_NO_END}"


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
