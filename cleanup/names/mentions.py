"""People named in a text: full names, and the offices that stand with them."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ..document import Document, Span, only_for
from ..lazy import lazy
from ..lists import entry_set
from ..prefilter import within, words_found
from .gazetteer import entity_key, known_entity, may_end_entity, phrase
from .offices import OFFICE
from .spelling import bare

# Bounded, so that a text made of capitals takes no longer than another.
NAME = r"[A-Z][\w’']{1,40}(?:-[\w’']{1,40}){0,3}"
_PARTICLE = (
    r"(?:(?:van|von|de|der|den|da|do|dos|di|del|della|la|le|ter|ten|bin|ibn|ben|abu|zu|af|al|el) )"
)
_ARTICLE = r"(?:(?:al|el|ad|as|ar|at|az|an|ash|ul|al)-)?"
_NEXT = rf"{_PARTICLE}{{0,2}}{_ARTICLE}{NAME}"
_FULL = rf"{NAME}(?: (?:[A-Z]\. ?)?{_NEXT}){{1,3}}"
# The look behind stands second, so that only capitals are looked at.
FULL = lazy(_FULL.replace("[A-Z]", r"[A-Z](?<![\w-][A-Z])", 1))
_TITLE = (
    r"(?:(?:Dr|Mr|Mrs|Ms|Prof|Gen|Lt|Col|Adm|Sen|Rep|Sir|Sheikh|General|Admiral|Professor)\.? )?"
)
# Code points of an article at most: in a collection a name need not mean one person.
LONGEST = 300_000
# A word with a capital, and, if the next one has one too, that; initials may stand between.
_WITH_NEXT = lazy(r"([A-Z](?<![\w’'-][A-Z])[\w’'-]++)(?= (?:[A-Z]\. )?([A-Z][\w’'-]{4,40})|)")
# How far from a name its office may stand.
_AROUND = 80
_DIRECTLY = lazy(rf",? {_TITLE}(?P<name>{_FULL})")
_OF = lazy(r",? (?:of|for|at) (?:the )?(?=[A-Z])")
_BEHIND = lazy(rf"(?P<name>{_FULL})(?:, (?:the|an?|who is(?: the)?)? ?|,? as )$")
_RUN = lazy(r"(?:[A-Z][\w.’'&-]*)(?:[ -][A-Z][\w.’'&-]*){0,4}")
_RUN_BEHIND = lazy(r"(?:[A-Z][\w.&]*)(?:[ -][A-Z][\w.&]*){0,4}(?:['’]s?)?[ -]$")
# What is said of an office right before it: that it was held once, or that it is another one.
_SAID = lazy(
    r"\b(?:(?P<former>former|ex|then|late|previous|one-time|onetime|acting)"
    r"|(?P<under>deputy|vice|assistant|under|shadow|anti|counter))[ -]$",
    re.I,
)
_NEW = lazy(r"\b(?:new|newly elected|current|incumbent|long-time|longtime|veteran|top|first)[ ]$")
# None of these words before an office is longer.
_REACH = 16
_WORD = lazy(r"\S+")
# Words of an entity's name at most: "Office of the United Nations High Commissioner for Refugees".
MOST_WORDS = 8


class Mention(NamedTuple):
    """A full name in a text, word by word, with the office that stands beside it, if any."""

    words: tuple[str, ...]
    spans: tuple[Span, ...]
    office: str = ""
    entity: str = ""
    office_text: str = ""
    # Someone who held the office before, or stands in for its holder.
    former: bool = False

    @property
    def first(self) -> str:
        return self.words[0]

    @property
    def last(self) -> str:
        return self.words[-1]

    @property
    def span(self) -> Span:
        return Span(self.spans[0].start, self.spans[-1].end)

    @property
    def last_span(self) -> Span:
        return self.spans[-1]


def mention_at(text: str, start: int, end: int) -> Mention | None:
    """The full name in a stretch of text; without the genitive, and what follows it."""
    words, spans = [], []
    for m in _WORD.finditer(text, start, end):
        if len(m[0]) == 2 and m[0][1] == ".":
            continue
        word = bare(m[0].rstrip(".,"))
        words.append(word)
        spans.append(Span(m.start(), m.start() + len(word)))
        if word != m[0]:
            break
    while words and _no_name(words[-1]):
        words.pop()
        spans.pop()
    while words and _no_name(words[0]):
        del words[0], spans[0]
    return Mention(tuple(words), tuple(spans)) if len(words) > 1 else None


def _no_name(word: str) -> bool:
    """Whether a word with a capital at either end of a name is none of it."""
    return word in entry_set("days-and-months") or word.lower() in entry_set("function-words")


@only_for("names")
def mentions(document: Document) -> tuple[Mention, ...]:
    """The full names of a document (a view), in order; those with an office carry it."""
    text = document.text
    found = {m.span.start: m for m in document.view(in_office)}
    ends = {m.span.end for m in found.values()}
    for m in within(text, FULL, 0, len(text)):
        mention = mention_at(text, *m.span())
        if mention and mention.span.start not in found and mention.span.end not in ends:
            found[mention.span.start] = mention
    return tuple(found[start] for start in sorted(found))


@only_for("names")
def capitals(document: Document) -> Counter[tuple[str, str]]:
    """The words with a capital and two letters or more, each with the longer one with a capital
    behind it, or with nothing; and how often they stand there (a view). For articles: in a
    collection they are too many to be kept."""
    return Counter(_WITH_NEXT.findall(document.text))


@only_for("names")
def in_office(document: Document) -> tuple[Mention, ...]:
    """The full names of a document that stand beside an office (a view), in order."""
    found: dict[tuple[int, str], Mention] = {}
    for m in words_found(document, OFFICE):
        for mention in _beside(document.text, Span(*m.span("office"))):
            found.setdefault((mention.span.start, mention.entity), mention)
    return tuple(found[key] for key in sorted(found))


def _beside(text: str, office: Span) -> Iterator[Mention]:
    """The names that stand before and behind an office."""
    left = text[max(0, office.start - _AROUND) : office.start]
    apposed = "," in left or " as " in left
    end, after = _entity_after(text, office.end)
    found = _DIRECTLY.match(text, end)
    # "She thanked Anna Feld, President John Hill said": who stands before is not apposed then.
    if not (found or apposed):
        return
    start, before = _entity_before(text, office.start)
    entity = before or after
    if found:
        mention = mention_at(text, *found.span("name"))
        # "the Speaker, John Hill" tells of one; "the minister John Hill" of many.
        named = mention if entity or found[0][0] != "," else None
    else:
        left = text[max(0, start - 14) : start]
        # The search is worth it only where the apposition begins: ", who is the ".
        joined = entity and ("," in left or left.endswith(" as "))
        named = _apposed(text, start) if joined else None
    said = _said_before(text, start, office.start) if named else set()
    if named and "under" not in said:
        yield named._replace(
            office=phrase(text[office.start : office.end]),
            entity=entity or "",
            office_text=" ".join(text[start : found.start() if found else end].split()),
            former="former" in said,
        )


def _apposed(text: str, start: int) -> Mention | None:
    """The name that what begins here stands behind, in apposition."""
    behind = _BEHIND.search(text, max(0, start - 120), start)
    if behind is None:
        return None
    words = " ".join(behind["name"].split()[-4:])
    return mention_at(text, behind.end("name") - len(words), behind.end("name"))


def _said_before(text: str, *places: int) -> set[str | None]:
    """What is said of an office that begins at one of these places."""
    found = (_SAID.search(text, max(0, at - _REACH), at) for at in set(places))
    return {m.lastgroup for m in found if m}


def _entity_before(text: str, at: int) -> tuple[int, str | None]:
    """Where the entity that stands before an office begins, and what it is: the longest known
    phrase, else the run of capitals."""
    if new := _NEW.search(text, max(0, at - _REACH), at):
        at = new.start()
    low = max(0, at - _AROUND)
    left = text[low:at].removesuffix(" ")
    if not left or left[-1].isspace():
        return at, None
    last = left.rsplit(None, 1)[-1]
    if may_end_entity(last):
        for m in list(_WORD.finditer(text, low, at))[-MOST_WORDS:]:
            if m[0][0].isupper() and (known := known_entity(text[m.start() : at].strip(" -"))):
                return m.start(), known
    run = None if last.islower() else _RUN_BEHIND.search(text, low, at)
    return (run.start(), entity_key(run[0].strip(" -"))) if run else (at, None)


def _entity_after(text: str, at: int) -> tuple[int, str | None]:
    """Where the entity behind "of" ends, and what it is."""
    of = _OF.match(text, at)
    if of is None:
        return at, None
    words = list(_WORD.finditer(text, of.end(), of.end() + 80))[:MOST_WORDS]
    for m in reversed(words):
        end = m.start() + len(m[0].rstrip(",.;:)"))
        if known := known_entity(text[of.end() : end]):
            return end - (2 if text[end - 2 : end] in ("'s", "’s") else 0), known
    run = _RUN.match(text, of.end())
    if run is None:
        return at, None
    if text.startswith(", ", run.end()) or len(run[0].split()) < 3:
        return run.end(), entity_key(run[0])
    # "President of Arvia Anna Feld": one word, and a name.
    return run.start() + len(run[0].split()[0]), entity_key(run[0].split()[0])
