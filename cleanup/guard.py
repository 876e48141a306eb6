"""What stands between a fix and the text: the fact guard, and the lock on quoted speech.

**Facts.** A fix may mend the words around a number, a name, a negation, a quotation mark or an
address, but not change one, unless its card says that it owns that class of fact (`owns`). The
stretch around the edits is compared before and after; if a fact is lost or a new one appears, the
fix is refused and the finding says so.

**Quoted speech** belongs to the speaker. A safe fix that changes letters inside a quotation becomes
unsafe; marks and spaces are mended there as anywhere, and so are letters that were damaged as
characters: what comes back is what the speaker said.
"""

import bisect
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from .document import Document, Span
from .findings import Finding, Fix, Safety
from .lazy import lazy
from .lists import entry_set
from .quotation import quotations_at
from .revision import mended
from .rulebook import Rule
from .segments import PROTECTED, paragraph_at

# The category of rules that give damaged characters back.
DAMAGED_CHARACTERS = "Linguistic conventions/Character encoding"
# Enough for an address or a number with its unit; the words beyond stand on both sides alike.
STRETCH = 60
# Further from an edit than its own word and this, nothing becomes or ceases to be a fact: a unit
# behind a number is shorter, and so is what is looked at before a capital.
NEAR = 16

FACTS = {
    "numbers": lazy(
        r"(?:[$€£¥]\s?)?[+−-]?\d(?:[\d.,:/]*\d)?(?:\s?(?:%|[€£¥$]|(?:percent|per cent|million|"
        r"billion|trillion|thousand|hundred|k[gm]|m[mg]?|cm|tons?|tonnes?|miles?|euros?|dollars?)"
        r"\b))?"
    ),
    "names": lazy(r"(?<![\w’'-])[A-Z][\w’'-]*"),
    "negations": lazy(
        r"\b(?:not|no|never|none|nor|neither|nobody|nothing|nowhere|cannot|without)\b|n['’]t\b",
        re.IGNORECASE,
    ),
    "quotations": lazy(r"[“”„«»\"「」]"),
    "addresses": PROTECTED,
}
# What a fact of each class cannot be without: told faster than the facts themselves.
HINTS = {
    "numbers": lazy(r"\d"),
    "names": lazy(r"[A-Z]"),
    "negations": lazy(r"\bn[eo]|n['’]t|cannot|without", re.IGNORECASE),
    "quotations": FACTS["quotations"],
    "addresses": lazy(r"[@`]|://|www\.|[\w-]\.\w"),
}
_ONE = {"numbers": "number", "names": "name", "negations": "negation"}
_ONE |= {"quotations": "quotation mark", "addresses": "address"}
# Before the first word of a sentence, whose capital says nothing.
_SENTENCE_START = lazy(r"(?:^|[.!?…][\"'“”‘’)\]]*\s+|[\r\n]\s*)[\"'“”‘’(\[]*$")


def guarded(document: Document, finding: Finding, rule: Rule) -> Finding:
    """The finding as it may be applied: refused, made unsafe, or as it was.

    A rule that takes out whole lines is not held to this: nothing of a line is left to be wrong,
    and the removal limit watches over it.
    """
    fix = finding.fix
    if fix is None or finding.refused or rule.removes or _only_spaces(document.text, fix):
        return finding
    if changed := _changed_fact(document.text, fix, rule):
        return finding.refuse(changed)
    words = rule.mqm != DAMAGED_CHARACTERS
    if words and fix.safety is Safety.SAFE and _changes_letters(document.text, fix):
        inside = document.view(_quoted)
        if any(inside.holds(edit.span) for edit in fix.edits):
            locked = Fix(fix.edits, Safety.UNSAFE)
            evidence = (*finding.evidence, "quoted speech: only with --unsafe-fixes")
            return replace(finding, fixes=(locked,), evidence=evidence)
    return finding


def _only_spaces(text: str, fix: Fix) -> bool:
    """Whether the fix changes white space and joins nothing: the common case, told cheaply."""
    return all(
        not e.replacement.strip()
        and not text[e.span.start : e.span.end].strip()
        and (
            e.replacement
            or text[e.span.start - 1 : e.span.start].strip() == ""
            or text[e.span.end : e.span.end + 1].strip() == ""
        )
        for e in fix.edits
    )


