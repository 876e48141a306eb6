"""Checks of capitals: paragraphs that begin in lower case, texts without any, proper names."""

import re
from collections.abc import Iterator
from enum import Enum
from itertools import islice
from typing import NamedTuple

from ..document import LINE_END, Document, Span
from ..findings import Finding, Safety
from ..lazy import lazy
from ..lists import entry_set, known
from ..patterns import edit_of
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from ..segments import END, Capitalised, after_abbreviation, line_blocks, paragraph_at, protected
from .tokenised import CODE, words_of

# A line that begins in lower case; the first of a text is looked at apart.
_HEAD = r"(?P<quote>[\"“]?)(?P<word>[a-z]+(?:['’-][a-z]+)*)(?=,? (?P<next>\S))"
_START = lazy(rf"(?<=[\r\n]){_HEAD}")
_FIRST = lazy(rf"\A{_HEAD}")
# "by Ann B. Veldt Jr.", "ann veldt: We wait."
_BYLINE = lazy(r"by(?: [A-Z][\w.’'-]*)+|[a-z]+(?: [a-z]+){0,2}:.*", re.DOTALL)
_CLOSED = lazy(r"[.!?…][\"”’')\]]*\Z")
_QUOTE_END = lazy(r"[,.!?…][\"”]")
# A second sentence in lower case: a message that was written so.
_LOWER_AGAIN = lazy(r"[a-z][.!?] [a-z]")
# Names that begin in lower case wherever they stand, before a word with a capital.
_PARTICLES = frozenset(
    "ab abd abu af al ap av ben bin bint da dal dalla das de degli dei del della den der des di "
    "do dos du e el en et ibn il la las le les lo los mac mc op san santa st te ten ter "
    "ul und van vande vander vom von y zu zum zur".split()
)
# What opens a sentence and hardly anything else: determiners and pronouns. A relative clause or an
# "and" may carry on a sentence that a table or a quotation parted.
_OPENERS = frozenset(
    "the a an this these those he she it they we you his her its their our my there".split()
)
# "us President", "un peacekeepers": before a name these are no pronouns and no articles.
_STATES = frozenset("us uk un eu".split())
_GREETING = frozenset("Dear Good Hello Hey Hi".split())
_SPEECH = entry_set("speech-verbs") | frozenset(
    "answered cried joked posted recalled responded shouted tells tweeted whispered wrote".split()
)
_JOINING = frozenset("and but for nor or that than where which who whom whose".split())
_SPEAKERS = frozenset("i we he she they it there this you".split())
FEWEST_WORDS = 4
FEWEST_QUOTED = 4
MOST_IN_PARTICLE = 2
MOST_IN_TITLE = 14
MOST_IN_HEADLINE = 8
# So many words from the head of a paragraph a verb of speech makes it the frame of a quotation.
NEAR_HEAD = 8
# From this many paragraphs in lower case on, if they are a quarter of all, it is a way of writing.
STYLE = 3
SAMPLE = 1000


class Start(NamedTuple):
    """A paragraph that begins in lower case: where, and the match of its first word."""

    paragraph: Span
    first: re.Match[str]


def _starts(document: Document) -> tuple[Start, ...]:
    """Paragraphs of prose that begin in lower case where none of their neighbours does (a view)."""
    text = document.text
    head = _FIRST.match(text)
    hits = [head] if head else []
    found = [*hits, *(m for m in matches(document, _START) if _may_open(text, m.start()))]
    starts = [Start(paragraph_at(document, m.start("word")), m) for m in found]
    return tuple(s for s in starts if _stands_alone(document, s))


def _may_open(text: str, at: int) -> bool:
    """Whether the line above has ended, or a blank line stands between: told cheaply."""
    above = text[max(0, at - 20) : at]
    words = above.rstrip()
    blank = any(above.count(end, len(words)) > 1 for end in "\n\r")
    return blank or words[-1:] in '.!?"”’)'


def _stands_alone(document: Document, start: Start) -> bool:
    """Whether the line is a paragraph of prose and carries nothing on."""
    text, (paragraph, first) = document.text, start
    words = text[paragraph.start : paragraph.end]
    prose = _CLOSED.search(words) and not (CODE.search(words) or _BYLINE.fullmatch(words))
    opens = paragraph.start in (first.start("word"), first.start("quote"))
    if not opens or not prose or len(words_of(words)) < FEWEST_WORDS:
        return False
    above, below = _beside(document, paragraph, -1), _beside(document, paragraph, 1)
    if _begins_lower(text, above) or _begins_lower(text, below):
        return False
    if above is None:
        return True
    end, joins = _end(text, above), first["word"] in _JOINING
    if end is End.HEADLINE and len(LINE_END.findall(text, above.end, paragraph.start)) < 2:
        return False
    # Behind a quotation its frame may go on: she said in his defence.
    if end is End.QUOTED and (joins or _SPEECH.intersection(words_of(words)[:NEAR_HEAD])):
        return False
    # Behind an example or a formula of its own the sentence before it may go on.
    higher = _beside(document, above, -1)
    over = _end(text, higher) if higher else End.STOP
    return End.OPEN not in (end, over) and not (joins and over is End.HEADLINE)


def _beside(document: Document, paragraph: Span, step: int) -> Span | None:
    """The paragraph above or below; None at the edge of the text."""
    at = paragraph.start - 1 if step < 0 else paragraph.end
    text = document.text
    while 0 <= at < len(text) and text[at].isspace():
        at += step
    return paragraph_at(document, at) if 0 <= at < len(text) and text[at] != "\ufeff" else None


