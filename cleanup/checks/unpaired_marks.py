"""Checks of quotation marks that lack their partner, or have it already."""

from collections.abc import Iterator
from itertools import pairwise

from ..document import Document, Span
from ..findings import Edit, Finding, Safety
from ..lazy import lazy
from ..patterns import expand
from ..quotation import Mark, Quotations, Role, doubtful, is_carried
from ..rulebook import Rule
from .quotes import BLANKS, is_in_prose, speaks_of_marks

_LEADS_IN = lazy(r"(?:[a-z]|[a-z][,:.!?]|”) \(?$")
_WORDS = lazy(r"(?:[Ia]|[^\W\d_]{2,}(?:['’-][^\W\d_]+)*),?\s[^\W\d_]")


def stray(document: Document, rule: Rule) -> Iterator[Finding]:
    """A mark too many behind a quotation that is already closed: the same one twice, or one that
    stands between spaces where no quotation begins."""
    text = document.text
    for found in doubtful(document):
        for mark in found.marks:
            if _closes_twice(text, found, mark):
                span = Span(mark.at + 1, mark.end)
                yield rule.finding(span, (Edit(span, ""),), written=mark.written[1:])
        for before, mark in pairwise(found.marks):
            between = text[before.end : mark.at]
            closed = before.role is Role.CLOSE and before.partner and not before.single
            closed = closed or _closes_carried(document, found, before, mark)
            if not closed or not set(between) <= BLANKS or len(between) > 2:
                continue
            if mark.single or mark.partner or speaks_of_marks(text, found.paragraph, mark.at):
                continue
            span = Span(before.end, mark.end)
            safety = None
            if mark.end < found.paragraph.end:
                if not between or not _alone_in_prose(text, found, before, mark):
                    continue
                # What begins a sentence behind it may be a quotation that is never closed.
                goes_on = text[before.at - 1] == "," or text[mark.end + 1].islower()
                safety = None if goes_on or mark.written == "”" else Safety.UNSAFE
            elif mark.role is not Role.STRAY and not (mark.role is Role.UNKNOWN and between):
                continue
            yield rule.finding(span, (Edit(span, ""),), safety=safety, written=mark.written)


def _closes_carried(document: Document, found: Quotations, before: Mark, mark: Mark) -> bool:
    """Whether ” “ ends a paragraph that ends a quotation which was begun in an earlier one."""
    ends = before.written == "”" and mark.written == "“" and mark.end == found.paragraph.end
    if not ends or document.text[before.at - 1 : before.at] not in tuple(".!?…"):
        return False
    marks = [m for m in found.marks if not m.single]
    return marks == [before, mark] and is_carried(document, found.paragraph)


def _closes_twice(text: str, found: Quotations, mark: Mark) -> bool:
    """Whether a mark written twice closes one quotation, which opens with a single mark."""
    first = mark.partner
    if mark.role is not Role.CLOSE or mark.written not in ("””", '""') or not first or mark.gap:
        return False
    if len(found.marks) > MOST_SEEN:
        return False
    others = [m for m in found.marks if m not in (first, mark)]
    alone = not any(m.doubled or m.partner is mark or not m.partner for m in others)
    inside = text[first.end : mark.at]
    plain = not first.doubled and first.written in '“"' and " " in inside and mark.sure
    right = plain and alone and inside[-1] in ".,?!" and text[mark.end : mark.end + 1] in _BEHIND
    straight = mark.written == '""' and not is_in_prose(text, mark)
    return right and not straight and not speaks_of_marks(text, found.paragraph, mark.at)


# In a paragraph with more marks than this not every other one is looked at.
MOST_SEEN = 200
_BEHIND = ("", " ", "\n", "\r")


def _alone_in_prose(text: str, found: Quotations, before: Mark, mark: Mark) -> bool:
    """Whether a mark stands between spaces and words, behind a quotation that is one for sure."""
    if len(mark.written) != 1 or mark.written not in '“”"' or text[mark.end] not in BLANKS:
        return False
    around = text[before.at - 1] in ".,?!" and text[mark.end + 1 : mark.end + 2].isalpha()
    if not around or len(found.marks) > MOST_SEEN:
        return False
    others = [m for m in found.marks if m is not mark and not m.single]
    code = mark.written == '"' and not is_in_prose(text, before)
    return all(m.partner and m.sure for m in others) and not code


