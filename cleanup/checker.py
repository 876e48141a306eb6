"""Rules run over a document: which apply, what they find, and what of it must not be applied."""

import bisect
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from operator import attrgetter

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


def families_off(code: str, rules: Iterable[Rule]) -> tuple[str, ...]:
    """The families among the rules of which none is for texts in the language `code`."""
    if code == "en":
        return ()
    families: dict[str, bool] = {}
    for rule in rules:
        applies = code in rule.languages or "*" in rule.languages
        families[rule.family] = families.get(rule.family, False) or applies
    return tuple(sorted(family for family, on in families.items() if not on))


__all__ = ["Find", "Limits", "applicable", "by_rule", "check", "families_off"]

# How a rule is run over a document; the command puts a time limit around it.
Find = Callable[[Rule, Document], Iterable[Finding]]


def check(
    document: Document, rules: Iterable[Rule], limits: Limits, find: Find = Rule.findings
) -> tuple[Finding, ...]:
    """What the rules find, in order of position. A place reported twice by one rule counts once."""
    by_id = {rule.id: rule for rule in applicable(document, rules)}
    seek(document, (trigger for rule in by_id.values() for trigger in rule.triggers))
    closed = document.view(protected)
    found: list[Finding] = []
    for family, some in groupby(by_id.values(), attrgetter("family")):
        found += (
            finding
            for rule in some
            if _awake(rule, document)
            for finding in dict.fromkeys(find(rule, document))
            if not _cuts(closed, finding)
            and (family == "names" or not touches_name(document, finding))
        )
        document.forget_for(family)
    found = _in_english(found, by_id)
    if reason := document.view(unfixable):
        found = [f.refuse(reason) if f.fixes else f for f in found]
    found = [guarded(document, f, by_id[f.rule]) for f in found]
    # One after the other, not by pairs and triples: of 100,000 these would be 8 MB more.
    for key in ("message", "rule", "span"):
        found.sort(key=attrgetter(key))
    return tuple(limited(document, found, by_id, limits))


UNTRANSLATED = "residue/untranslated-segment"


def _in_english(found: list[Finding], by_id: Mapping[str, Rule]) -> list[Finding]:
    """What was found, without what rules for English say of sentences in other languages."""
    foreign = [finding.span for finding in found if finding.rule == UNTRANSLATED]
    if not foreign:
        return found
    starts = [span.start for span in foreign]

    def inside(finding: Finding) -> bool:
        at = bisect.bisect_right(starts, finding.span.start) - 1
        return at >= 0 and finding.span.within(foreign[at]) and finding.rule != UNTRANSLATED

    return [f for f in found if "*" in by_id[f.rule].languages or not inside(f)]


def _cuts(closed: Protected, finding: Finding) -> bool:
    """Whether the finding or one of its edits cuts into what is protected."""
    if closed.cut_by(finding.span):
        return True
    edits = {edit.span for fix in finding.fixes for edit in fix.edits} - {finding.span}
    return any(map(closed.cut_by, edits))


def _awake(rule: Rule, document: Document) -> bool:
    """Whether the rule may find anything."""
    return not rule.triggers or any(places(document, trigger.key) for trigger in rule.triggers)


def by_rule(findings: Iterable[Finding]) -> Counter[str]:
    """How many findings each rule has."""
    return Counter(f.rule for f in findings)
