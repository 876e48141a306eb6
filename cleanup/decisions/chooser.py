"""Decisions looked up in every pass of a cleaning."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from .. import cleaner
from ..checker import Limits
from ..cleaner import Cleaning
from ..document import Document, Span
from ..findings import Edit, Finding, Fix, Safety, State
from ..revision import Revision
from ..rulebook import Rule
from ..silences.fingerprints import fingerprint
from ..silences.silence import Silence
from .verdicts import Decision, Decisions, Key, extent, trimmed


class Row(NamedTuple):
    """A finding as it was seen in a pass, what was decided about it, and the finding with the one
    fix that is to be made of it, if one is. `inherited` says that the decision was about the rule
    at this place in an earlier pass, or about the whole rule."""

    finding: Finding
    key: Key
    decision: Decision | None
    inherited: bool
    made: Finding | None

    @property
    def wrote(self) -> bool:
        """Whether a person wrote what is to be made."""
        return self.made is not None and self.decision is not None and self.decision.wrote


class Pass(NamedTuple):
    """The text of a pass, and what was found in it that is not silenced."""

    text: str
    rows: tuple[Row, ...]

    def judged(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """What is left of the pass as the rules reported it, with what a person wants to be left
        alone marked as suppressed."""
        plain = {row.made: row.finding for row in self.rows if row.made}
        alone = {row.finding for row in self.rows if row.decision and row.decision.leaves}
        back = (plain.get(f, f) for f in findings)
        return tuple(f.silence(State.SUPPRESSED) if f in alone else f for f in back)


class Chooser:
    """Looks the findings of each pass up among decisions, and remembers the passes."""

    def __init__(
        self, decisions: Decisions, unasked: Collection[Safety], removing: Collection[str]
    ) -> None:
        self.passes: list[Pass] = []
        # Whether lines are to be taken out by a fix that is not safe: see `removal`.
        self.takes_out_unsafe = False
        self.decisions, self.unasked, self.removing = decisions, unasked, removing
        every = [(key.rule, d) for key, d in decisions.by_key.items()]
        every += [(rule, d) for (rule, _), d in decisions.loose.items()]
        self._rules = {rule: d for rule, d in every if d.whole_rule}
        self._kept: dict[str, list[tuple[Span, Decision]]] = {}
        for key, decision in decisions.by_key.items():
            if decision.leaves:
                self._kept.setdefault(key.rule, []).append((key.place, decision))
        self._written: list[Span] = []

    def __call__(
        self, document: Document, findings: Sequence[Finding], total: Revision
    ) -> tuple[tuple[Finding, ...], Collection[Finding]]:
        """The findings as they are to be made, and those of them that may be: a `Choose`."""
        text = document.text
        rows = tuple(self._row(text, f, total) for f in findings if not f.silenced)
        own = [e for row in rows if row.wrote and row.made for e in edits_of(row.made)]
        self.passes.append(Pass(text, rows))
        self._written += (total.back(edit.span) for edit in own)
        wanted = set()
        for row in rows:
            if row.made and (row.wrote or not _touches(row.made, own)):
                wanted.add(row.made)
                fix = row.finding.fix
                if row.finding.rule in self.removing and fix:
                    self.takes_out_unsafe |= fix.safety is Safety.UNSAFE
        made = {row.finding: row.made for row in rows if row.made}
        return tuple(made.get(f, f) for f in findings), wanted

    def _row(self, text: str, finding: Finding, total: Revision) -> Row:
        key = Key.of(text, finding, total.back(finding.span))
        decision, inherited = self._decision(key, text, finding)
        made = self._made(text, finding, key.place, decision)
        return Row(finding, key, decision, inherited, made)

    def _decision(self, key: Key, text: str, finding: Finding) -> tuple[Decision | None, bool]:
        if decision := self.decisions.by_key.get(key):
            return decision, False
        if self.decisions.loose:
            known = self.decisions.loose.get((key.rule, fingerprint(text, finding)))
            if known:
                if known.leaves:
                    self._kept.setdefault(key.rule, []).append((key.place, known))
                return known, False
        if self.passes:
            # Other changes may have given it other words, and so another key.
            for place, decision in self._kept.get(key.rule, ()):
                if place == key.place or place.overlaps(key.place):
                    return decision, True
        return self._rules.get(key.rule), True

    def _made(
        self, text: str, finding: Finding, place: Span, decision: Decision | None
    ) -> Finding | None:
        """The finding with the one fix that is to be made of it; None if none is."""
        fixes = finding.fixes
        if decision is None:
            unasked = finding.fix is not None and finding.fix.safety in self.unasked
            near = self.passes and any(place.touches(own) for own in self._written)
            return finding if unasked and not near else None
        if decision.wrote:
            whole = extent(text, finding)
            edit = trimmed(whole, decision.old, decision.new)
            if edit and text[whole.start : whole.end] == decision.old:
                return replace(finding, fixes=(Fix((edit,), Safety.UNSAFE),), refused=None)
        elif not decision.leaves and decision.fix < len(fixes):
            chosen = fixes[decision.fix]
            if len(fixes) == 1 and chosen.safety is not Safety.DISPLAY:
                return finding
            return replace(finding, fixes=(replace(chosen, safety=Safety.UNSAFE),))
        return None


def edits_of(finding: Finding) -> tuple[Edit, ...]:
    """The edits of its one fix, if it has one."""
    return finding.fix.edits if finding.fix else ()


def _touches(finding: Finding, own: Sequence[Edit]) -> bool:
    return any(edit.span.touches(other.span) for edit in edits_of(finding) for other in own)


def clean(
    decisions: Decisions,
    document: Document,
    rules: Iterable[Rule],
    limits: Limits,
    *,
    unsafe: bool = False,
    silence: Silence | None = None,
    look: Callable[[Document, Limits], tuple[Finding, ...]] | None = None,
) -> tuple[Cleaning, Chooser]:
    """A text cleaned as was decided, and the passes in which it was.

    What nobody decided is made if it is safe, or, with `unsafe`, if it is not. In what is left,
    what a person leaves alone is suppressed. Raises FightingRulesError as `cleaner.clean` does.
    """
    rules = list(rules)
    removing = {rule.id for rule in rules if rule.removes}
    unasked = {Safety.SAFE, Safety.UNSAFE} if unsafe else {Safety.SAFE}
    hooks: dict[str, Any] = {"silence": silence, "look": look}
    # How much may be taken out depends on whether only safe fixes take something out, as in `fix`.
    for together in (False, True):
        chooser = Chooser(decisions, unasked, removing)
        made = cleaner.clean(document, rules, limits, unsafe=together, choose=chooser, **hooks)
        if not chooser.takes_out_unsafe:
            break
    found, left = chooser.passes[0].judged(made.found), chooser.passes[-1].judged(made.left)
    return replace(made, found=found, left=left), chooser