_GOES_ON = lazy(r"[^.!?…\s][ \t]*\r?\n[a-z]")


def unclosed(document: Document, rule: Rule) -> Iterator[Finding]:
    """A quotation that its paragraph leaves open and no later paragraph takes up, or whose speaker
    is named behind it."""
    text = document.text
    for found in doubtful(document):
        if _GOES_ON.match(text, found.paragraph.end - 1):
            continue  # A line of a sentence, and no paragraph.
        for mark in found.unclosed:
            # At the beginning of a paragraph a straight mark may be the habit of a house that does
            # not close what goes on.
            plain = mark.written == '"' and mark.at > found.paragraph.start
            led_in = plain and _LEADS_IN.search(text, max(0, mark.at - 20), mark.at)
            prose = mark.written == "“" or (led_in and _WORDS.match(text, mark.end))
            if mark.sure and (prose or _speaker_named(text, found, mark)):
                yield rule.finding(Span(mark.at, mark.end))
        last = found.marks[-1]
        if last in found.unclosed or last.role is not Role.OPEN or last.partner or last.single:
            continue
        # The next paragraph takes it up, or so it seems; a part of a sentence does not run on.
        part = last.written == "“" and text[last.end : last.end + 1].islower()
        part &= text[max(0, last.at - 2) : last.at] not in (": ", ", ", "")
        part &= text[found.paragraph.end - 1] in ".!?…"
        if last.sure and (part or _speaker_named(text, found, last)):
            yield rule.finding(Span(last.at, last.end))


def _speaker_named(text: str, found: Quotations, mark: Mark) -> bool:
    """Whether "…, she said on Monday." ends the paragraph, so that the quotation had ended."""
    last = _ATTRIBUTION.search(text, max(mark.end, found.paragraph.end - 160), found.paragraph.end)
    return bool(last and _WORDS.match(text, mark.end))


_ATTRIBUTION = lazy(
    expand(
        r"[a-z][,?!] (?:(?:he|she|they|(?:(?:Mr|Ms|Mrs|Dr)\.? )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?|"
        r"the [a-z]+) {speech-verbs}|(?:said|says|added|warned|explained) (?:[A-Z]|the )[\w’'-]+"
        r"(?: [A-Z][\w’'-]+)?)(?: (?:on|in|at|during|after|of|to|when|as) [^.“”\"]{2,80}|,"
        r" [^.“”\"]{2,80})?\.\Z"
    )
)


def unopened(document: Document, rule: Rule) -> Iterator[Finding]:
    """A closing mark behind a sentence or a part of one, where no quotation can be open."""
    text = document.text
    for found in doubtful(document):
        alone = [m for m in found.marks if not m.partner and not m.single]
        if len(alone) != 1 or is_carried(document, found.paragraph):
            continue
        mark = alone[0]
        inside = text[max(found.paragraph.start, mark.at - 300) : mark.at]
        closes = mark.role is Role.UNKNOWN and mark.sure and mark.written in '”"'
        if mark.end == found.paragraph.end and mark.written in '“”"' and inside.endswith(" "):
            # "The town waited. “": whatever it was, it stands for nothing there.
            closes, inside = True, inside.rstrip()
        ends = _ends_in_words(inside) and text[mark.end : mark.end + 1] in _BEHIND
        code = mark.written == '"' and _OF_CODE.search(inside)
        if closes and ends and not code and not speaks_of_marks(text, found.paragraph, mark.at):
            yield rule.finding(Span(mark.at, mark.end))


def _ends_in_words(text: str) -> bool:
    """Whether a text ends in two words in lower case, another one and a mark."""
    parts = text.rsplit(" ", 2)
    return len(parts) == 3 and bool(
        _LAST.fullmatch(parts[2])
        and _SMALL.fullmatch(parts[1])
        and _SMALL_END.search(parts[0][-3:])
    )


_LAST, _SMALL, _SMALL_END = (
    lazy(r"[\w’'-]+[.,?!]"),
    lazy(r"[a-z’'-]{2,},?"),
    lazy(r"[a-z’'-]{2},?\Z"),
)
_OF_CODE = lazy(r"[{}<>=\\|`;]|\w\(")
