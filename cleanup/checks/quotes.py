"""Checks of quotation marks. What each mark does is decided in `quotation`."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from ..document import Document, Span
from ..findings import Edit, Finding
from ..patterns import expand
from ..quotation import Mark, Role, doubtful, quotations, survey
from ..rulebook import Rule
from ..segments import paragraphs

_SENTENCE_CLOSED = re.compile(r"[a-z][.!?][”\"] [“\"]")
_CONTINUES = re.compile(expand(r" {continuations}\b"))
# The look behind stands second, so that only the marks are looked at.
_APOSTROPHE = re.compile(r"['’](?<=[^\W\d_]['’])(?=[^\W\d_])")
_SINGLE_CURLY = re.compile(r"’|(?<!\w)‘|‘(?!\w)")
_SINGLE_OPENING = re.compile(r"(?<!\w)'(?=\w)")
_BEHIND_LETTER = re.compile(r"(?<=[^\W\d_])'(?!\w)")


def space_inside(document: Document, rule: Rule) -> Iterator[Finding]:
    """White space between a quotation mark and what it encloses, in a quotation that is whole."""
    for found in doubtful(document):
        for mark in found.marks:
            sure = mark.written != '"' or found.whole
            right = mark.partner is not None and not mark.reversed and sure
            if mark.gap and right and _is_prose(document.text, mark):
                yield rule.finding(mark.gap, (Edit(mark.gap, ""),))


def _is_prose(text: str, mark: Mark) -> bool:
    """Whether a quotation holds words and stands among words: not `", "`, `print(" x ")` or a
    ditto mark."""
    assert mark.partner
    first, last = sorted((mark.at, mark.partner.at))
    inside = text[first + 1 : last]
    return any(c.isalpha() for c in inside) and text[max(0, first - 1) : first] not in "(=[{,:>"


def wrong_direction(document: Document, rule: Rule) -> Iterator[Finding]:
    """A curly mark that points the wrong way, with the space before it if it stands apart."""
    for mark in (mark for found in doubtful(document) for mark in found.marks):
        if mark.reversed and mark.partner and not _is_foreign(document.text, mark):
            span = Span(mark.at, mark.at + 1)
            if mark.gap and mark.role is Role.CLOSE:
                span = Span(mark.gap.start, span.end)
            right = "”" if mark.role is Role.CLOSE else "“"
            yield rule.finding(span, (Edit(span, right),), written=mark.written, right=right)


def _is_foreign(text: str, mark: Mark) -> bool:
    """Whether the quotation is one of another language, „so“: its marks are right there."""
    return "„" in text[max(0, mark.at - 200) : mark.at].rpartition("\n")[2]


def stray(document: Document, rule: Rule) -> Iterator[Finding]:
    """An opening mark with nothing after it, behind a quotation that is already closed."""
    text = document.text
    for found in doubtful(document):
        for before, mark in pairwise(found.marks):
            between = text[before.at + 1 : mark.at]
            if mark.role is Role.STRAY and before.role is Role.CLOSE and not between.strip():
                span = Span(before.at + 1, mark.at + 1)
                yield rule.finding(span, (Edit(span, ""),), written=mark.written)


def unclosed(document: Document, rule: Rule) -> Iterator[Finding]:
    """A quotation that its paragraph leaves open and no later paragraph takes up."""
    for found in doubtful(document):
        for mark in found.unclosed:
            if mark.written == "“":
                yield rule.finding(Span(mark.at, mark.at + 1))


def split_quotation(document: Document, rule: Rule) -> Iterator[Finding]:
    """Two quotations side by side in mid-sentence: the first opens in lower case and closes like a
    sentence, the second closes like a phrase, and the sentence goes on."""
    text = document.text
    for found in doubtful(document):
        for first, second in pairwise(found.marks):
            if first.role is not Role.CLOSE or second.role is not Role.OPEN or not second.partner:
                continue
            inside = text[first.partner.at + 1 : first.at] if first.partner else ""
            seam = text[max(0, first.at - 2) : second.at + 1]
            if (
                _SENTENCE_CLOSED.fullmatch(seam)
                and inside[:1].islower()
                and text[second.partner.at - 1].isalpha()
                and _CONTINUES.match(text, second.partner.at + 1)
            ):
                yield rule.finding(
                    Span(first.at - 1, second.partner.at + 1),
                    second=text[second.at : second.partner.at + 1],
                )


def mixed_style(document: Document, rule: Rule) -> Iterator[Finding]:
    """Straight apostrophes and quotation marks where curly ones are the rule, or the reverse.

    The option `style` says what is the rule; with "keep" it is what at least two thirds of the
    marks of a text follow, and without such a majority nothing is said. Damaged marks are left to
    the other checks.
    """
    text = document.text
    house = rule.options.get("style", "keep")
    if house == "keep":
        styles = Counter(_style(text[at]) for at, _ in _paired(document))
        pairs = (("curly", "straight"), ("straight", "curly"))
        kept = [s for s, rare in pairs if styles[rare] and styles[s] >= 2 * styles[rare]]
    else:
        kept = [house]
    for style in kept:
        where = (
            f"in a text that uses {style} ones"
            if house == "keep"
            else f"where the house style is {style}"
        )
        marks = {at: other for at, other in _paired(document) if _style(text[at]) != style}
        if house != "keep":
            marks |= {at: o for at, o in _single(document).items() if _style(text[at]) != style}
        for at, other in sorted(marks.items()):
            span = Span(at, at + 1)
            rare = _style(text[at])
            yield rule.finding(span, (Edit(span, other),), rare=rare, where=where)


def _style(mark: str) -> str:
    return "straight" if mark in "'\"" else "curly"


def _paired(document: Document) -> Iterator[tuple[int, str]]:
    """Whole quotations and apostrophes between letters, by place, with their other form."""
    text, marks = document.text, document.view(survey)
    for m in _APOSTROPHE.finditer(text):
        yield m.start(), "’" if m[0] == "'" else "'"
    for first, last in marks.plain:
        if text[first] == "“":
            yield from ((first, '"'), (last, '"'))
        elif _is_quotation(text, first, last):
            yield from ((first, "“"), (last, "”"))
    for mark in (mark for quoted in marks.doubtful for mark in quoted.marks):
        if mark.partner and not (mark.reversed or mark.gap or mark.doubled):
            first, last = sorted((mark.at, mark.partner.at))
            curly = {text[first], text[last]} & {"“", "”"}
            if curly or _is_quotation(text, first, last):
                yield mark.at, _other(mark)


def _is_quotation(text: str, first: int, last: int) -> bool:
    """Whether two straight marks enclose words as in prose: not 40°26'46"N, 6'2", href="x",
    {"name": "Ada"} or an abbreviation of another script."""
    left, right = text[first - 1 : first] if first else "", text[last + 1 : last + 2]
    return (
        (not left or left.isspace() or left in "([—–“‘")
        and not text[last - 1].isdigit()
        and (not right or right.isspace() or right in ".,;!?)]—–…’”:")
        and not (
            right == ":"
            and text[last + 2 : last + 3] == " "
            and "{" in text[max(0, first - 200) : first]
        )
    )


def _single(document: Document) -> dict[int, str]:
    """The other marks whose other form is plain: those of a quotation that runs on into the next
    paragraph, curly single marks, and straight ones behind a letter where none can open a
    quotation."""
    found: dict[int, str] = {}
    for quoted in document.view(quotations):
        damaged = {mark.at for mark in quoted.unclosed}
        for mark in quoted.marks:
            if mark.role is Role.OPEN and not (
                mark.partner or mark.reversed or mark.gap or mark.doubled
            ):
                found |= {} if mark.at in damaged else {mark.at: _other(mark)}
    text = document.text
    for paragraph in document.view(paragraphs):
        if not _SINGLE_OPENING.search(text, paragraph.start, paragraph.end):
            for m in _BEHIND_LETTER.finditer(text, paragraph.start, paragraph.end):
                found[m.start()] = "’"
    return found | {m.start(): "'" for m in _SINGLE_CURLY.finditer(text)}


def _other(mark: Mark) -> str:
    return '"' if mark.written != '"' else "“" if mark.role is Role.OPEN else "”"
