"""Checks of quotation marks. What each mark does is decided in `quotation`."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from ..document import Document, Span
from ..findings import Edit, Finding
from ..quotation import Mark, Role, quotations
from ..rulebook import Rule
from ..segments import paragraphs

_SENTENCE_CLOSED = re.compile(r"[a-z][.!?][”\"] [“\"]")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’](?=[^\W\d_])")
_SINGLE_CURLY = re.compile(r"’|(?<!\w)‘|‘(?!\w)")
_SINGLE_OPENING = re.compile(r"(?<!\w)'(?=\w)")
_BEHIND_LETTER = re.compile(r"(?<=[^\W\d_])'(?!\w)")


def _marks(document: Document) -> Iterator[Mark]:
    for found in document.view(quotations):
        yield from found.marks


def space_inside(document: Document, rule: Rule) -> Iterator[Finding]:
    """White space between a quotation mark and what it encloses, in a quotation that is whole."""
    for found in document.view(quotations):
        for mark in found.marks:
            sure = mark.written != '"' or found.whole
            if mark.gap and mark.partner and not mark.reversed and sure:
                yield rule.finding(mark.gap, (Edit(mark.gap, ""),))


def wrong_direction(document: Document, rule: Rule) -> Iterator[Finding]:
    """A curly mark that points the wrong way, with the space before it if it stands apart."""
    for mark in _marks(document):
        if mark.reversed and mark.partner:
            span = Span(mark.at, mark.at + 1)
            if mark.gap and mark.role is Role.CLOSE:
                span = Span(mark.gap.start, span.end)
            right = "”" if mark.role is Role.CLOSE else "“"
            yield rule.finding(span, (Edit(span, right),), written=mark.written, right=right)


def stray(document: Document, rule: Rule) -> Iterator[Finding]:
    """An opening mark with nothing after it, behind a quotation that is already closed."""
    text = document.text
    for found in document.view(quotations):
        for before, mark in pairwise(found.marks):
            between = text[before.at + 1 : mark.at]
            if mark.role is Role.STRAY and before.role is Role.CLOSE and not between.strip():
                span = Span(before.at + 1, mark.at + 1)
                yield rule.finding(span, (Edit(span, ""),), written=mark.written)


def unclosed(document: Document, rule: Rule) -> Iterator[Finding]:
    """A quotation that its paragraph leaves open and no later paragraph takes up."""
    for found in document.view(quotations):
        for mark in found.unclosed:
            if mark.written == "“":
                yield rule.finding(Span(mark.at, mark.at + 1))


def split_quotation(document: Document, rule: Rule) -> Iterator[Finding]:
    """Two quotations side by side in mid-sentence: the first opens in lower case and closes like a
    sentence, the second closes like a phrase, and lower case follows."""
    text = document.text
    for found in document.view(quotations):
        for first, second in pairwise(found.marks):
            if first.role is not Role.CLOSE or second.role is not Role.OPEN or not second.partner:
                continue
            inside = text[first.partner.at + 1 : first.at] if first.partner else ""
            seam = text[max(0, first.at - 2) : second.at + 1]
            tail = text[second.partner.at + 1 : second.partner.at + 3]
            if (
                _SENTENCE_CLOSED.fullmatch(seam)
                and inside[:1].islower()
                and text[second.partner.at - 1].isalpha()
                and re.match(r" [a-z]", tail)
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
    marks = _paired(document)
    house = rule.options.get("style", "keep")
    if house == "keep":
        styles = Counter(_style(text[at]) for at in marks)
        pairs = (("curly", "straight"), ("straight", "curly"))
        kept = [s for s, rare in pairs if styles[rare] and styles[s] >= 2 * styles[rare]]
    else:
        marks |= _single(document)
        kept = [house]
    for style in kept:
        where = (
            f"in a text that uses {style} ones"
            if house == "keep"
            else f"where the house style is {style}"
        )
        for at, other in sorted(marks.items()):
            if (rare := _style(text[at])) != style:
                span = Span(at, at + 1)
                yield rule.finding(span, (Edit(span, other),), rare=rare, where=where)


def _style(mark: str) -> str:
    return "straight" if mark in "'\"" else "curly"


def _paired(document: Document) -> dict[int, str]:
    """Whole quotations and apostrophes between letters, by place, with their other form."""
    found = {m.start(): "’" if m[0] == "'" else "'" for m in _APOSTROPHE.finditer(document.text)}
    for mark in _marks(document):
        if mark.partner and not (mark.reversed or mark.gap or mark.doubled):
            found[mark.at] = _other(mark)
    return found


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
