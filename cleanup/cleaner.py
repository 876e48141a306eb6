"""A text cleaned: passes of finding, resolving and editing until nothing more is applied.

A pass is a function of the text alone, and the last pass applies nothing: so cleaning a cleaned
text changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .checker import Limits, by_rule, check
from .document import Document, Span
from .findings import Edit, Finding, Fix, Safety
from .resolver import resolve
from .revision import Revision
from .rulebook import Rule

# Far above what any text has needed; only rules that feed each other for ever get there.
MOST_PASSES = 100


class FightingRulesError(Exception):
    """Rules that undo or feed each other's fixes; `rules` are their ids."""

    def __init__(self, rules: Iterable[str]) -> None:
        self.rules = tuple(sorted(set(rules)))
        super().__init__(
            f"the fixes of these rules do not settle: {', '.join(self.rules)}; "
            "ignore one of them (--ignore RULE)"
        )


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
    document: Document, rules: Iterable[Rule], limits: Limits, *, unsafe: bool = False
) -> Cleaning:
    """Apply every fix that may be applied, until nothing is left to apply.

    Raises FightingRulesError if the text does not settle.
    """
    rules = list(rules)
    removing = {rule.id for rule in rules if rule.removes}
    allowed = {Safety.SAFE, Safety.UNSAFE} if unsafe else {Safety.SAFE}

    def allow(finding: Finding) -> bool:
        return not finding.refused and finding.fix is not None and finding.fix.safety in allowed

    total = Revision.of(document.text)
    found: tuple[Finding, ...] | None = None
    applied: list[Finding] = []
    removed: list[Removal] = []
    waited: list[tuple[Finding, str]] = []
    recent: list[list[str]] = []
    seen = {document.text}
    while True:
        findings = check(document, rules, limits)
        found = findings if found is None else found
        resolution = resolve(findings, allow)
        if not resolution.applied:
            break
        back = total.back
        now = [_moved(f, total) for f in resolution.applied]
        applied += now
        waited += [(_moved(f, total), winner.rule) for f, winner in resolution.waiting]
        removed += [
            Removal(back(f.span), document.text[f.span.start : f.span.end], f.rule)
            for f in resolution.applied
            if f.rule in removing
        ]
        total = total.then(resolution.edits)
        recent.append(list(by_rule(resolution.applied)))
        if total.after in seen or len(recent) > MOST_PASSES:
            raise FightingRulesError(rule for rules_ in recent[-2:] for rule in rules_)
        seen.add(total.after)
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
