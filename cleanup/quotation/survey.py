"""The quotations of a document, read only as far as a rule needs to see."""

import re
from array import array
from typing import NamedTuple

from ..document import Document, Span, only_for
from ..lazy import lazy
from ..segments import paragraph_at
from .marks import Mark, Quotations, Role
from .reading import read

_ANY = lazy(r"[“”\"‘’'„‟`]|,,(?=\w)")
_DOUBLE = lazy(r"[“”\"„]")
# A quotation as it should be, in one line or in some that follow each other: its marks touch what
# they enclose and nothing else, no second quotation follows at once, and no double mark that is
# written otherwise stands in it. Or else a single mark.
# Of so many pieces at most: each takes room while a mark further on is looked for.
_WORDS = (
    r"""(?:[^“”"„‟‘’'`,\r\n]++|‘(?!‘)|’(?!’)|'(?!')|`(?!`)|,(?!,\w)|\r?\n(?=[^“”"\r\n])){1,400}+"""
)
_PLAIN = lazy(
    rf"""
      “ (?<!\w“) (?![\s.,;:!?)\]}}—–\-/’'…])  {_WORDS}  (?<!\s) ”  (?![\w“”"]|\ [“"])
    | " (?<![^\s([{{—–\-/‘']") (?![\s.,;:!?)\]}}—–\-/’'…])  {_WORDS}
      (?<![\s([{{—–\-/‘']) " (?=[\s.,;:!?)\]}}—–\-/’'…]|\Z) (?!\ [“"])
    | “ | ” | " | „ | ‟
    """,
    re.VERBOSE,
)
# How far a quotation may run on without a mark: further off, it is another one that is closed.
REACH = 4_000


def quotations(document: Document) -> tuple[Quotations, ...]:
    """The quotation marks of a document by paragraph (a view); paragraphs without any are left
    out."""
    found, at, text = [], 0, document.text
    while mark := _ANY.search(text, at):
        paragraph = paragraph_at(document, mark.start())
        quoted = quotations_in(document, paragraph)
        if quoted.marks or quoted.apostrophes:
            found.append(quoted)
        at = max(paragraph.end, mark.end())
    return tuple(found)


class Survey(NamedTuple):
    """The double marks of a text, read only as far as need be.

    `doubtful` are the paragraphs whose marks do not pair off plainly, all that rules about damage
    need to see; `opening` and `closing` are the places of the marks of all others.
    """

    doubtful: tuple[Quotations, ...]
    opening: "array[int]"
    closing: "array[int]"


@only_for("quotes")
def survey(document: Document) -> Survey:
    """The double marks of a document (a view)."""
    opening, closing = array("Q"), array("Q")
    found: list[Quotations] = []
    text, read_to = document.text, 0
    while m := _PLAIN.search(text, read_to):
        start, end = m.span()
        # Lines are one paragraph only where a text is hard-wrapped.
        one_line = end - start > 1 and text.find("\n", start, end) < 0
        paragraph = None if one_line else paragraph_at(document, start)
        if paragraph is None or (end - start > 1 and end <= paragraph.end):
            opening.append(start)
            closing.append(end - 1)
            read_to = end
            continue
        while opening and opening[-1] >= paragraph.start:
            opening.pop()
            closing.pop()
        quoted = quotations_in(document, paragraph)
        if quoted.marks:
            found.append(quoted)
        read_to = max(paragraph.end, start + 1)
    return Survey(tuple(found), opening, closing)


# What may open a quotation and is no double mark that `_PLAIN` knows.
_OPENING_TOO = lazy(r"‘|`|,,(?=\w)|(?<![^\W_])['’](?=\S)")


def plainly_quoted(text: str, at: int, low: int, high: int) -> bool | None:
    """Whether a place stands in a quotation; None if the marks around it, from `low` to `high`, do
    not pair off plainly."""
    if _OPENING_TOO.search(text, low, high):
        return None
    found = [m.span() for m in _PLAIN.finditer(text, low, high)]
    if any(end - start == 1 for start, end in found):
        return None
    return any(start < at < end - 1 for start, end in found)


def doubtful(document: Document) -> tuple[Quotations, ...]:
    """The paragraphs whose marks do not pair off plainly."""
    return document.view(survey).doubtful


def quotations_at(document: Document, offset: int) -> Quotations | None:
    """The marks of the paragraph around `offset`, if it has any."""
    paragraph = paragraph_at(document, offset)
    if not _ANY.search(document.text, paragraph.start, paragraph.end):
        return None
    known = document.view(_Read)
    if known.paragraph != paragraph:
        known.paragraph = paragraph
        known.found = quotations_in(document, paragraph)
    return known.found


class _Read:
    """The paragraph that was asked for last: rules ask for several places in one (a view)."""

    def __init__(self, document: Document) -> None:
        self.paragraph: Span | None = None
        self.found: Quotations | None = None


def quotations_in(document: Document, paragraph: Span) -> Quotations:
    """The marks of a paragraph, read now."""
    carried, runs_on = is_carried(document, paragraph), _may_run_on(document, paragraph)
    every, left = read(document.text, paragraph, carried, runs_on)
    marks: list[Mark] = []
    apostrophes: list[Mark] = []
    for mark in every:
        alone = mark.single and not mark.partner
        (apostrophes if alone else marks).append(mark)
    whole = all(mark.partner or mark.role is Role.INCH for mark in marks)
    unclosed = [mark for mark in left if not mark.single]
    if runs_on:
        unclosed = unclosed[:-1]
    return Quotations(paragraph, tuple(marks), tuple(unclosed), whole, tuple(apostrophes))


def _may_run_on(document: Document, paragraph: Span) -> bool:
    """Whether the text behind a paragraph takes up a quotation: the next paragraph opens it anew,
    or the next with marks closes it."""
    text = document.text
    start = paragraph.end
    while start < len(text) and text[start].isspace():
        start += 1
    if text[start : start + 1] in ("“", '"', "„"):
        return True
    following = _DOUBLE.search(text, start, paragraph.end + REACH)
    if not following or following[0] in "“„":
        return False
    at = following.start()
    # Before a word, behind a space: a straight mark that opens, or a curly one that is wrong.
    return not (text[at - 1].isspace() and text[at + 1 : at + 2].isalnum())


def is_carried(document: Document, paragraph: Span) -> bool:
    """Whether the last mark before a paragraph may open a quotation that runs on into it."""
    text, low = document.text, max(0, paragraph.start - REACH)
    last = max(text.rfind(mark, low, paragraph.start) for mark in '“”"„')
    if last < 0 or text[last] == "”":
        return False
    return text[last] != '"' or text[last - 1 : last].isspace() or last in (0, low)
