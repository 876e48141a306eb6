"""Sentences: where one ends and the next begins.

Made for damaged text and for news, dialogue, legal and scientific prose. A sentence ends at an end
mark, with the closing quotation marks, brackets and notes behind it, if what follows can begin
another. So these end none:

- a stop before a word in lower case (a stray one, or “Why?” he asked), or before nothing but marks;
- the stop of a title, an initial or another abbreviation, unless a word follows that begins
  sentences and no names ("in the U.S. The vote", but "the U.S. Senate");
- the number of an item (`2. Mix`), a broken decimal (`3. 5 percent`), an ellipsis in brackets;
- the mark of a question or a cry inside a quotation or a bracket that the sentence goes on after.

A line end ends a sentence unless the text is hard-wrapped, and two sentences that are glued
together are parted where the second begins with an article or a pronoun.

It would rather keep two sentences in one than cut one in two. Known to be kept in one: a name
behind an abbreviation or an initial that closes a sentence ("in the U.S. Doctors say", "vitamin C.
Doctors say"), and sentences that begin in lower case, other than with a name such as iPhone. Known
to be cut: titles of works and firms that end in a mark before a name (“Who Is Afraid?” Director).
"""

import bisect
import re
from collections.abc import Iterator

from ..document import Document, Span
from ..lazy import lazy
from ..lists import entry_set, known
from .paragraphs import paragraph_at, paragraphs

# Where a sentence may end: marks, then closing quotes or brackets (an opening quote, too, before a
# space: it is turned the wrong way), the numbers of notes, and a closing mark that lost its place.
# The first mark stands before the look behind, so that only marks are looked at.
_MARK = r"[.!?…؟。！？]"
_BEHIND = (
    rf"(?<!{_MARK}{_MARK}){_MARK}*+"
    r"[\"'”’)\]»“*_†‡¹²³⁰-⁹]*+(?:\[\d{1,3}\])*+(?:[ \u00a0][”»)\]]+)?(?=\s|$)"
)
END = lazy(_MARK + _BEHIND)
# Or two are glued: "the end.The next".
_PLACE = lazy(
    rf"{_MARK}(?:{_BEHIND}|"
    r"(?<=[a-z]{3}[.!?])[”’]?(?=[“‘]?"
    r"(?:The|This|That|These|Those|There|He|She|It|They|We|But|However|His|Her|Their)[ ,’]))"
)

# What may stand between two sentences, a closing mark that lost its place among it.
_OPENING = lazy(r"\A[\s\"'“”‘’(\[«„—–*_-]+")
# A name such as iPhone, or the letter of an item.
_LOWER_START = lazy(r"[a-z]{1,2}[A-Z]|[a-z][.)]\s[A-Z]")
# An item's number: all of a sentence so far.
_ITEM = lazy(r"[(\[]?(?:\d{1,3}|[A-Za-z]|[IVX]{1,5}|[ivx]{1,5})\.")
# A number that goes on counting: "1. e4 e5 2. Nf3".
_COUNTING = lazy(r"\d{1,3}\.\s")
_NEXT_ITEM = lazy(r"\s\d{1,3}\.$")
_DECIMAL = lazy(r"\s(?=\d+\s?(?:%|percent\b|per cent\b|(?:m|b|tr)illion\b|points?\b|degrees\b))")
_TOKEN = lazy(r"[\w.&]*$")
_INNER_STOPS = lazy(r"(?:[A-Za-z]\.)+[A-Za-z]")
# Code points. A bracket that opens further away is not looked for.
LONGEST_BRACKET = 500
_ROUND = {")": "(", "]": "["}
# A unit, not an initial: "30 °C."
_DEGREES = "°º˚"
# What follows a time of day without a new sentence, and a time of day that tells which of many.
_OF_TIME = lazy(
    r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?s?|[A-Z]{2,5}|"
    r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|(?:Janu|Febru)ary|March|April|June|July|"
    r"August|(?:Sept|Nov|Dec)ember|October|Eastern|Central|Mountain|Pacific|Greenwich|Universal)\b"
    r"|(?:[\w.'’-]+\s){1,3}(?:[Tt]ime|hours)\b"
)
_THE_TIME = lazy(r"\b(?:[Tt]he|[Aa]n?|[Tt]his|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s[\d:.]+\s?$")
# Firms and works that are written with a mark.
_SHOUTED = frozenset("jeopardy yahoo yum".split())
# Who said what was just asked or cried: a name, or the narrator.
_SPEAKER = lazy(
    r"(?!(?:He|She|It|They|We|You|This|That|Who|Nobody|Everyone)\b)"
    r"(?:[A-Z][\w.’'-]*,?\s(?:(?:de|del|di|al|el|van|von|der|bin|the)\s){0,2}){1,4}"
    r"(?:\d+,\s|(?<=['’]s\s)(?:[a-z-]+\s){1,2})?"
    r"(?:said|says|asked|asks|replied|replies|added|wrote|writes|answered|wondered|shouted|cried|"
    r"exclaimed|yelled|whispered|demanded)\b"
)

