"""Diffs made from the edits, without a diff algorithm.

`unified` is what `git apply` and `patch` take. As in git a line ends with LF and nothing else: a CR
belongs to its line, and so do the other characters that some programs break lines at.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise, repeat

from ..findings import Edit, Finding
from ..revision import mended
from .causes import rules

CONTEXT = 3
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_NO_END = "\\ No newline at end of file\n"
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r"}


@dataclass(slots=True)
class _Block:
    """The old lines from `first` up to, not including, `end`, by number from 0, the lines that
    take their place, and the findings behind that."""

    first: int
    end: int
    new: list[str]
    causes: list[Finding] = field(default_factory=list)


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


def unified(
    path: str,
    before: str,
    edits: Iterable[Edit],
    causes: Iterable[Sequence[Finding]] = repeat(()),
    unknown: str = "",
) -> Iterator[str]:
    """The lines of a unified diff of `before` and what `edits` (disjoint, in order) make of it.

    `path` stands in the headers as `a/PATH` and `b/PATH`. The rules of the findings that are the
    `causes` of each edit stand at the head of a hunk, where git puts the name of a function and
    all programs leave it be; `unknown`, if there are none. Empty if nothing changes.
    """
    lines, grown, begun = _Lines(before), 0, False
    for hunk in _hunks(_blocks(lines, zip(edits, causes, strict=False))):
        if not begun:
            begun = True
            yield f"--- {_header('a/' + path)}\n+++ {_header('b/' + path)}\n"
        at = start = max(0, hunk[0].first - CONTEXT)
        end = min(len(lines), hunk[-1].end + CONTEXT)
        added = sum(len(b.new) - (b.end - b.first) for b in hunk)
        old, new = end - start, end - start + added
        names = ", ".join(rules(chain.from_iterable(b.causes for b in hunk)))
        places = f"@@ -{_range(start, old)} +{_range(start + grown, new)} @@"
        yield f"{places} {names or unknown}".rstrip() + "\n"
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


def _blocks(lines: _Lines, edits: Iterable[tuple[Edit, Sequence[Finding]]]) -> Iterator[_Block]:
    """What the edits change, in whole lines; equal lines at either end are left out."""
    starts = lines.starts
    group: list[Edit] = []
    why: list[Finding] = []
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
            yield _Block(first + skip, end - same, new[skip : len(new) - same], why)

    for edit, found in edits:
        while at + 1 < len(lines) and starts[at + 1] <= edit.span.start:
            at += 1
        start = at
        while at + 1 < len(lines) and starts[at + 1] <= edit.span.end:
            at += 1
        if group and start > last:
            yield from block()
            group, why = [], []
        if not group:
            first = start
        group.append(edit)
        why += found
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
