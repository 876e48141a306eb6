"""Which fixes go together in one pass, and who waits for whom.

Two fixes with edits that overlap or touch are never applied in the same pass, but for deletions
that only touch: what they leave is the same in any order, and lines that stand one below the other
can go together. The order: safer first, then by family (one list, below), then leftmost, longest,
rule id. What loses waits for the next pass, when the text around it has changed and its rule looks
again.
"""

import bisect
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from .findings import Edit, Finding, Safety, in_place

# What is mended first decides what others see: characters before marks, marks before words.
FAMILIES = (
    "encoding",
    "boilerplate",
    "markup",
    "assistant",
    "loops",
    "residue",
    "quotes",
    "punctuation",
    "spacing",
    "splices",
    "repeats",
    "names",
    "casing",
    "numbers",
    "grammar",
    "calques",
)
_RANK = {family: rank for rank, family in enumerate(FAMILIES)}
_SAFETY = {Safety.SAFE: 0, Safety.UNSAFE: 1, Safety.DISPLAY: 2}


@dataclass(frozen=True, slots=True)
class Resolution:
    """The findings whose fixes are applied, those that wait and for which, and all the edits."""

    applied: tuple[Finding, ...]
    waiting: tuple[tuple[Finding, Finding], ...]
    edits: tuple[Edit, ...]


# What decides, from what counts most, and whether more of it comes first.
_ORDER: tuple[tuple[Callable[[Finding], Any], bool], ...] = (
    (lambda f: _SAFETY[f.fixes[0].safety], False),
    (lambda f: _RANK.get(f.rule.split("/")[0], len(FAMILIES)), False),
    (attrgetter("span.start"), False),
    (attrgetter("span.end"), True),
    (attrgetter("rule"), False),
    (attrgetter("message"), False),
    (lambda f: f.fixes[0].edits, False),
)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings with one fix each, in the order in which they are considered; total, so that the
    order they come in never matters."""
    found = list(findings)
    # By one key after the other: all seven of each finding would take half its room again.
    for key, reverse in reversed(_ORDER):
        found.sort(key=key, reverse=reverse)
    return found


def resolve(findings: Iterable[Finding], allow: Callable[[Finding], bool]) -> Resolution:
    """Choose among the findings that `allow` lets through and that have exactly one fix.

    Costs n log n in the number of edits, whatever their length.
    """
    candidates = in_order(dict.fromkeys(f for f in findings if f.fix is not None and allow(f)))
    field = _Field([e for f in candidates if f.fix for e in f.fix.edits])
    applied: list[Finding] = []
    waiting: list[tuple[Finding, Finding]] = []
    edits: list[Edit] = []
    for finding in candidates:
        wanted = finding.fix.edits if finding.fix else ()
        taken = next((owner for e in wanted if (owner := field.owner(e)) is not None), None)
        if taken is not None:
            waiting.append((finding, applied[taken]))
            continue
        for edit in wanted:
            field.take(edit, len(applied))
        applied.append(finding)
        edits += wanted
    return Resolution(tuple(applied), tuple(waiting), tuple(in_place(edits)))


class _Field:
    """The offsets that edits begin or end at, the stretches between them, and who holds which.

    The offsets that occur are numbered 0, 2, 4 …, the stretches between them 1, 3, 5 …, so the
    field is as small as the number of edits. An edit holds all from its start to its end, both
    included; a deletion leaves its two ends to other deletions, but to nothing else.
    """

    def __init__(self, edits: Sequence[Edit]) -> None:
        every = sorted(offset for edit in edits for offset in edit.span)
        self.offsets = array("Q", (offset for offset, _ in groupby(every)))
        self.held = bytearray(2 * len(self.offsets))
        self.shared = bytearray(2 * len(self.offsets))
        self.owners = array("l", bytes(2 * len(self.offsets) * array("l").itemsize))

    def _ends(self, edit: Edit) -> tuple[int, int]:
        start = bisect.bisect_left(self.offsets, edit.span.start)
        return 2 * start, 2 * bisect.bisect_left(self.offsets, edit.span.end)

    def owner(self, edit: Edit) -> int | None:
        """Who holds the first place that `edit` cannot share, if anyone does."""
        start, end = self._ends(edit)
        hits = [self.held.find(1, start, end + 1)]
        if not _deletes(edit):
            hits.append(self.shared.find(1, start, end + 1))
        taken = [hit for hit in hits if hit >= 0]
        return self.owners[min(taken)] if taken else None

    def take(self, edit: Edit, owner: int) -> None:
        """Give `edit`, which no other owner stands against, to `owner`."""
        start, end = self._ends(edit)
        if _deletes(edit):
            self.shared[start] = self.shared[end] = 1
            self.held[start + 1 : end] = b"\x01" * (end - start - 1)
        else:
            self.held[start : end + 1] = b"\x01" * (end + 1 - start)
        # Disjoint stretches: each place is written once, a shared end at most twice.
        self.owners[start : end + 1] = array("l", [owner]) * (end + 1 - start)


def _deletes(edit: Edit) -> bool:
    return not edit.replacement and len(edit.span) > 0
