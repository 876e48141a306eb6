"""Checks of people's names against those who are known. A surname alone never justifies a fix:
office, affiliation or first name must agree with someone who is known."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..document import Document, Span, lines, only_for
from ..findings import Edit, Finding, Safety
from ..lazy import named
from ..names.dates import date_of
from ..names.evidence import Ground, Likeness, likeness, verdict
from ..names.evidence import lines as told
from ..names.following import following
from ..names.gazetteer import People, Person, known_entity, office_keys, rows, spellings_of
from ..names.mentions import FULL, Mention, in_office, mention_at, mentions
from ..names.offices import OFFICE
from ..names.people import given_people, people
from ..names.romanised import native_script
from ..names.spelling import TWO_NAMES, in_style, one_letter, plain
from ..prefilter import looks_for, within, words_found
from ..rulebook import Rule
from ..segments import sentence_at


class Case(NamedTuple):
    """A mention, the person it may mean, and what speaks for it."""

    mention: Mention
    person: Person
    like: Likeness
    grounds: tuple[Ground, ...]
    # Whether the person may be put in, not only shown.
    sure: bool


@looks_for(OFFICE)
def office_holder(document: Document, rule: Rule) -> Iterator[Finding]:
    """A full name beside an office whose holder is called nearly so, and the later places where
    the surname stands alone."""
    seen: set[tuple[str, str]] = set()
    for cases in document.view(office_cases):
        yield from _renamed(document, rule, cases, seen)


@only_for("names")
def office_cases(document: Document) -> tuple[list[Case], ...]:
    """For each name beside an office whom else it may mean, where it may (a view)."""
    found = []
    for mention in document.view(in_office):
        for some in people(document):
            cases = list(_holders(document, mention, some))
            if cases and not _is_known(document, mention):
                found.append(cases)
                break
    return tuple(found)


def _is_known(document: Document, mention: Mention) -> bool:
    """Whether a name is that of someone known, as it stands."""
    return any(some.knows(mention.words) for some in people(document))


def _holders(document: Document, mention: Mention, some: People) -> Iterator[Case]:
    """The holders of the office that stands beside a name who are called nearly so."""
    if mention.entity:
        holders = some.holders(mention.office, mention.entity)
    else:
        # The entity may stand elsewhere in the sentence; the first name has to be right then.
        called = some.called(mention.first)
        holders = tuple(
            p for p in called if p.office and p.office in office_keys(mention.office, p.entity)
        )
    for person in holders:
        # Someone with an affiliation is found by it.
        like = None if person.affiliation else likeness(mention, person)
        if like is None or like.same or _right(document, like):
            continue
        if not mention.entity and person.entity not in _entities_near(document, mention):
            continue
        ground, sure = _held(document, mention, person)
        # First names from other scripts have more forms than any list has.
        at_home = not native_script(person)
        sure = sure and (like.surname_too or at_home)
        if ground:
            yield Case(mention, person, like, (ground, *like.grounds(at_home=at_home)), sure)


def _entities_near(document: Document, mention: Mention) -> set[str]:
    """The known entities in the sentence of a mention whose office has none of its own."""
    sentence = sentence_at(document, mention.span.start)
    words = document.text[sentence.start : sentence.end].split()
    found = set()
    for at, word in enumerate(words):
        if word[:1].isupper():
            for size in (1, 2, 3):
                if entity := known_entity(" ".join(words[at : at + size]).strip(',.;:()“”"')):
                    found.add(entity)
    return found


def _held(document: Document, mention: Mention, person: Person) -> tuple[Ground | None, bool]:
    """Whether someone held an office when the text was written, in words; and whether that is sure
    enough for a fix."""
    date = document.view(date_of)
    office = f"office: {mention.office_text}"
    where = f"({person.known_from})"
    if not person.start and not person.seen:
        return Ground("office", f"{office}, held by {person.name} {where}"), person.sure
    until = person.end or "now"
    held = f"{office}, held by {person.name} from {person.start or '?'} to {until} {where}"
    if not date:
        return Ground("office", f"{held}; the text gives no date, one person fits"), person.sure
    if person.start > date:
        return None, False
    if person.end and date[: len(person.end)] > person.end and not mention.former:
        return None, False
    later = not person.end and person.seen and person.seen < date
    if later:
        return Ground("office", f"{held}; the text is of {date}, and later than that"), False
    return Ground("office", f"{held}; the text is of {date}"), person.sure


def _affiliations() -> str:
    """An expression of every spelling of a known affiliation."""
    spelled = {one for name in {row[7] for row in rows()} for one in spellings_of(name)}
    return "|".join(map(re.escape, sorted(spelled, key=lambda one: (-len(one), one)))) or "(?!)"


AFFILIATION = named("affiliations", lambda: rf"(?<!\w)(?:{_affiliations()})\b")


# A names file may name any affiliation.
@looks_for(AFFILIATION, TWO_NAMES)
def affiliated_person(document: Document, rule: Rule) -> Iterator[Finding]:
    """A full name one letter off that of a known person whose affiliation stands in the same
    sentence; and the later places where the surname stands alone."""
    seen: set[tuple[str, str]] = set()
    for mention in _beside_affiliations(document):
        for some in people(document):
            called = some.called(mention.first)
            cases = list(_affiliated(document, mention, called)) if called else []
            if cases and not _is_known(document, mention):
                yield from _renamed(document, rule, cases, seen)
                break


def _beside_affiliations(document: Document) -> Iterator[Mention]:
    """The full names in sentences with a known affiliation, in order."""
    given = document.view(given_people)
    if any(p.affiliation for p in given.given):
        yield from document.view(mentions)
        return
    read_to = 0
    for m in words_found(document, AFFILIATION):
        sentence = sentence_at(document, m.start())
        if sentence.start < read_to:
            continue
        read_to = sentence.end
        for full in within(document.text, FULL, sentence.start, sentence.end):
            if mention := mention_at(document.text, *full.span()):
                yield mention


def _affiliated(document: Document, mention: Mention, called: Iterable[Person]) -> Iterator[Case]:
    """Of those who are called so, those whose affiliation stands in the sentence."""
    sentence = sentence_at(document, mention.span.start)
    words = document.text[sentence.start : sentence.end]
    for person in called:
        spelled = [a for a in spellings_of(person.affiliation) if a in words]
        like = likeness(mention, person) if spelled else None
        if like is None or len(like.changes) != 1 or _right(document, like):
            continue
        (change,) = like.changes
        if change.span != mention.last_span:
            continue
        # Here the sound of it is not enough: a fix is for one letter only.
        close = one_letter(change.wrong, change.right)
        letters = "one letter" if close else str(change.apart)
        grounds = (
            Ground("affiliation", f"affiliation: {spelled[0]} ({person.known_from})"),
            Ground("first name", f"first name: {mention.first}"),
            Ground(
                "very near" if close else "near", f"{change.wrong} is {letters} from {change.right}"
            ),
        )
        yield Case(mention, person, like, grounds, person.sure)


def _right(document: Document, like: Likeness) -> bool:
    """Whether a word of the name is a surname that is known to be right."""
    return any(some.is_surname(c.wrong) for c in like.changes for some in people(document))


def _renamed(
    document: Document, rule: Rule, cases: Iterable[Case], seen: set[tuple[str, str]]
) -> Iterator[Finding]:
    """The finding for a mention, and those for the later places where the surname stands alone."""
    best = sorted(cases, key=lambda case: (case.like.cost, case.person.name))
    case = best[0]
    worth = verdict(case.grounds)
    if worth is None:
        return
    rivals = [c for c in best if plain(c.person.last) != plain(case.person.last)]
    clear = not rivals or rivals[0].like.cost > case.like.cost + CLEAR
    if not (clear and case.sure):
        worth = Safety.DISPLAY
    edits = tuple(Edit(c.span, in_style(document, c.right)) for c in case.like.changes)
    name = case.person.name
    evidence = told(case.grounds)
    if not clear:
        evidence += (f"as near: {rivals[0].person.name}",)
    if not case.person.sure:
        evidence += ("known from memory only: shown, not applied",)
    yield rule.finding(case.like.span, edits, evidence=evidence, safety=worth, name=name)
    mention, changed = case.mention, {c.wrong: c for c in case.like.changes}.get(case.mention.last)
    if changed is None or (mention.last, name) in seen:
        return
    seen.add((mention.last, name))
    line = document.view(lines).place(mention.span.start).line
    own = document.view(_last_spans)
    for span in following(document, mention, after=mention.span.end):
        if span not in own:
            same = (f"surname alone: {' '.join(mention.words)} is named in full on line {line}",)
            edit = (Edit(span, in_style(document, changed.right)),)
            yield rule.finding(span, edit, evidence=same, safety=worth, name=name)


@only_for("names")
def _last_spans(document: Document) -> frozenset[Span]:
    """Where the surnames of full names beside an office stand (a view)."""
    return frozenset(m.last_span for m in document.view(in_office))


# By how much the next candidate must be further away.
CLEAR = 0.5
