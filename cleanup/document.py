"""A text to be checked, and places in it.

A position is a code-point offset into the text as it was read. Spans are half-open. Line and
column are worked out only for reports. Everything derived from a text (paragraphs, sentences,
quotation marks) is a *view*: a function of the document, computed when first asked for.
"""

import bisect
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast

from .lazy import lazy

T = TypeVar("T")
View = TypeVar("View", bound="Callable[[Document], Any]")

LINE_END = lazy(r"\r\n|\n|\r")
_NEWLINE = lazy(r"\n")


class _Ends(NamedTuple):
    start: int
    end: int


class Span(_Ends):
    """A stretch of text: code points `start` up to, not including, `end`."""

    __slots__ = ()

    def __new__(cls, start: int, end: int) -> "Span":
        if not 0 <= start <= end:
            raise ValueError(f"not a span: {start}..{end}")
        return tuple.__new__(cls, (start, end))

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        return True

    def touches(self, other: "Span") -> bool:
        """Whether the two overlap or stand side by side."""
        return self.start <= other.end and other.start <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a code point; an empty span shares what it stands inside of."""
        return self.start < other.end and other.start < self.end

    def within(self, other: "Span") -> bool:
        """Whether this span lies inside `other`, edges included."""
        return other.start <= self.start and self.end <= other.end


class Evidence(NamedTuple):
    """What the user gives beside the text: reference texts, names files, the source, a date.

    `references` and `source` are texts; `names` are paths of names files, `indexes` of imported
    indexes, `language_model` of a model of fastText; `date` is ISO 8601.
    """

    references: tuple[str, ...] = ()
    names: tuple[Path, ...] = ()
    source: str | None = None
    date: str | None = None
    indexes: tuple[Path, ...] = ()
    language_model: Path | None = None


def iso_date(text: str) -> str:
    """The date, if it is one of the calendar in the form 2026-01-31. Raises ValueError."""
    import datetime

    try:
        if len(text) == 10 and datetime.date.fromisoformat(text):
            return text
    except ValueError:
        pass
    raise ValueError(f"no date in the form YYYY-MM-DD: {text!r}")


def only_for(family: str) -> "Callable[[View], View]":
    """Declares that only rules of `family` ask for a view: when they are done, its room is free."""

    def declare(make: View) -> View:
        make.family = family  # type: ignore[attr-defined]
        return make

    return declare


class Document:
    """A text with its path (for messages only) and the evidence given beside it."""

    def __init__(
        self, text: str, *, path: str | None = None, evidence: Evidence | None = None
    ) -> None:
        self.text = text
        self.path = path
        self.evidence = evidence or Evidence()
        self._views: dict[Callable[[Document], Any], Any] = {}
        # Where patterns, by source and flags, have anything to find: see `prefilter`.
        self.places: dict[tuple[str, int], list[tuple[int, int]]] = {}

    def view(self, make: "Callable[[Document], T]") -> T:
        """What `make` derives from this document, computed once."""
        if make not in self._views:
            self._views[make] = make(self)
        return cast(T, self._views[make])

    def forget(self) -> None:
        """Let go of what was derived: it takes several times the room of the text, and is computed
        anew if it is asked for."""
        self._views.clear()
        self.places.clear()

    def forget_for(self, family: str) -> None:
        """Let go of what only the rules of a family ask for (see `only_for`)."""
        for make in [make for make in self._views if getattr(make, "family", None) == family]:
            del self._views[make]

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_views": {}}

    def with_text(self, text: str) -> "Document":
        """The same document with other words in it."""
        return Document(text, path=self.path, evidence=self.evidence)


class Place(NamedTuple):
    """A line and a column, both from 1; the column counts code points."""

    line: int
    column: int


class Lines:
    """Where the lines of a text begin. A line ends with LF, CRLF or a lone CR."""

    def __init__(self, text: str) -> None:
        ends = LINE_END if "\r" in text else _NEWLINE
        self.text = text
        self.starts = array("Q", (0,))
        self.starts.extend(m.end() for m in ends.finditer(text))

    def place(self, offset: int) -> Place:
        """Line and column of a code-point offset."""
        line = bisect.bisect_right(self.starts, offset)
        return Place(line, offset - self.starts[line - 1] + 1)

    def words(self, number: int) -> Span:
        """The line of that number, from 0, without white space around it; empty if it is blank."""
        start = self.starts[number]
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Span(start, end)

    def around(self, offset: int) -> Span:
        """The line that holds `offset`, without its line end."""
        line = bisect.bisect_right(self.starts, offset)
        start = self.starts[line - 1]
        end = self.starts[line] if line < len(self.starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)


def lines(document: Document) -> Lines:
    """The lines of a document (a view)."""
    return Lines(document.text)
