"""Checks of people's names. A surname alone never justifies a fix: office, first name or
affiliation must agree with someone who is known."""

import re
from collections import defaultdict
from collections.abc import Iterator

from ..document import Document, Span, lines
from ..findings import Edit, Finding
from ..lists import entries, entry_set, known
from ..names.people import (
    BEHIND_SPACE,
    Mention,
    Person,
    bare,
    full_names,
    known_people,
    mentions,
    surnames,
)
from ..names.spelling import distance, near, plain
from ..patterns import expand
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from ..segments import Capitalised, sentence_at

# Longer names are compared by their heads.
MOST_LETTERS = 16


def office_holder(document: Document, rule: Rule) -> Iterator[Finding]:
    """A full name behind an office that a known person of that first name holds, the surname
    near but not theirs; and the later places where the surname stands alone."""
    people = [p for p in document.view(known_people) if p.office]
    if not people:
        return
    right, seen = surnames(people), set[tuple[str, Person]]()
    in_office: dict[tuple[str, str], list[Person]] = defaultdict(list)
    for person in people:
        in_office[person.office, plain(person.first)].append(person)
    for mention in document.view(mentions):
        near_ones = in_office.get((mention.office, plain(mention.first)), ())
        holders = [p for p in near_ones if _may_be(mention, p, right)]
        if len({p.last for p in holders}) == 1:
            why = f"office: {mention.office_text}"
            yield from _renamed(document, rule, mention, holders[0], why, seen)


def affiliated_person(document: Document, rule: Rule) -> Iterator[Finding]:
    """A full name one letter off that of a known person whose affiliation stands in the same
    sentence; and the later places where the surname stands alone."""
    people = [p for p in document.view(known_people) if p.affiliation]
    if not people:
        return
    right, seen = surnames(people), set[tuple[str, Person]]()
    called: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        called[plain(person.first)].append(person)
    for mention in document.view(mentions):
        sentence = sentence_at(document, mention.span.start)
        words = document.text[sentence.start : sentence.end]
        found = [
            p
            for p in called.get(plain(mention.first), ())
            if p.affiliation in words
            and distance(p.last, mention.last) == 1
            and _may_be(mention, p, right)
        ]
        if len({p.last for p in found}) == 1:
            why = f"affiliation: {found[0].affiliation}"
            yield from _renamed(document, rule, mention, found[0], why, seen)


def _may_be(mention: Mention, person: Person, right: set[str]) -> bool:
    """Whether a mention may be a garbled form of the person's name; `right` are surnames that are
    known to be right."""
    return (
        plain(mention.first) == plain(person.first)
        and mention.last not in right
        and "-" not in mention.last
        and not _variants(mention.last, person.last)
        and near(mention.last, person.last)
    )


def _variants(one: str, other: str) -> bool:
    return any({one, other} <= set(row.split()) for row in entries("name-variants"))


def _renamed(
    document: Document,
    rule: Rule,
    mention: Mention,
    person: Person,
    why: str,
    seen: set[tuple[str, Person]],
) -> Iterator[Finding]:
    """The mention, and at the first one of a name the later places where it stands alone."""
    text = document.text
    first = (
        why,
        f"first name: {mention.first}",
        f"surname: {mention.last} is near {person.last} ({person.known_from})",
    )
    edit = Edit(mention.last_span, person.last)
    yield rule.finding(mention.span, (edit,), evidence=first, name=person.name)
    if (mention.last, person) in seen:
        return
    seen.add((mention.last, person))
    ordinary = known(mention.last)
    line = document.view(lines).place(mention.span.start).line
    others = document.view(_last_spans)
    for span in document.view(Capitalised)(mention.last):
        following = re.match(r" (?P<verb>[a-z]+)| (?P<name>[A-Z])", text[span.end : span.end + 30])
        longer = following is not None and following["name"] is not None
        speaks = following is not None and following["verb"] in entry_set("speech-verbs")
        if span.start < mention.span.end or span in others or longer or (ordinary and not speaks):
            continue
        same = (f"surname alone: {mention.first} {mention.last} is named in full on line {line}",)
        yield rule.finding(span, (Edit(span, person.last),), evidence=same, name=person.name)


def _last_spans(document: Document) -> frozenset[Span]:
    return frozenset(m.last_span for m in document.view(mentions))


# A surname alone, and a verb of speech.
_SPEAKS = re.compile(expand(r"(?<![\w’'-])\b[A-Z][a-z]{5,}(?:['’]s)?(?= {speech-verbs}(?![a-z]))"))


@looks_for(_SPEAKS)
def inconsistent_spelling(document: Document, rule: Rule) -> Iterator[Finding]:
    """A surname standing alone, one or two letters off that of the one person it can mean."""
    text = document.text
    alone = [(bare(m[0]), m.start()) for m in matches(document, _SPEAKS)]
    near_to = _near(text, {name for name, _ in alone if not known(name)})
    full = full_names(document, {*near_to, *(w for words in near_to.values() for w in words)})
    told = set[tuple[str, str]]()
    for name, at in alone:
        alike = [last for last in near_to.get(name, ()) if last in full]
        if len(alike) != 1 or name in full:
            continue
        span, places = Span(at, at + len(name)), full[alike[0]]
        place = document.view(lines).place
        spelled = [(span, alike[0], places[0])]
        if (name, alike[0]) not in told:
            told.add((name, alike[0]))
            spelled += [(last, name, span) for last in places]
        for where, other, there in spelled:
            yield rule.finding(
                where,
                evidence=(f"{other}: line {place(there.start).line}",),
                name=text[where.start : where.end],
                other=other,
            )


def _near(text: str, names: set[str]) -> dict[str, list[str]]:
    """The words of a text that each of `names` may be another spelling of, where there are any."""
    if not names:
        return {}
    by_form: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for form in _forms(name):
            by_form[form].append(name)
    near_to: dict[str, list[str]] = defaultdict(list)
    initials = {name[0] for name in names}
    words = {bare(word) for word in set(BEHIND_SPACE.findall(text)) if word[0] in initials}
    for word in sorted(words):
        if not known(word):
            forms = _forms(word) & by_form.keys()
            for name in dict.fromkeys(name for form in forms for name in by_form[form]):
                if name != word and _one_name(name, word):
                    near_to[name].append(word)
    return near_to


def _forms(name: str) -> set[str]:
    """The name with letters taken out behind the first: two names that are near share a form."""
    forms = {plain(name)[:MOST_LETTERS]}
    for _ in range(_most_apart(name)):
        forms |= {form[:at] + form[at + 1 :] for form in forms for at in range(1, len(form))}
    return forms


def _most_apart(name: str) -> int:
    """How many letters a spelling of a name may be off."""
    return 1 if len(plain(name)) < 8 else 2


def _one_name(one: str, other: str) -> bool:
    """Whether two surnames look like one: same first letter, near, and neither a form of the
    other (Iran, Iranian) nor an ordinary word."""
    long, short = sorted((plain(one), plain(other)), key=len, reverse=True)
    return (
        plain(one)[0] == plain(other)[0]
        and len(short) > 5
        and distance(one, other) <= _most_apart(short)
        and not long.startswith(short)
        and not known(one)
        and not known(other)
        and not _variants(one, other)
    )
