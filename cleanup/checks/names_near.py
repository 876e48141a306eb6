"""Names that are near those of people who are known, without an office or institute beside them."""

from collections.abc import Iterator

from ..document import Document
from ..findings import Edit, Finding, Safety
from ..names.evidence import Ground, garbled, likeness, lines
from ..names.folding import very_near
from ..names.gazetteer import Person, accepted
from ..names.mentions import FULL, Mention, mention_at
from ..names.people import people
from ..names.romanised import romanised_alike
from ..names.spelling import bare, distance, in_style
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from .names import office_cases

# Surnames of fewer letters are near too many others.
SHORTEST = 5
# In longer ones a letter may be any; in shorter ones it has to sound much the same.
LONG = 8


@looks_for(FULL)
def near_known_name(document: Document, rule: Rule) -> Iterator[Finding]:
    """A full name with the first name of someone who is known, and a surname hardly different."""
    some = people(document)
    every = some[0].firsts if len(some) == 1 else {w for known in some for w in known.firsts}
    for m in matches(document, FULL):
        words = m[0].split(" ")
        # A sentence may begin before the name: "On Monday Olof Lindqist".
        firsts = [w for w in words[:-1] if w.casefold() in every]
        last = bare(words[-1]) if firsts else ""
        if len(last) < SHORTEST:
            continue
        called = {p.name: p for first in firsts for known in some for p in known.called(first)}
        found = {name: p for name, p in called.items() if _near(last, p)}
        if len(found) != 1 or any(known.is_surname(last) for known in some):
            continue
        (person,) = found.values()
        # Who gives an address has written the name.
        if document.text.startswith(" <", m.end()):
            continue
        # Beside an office the name is the business of another rule.
        if any(case.mention.span.end == m.end() for case, *_ in document.view(office_cases)):
            continue
        mention = mention_at(document.text, *m.span())
        if mention and not any(known.knows(mention.words) for known in some):
            yield from _shown(document, rule, mention, person)


def _near(last: str, person: Person) -> bool:
    right = person.last
    return (
        last[0] == right[0]
        and -1 <= len(last) - len(right) <= 1
        and last != right
        and distance(last, right) == 1
        and not accepted(last, right)
        and garbled(last, right)
        and not romanised_alike(last, right, person)
        and (len(last) >= LONG or very_near(last, right) is not None)
    )


def _shown(document: Document, rule: Rule, mention: Mention, person: Person) -> Iterator[Finding]:
    like = likeness(mention, person)
    if like and len(like.changes) == 1:
        (change,) = like.changes
        grounds = (
            Ground("first name", f"the same: {person.first}"),
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