def _changed_fact(text: str, fix: Fix, rule: Rule) -> str | None:
    """The fact that the fix would change although its rule does not own that class, in words."""
    # A mark is a fact by itself, whatever stands around it: only the edits can change how many.
    marks = (
        "".join([text[e.span.start : e.span.end] for e in fix.edits]),
        "".join([e.replacement for e in fix.edits]),
    )
    near, wide = _near(text, fix), None
    for kind in FACTS:
        if kind in rule.owns:
            continue
        if kind == "quotations":
            sides = marks
        elif near and not _differ(near, kind):
            continue
        else:
            sides = wide = wide or _wide(text, fix)
        if _differ(sides, kind):
            old, new = facts(sides[0], kind), facts(sides[1], kind)
            lost, gained = " ".join(old - new) or "nothing", " ".join(new - old) or "nothing"
            return f"the fix would change a {_ONE[kind]}: {lost} to {gained}"
    return None


def _differ(sides: tuple[str, str], kind: str) -> bool:
    """Whether two readings of a stretch hold different facts of a class."""
    if not HINTS[kind].search("\n".join(sides)):
        return False
    old, new = _found(sides[0], kind), _found(sides[1], kind)
    return old != new and Counter(old) != Counter(new)


def _near(text: str, fix: Fix) -> tuple[str, str] | None:
    """The words that the edits touch and those next to them, before and after: what is nearly
    always enough to tell that no fact changes. None where words are too long to tell, or where
    code may stand around it all."""
    first, last = fix.edits[0].span.start, fix.edits[-1].span.end
    low = text.rfind(" ", max(0, first - 2 * STRETCH), first)
    high = text.find(" ", last + NEAR, last + 2 * STRETCH)
    if low < 0 or high < 0 or "`" in text[max(0, first - 6 * STRETCH) : last + 6 * STRETCH]:
        return None
    low = max(0, low - NEAR)
    return text[low:high], mended(text, low, high, fix.edits)


def _wide(text: str, fix: Fix) -> tuple[str, str]:
    """The stretch around the edits, before and after."""
    first, last = fix.edits[0].span.start, fix.edits[-1].span.end
    low, high = max(0, first - STRETCH), min(len(text), last + STRETCH)
    while low and not text[low - 1].isspace() and first - low < 4 * STRETCH:
        low -= 1
    while high < len(text) and not text[high].isspace() and high - last < 4 * STRETCH:
        high += 1
    return text[low:high], mended(text, low, high, fix.edits)


def facts(text: str, kind: str) -> Counter[str]:
    """The facts of one class in `text`, counted."""
    return Counter(_found(text, kind))


def _found(text: str, kind: str) -> list[str]:
    """The facts of one class in order. A name is a word with a capital that does not open a
    sentence and is no function word."""
    if kind != "names":
        return [fact.lower().replace("’", "'") for fact in FACTS[kind].findall(text)]
    common = entry_set("function-words")
    return [
        m[0].replace("’", "'")
        for m in FACTS[kind].finditer(text)
        if len(m[0]) > 1 and m[0].lower() not in common and not _opens_sentence(text, m.start())
    ]


def _opens_sentence(text: str, at: int) -> bool:
    # Behind a word and a space nothing begins: the common case, told cheaply.
    if text[at - 1 : at] == " " and text[at - 2 : at - 1].isalnum():
        return False
    return _SENTENCE_START.search(text, max(0, at - 12), at) is not None


def _changes_letters(text: str, fix: Fix) -> bool:
    return any(
        _letters(text[e.span.start : e.span.end]) != _letters(e.replacement) for e in fix.edits
    )


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


class _Quoted:
    """What stands between paired quotation marks; one left open reaches to the paragraph's end.

    Only the paragraphs that are asked about are read.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.read: dict[int, list[Span]] = {}

    def holds(self, span: Span) -> bool:
        """Whether `span` begins inside a quotation."""
        paragraph = paragraph_at(self.document, span.start)
        if paragraph.start not in self.read:
            self.read[paragraph.start] = list(self._inside(paragraph))
        inside = self.read[paragraph.start]
        at = bisect.bisect_right(inside, span.start, key=lambda s: s.start) - 1
        return at >= 0 and span.start < inside[at].end

    def _inside(self, paragraph: Span) -> Iterator[Span]:
        found = quotations_at(self.document, paragraph.start)
        reach = -1
        for mark in found.marks if found else ():
            end = mark.partner.at if mark.partner else paragraph.end
            if mark.role == "open" and end > reach:
                reach = end
                yield Span(mark.at + 1, max(mark.at + 1, end))


def _quoted(document: Document) -> _Quoted:
    return _Quoted(document)
