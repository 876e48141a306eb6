"""What a person decided about the findings in a text, and the text that comes of it.

Cleaning goes in passes, and a review is one cleaning in which a person takes part: in each pass
every finding is looked up among the decisions. What is accepted is made, what is rejected stays,
and what nobody decided goes the way it goes without a review: safe fixes are made, others are left.
So no decisions at all give what `fix` gives, and every fix accepted gives what `fix --unsafe-fixes`
gives, by the same passes.

A decision is about one rule at one place in the text as it was read, and about the words that were
proposed there: if another fix has changed what would be made of that place, nobody has agreed to it
and it is asked again. A rejection holds for the rule at that place whatever else is changed around
it, and what a person wrote is not changed unasked. In a text that has changed since, places say
nothing: there a decision is found by its fingerprints, and equal places that were judged
differently are asked again.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, NamedTuple

from . import cleaner
from .checker import Limits
from .cleaner import Cleaning
from .document import Document, Span
from .findings import Edit, Finding, Fix, Safety, State
from .lazy import lazy
from .revision import Revision
from .rulebook import Rule
from .silences.fingerprints import fingerprint
from .silences.silence import Silence

# A person is shown at least whole words to write anew, up to so many code points of them.
_REACH = 40
_WORD_BEFORE, _WORD_AFTER = lazy(r"\S*\Z"), lazy(r"\S*")
_WORDS_BEFORE, _WORDS_AFTER = lazy(r"\S*[^\S\r\n]*\Z"), lazy(r"[^\S\r\n]*\S*")


class Verdict(StrEnum):
    """What was decided: to make the fix, to leave the place, to write something else, to leave it
    and not to hear of it again, or to leave it because it is a name."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    IGNORE = "ignore"
    NAME = "name"


class Key(NamedTuple):
    """What a decision is about: a rule, a place in the text as it was read, and of each fix its
    edits, what stood there with what would stand there."""

    rule: str
    start: int
    end: int
    proposals: tuple[tuple[tuple[str, str], ...], ...]

    @staticmethod
    def of(text: str, finding: Finding, place: Span) -> "Key":
        """The key of a finding in `text` whose place in the text as it was read is `place`."""
        return Key(
            finding.rule,
            place.start,
            place.end,
            tuple(
                tuple((text[e.span.start : e.span.end], e.replacement) for e in fix.edits)
                for fix in finding.fixes
            ),
        )

    @property
    def place(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict. ACCEPT is about the fix of number `fix`, from 0; EDIT puts `new` where `old` stood;
    `name` is what NAME is about. With `whole_rule` it holds for everything the rule finds in the
    text, where nothing else was decided. The finding is known again by `fingerprints`; `text` is
    its place for people.
    """

    verdict: Verdict
    fix: int = 0
    old: str = ""
    new: str = ""
    name: str = ""
    whole_rule: bool = False
    fingerprints: tuple[str, ...] = ()
    text: str = ""

    @property
    def leaves(self) -> bool:
        """Whether the place stays as it is."""
        return self.verdict not in (Verdict.ACCEPT, Verdict.EDIT)

    @property
    def wrote(self) -> bool:
        """Whether a person wrote what stands there then."""
        return self.verdict is Verdict.EDIT


@dataclass(frozen=True)
class Decisions:
    """The decisions about one text: by key, and by rule and fingerprint those about a text that was
    another then."""

    by_key: Mapping[Key, Decision] = field(default_factory=dict)
    loose: Mapping[tuple[str, str], Decision] = field(default_factory=dict)


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
        if decision is None:
            fix = finding.fix
            asked = fix is None or fix.safety not in self.unasked
            if asked or (self.passes and any(place.touches(own) for own in self._written)):
                return None
            return finding
        if decision.verdict is Verdict.EDIT:
            whole = extent(text, finding)
            edit = trimmed(whole, text[whole.start : whole.end], decision.new)
            if edit is None or text[whole.start : whole.end] != decision.old:
                return None
            return replace(finding, fixes=(Fix((edit,), Safety.UNSAFE),), refused=None)
        if decision.leaves or decision.fix >= len(finding.fixes):
            return None
        chosen = finding.fixes[decision.fix]
        if finding.fix and chosen.safety is not Safety.DISPLAY:
            return finding
        return replace(finding, fixes=(replace(chosen, safety=Safety.UNSAFE),))


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


def extent(text: str, finding: Finding) -> Span:
    """What a person is given to write anew: the finding and what its first fix would change, in
    whole words; a mark or a space with the words beside it."""
    spans = [finding.span, *(e.span for fix in finding.fixes[:1] for e in fix.edits)]
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    words = any(c.isalnum() for c in text[start:end])
    before = (_WORD_BEFORE if words else _WORDS_BEFORE).search(text[max(0, start - _REACH) : start])
    after = (_WORD_AFTER if words else _WORDS_AFTER).match(text[end : end + _REACH])
    return Span(start - len(before[0] if before else ""), end + len(after[0] if after else ""))


def trimmed(span: Span, old: str, new: str) -> Edit | None:
    """The edit that makes `new` of `old`, which stands at `span`, without what both begin and end
    with; None if they are equal."""
    if old == new:
        return None
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    return Edit(Span(span.start + first, span.end - last), new[first : len(new) - last])
