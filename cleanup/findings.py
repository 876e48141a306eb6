"""What a rule reports: a finding, its fixes, their edits. Data only."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from .document import Span


class Severity(StrEnum):
    """How much a finding matters to a reader of the text."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Safety(StrEnum):
    """Whether a fix may be applied unasked.

    `safe` cannot change what the text says; `unsafe` may, and needs `--unsafe-fixes`; `display`
    is shown and never applied.
    """

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY = "display"


class State(StrEnum):
    """What can be done, or was done, about a finding."""

    FIXABLE = "fixable"
    UNSAFE = "unsafe"
    CANDIDATES = "candidates"
    MANUAL = "manual"
    REFUSED = "refused"
    SUPPRESSED = "suppressed"
    BASELINE = "baseline"
    APPLIED = "applied"
    WAITING = "waiting"


class Edit(NamedTuple):
    """A span and what to put in its place. An empty span inserts, an empty replacement deletes."""

    span: Span
    replacement: str


_REPLACEMENT, _SPAN = attrgetter("replacement"), attrgetter("span")


def in_place(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in order of position, and what they put there.

    By one key after the other: it is quicker than to compare edits, and of 100,000 all keys
    together would take as much room as a text.
    """
    ordered = sorted(edits, key=_REPLACEMENT)
    ordered.sort(key=_SPAN)
    return ordered


@dataclass(frozen=True, slots=True)
class Fix:
    """One or more edits that are made together or not at all, in order of position."""

    edits: tuple[Edit, ...]
    safety: Safety

    def __post_init__(self) -> None:
        if not self.edits:
            raise ValueError("a fix without edits")
        for left, right in pairwise(self.edits):
            if left.span.touches(right.span):
                raise ValueError(f"the edits of a fix overlap or touch: {left}, {right}")


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule sees damage, why, and what could be done about it.

    `rule` is the rule's id, `evidence` the grounds for the finding, a line each. `refused` says
    why the fix must not be applied, where it must not. `silenced` is SUPPRESSED or BASELINE where
    the user does not want to hear of it: it is neither counted nor fixed; `silenced_for` is the
    reason, where one was written down.
    """

    rule: str
    span: Span
    message: str
    severity: Severity
    mqm: str
    evidence: tuple[str, ...] = ()
    fixes: tuple[Fix, ...] = ()
    refused: str | None = None
    silenced: State | None = None
    silenced_for: str | None = None

    def __hash__(self) -> int:
        # Findings are put into sets again and again; the rest of one hardly ever differs alone.
        return hash((self.rule, self.span.start, self.span.end))

    @property
    def fix(self) -> Fix | None:
        """The fix, if there is exactly one: of several none is ever chosen."""
        return self.fixes[0] if len(self.fixes) == 1 else None

    @property
    def state(self) -> State:
        """What can be done about it, before anything is done."""
        if self.silenced:
            return self.silenced
        if self.refused:
            return State.REFUSED
        if not self.fixes:
            return State.MANUAL
        if self.fix is None or self.fix.safety is Safety.DISPLAY:
            return State.CANDIDATES
        return State.FIXABLE if self.fix.safety is Safety.SAFE else State.UNSAFE

    def refuse(self, reason: str) -> "Finding":
        """The same finding with its fix refused."""
        return replace(self, refused=reason)

    def silence(self, state: State, reason: str | None = None) -> "Finding":
        """The same finding silenced; one that is silenced already stays as it is."""
        return self if self.silenced else replace(self, silenced=state, silenced_for=reason)
