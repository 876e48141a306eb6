"""Checks of paragraphs that were cut: behind an abbreviation, in mid-phrase, before the last mark.

A line end may be meant in many kinds of text (verse, forms, lists, legal clauses, subtitles), so
each of these asks for prose around it: paragraphs of several words that end with a mark.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice

from ..document import LINE_END, Document, Lines, Span, lines
from ..findings import Edit, Finding, Safety
from ..lazy import lazy
from ..lists import entry_set, known
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from ..segments import END

# "Gen.", "Col." and "Rep." are heads of columns as well.
_CUT = lazy(
    r"\b(?:(?P<month>Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)|"
    r"(?P<title>Mrs?|Ms|Messrs|Dr|Prof|Sen|Sgt|Capt|Lt))\.(?=[ \t]*[\r\n])"
)
# A date that lacks its day: the month can't close a sentence there, or hardly can.
_NEEDS_DAY = lazy(r"\b(?:[Oo]n|(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,)) \Z")
# Behind these a month closes a sentence as well as not.
_NEEDS_NONE = lazy(r"\b(?:early|each|every|in|last|late|mid|next|of|the|this)[ -]\Z", re.IGNORECASE)
_DAY = lazy(
    r"(?:[1-9]|[12]\d|3[01])(?:(?:st|nd|rd|th)\b)?"
    r"(?:[,.;)]|[-–]\d|\s(?:after|and|as|at|before|but|by|for|in|or|that|the|through|to|until|when|"
    r"where|which|with)\b)"
)
_ITEM = lazy(r"^[ \t]*[(\[]?\d{1,3}[.)]\s", re.MULTILINE)
_NAME = lazy(r"(?!(?:Mrs?|Ms|Dr|Prof)\b)[A-Z][a-z’'-]*[a-z]\b(?!:)")
# The title itself may be meant, or a rank that someone rose to.
_MEANT = lazy(
    r"\b(?:an?|and|as|be|became|call(?:ed)?|from|her|him|is|me|not|now|or|prefers?|say|than|the|them|"
    r"title|to|use[ds]?|was|word|write|you|\w+ing) \Z"
)
# "They live in Elm Dr.", "the old Dr.".
_ROAD = lazy(r"\b(?:[A-Z\d][\w’'-]*|an?|her|his|my|our|the|your) \Z")
_CLOSING = frozenset(".!?…\"'”’»)]")
_MARK_AT_END = lazy(r"[.!?…][\"'”’»)\]]*\Z")
_WORD = lazy(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_LISTED = lazy(r"[-–—•*·#>|]|[(\[]?\w{1,3}[.)]\s")
# No phrase ends in these, nor does a headline.
_DETERMINERS = frozenset("an its my our the their your".split())
_A = lazy(r" (?:and|as|at|by|for|from|had|has|in|is|of|on|such|was|with) a\Z")
_SPEAKER = lazy(r"[A-Z][\w.’' -]{0,40}:\s")
_CREDIT = lazy(r"[:/|©@#=\\<>{}]|www\.|\bvia\b|\bby [A-Z]")
# Words of a line that goes on, of a paragraph that is prose, of one that says more than a headline,
# of its last sentence.
FEWEST, PROSE, LONG, LAST = 3, 8, 15, 7
# Code points of a line that may be a paragraph.
SHORTEST = 60
# Longer lines are no lines of verse, nor of a text that was wrapped by hand.
WIDE = 110
# A text is one of finished paragraphs if this many are, and so many for each that is not.
ENOUGH, OTHERS = 4, 4


@looks_for(_CUT)
def abbreviation_split(document: Document, rule: Rule) -> Iterator[Finding]:
    """A month or a title with its full stop at the end of a paragraph, and its day or name at the
    head of the next."""
    text, every = document.text, document.view(lines)
    for m in matches(document, _CUT):
        number = every.place(m.start()).line - 1
        above, below = every.words(number), _near(every, number, 1)
        # A line that goes on with the one above is one of a text that was wrapped by hand.
        if below is None or text[above.start].islower():
            continue
        wrapped = len(above) < WIDE and len(LINE_END.findall(text, above.end, below.start)) < 2
        words = [len(_WORD.findall(text, line.start, line.end)) for line in (above, below)]
        if wrapped or max(words) < PROSE or words[1] < FEWEST:
            continue
        safety = _dated(document, m, below) if m["month"] else _titled(text, m, below)
        if safety is not None:
            gap = Span(m.end(), below.start)
            yield rule.finding(Span(*m.span()), (Edit(gap, " "),), safety=safety, text=m[0])


def _dated(document: Document, m: re.Match[str], below: Span) -> Safety | None:
    """How sure it is that the line below begins with the day of this month."""
    text = document.text
    if not _DAY.match(text, below.start, below.end):
        return None
    if _ITEM.match(text, below.start) and document.view(_has_items):
        return None
    near = max(0, m.start() - 16)
    if needed := _NEEDS_DAY.search(text, near, m.start()):
        # Jan is a name as well: "They rely on Jan."
        sure = m["month"] != "Jan" or needed["weekday"]
        return Safety.SAFE if sure else Safety.UNSAFE
    free = _NEEDS_NONE.search(text, near, m.start()) or m["month"] == "Jan"
    return None if free else Safety.UNSAFE


def _has_items(document: Document) -> bool:
    """Whether more than one line is numbered as those of a list are (a view)."""
    return len(_ITEM.findall(document.text)) > 1


def _titled(text: str, m: re.Match[str], below: Span) -> Safety | None:
    """How sure it is that the line below begins with the name of this person."""
    name, title = _NAME.match(text, below.start, below.end), m["title"]
    if name is None or name[0].lower() in entry_set("function-words"):
        return None
    near = max(0, m.start() - 16)
    if title == "Dr" and _ROAD.search(text, near, m.start()):
        return None
    meant = _MEANT.search(text, near, m.start())
    if title in ("Mr", "Mrs", "Messrs", "Dr"):
        return Safety.UNSAFE if meant or known(name[0]) else Safety.SAFE
    return None if meant else Safety.UNSAFE


def truncated_paragraph(document: Document, rule: Rule) -> Iterator[Finding]:
    """A paragraph of prose that ends in an article or a possessive, without a mark."""
    text = document.text
    for line in _unfinished(document):
        last = text[max(line.start, line.end - 12) : line.end].split(" ")[-1]
        if last in _DETERMINERS or _A.search(text, line.end - 8, line.end):
            yield rule.finding(Span(line.end - len(last), line.end), word=last)


def missing_terminal(document: Document, rule: Rule) -> Iterator[Finding]:
    """A paragraph of two sentences or more, the last of which has no mark at its end."""
    text = document.text
    for line in _unfinished(document):
        words = text[line.start : line.end]
        ends = [m.end() for m in END.finditer(words)]
        last = words[ends[-1] :] if ends else ""
        if len(_WORD.findall(last)) < LAST or _CREDIT.search(last) or not last[-1].islower():
            continue
        if last.split()[-1] in _DETERMINERS or not last.lstrip("\"'“‘( ")[:1].isupper():
            continue
        at = Span(line.end, line.end)
        yield rule.finding(Span(line.end - len(last.split()[-1]), line.end), (Edit(at, "."),))


def _unfinished(document: Document) -> Iterator[Span]:
    """The long paragraphs that end in a letter where all others end with a mark."""
    text, every = document.text, document.view(lines)
    found, closed = [], 0
    ends = chain(islice(every.starts, 1, None), (len(text),))
    for number, (start, end) in enumerate(zip(every.starts, ends, strict=True)):
        if end - start > SHORTEST:
            last = text[end - 2 : end].rstrip() or text[start:end].rstrip()
            if last[-1:].isalpha():
                found.append(number)
            closed += last[-1:] in _CLOSING
    if not found or closed < max(ENOUGH, OTHERS * len(found)):
        return
    for number in found:
        line = every.words(number)
        begun = _LISTED.match(text, line.start) or _SPEAKER.match(text, line.start)
        if begun or not _stands_apart(every, number):
            continue
        above, below = _near(every, number, -1), _near(every, number, 1)
        framed = _is_finished(text, above) and (below is None or _is_finished(text, below))
        if framed and len(_WORD.findall(text, line.start, line.end)) >= LONG:
            yield line


def _stands_apart(every: Lines, number: int) -> bool:
    """Whether a line is a paragraph of its own: a long one, or between blank lines."""
    if len(every.words(number)) >= WIDE:
        return True
    return not any(
        0 <= near < len(every.starts) and len(every.words(near))
        for near in (number - 1, number + 1)
    )


def _near(every: Lines, number: int, step: int) -> Span | None:
    number += step
    while 0 <= number < len(every.starts):
        if len(line := every.words(number)):
            return line
        number += step
    return None


def _is_finished(text: str, line: Span | None) -> bool:
    """Whether a line is a paragraph of prose from its capital to its mark."""
    if line is None or not text[line.start : line.start + 1].isupper():
        return False
    ended = _MARK_AT_END.search(text, max(line.start, line.end - 4), line.end)
    return ended is not None and len(_WORD.findall(text, line.start, line.end)) >= PROSE
