"""The quotation marks of a text: which open, which close, and which are damaged.

Every rule about quotation marks reads this result. A paragraph is read from left to right with a
stack of open quotations. What a mark is *written* as (“ opens, ” closes, " says nothing) is held
against where it *stands* (before a word, after one, or alone between spaces), and the two disagree
in damaged text. The reading starts afresh in each paragraph, so one stray mark cannot flip the
rest of the file. Apostrophes and single quotation marks are not read: they cannot be told apart
without understanding the words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .document import Document, Span
from .segments import paragraph_at

# A longer run is a rule across the page or rubbish, no quotation.
MARK = re.compile(r"(?<![“”\"])[“”\"]{1,3}(?![“”\"])")
_ANY = re.compile(r"[“”\"]")
# A quotation as it should be, in one line: its marks touch what they enclose and nothing else, and
# no second quotation follows at once. Or else a single mark.
_PLAIN = re.compile(
    r"""
      “ (?![\s.,;:!?)\]}—–\-/’'…])  [^“”"\r\n]++  (?<!\s) ”  (?![“”"]|\ [“"])
    | " (?<![^\s([{—–\-/‘']") (?![\s.,;:!?)\]}—–\-/’'…])  [^“”"\r\n]++
      (?<![\s([{—–\-/‘']) " (?=[\s.,;:!?)\]}—–\-/’'…]|\Z) (?!\ [“"])
    | “ | ” | "
    """,
    re.VERBOSE,
)
# Nobody quotes deeper; a paragraph that seems to is not read.
DEEPEST = 8


class Role(StrEnum):
    """What a mark does, whatever it looks like."""

    OPEN = "open"
    CLOSE = "close"
    STRAY = "stray"
    UNKNOWN = "unknown"
    INCH = "inch"


@dataclass(slots=True)
class Mark:
    """A double quotation mark at code point `at`, and the mark it is paired with, if any."""

    at: int
    written: str
    role: Role
    partner: "Mark | None" = None
    # White space between the mark and the text it encloses.
    gap: Span | None = None
    # Whether it is one of several in a row; alike, they stand here as one.
    doubled: bool = False

    @property
    def reversed(self) -> bool:
        """Whether a curly mark points the wrong way for what it does."""
        return not self.doubled and (self.role, self.written) in (
            (Role.OPEN, "”"),
            (Role.CLOSE, "“"),
        )


@dataclass(frozen=True, slots=True)
class Quotations:
    """The marks of one paragraph, and those left open at its end that no later one closes."""

    paragraph: Span
    marks: tuple[Mark, ...]
    unclosed: tuple[Mark, ...]
    # Whether every mark has its partner, so that straight ones too can be told apart.
    whole: bool


def quotations(document: Document) -> tuple[Quotations, ...]:
    """The quotation marks of a document by paragraph (a view); paragraphs without any are left
    out."""
    return tuple(_all_from(document, 0))


@dataclass(frozen=True, slots=True)
class Survey:
    """The marks of a text, read only as far as need be.

    `doubtful` are the paragraphs whose marks do not pair off plainly, all that rules about damage
    need to see; `plain` are the places of the opening and the closing marks of all others.
    """

    doubtful: tuple[Quotations, ...]
    plain: tuple[tuple[int, int], ...]


def survey(document: Document) -> Survey:
    """The marks of a document (a view)."""
    plain: list[tuple[int, int]] = []
    found: list[Quotations] = []
    read_to = 0
    for m in _PLAIN.finditer(document.text):
        start, end = m.span()
        if start < read_to:
            continue
        if end - start > 1:
            plain.append((start, end - 1))
            continue
        paragraph = paragraph_at(document, start)
        while plain and plain[-1][0] >= paragraph.start:
            plain.pop()
        found += _all_from(document, paragraph.start, paragraph.end)
        read_to = paragraph.end
    return Survey(tuple(found), tuple(plain))


def doubtful(document: Document) -> tuple[Quotations, ...]:
    """The paragraphs whose marks do not pair off plainly."""
    return document.view(survey).doubtful


def quotations_at(document: Document, offset: int) -> Quotations | None:
    """The marks of the paragraph around `offset`, if it has any."""
    paragraph = paragraph_at(document, offset)
    # The next mark may be far away, and this is asked for every place that is mended.
    if not _ANY.search(document.text, paragraph.start, paragraph.end):
        return None
    return next(_all_from(document, paragraph.start, paragraph.end), None)


def _all_from(document: Document, start: int, end: int | None = None) -> Iterator[Quotations]:
    """The marks of the paragraphs between `start`, where one begins, and `end`."""
    found = _with_marks(document, start)
    this = next(found, None)
    while this and (end is None or this[0].start < end):
        paragraph, marks, left = this
        # A quotation may run on: the next paragraph with marks reopens it or closes it.
        this = next(found, None) if end is None or left else None
        runs_on = this is not None and (
            this[1][0].at == this[0].start or this[1][0].role is not Role.OPEN
        )
        whole = all(mark.partner or mark.role is Role.INCH for mark in marks)
        unclosed = left[:-1] if runs_on else left
        yield Quotations(paragraph, tuple(marks), tuple(unclosed), whole)


def _with_marks(document: Document, at: int) -> Iterator[tuple[Span, list[Mark], list[Mark]]]:
    """The paragraphs from `at` on that have marks, the marks, and those of them left open."""
    while mark := _ANY.search(document.text, at):
        paragraph = paragraph_at(document, mark.start())
        marks, left = _read(document.text, paragraph)
        if marks:
            yield paragraph, marks, left
        at = max(paragraph.end, mark.end())


def _read(text: str, paragraph: Span) -> tuple[list[Mark], list[Mark]]:
    """The marks of a paragraph and the stack of those that are left open."""
    marks: list[Mark] = []
    stack: list[Mark] = []
    runs = MARK.finditer(text, paragraph.start, paragraph.end)
    places = (
        (at, 1 + at if len(set(run[0])) > 1 else run.end(), len(run[0]) > 1)
        for run in runs
        for at in (range(*run.span()) if len(set(run[0])) > 1 else [run.start()])
    )
    for at, end, doubled in places:
        if len(stack) > DEEPEST:
            return [], []
        before = text[max(paragraph.start, at - 3) : at].rstrip()[-1:]
        left = text[at - 1] if at > paragraph.start else " "
        right = text[end] if end < paragraph.end else " "
        alone = left.isspace() and right.isspace()
        role = _role(text[at], left, right, bool(stack), end == paragraph.end)
        if text[at] == '"' and not stack and before.isdigit() and (role is Role.CLOSE or alone):
            role = Role.INCH
        mark = Mark(at, text[at], role, doubled=doubled)
        if role is Role.OPEN:
            mark.gap = _gap(text, end, paragraph.end) if right.isspace() and not doubled else None
            stack.append(mark)
        elif role is Role.CLOSE and stack:
            mark.gap = _gap(text, at, paragraph.start) if left.isspace() and not doubled else None
            mark.partner = stack.pop()
            mark.partner.partner = mark
        elif role is Role.CLOSE:
            mark.role = Role.UNKNOWN
        marks.append(mark)
    return marks, stack


def _role(written: str, left: str, right: str, is_open: bool, last: bool) -> Role:
    """What a mark does, from its form, its neighbours and whether a quotation is open."""
    opens = left.isspace() or left in "([{—–-/‘'“\""
    closes = right.isspace() or right in ".,;:!?)]}—–-/’'”\"…"
    if written == '"':
        # Between two words, or alone between spaces, the mark closes what is open.
        opening = not is_open if opens == closes else opens
    elif written == "“":
        # It opens, unless nothing comes after it, or it hangs on a word like a closing mark.
        if closes and not is_open and (last or not opens):
            return Role.STRAY if last else Role.UNKNOWN
        opening = not (closes and is_open and (last or not opens))
    else:
        # It closes, unless it stands before a word with nothing open.
        opening = opens and not closes and not is_open
    return Role.OPEN if opening else Role.CLOSE


def _gap(text: str, edge: int, limit: int) -> Span:
    """The white space from `edge` towards `limit`."""
    other = edge
    if limit >= edge:
        while other < limit and text[other].isspace():
            other += 1
        return Span(edge, other)
    while other > limit and text[other - 1].isspace():
        other -= 1
    return Span(other, edge)
