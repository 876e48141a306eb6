"""Checks of quotation marks. What each mark does is decided in `quotation`."""

import re
from collections import Counter
from collections.abc import Iterator

from ..document import Document, Span
from ..findings import Edit, Finding
from ..quotation import Mark, Role, quotations
from ..rulebook import Rule

_SENTENCE_CLOSED = re.compile(r"[a-z][.!?][”\"] [“\"]")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’](?=[^\W\d_])")


def _marks(document: Document) -> Iterator[Mark]:
    for found in document.view(quotations):
        yield from found.marks


def space_inside(document: Document, rule: Rule) -> Iterator[Finding]:
    """White space between a quotation mark and what it encloses, in a quotation that is whole."""
    for mark in _marks(document):
        if mark.gap and mark.partner and not mark.reversed:
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
        for before, mark in zip(found.marks, found.marks[1:], strict=False):
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
        for first, second in zip(found.marks, found.marks[1:], strict=False):
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

    The rule of a text is what at least two thirds of its marks follow; without it nothing is
    said. An apostrophe counts only between letters: elsewhere it may be a quotation mark.
    """
    text = document.text
    apostrophes = [(m.start(), "’" if m[0] == "'" else "'") for m in _APOSTROPHE.finditer(text)]
    doubles = [
        (m.at, '"' if m.written != '"' else "“" if m.role is Role.OPEN else "”")
        for m in _marks(document)
        if m.partner and not m.reversed and not m.gap
    ]
    both = apostrophes + doubles
    styles = Counter("straight" if text[at] in "'\"" else "curly" for at, _ in both)
    for style, rare in (("curly", "straight"), ("straight", "curly")):
        if styles[rare] and styles[style] >= 2 * styles[rare]:
            for at, other in sorted(both):
                if (text[at] in "'\"") == (rare == "straight"):
                    span = Span(at, at + 1)
                    yield rule.finding(span, (Edit(span, other),), rare=rare, style=style)
