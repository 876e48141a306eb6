"""Rules run over a document: which apply, what they find, and what of it must not be applied."""

from collections import Counter
from collections.abc import Callable, Iterable

from .document import Document
from .engines.language import language
from .findings import Finding
from .guard import guarded
from .names.recognised import touches_name
from .prefilter import places, seek
from .removal import Limits, limited
from .rulebook import Rule
from .segments import Protected, protected, unfixable


def applicable(document: Document, rules: Iterable[Rule]) -> list[Rule]:
    """The rules for the document's language."""
    code = document.view(language)
    return [rule for rule in rules if code in rule.languages or "*" in rule.languages]


__all__ = ["Find", "Limits", "applicable", "by_rule", "check"]

# How a rule is run over a document; the command puts a time limit around it.
Find = Callable[[Rule, Document], Iterable[Finding]]


def check(
    document: Document, rules: Iterable[Rule], limits: Limits, find: Find = Rule.findings
) -> tuple[Finding, ...]:
    """What the rules find, in order of position. A place reported twice by one rule counts once."""
    by_id = {rule.id: rule for rule in applicable(document, rules)}
    seek(document, (trigger for rule in by_id.values() for trigger in rule.triggers))
    closed = document.view(protected)
    found = {
        finding: None
        for rule in by_id.values()
        if _awake(rule, document)
        for finding in find(rule, document)
        if not _cuts(closed, finding)
        and (rule.family == "names" or not touches_name(document, finding))
    }
    if reason := document.view(unfixable):
        found = {f.refuse(reason) if f.fixes else f: None for f in found}
    allowed = (guarded(document, f, by_id[f.rule]) for f in found)
    ordered = sorted(allowed, key=lambda f: (f.span, f.rule, f.message))
    return tuple(limited(document, ordered, by_id, limits))


def _cuts(closed: Protected, finding: Finding) -> bool:
    """Whether the finding or one of its edits cuts into what is protected."""
    edits = (edit.span for fix in finding.fixes for edit in fix.edits)
    return closed.cut_by(finding.span) or any(closed.cut_by(span) for span in edits)


def _awake(rule: Rule, document: Document) -> bool:
    """Whether the rule may find anything."""
    return not rule.triggers or any(places(document, trigger.key) for trigger in rule.triggers)


def by_rule(findings: Iterable[Finding]) -> Counter[str]:
    """How many findings each rule has."""
    return Counter(f.rule for f in findings)
