"""Checks of what another language's habits have left in English."""

from collections.abc import Iterator

from ..document import Document, Span
from ..findings import Edit, Finding, Safety
from ..lazy import lazy
from ..lists import entries, entry_set
from ..patterns import alternatives
from ..prefilter import looks_for, matches
from ..rulebook import Rule

_SPEAKER = lazy(
    rf"(?P<before>[,!?…][\"”»]?|[\"”»],?) ?(?P<dash>[-–—]) "
    rf"(?P<verb>{alternatives(entries('reporting-verbs'))})"
    r"(?= (?:[A-Z]|the |his |her |he |she |a |an |in an? ))(?! no one| nobody)"
)
_NAMED = lazy(
    rf"\b{alternatives(entries('named-things'))} (?P<open>[\"“«])"
    r"(?P<name>[A-Z][\w’'.-]+(?: (?:[A-Z][\w’'.-]*|\d[\w-]*|of|the|and|for|in|on|de|la)){0,4}),?"
    r"(?P<close>[\"”»])"
)


_OPENED = lazy(r"(?: [-–—] |—)[^“”\"\r\n]{0,40}[“\"][^“”\"\r\n]{1,300}\Z")


@looks_for(_SPEAKER)
def dash_before_speaker(document: Document, rule: Rule) -> Iterator[Finding]:
    """A comma, a question mark or a quotation mark, a dash, and a verb of saying."""
    for m in matches(document, _SPEAKER):
        before = m["before"]
        if m["dash"] == "—" and before in '"”»':
            continue
        # "The question he poses - “Is it one?” - says a lot": the second of two dashes.
        if _OPENED.search(document.text, max(0, m.start() - 350), m.start()):
            continue
        start = m.end("before")
        # A quotation that ends without a mark of its own lacks the comma as well.
        lacking = before in '"”»'
        yield rule.finding(
            Span(*m.span()),
            (Edit(Span(start, m.start("verb")), " "),),
            safety=Safety.DISPLAY if lacking else None,
            text=m[0],
            verb=m["verb"],
        )


@looks_for(_NAMED)
def quoted_name(document: Document, rule: Rule) -> Iterator[Finding]:
    """A word for a company, a paper or a ship, and behind it a name in quotation marks."""
    for m in matches(document, _NAMED):
        words = m["name"].split()
        # A sentence that is quoted has a function word first, a verb second, or a stop at its end.
        if words[0].lower() in entry_set("function-words") or m["name"].endswith("."):
            continue
        if any(word.lower() in entry_set("finite-verbs") for word in words[:2]):
            continue
        marks = (Edit(Span(*m.span("open")), ""), Edit(Span(*m.span("close")), ""))
        yield rule.finding(Span(*m.span()), marks, text=m[0])
