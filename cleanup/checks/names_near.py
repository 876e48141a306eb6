"""Names that are near those of people who are known, without an office or institute beside them."""

import functools
import re
from collections.abc import Collection, Iterator

from ..document import Document, Span
from ..findings import Edit, Finding, Safety
from ..lazy import lazy
from ..lists import entry_set, known
from ..names.evidence import Ground, garbled, likeness, lines
from ..names.folding import very_near
from ..names.gazetteer import People, Person, accepted
from ..names.mentions import LONGEST, capitals, in_office, mention_at
from ..names.offices import OFFICE
from ..names.people import people
from ..names.romanised import romanised_alike
from ..names.spelling import TWO_NAMES, bare, in_style, one_letter
from ..prefilter import looks_for
from ..rulebook import Rule
from .names import office_cases

# Surnames of fewer letters are near too many others.
SHORTEST = 5
# In longer ones a letter may be any; in shorter ones it has to sound much the same.
LONG = 8
_OVERLAP = 200

# A first name and a surname; the next name may begin with the second.
_PAIR = lazy(r"([A-Z](?<![\w’'-][A-Z])[\w’'-]++)(?= (?:[A-Z]\. )?([A-Z][\w’'-]{4,40}))")


@looks_for(TWO_NAMES)
def near_known_name(document: Document, rule: Rule) -> Iterator[Finding]:
    """A full name with the first name of someone who is known, and a surname hardly different."""
    some = people(document)
    every = some[0].firsts if len(some) == 1 else {w for them in some for w in them.firsts}
    # All pairs at once, and their places only for the few that count.
    long = len(document.text) > LONGEST
    parts = _pairs(document.text) if long else (document.view(capitals),)
    pairs = {pair for part in parts for pair in part if pair[1] and pair[0].lower() in every}
    found = {pair: one for pair in pairs if (one := _one_near(some, pair[0], bare(pair[1])))}
    for m in _standing(document.text, found):
        yield from _shown(document, rule, Span(m.start(), m.end(2)), found[m[1], m[2]])


def _standing(text: str, pairs: Collection[tuple[str, str]]) -> Iterator[re.Match[str]]:
    """Where one of some pairs stands in a text."""
    firsts = "|".join(sorted({re.escape(first) for first, _ in pairs}))
    for hit in re.finditer(f"(?:{firsts}) ", text) if pairs else ():
        m = _PAIR.match(text, hit.start())
        if m and (m[1], m[2]) in pairs:
            yield m


def _pairs(text: str) -> Iterator[set[tuple[str, str]]]:
    """The pairs of a long text. It is read in parts, which overlap by more than a pair: those of
    all of it would take as much as the text."""
    for start in range(0, len(text), LONGEST):
        yield set(_PAIR.findall(text, start, start + LONGEST + _OVERLAP))


@functools.lru_cache(maxsize=20_000)
def _one_near(some: tuple[People, ...], first: str, last: str) -> Person | None:
    """The only person of a first name whose surname is hardly different, if there is one and the
    surname is nobody's."""
    if not any(_near(last, right) for right in _lasts(some, first).get(last[:1], ())):
        return None
    called = {p.name: p for them in some for p in them.called(first)}
    nearly = [p for p in called.values() if _near(last, p.last)]
    near_ones = [p for p in nearly if not romanised_alike(last, p.last, p)]
    right = any(them.is_surname(last) for them in some)
    return near_ones[0] if len(near_ones) == 1 and not right else None


@functools.lru_cache(maxsize=5_000)
def _lasts(some: tuple[People, ...], first: str) -> dict[str, list[str]]:
    """The surnames of those of a first name, by their first letter."""
    found: dict[str, list[str]] = {}
    for right in (right for them in some for right in them.lasts(first)):
        found.setdefault(right[0], []).append(right)
    return found


def _near(last: str, right: str) -> bool:
    return (
        len(last) >= SHORTEST
        and last[0] == right[0]
        and -1 <= len(last) - len(right) <= 1
        and last != right
        and one_letter(last, right)
        and not accepted(last, right)
        and garbled(last, right)
        and (len(last) >= LONG or very_near(last, right) is not None)
    )


def _shown(document: Document, rule: Rule, span: Span, person: Person) -> Iterator[Finding]:
    """The finding for a name, unless it is someone's or the business of another rule."""
    mention = mention_at(document.text, span.start, span.end)
    # Who gives an address has written the name.
    if mention is None or document.text.startswith(" <", span.end):
        return
    beside = {case.mention.span.end for case, *_ in document.view(office_cases)}
    like = likeness(mention, person)
    if (
        mention.span.end not in beside
        and not any(known.knows(mention.words) for known in people(document))
        and like
        and len(like.changes) == 1
    ):
        (change,) = like.changes
        grounds = (
            Ground("first name", f"first name: {person.first}"),
            Ground("very near", f"{change.wrong} is one letter from {change.right}"),
        )
        yield rule.finding(
            like.span,
            (Edit(change.span, in_style(document, change.right)),),
            evidence=(*lines(grounds), f"known from: {person.known_from}"),
            safety=Safety.DISPLAY,
            text=document.text[like.span.start : like.span.end],
            name=person.name,
        )


@looks_for(OFFICE)
def common_word_surname(document: Document, rule: Rule) -> Iterator[Finding]:
    """An office, a first name, and an ordinary word for a surname, of nobody who is known."""
    told = {case.mention.span for case, *_ in document.view(office_cases)}
    for mention in document.view(in_office):
        if (
            len(mention.words) == 2
            and mention.entity
            and mention.span not in told
            and mention.first in entry_set("first-names")
            and len(mention.last) > 3
            and known(mention.last)
            and not any(some.is_surname(mention.last) for some in people(document))
        ):
            yield rule.finding(mention.last_span, text=mention.last)
