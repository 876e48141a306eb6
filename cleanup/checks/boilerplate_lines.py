"""What a single line looks like: a label of a page, prose, or a line that may be either's."""

import functools
import re
from typing import NamedTuple

from ..document import Span
from ..expressions import ready
from ..lazy import lazy
from ..lists import entries, entry_set
from ..segments import WORD

# No label is longer than the longest notice about cookies.
LONGEST_LABEL = 1000
LETTERS_A_WORD = 6
MOST_WORDS_WITHOUT_END = 25
MOST_TITLE_WORDS = 20
MOST_NAME_WORDS = 4

_TERMINAL = lazy(r"[.!?…][\"'”’)\]\s]*$")
_SPOKEN = lazy(r"[“\"‘].*[.!?…,][”\"’]")
_SPOKEN_TO = lazy(
    r"\b(?:you|your|we|our|us|click|subscribe|comments?|(?:web)?site|newsletters?|e-?mail|blog)\b",
    re.IGNORECASE,
)
_CUT = lazy(
    r" (?:an?|and|as|because|but|by|for|from|his|into|its|of|or|than|that|the|their|to|which|with)$"
)
_BULLET = lazy(r"[-–—*•>#·]|\d+[.)]\s")
_EDGES = ' \t\u00a0|:.,…!?*»›→>«‹<-–—+·•#"[]()'
# "About us | Contact", "Terms of Use and Privacy Policy", "FacebookTwitterEmail".
_PARTS = lazy(r"\s*[|·•∙/»]+\s*|\s[-–—:]\s|,\s|\s{2,}| [&+] | and (?=[A-Z])")
_GLUED = lazy(r"(?<=[a-z+])(?=[A-Z])")
_MONTHS = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
_MONTHS += "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_TIMES = lazy(
    r"(?:(?:by|updated|posted|published) )?[\d\W]*(?:(?:"
    + _MONTHS
    + r"|(?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month|year|view|vote|photo)s?|[a-z]{3,6}day|"
    r"m|h|d|w|am|pm|ago|at|on|in|read|updated|et|est|gmt|utc)\b[\d\W]*)*",
    re.IGNORECASE,
)
# "Anna Veldt on September 12, 2018 at 4:47 pm said:": what stands above a reader's comment.
_COMMENTER = lazy(
    r"(?:.{0,40}?\W)?(?:"
    rf"(?:{_MONTHS})\.? \d{{1,2}},? \d{{4}}|\d{{1,2}} (?:{_MONTHS})\.?,? \d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4}"
    r")(?:,| at| -| –| \|)? \d{1,2}:\d\d(?: ?[ap]\.?m\.?)?(?:,? (?:said|says|wrote):?)?",
    re.IGNORECASE,
)
# "2 days ago at 7:52 am", below the name of a reader.
_COMMENTED = lazy(
    r"(?:.{0,40}?\W)?(?:\d+|an?) (?:minute|hour|day|week|month|year)s? ago"
    r"(?:,? at \d{1,2}:\d\d(?: ?[ap]\.?m\.?)?)?(?:,? (?:said|says|wrote):?)?",
    re.IGNORECASE,
)
_AUTHOR = lazy(
    r"(?:[A-Z][\w.'’-]+ ){2,4}is (?:an? |the )?(?:[\w’'-]+ ){0,6}(?:reporter|editor|writer|"
    r"journalist|correspondent|columnist|author|contributor|blogger|producer|photographer|"
    r"educator|founder|co-founder|entrepreneur|freelancer?|podcaster|critic|strategist)\b"
)

# Above what the writers of a blog say of themselves.
_ABOUT = lazy(
    r"about (?:me|us|the authors?|this (?:blog|site))|authors?|(?:meet|written by) .{3,30}|"
    r"(?:hi|hello|hey)(?: there)?[,!.]* i['’]?(?: a)?m \w+(?: \w+)?[.!]*",
    re.IGNORECASE,
)


# What a text is called that is made of the words of pages, or speaks of them; and what such a list
# is called in a short title.
_ON_PAGES = lazy(
    r"\b(?:buttons?|menus?|drop-?downs?|labels?|headers?|footers?|(?:user )?interfaces?|wording|"
    r"glossary|vocabulary|poems?|poetry|verses?|a play|plays? in|one-act|act (?:one|i|1)|scene|"
    r"characters|dramatis person\w+|the words|found text|contents|user (?:guide|manual)|"
    r"style guide|handbook|specification|documentation|release notes|change ?log|template|"
    r"mock-?ups?|wireframes?|screen ?readers?|translations?|web ?pages?|home ?pages?)\b",
    re.IGNORECASE,
)
_LIST_OF_WORDS = lazy(
    r"\b(?:words?|terms|phrases|strings|commands|screens?|keys|sayings|translat\w+|settings|lines|"
    r"references|bibliography|works cited|sources|further reading|footnotes|endnotes|index|songs?|"
    r"lyrics|ballads?|exercises?|lessons?|which of (?:these|them))\b",
    re.IGNORECASE,
)
MOST_LIST_WORDS = 8


