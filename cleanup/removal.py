"""How much may be taken out of an article.

A rule that takes out whole lines does so on one of two kinds of evidence. *Labelled*: the block
opens with words that every reader recognises ("Comments", "Share this"). *Weak*: the line only
looks like something that is not prose. What goes on weak evidence may be at most a share of the
words; whatever goes, at least 50 words must remain. Above either limit none of it goes.
"""

from collections.abc import Iterable, Mapping

from .document import Document
from .findings import Finding, Safety
from .rulebook import Rule
from .segments import WORD

FEWEST_WORDS_LEFT = 50


def limited(
    document: Document, findings: Iterable[Finding], rules: Mapping[str, Rule], max_removed: float
) -> list[Finding]:
    """The findings, with removals that go too far refused.

    Both limits look at everything the rules would take out of this text, so that the answer does
    not depend on what is applied first.
    """
    findings = list(findings)
    weak = [f for f in findings if f.fix and rules[f.rule].removes == "weak"]
    labelled = [f for f in findings if f.fix and rules[f.rule].removes == "labelled"]
    if not weak and not labelled:
        return findings
    words = _count(document.text)
    refused: dict[Finding, str] = {}
    # Unsafe removals come on top of the safe ones and never speak against them.
    safe = [f for f in weak if f.fix and f.fix.safety is Safety.SAFE]
    unsafe = [f for f in weak if f.fix and f.fix.safety is not Safety.SAFE]
    for going, over in ((safe, weak), (weak, unsafe)):
        share = _removed(document, going) / max(1, words)
        if share > max_removed:
            reason = f"{share:.0%} of the words would go, more than {max_removed:.0%}"
            refused = dict.fromkeys(over, reason)
            break
    remaining = [f for f in [*weak, *labelled] if f not in refused]
    left = words - _removed(document, remaining)
    if left < FEWEST_WORDS_LEFT:
        reason = f"only {left} words would be left, fewer than {FEWEST_WORDS_LEFT}"
        refused |= dict.fromkeys(remaining, reason)
    return [f.refuse(refused[f]) if f in refused else f for f in findings]


def _removed(document: Document, findings: Iterable[Finding]) -> int:
    edits = {edit for f in findings if f.fix for edit in f.fix.edits}
    return sum(_count(document.text[e.span.start : e.span.end]) for e in edits)


def _count(text: str) -> int:
    return sum(1 for _ in WORD.finditer(text))
