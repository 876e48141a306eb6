"""A text cleaned: passes of finding, resolving and editing until nothing more is applied.

A pass is a function of the text alone, and the last pass applies nothing: so cleaning a cleaned
text changes nothing.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from .checker import Find, Limits, by_rule, check
from .document import Document, Span
from .findings import Edit, Finding, Fix, Safety
from .resolver import resolve
from .revision import Revision
from .rulebook import FightingRulesError, Rule
from .silences.silence import Silence, settled

# Far above what any text has needed; only rules that feed each other for ever get there.
MOST_PASSES = 100
# A text that doubles with every pass would fill the memory long before that.
MOST_GROWTH = 10


# What a person decided about the findings of a pass: gives them back, with the fixes that are to be
# made of them, and those of them whose fix may be made. The revision leads to the pass's text.
Choose = Callable[
    [Document, Sequence[Finding], Revision], tuple[tuple[Finding, ...], Collection[Finding]]
]


@dataclass(frozen=True, slots=True)
class Removal:
    """Lines that a rule took out: their place in `before`, their text, the rule."""

    span: Span
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Cleaning:
    """A text before and after, the findings whose fixes were applied, and those that are left.

    Spans of `applied`, `waited` and `removed` are places in `before`, those of `left` places in
    `after`. `found` is what the first pass saw. `waited` pairs a finding whose fix had to wait in
    some pass with the id of the rule it waited for. `edits` turn `before` into `after`.
    """

    before: str
    after: str
    found: tuple[Finding, ...]
    applied: tuple[Finding, ...]
    left: tuple[Finding, ...]
    removed: tuple[Removal, ...]
    waited: tuple[tuple[Finding, str], ...]
    edits: tuple[Edit, ...]


def clean(
    document: Document,
    rules: Iterable[Rule],
    limits: Limits,
    *,
    unsafe: bool = False,
    find: Find = Rule.findings,
    silence: Silence | None = None,
    look: Callable[[Document, Limits], tuple[Finding, ...]] | None = None,
    choose: Choose | None = None,
) -> Cleaning:
    """Apply every fix that may be applied, until nothing is left to apply.

    What `silence` marks as silenced is left alone in every pass. `look` takes the place of
    checking a text, if it is given: it may know already what is found there. With `choose` those
    fixes are applied that it lets through, whatever their safety.
    Raises FightingRulesError if the text does not settle.
    """
    rules = list(rules)
    limits = limits._replace(unsafe=unsafe)
    removing = {rule.id for rule in rules if rule.removes}
    allowed = {Safety.SAFE, Safety.UNSAFE} if unsafe else {Safety.SAFE}
    chosen: Collection[Finding] | None = None

    def allow(finding: Finding) -> bool:
        fix = finding.fix
        if finding.silenced or finding.refused or fix is None:
            return False
        return fix.safety in allowed if chosen is None else finding in chosen

    total = Revision.of(document.text)
    found: tuple[Finding, ...] | None = None
    applied: list[Finding] = []
    removed: list[Removal] = []
    waited: list[tuple[Finding, str]] = []
    recent: list[list[str]] = []
    # By their hashes: the texts of all passes would take several times the room of the first.
    seen = {hash(document.text): 0}
    most = MOST_GROWTH * (len(document.text) + 1000)
    while True:
        findings = look(document, limits) if look else check(document, rules, limits, find)
        document.forget()
        if silence is not None:
            findings = silence(document, findings)
        if choose is not None:
            findings, chosen = choose(document, findings, total)
        if silence is None:
            resolution = resolve(findings, allow)
        else:
            findings, resolution = settled(
                document, findings, silence, lambda some: resolve(some, allow)
            )
        found = findings if found is None else found
        if not resolution.applied:
            break
        now = [_moved(f, total) for f in resolution.applied]
        applied += now
        waited += [(_moved(f, total), winner.rule) for f, winner in resolution.waiting]
        for f in resolution.applied:
            if f.rule in removing:
                for gone in _taken_out(f, document.text):
                    text = document.text[gone.start : gone.end]
                    removed.append(Removal(total.back(gone), text, f.rule))
        edits = total.joined(resolution.edits)
        # The text of this pass is let go before the next is made.
        document, total = document.with_text(""), Revision.of(total.before)
        total = Revision.of(total.before, edits)
        recent.append(list(by_rule(resolution.applied)))
        endless = len(recent) > MOST_PASSES or len(total.after) > most
        if hash(total.after) in seen or endless:
            # Those of the whole circle; of texts that never come back, those that went on longest.
            since = seen.get(hash(total.after), len(recent) // 2)
            raise FightingRulesError(rule for rules_ in recent[since:] for rule in rules_)
        seen[hash(total.after)] = len(recent)
        document = document.with_text(total.after)
    return Cleaning(
        total.before,
        total.after,
        found,
        tuple(sorted(applied, key=lambda f: (f.span, f.rule))),
        findings,
        tuple(sorted(removed, key=lambda r: r.span)),
        tuple(waited),
        total.edits,
    )


def _taken_out(finding: Finding, text: str) -> Iterator[Span]:
    """What a removal takes out, piece by piece, without the white space around it."""
    for (start, end), _ in finding.fix.edits if finding.fix else ():
        taken = text[start:end]
        if words := taken.strip():
            first = start + len(taken) - len(taken.lstrip())
            yield Span(first, first + len(words))


def _moved(finding: Finding, total: Revision) -> Finding:
    """The finding with its places in the text as it was read."""
    if not total.edits:
        return finding
    fixes = tuple(
        Fix(_merged(Edit(total.back(e.span), e.replacement) for e in fix.edits), fix.safety)
        for fix in finding.fixes
    )
    return replace(finding, span=total.back(finding.span), fixes=fixes)


def _merged(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Edits that fell into one replacement of an earlier pass, as one."""
    merged: list[Edit] = []
    for edit in edits:
        if merged and merged[-1].span.touches(edit.span):
            last = merged.pop()
            span = Span(min(last.span.start, edit.span.start), max(last.span.end, edit.span.end))
            edit = Edit(span, last.replacement + edit.replacement)  # noqa: PLW2901
        merged.append(edit)
    return tuple(merged)