# Words of their own too: short forms only before a number ("No. 10", "he said no. They left").
_BEFORE_NUMBERS = frozenset("art fig no nos op p".split())
# In lower case, words that the list of common words does not have.
_SHORT_WORDS = frozenset("gov max rep reps tech temp".split())
# Short forms that something always follows.
_NEVER_LAST = frozenset(
    "adm amb brig capt cf cmdr col comdr dr e.g eg fr gen gov hon i.e ie insp lieut lt maj messrs "
    "mr mrs ms mt mx n.b p.p.s p.s pres prof pvt rep reps rev sen sens sgt supt v viz vs".split()
)
# Words that begin a sentence and no name, and words that do so before a word in lower case: in the
# headline "U.S. In Talks" they begin none.
_OPENERS = frozenset(
    "a although another because but despite during earlier every everyone he her here his how "
    "however i if it it’s its later many meanwhile moreover nevertheless nobody now once our other "
    "others perhaps several she since some such that that’s the their then there these they this "
    "those though thus today until we what when where whether which while who why yesterday you "
    "your".split()
)
_OPENERS_OF_WORDS = frozenset(
    "according after all also and any as at before both by each even few for from in just more "
    "most my no not on only or so to under with without yet".split()
)
_FIRST = lazy(r"([A-Z]['’a-z]*)(?!\w)([\s,:]+\S?)?")


def sentences(document: Document) -> tuple[Span, ...]:
    """The sentences, paragraph by paragraph, without the white space around them."""
    return tuple(
        sentence
        for paragraph in document.view(paragraphs)
        for sentence in sentences_of(document.text, paragraph)
    )


def sentence_at(document: Document, offset: int) -> Span:
    """The sentence around `offset`, or the empty span there between sentences."""
    paragraph = paragraph_at(document, offset)
    cuts = document.view(_cuts)
    if paragraph not in cuts:
        cuts[paragraph] = list(sentences_of(document.text, paragraph))
    found = cuts[paragraph]
    at = bisect.bisect_right(found, offset, key=lambda s: s.start) - 1
    if at >= 0 and offset <= found[at].end:
        return found[at]
    return Span(offset, offset)


def _cuts(_: Document) -> dict[Span, list[Span]]:
    """The sentences of the paragraphs asked about (a view)."""
    return {}


def sentences_of(text: str, paragraph: Span) -> Iterator[Span]:
    """The sentences of one paragraph, as `sentences` gives them."""
    start, limit = paragraph.start, paragraph.end
    for mark in _PLACE.finditer(text, start, limit):
        if mark.end() < limit and not _ends_sentence(text, start, mark, limit):
            continue
        yield Span(start, mark.end())
        start = mark.end()
        while start < limit and text[start].isspace():
            start += 1
    if start < limit:
        yield Span(start, limit)


def _ends_sentence(text: str, start: int, mark: re.Match[str], limit: int) -> bool:
    """Whether the sentence that begins at `start` ends with `mark`."""
    closed = mark[0]
    rest = text[mark.end() : min(limit, mark.end() + 80)]
    after = _OPENING.sub("", rest)
    if not _may_begin(after) or (closed[-1] in _ROUND and _inside(text, start, mark)):
        return False
    if closed[0] != "." or closed[1:2] == ".":
        if closed == "!" and _token(text, mark.start()).lower() in _SHOUTED:
            return False
        return not (closed[-1] in "\"'”’»" and _SPEAKER.match(rest.lstrip()))
    if closed == ".":
        near = max(start, mark.end() - 5)
        counting = _COUNTING.match(text, start) and _NEXT_ITEM.search(text, near, mark.end())
        if counting or _ITEM.fullmatch(text, start, mark.end()):
            return False
        if text[mark.start() - 1].isdigit() and _DECIMAL.match(rest):
            return False
    return not after_abbreviation(text, mark.start()) or _opens(text, mark.start(), after)


def _may_begin(after: str) -> bool:
    """Whether a sentence may begin like that: not in lower case, nor with a mark that closes."""
    if not after or after[0] in "!?:;,)":
        return False
    return not after[0].islower() or bool(_LOWER_START.match(after))


def _inside(text: str, start: int, mark: re.Match[str]) -> bool:
    """Whether the bracket that closes behind `mark` stands in the sentence and does not end it: it
    holds a question, a cry, or the dots of what was left out."""
    near = max(start, mark.start() - LONGEST_BRACKET)
    opened = text.rfind(_ROUND[mark[0][-1]], near, mark.start())
    if opened >= 0 and not text[opened + 1 : mark.start()].strip():
        return mark[0][0] == "…" or mark[0].startswith("..")
    return opened > start and mark[0][0] in "?!"


def _opens(text: str, stop: int, after: str) -> bool:
    """Whether what follows the stop of an abbreviation begins a sentence all the same."""
    token = _token(text, stop).lower()
    if token in _NEVER_LAST:
        return False
    if token == "etc":
        return True
    if token in ("a.m", "p.m"):
        of_day = _OF_TIME.match(after) or after[0].isdigit()
        return not (of_day or _THE_TIME.search(text[max(0, stop - 20) : stop - len(token)]))
    first = _FIRST.match(after)
    word = first[1].lower().replace("'", "’") if first else ""
    if first and word in _OPENERS_OF_WORDS:
        return bool(first[2]) and not first[2][-1].isupper()
    return word.split("’")[0] in _OPENERS and after[len(word) : len(word) + 1] != "."


def _token(text: str, stop: int) -> str:
    found = _TOKEN.search(text[max(0, stop - 20) : stop])
    return found[0] if found else ""


def after_abbreviation(text: str, stop: int) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation, an initial or a number."""
    token = _token(text, stop)
    small = token.lower()
    if small in entry_set("abbreviations") and token != "P":
        # "modern art. So", "she fell ill. He", but "Art. 5" and "Ill. farmers".
        word = small in _BEFORE_NUMBERS or (token == small and _is_word(token))
        return not word or bool(re.match(r"\.\s?\d", text[stop : stop + 3]))
    if len(token) == 1 and token.isalpha():
        if token.islower():
            return bool(re.match(r"\.\s?\d", text[stop : stop + 3]))
        return text[max(0, stop - 2)] not in _DEGREES
    return bool(_INNER_STOPS.fullmatch(token))


def _is_word(token: str) -> bool:
    return token in _SHORT_WORDS or known(token)