def _begins_lower(text: str, line: Span | None) -> bool:
    return line is not None and text[line.start : line.end].lstrip(" \t\"“‘'([")[:1].islower()


class End(Enum):
    """How a paragraph ends: with a stop, with one inside a quotation, as a headline, or not."""

    STOP = "stop"
    QUOTED = "quoted"
    HEADLINE = "headline"
    OPEN = "open"


def _end(text: str, line: Span) -> End:
    words = text[line.start : line.end].rstrip()
    number = len(words_of(words))
    if words[-1:].isalnum():
        # A headline, unless it breaks off.
        most = MOST_IN_TITLE if line.start == 0 else MOST_IN_HEADLINE
        whole = (
            words[:1].isupper() and number <= most and words.split(maxsplit=1)[0] not in _GREETING
        )
        broken = words.split()[-1].lower() in entry_set("function-words")
        return End.HEADLINE if whole and not broken else End.OPEN
    if not _CLOSED.search(words) or number < FEWEST_WORDS or words[-1] in ")]":
        return End.OPEN
    if words[-1] not in ".!?":
        return End.QUOTED
    cut = words[-1] == "." and after_abbreviation(words, len(words) - 1)
    return End.OPEN if cut else End.STOP


def _is_style(document: Document, starts: tuple[Start, ...]) -> bool:
    if len(starts) < STYLE:
        return False
    every = (line for _, block in line_blocks(document.text) for line in block.splitlines())
    return 4 * len(starts) > sum(1 for _ in islice(filter(str.strip, every), 4 * len(starts)))


@looks_for(_START, _FIRST)
def lower_start(document: Document, rule: Rule) -> Iterator[Finding]:
    """A paragraph that begins in lower case although the one before has ended.

    The fix is safe only where the paragraphs around all begin with a capital and end with a stop,
    the word is a determiner or a pronoun, and the paragraph has other capitals.
    """
    text, starts = document.text, document.view(_starts)
    if _is_style(document, starts) or (text.islower() and not _is_one_sentence(text)):
        return
    closed = document.view(protected)
    for start in starts:
        span = Span(*start.first.span("word"))
        if not _may_be_capital(document, start) or closed.cut_by(span):
            continue
        capital = edit_of(text, span, _with_capital(start.first))
        sure = start.first["word"] in _OPENERS and not start.first["quote"]
        safety = None if sure and _is_framed(document, start.paragraph) else Safety.UNSAFE
        yield rule.finding(span, (capital,), safety=safety, word=start.first["word"])


def _with_capital(first: re.Match[str]) -> str:
    word = first["word"]
    if word in _STATES and first["next"].isupper():
        return word.upper()
    return word[0].upper() + word[1:]


def _is_one_sentence(text: str) -> bool:
    stop = END.search(text)
    return stop is not None and not text[stop.end() :].strip()


def _may_be_capital(document: Document, start: Start) -> bool:
    """Whether the first word is one that takes a capital at the head of a sentence."""
    text, (paragraph, first) = document.text, start
    word, named = first["word"], first["next"].isupper()
    if first["quote"]:
        end = _QUOTE_END.search(text, first.end(), paragraph.end)
        quoted = words_of(text[first.start() : end.start()]) if end else []
        return word in _SPEAKERS and len(quoted) >= FEWEST_QUOTED
    # "x-ray", "iota", "von der Leyen".
    letter = len(word.split("-")[0]) == 1 and word not in ("a", "i")
    if letter or word in entry_set("lower-case-names") or (named and word in _PARTICLES):
        return False
    if known(word) or known(re.split(r"['’-]", word)[0]) or word in entry_set("function-words"):
        return True
    # An unknown word is a name: of a kind that has a capital, if it shows one elsewhere, or if
    # there is nothing else in the text to go by.
    alone = _beside(document, paragraph, -1) is None and _beside(document, paragraph, 1) is None
    full_name = named and len(word) > MOST_IN_PARTICLE
    return alone or full_name or bool(document.view(Capitalised)(word.capitalize()))


def _is_framed(document: Document, paragraph: Span) -> bool:
    """Whether the paragraphs around, two above and one below as far as there are any, but two at
    least, begin with a capital and end with a stop."""
    text, around = document.text, []
    # Without a capital anywhere it may be a verse or a message that was written so.
    words = text[paragraph.start : paragraph.end]
    if words.islower() or _LOWER_AGAIN.search(words):
        return False
    above = _beside(document, paragraph, -1)
    higher = _beside(document, above, -1) if above else None
    below = _beside(document, paragraph, 1)
    lower = _beside(document, below, 1) if below and not above else None
    for line in (above, higher, below, lower):
        if line is not None:
            head = text[line.start : line.end].lstrip("\"“‘'([")[:1]
            around.append(head.isupper() and _end(text, line) is not End.OPEN)
    # What breaks off under a headline may be the headline's end.
    headed = above is not None and _end(text, above) is End.HEADLINE
    return len(around) >= 2 and all(around) and not headed


@looks_for(_START, _FIRST)
def lower_text(document: Document, rule: Rule) -> Iterator[Finding]:
    """A text without a single capital."""
    text = document.text
    if not text.islower() or "." not in text or _is_one_sentence(text):
        return
    first = _FIRST.match(text) or next(matches(document, _START), None)
    words = words_of(text[:SAMPLE])
    if first and len(words) >= FEWEST_WORDS and sum(map(known, words)) * 2 > len(words):
        yield rule.finding(Span(*first.span("word")))
