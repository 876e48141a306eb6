"""How much may be taken out of an article.

A rule that takes out whole lines does so on one of three kinds of evidence. *Labelled*: the block
opens with words that every reader recognises ("Comments", "Share this"), or is part of a page that
many such words show. *Weak*: the line only looks like something that is not prose. What goes on
weak evidence may be at most a share of the words; whatever goes, at least 50 words must remain.
Above either limit none of it goes. *Certain*: the words and their place leave no doubt that they
are not the article's ("Here is the translation:" in the first line), or a tag of the page stands
within a line: then the tag goes and the line stays. These go however short the text is, unless
nothing would be left, and the limits hold for what is left then. What a fix of
another rule uncovers in a later pass is judged by the text of that pass: cleaning a cleaned text
must find nothing more to remove.
"""

import itertools
import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .document import Document
from .findings import Finding, Safety
from .rulebook import Rule
from .segments import WORD

FEWEST_WORDS_LEFT = 50


class Limits(NamedTuple):
    """Most of the words, as a share from 0 to 1, that may go on weak evidence; and whether unsafe
    removals are going to be made together with the safe ones."""

    max_removed: float = 0.3
    unsafe: bool = False


def limited(
    document: Document, findings: Iterable[Finding], rules: Mapping[str, Rule], limits: Limits
) -> list[Finding]:
    """The findings, with removals that go too far refused.

    Both limits look at everything that would be taken out of this text, so that the answer does
    not depend on what is applied first. Where only safe fixes are made, unsafe ones never speak
    against them; where both are, they are judged together.
    """
    findings = list(findings)
    weak = [f for f in findings if f.fix and rules[f.rule].removes == "weak"]
    labelled = [f for f in findings if f.fix and rules[f.rule].removes == "labelled"]
    certain = [f for f in findings if f.fix and rules[f.rule].removes == "certain"]
    anyway = _removed(document, certain)
    if anyway and anyway >= _count(document.text):
        findings = [f.refuse("nothing would be left") if f in certain else f for f in findings]
        anyway = 0
    if (not weak and not labelled) or _harmless(document, [*weak, *labelled], limits, anyway):
        return findings
    words = _count(document.text) - anyway
    refused: dict[Finding, str] = {}
    for going, over in _steps(weak, limits.unsafe):
        share = _removed(document, going) / max(1, words)
        if share > limits.max_removed:
            reason = f"{share:.0%} of the words would go, more than {limits.max_removed:.0%}"
            refused = dict.fromkeys(over, reason)
            break
    remaining = [f for f in [*weak, *labelled] if f not in refused]
    for going, over in _steps(remaining, limits.unsafe):
        left = words - _removed(document, going)
        if over and left < FEWEST_WORDS_LEFT:
            reason = f"only {left} words would be left, fewer than {FEWEST_WORDS_LEFT}"
            refused |= dict.fromkeys(over, reason)
            break
    return [f.refuse(refused[f]) if f in refused else f for f in findings]


def _harmless(document: Document, removals: list[Finding], limits: Limits, anyway: int) -> bool:
    """Whether all of it could go: told without counting every word of a long text. So many words
    go `anyway`."""
    if not limits.max_removed:
        return False
    going = _removed(document, removals)
    enough = 1 + anyway + max(going + FEWEST_WORDS_LEFT, math.ceil(going / limits.max_removed))
    return any(True for _ in itertools.islice(WORD.finditer(document.text), enough, None))


def _steps(removals: list[Finding], unsafe: bool) -> list[tuple[list[Finding], list[Finding]]]:
    """What is added up together, and what is refused where that is too much."""
    if unsafe:
        return [(removals, removals)]
    safe = [f for f in removals if f.fix and f.fix.safety is Safety.SAFE]
    rest = [f for f in removals if f.fix and f.fix.safety is not Safety.SAFE]
    return [(safe, removals), (removals, rest)]


def _removed(document: Document, findings: Iterable[Finding]) -> int:
    edits = {edit for f in findings if f.fix for edit in f.fix.edits}
    return sum(_count(document.text[e.span.start : e.span.end]) for e in edits)


def _count(text: str) -> int:
    return sum(1 for _ in WORD.finditer(text))
