"""What there is to decide in a text: the findings of all passes, each of them once.

Those of the first pass are there whatever is decided. Findings of later passes come and go with the
changes that bring them about; one that was already asked about in an earlier pass, and left open,
is not asked about again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..cleaner import Cleaning
from ..decisions import Decision, Key, Pass, Row, Verdict, edits_of
from ..document import Span
from ..findings import Edit, Finding, Safety

# What is shown of a finding: its verdict by the key that gives it, ? where it has to be asked.
MARKS = {
    Verdict.ACCEPT: "y",
    Verdict.REJECT: "n",
    Verdict.EDIT: "e",
    Verdict.IGNORE: "i",
    Verdict.NAME: "N",
}
ASKED = "?"


@dataclass(frozen=True)
class Item:
    """One finding to decide about, in `text`, the text of the pass that first saw it.

    `made` is the finding with the fix that is to be made of it, if one is; `applied` whether that
    came about, `waited_for` the rule that was first at this place, if one was. `others` are the
    edits that the same pass makes elsewhere.
    """

    key: Key
    finding: Finding
    text: str
    number: int
    decision: Decision | None
    made: Finding | None
    applied: bool = False
    waited_for: str | None = None
    others: tuple[Edit, ...] = ()

    @property
    def single(self) -> bool:
        """Whether there is exactly one fix, which may be made: only such are accepted in bulk."""
        fix = self.finding.fix
        return fix is not None and fix.safety is not Safety.DISPLAY

    @property
    def safe(self) -> bool:
        """Whether the fix is made without being asked for."""
        return self.single and self.finding.fixes[0].safety is Safety.SAFE

    @property
    def asked(self) -> bool:
        """Whether somebody has to decide."""
        return self.decision is None and (self.made is None or self.finding.refused is not None)

    def decided(self, decision: Decision | None) -> "Item":
        """The item with this decision, before anybody has worked out what comes of it."""
        goes = self.safe if decision is None else not decision.leaves
        made = self.finding if goes and not self.finding.refused else None
        return replace(self, decision=decision, made=made, applied=made is not None)

    @property
    def mark(self) -> str:
        """One character for what was decided."""
        if self.decision:
            return MARKS[self.decision.verdict]
        return ASKED if self.asked else MARKS[Verdict.ACCEPT]

    @property
    def own(self) -> str:
        """The words that were found."""
        return self.text[self.finding.span.start : self.finding.span.end]


def items(passes: Sequence[Pass], cleaning: Cleaning) -> tuple[Item, ...]:
    """The items of a cleaning, in order of their places in the text as it was read."""
    applied = {(f.rule, f.span) for f in cleaning.applied}
    waited = {(f.rule, f.span): winner for f, winner in cleaning.waited}
    found: dict[Key, Item] = {}
    still_open: dict[str, list[Span]] = {}
    for number, one in enumerate(passes):
        made = [row.made for row in one.rows if row.made and _place(row) in applied]
        others = tuple(sorted(edit for f in made for edit in edits_of(f)))
        seen: dict[str, list[Span]] = {}
        for row in one.rows:
            place, known = row.key.place, still_open.get(row.finding.rule, ())
            if row.made is None:
                seen.setdefault(row.finding.rule, []).append(place)
            if row.key in found or (
                row.made is None and any(place == k or place.overlaps(k) for k in known)
            ):
                continue
            found[row.key] = Item(
                row.key,
                row.finding,
                one.text,
                number,
                row.decision,
                row.made,
                _place(row) in applied,
                waited.get(_place(row)),
                others,
            )
        for rule, places in seen.items():
            still_open.setdefault(rule, []).extend(places)
    return tuple(sorted(found.values(), key=lambda i: (i.key.place, i.number, i.key.rule)))


def _place(row: Row) -> tuple[str, Span]:
    return row.finding.rule, row.key.place
