"""The changed lines of a text word by word: what was kept, taken out and put in, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..document import Span
from ..findings import Edit, Finding

KEPT, OUT, IN = "kept", "out", "in"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a word-level view: kept, taken out or put in."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines that changed: their place in the old text, and in the new one what starts there; the
    pieces, and the findings behind them."""

    span: Span
    start: int
    pieces: list[Piece]
    causes: tuple[Finding, ...] = ()


def hunks(
    before: str, edits: Sequence[Edit], causes: Sequence[Sequence[Finding]] = (), most: int = 60
) -> Iterator[Hunk]:
    """The changed lines, in order.

    What is kept is cut to `most` code points on either side of a change. Lines that a change runs
    across are shown as one. `causes` are the findings behind each edit.
    """
    group: list[Edit] = []
    why: dict[Finding, None] = {}
    grown = shift = 0
    for i, edit in enumerate(edits):
        if group and "\n" in before[group[-1].span.end : edit.span.start]:
            yield _hunk(before, group, why, shift, most)
            group, why, shift = [], {}, grown
        group.append(edit)
        grown += len(edit.replacement) - len(edit.span)
        why |= dict.fromkeys(causes[i] if i < len(causes) else ())
    if group:
        yield _hunk(before, group, why, shift, most)


def _hunk(before: str, edits: list[Edit], why: dict[Finding, None], shift: int, most: int) -> Hunk:
    start = before.rfind("\n", 0, edits[0].span.start) + 1
    end = before.find("\n", edits[-1].span.end)
    end = len(before) if end < 0 else end
    pieces, at = [], start
    for edit in edits:
        pieces.append(Piece(KEPT, _cut(before, at, edit.span.start, most, first=at == start)))
        pieces.append(Piece(OUT, before[edit.span.start : edit.span.end]))
        pieces.append(Piece(IN, edit.replacement))
        at = edit.span.end
    pieces.append(Piece(KEPT, before[at:end] if end - at <= most else before[at : at + most] + "…"))
    span = Span(edits[0].span.start, end)
    return Hunk(span, span.start + shift, [p for p in pieces if p.text], tuple(why))


def _cut(text: str, start: int, end: int, most: int, *, first: bool) -> str:
    """What is kept before an edit, between the edit before it and itself."""
    if end - start <= (most if first else 2 * most):
        return text[start:end]
    return ("" if first else text[start : start + most]) + "…" + text[end - most : end]