class Label(NamedTuple):
    """What a line of a page is by its words: the name of a rule, and how sure that is, 1 or 2."""

    kind: str
    weight: int


class Shape(NamedTuple):
    """What a line is: a label, prose, or neither.

    `neutral` lines (dates, numbers, names of sections, a note on the author) stand in pages and
    articles alike; a `title` is short enough for a headline; what is `cut` off ends in a word that
    no headline ends in.
    """

    words: int
    label: Label | None = None
    prose: bool = False
    neutral: bool = False
    dated: bool = False
    section: bool = False
    title: bool = False
    commenter: bool = False
    # "12 Comments".
    counted: bool = False
    # It speaks to the reader of a page.
    spoken_to: bool = False
    # A comment, where its thread is known.
    comment: bool = False
    cut: bool = False
    # "About me".
    about: bool = False
    # The same line stands near it, or often.
    again: bool = False
    # A blank line stands above it.
    apart: bool = False


class Removable(NamedTuple):
    """A line that can go, what it is (the name of a rule of this family), and what goes with it."""

    line: Span
    kind: str
    with_space: Span


def shape_of(line: str) -> Shape:
    """What a line, which is not blank, looks like. The words of a very long one are estimated."""
    if len(line) > LONGEST_LABEL:
        return Shape(len(line) // LETTERS_A_WORD, prose=True)
    return _short(line)


@functools.lru_cache(maxsize=4096)
def _short(line: str) -> Shape:
    if label := label_of(line):
        counted = label.kind == "comments-widget" and line.strip()[0].isdigit()
        dated, about = label.kind == "timestamp-line", bool(_ABOUT.fullmatch(line.strip()))
        commenter = dated and bool(_COMMENTED.fullmatch(line.strip()))
        return Shape(0, label, dated=dated, counted=counted, about=about, commenter=commenter)
    line = line.strip()
    words = sum(1 for _ in WORD.finditer(line))
    ended = words > 2 and bool(_TERMINAL.search(line))
    spoken = bool(_SPOKEN.fullmatch(line))
    prose = ended or spoken or words > MOST_WORDS_WITHOUT_END
    section = line.lower() in entry_set("page-sections")
    commenter = len(line) < 100 and bool(_COMMENTER.fullmatch(line) or _COMMENTED.fullmatch(line))
    times = len(line) < 60 and bool(_TIMES.fullmatch(line))
    bar = line.count("|") > 1 or line.count("•") > 1
    neutral = bool(_AUTHOR.match(line)) or (not prose and (section or times or bar or commenter))
    return Shape(
        words,
        prose=prose and not neutral,
        neutral=neutral,
        dated=times and len(line) > 3 and any(map(str.isdigit, line)),
        section=section,
        commenter=commenter,
        spoken_to=bool(_SPOKEN_TO.search(line)),
        title=words <= MOST_TITLE_WORDS,
        cut=not ended and words > MOST_NAME_WORDS and bool(_CUT.search(line)),
        about=bool(_ABOUT.fullmatch(line)),
    )


def speaks_of_words(line: str) -> bool:
    """Whether a title says that what stands below it is words, a play or a poem, or is about
    pages."""
    if _ON_PAGES.search(line):
        return True
    few = len(line.split()) <= MOST_LIST_WORDS
    return few and bool(_LIST_OF_WORDS.search(line))


def label_of(line: str) -> Label | None:
    """What the line is by its words; None for what is no label of a page."""
    line = line.strip()
    if not line or len(line) > LONGEST_LABEL:
        return None
    if _BULLET.match(line) and not (line[0] in "-–—*" and line[-1] == line[0]):
        return None
    if found := _match(line):
        return found
    parts = [part for part in _PARTS.split(line) if part.strip(_EDGES)]
    if len(parts) == 1:
        parts = _GLUED.split(line)
    if len(parts) < 2:
        return None
    labels = []
    for part in parts:
        if (label := _match(part)) is None:
            return None
        labels.append(label)
    return max(labels, key=lambda label: label.weight)


def _match(line: str) -> Label | None:
    words = " ".join(line.strip(_EDGES).lower().split())
    return next((label for label, pattern in _patterns() if pattern.fullmatch(words)), None)


@functools.cache
def _patterns() -> list[tuple[Label, re.Pattern[str]]]:
    joined: dict[Label, list[str]] = {}
    for entry in entries("page-labels"):
        kind, strength, pattern = entry.split(" ", 2)
        joined.setdefault(Label(kind, 2 if strength == "=" else 1), []).append(pattern)
    found = [(label, ready("|".join(some))) for label, some in joined.items()]
    return sorted(found, key=lambda one: -one[0].weight)
