"""What a quotation mark may be: its places in a paragraph, and the cost of each of its readings.

A cost is the damage that a reading supposes: none where form and place agree, more for a space on
the wrong side, for a mark written the wrong way round, for one too many. The figures are small
whole numbers and halves; only their order matters, and `tests/test_quotation.py` holds it.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ..document import Span
from ..lazy import lazy
from ..lists import entry_set

# The distance to the next best reading from which on a reading is sure.
SURE = 2.0
# More marks than this in a row are no quotation: what stands beyond is not looked at.
MOST_MARKS = 16

_MARKS = lazy(r"[“”\"]+|„|‟|(?<![\w,]),,(?=\w)|(?<!`)``(?!`)|‘‘|’’|(?<!')''(?!')|[‘’']")
_QUOTES = "“”\"„‟‘’'`"
_ENDS = tuple(".,!?…")
_PAUSES = (", ", "! ", "? ")
_TOLD = lazy(
    r" (?:(?:he|she|they|the [a-z]+|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}) )?(?P<verb>[a-z]+)\b"
)
_APOSTROPHES = ("'", "’", "‘")
# Words that go before or behind a quotation in mid-sentence, and seldom begin or end one.
_GOES_ON = lazy(
    r"(?:and|are|as|at|but|by|for|from|in|is|of|on|or|the|to|was|were|which|who|with)\b"
)
_WENT_ON = lazy(r"\b(?:an|and|are|as|at|but|by|for|from|in|is|of|on|or|the|to|was|were|with)$")
_SHORT_BEHIND = lazy(r"(?!(?:as|at|by|in|is|of|on|or|to|we|he)\b)[^\W\d_]{1,2}(?![^\W_])")
_ELISION = lazy(
    r"(?:\d\d(?:s\b|(?!\w))|(?:bout|cause|cos|cross|cuz|em|er|fore|gainst|hood|im|kay|mid|mongst|n|"
    r"neath|nother|nuff|pon|round|s|scuse|sup|til|till|tis|twas|tween|twere|twill|twould|um|ve)\b)",
    re.IGNORECASE,
)


class Role(StrEnum):
    """What a mark does, whatever it looks like."""

    OPEN = "open"
    CLOSE = "close"
    STRAY = "stray"
    UNKNOWN = "unknown"
    INCH = "inch"
    APOSTROPHE = "apostrophe"


@dataclass(slots=True, eq=False, repr=False)
class Mark:
    """A quotation mark at code point `at`, and the mark it is paired with, if any."""

    at: int
    written: str
    role: Role
    partner: "Mark | None" = None
    # White space between the mark and the text it encloses.
    gap: Span | None = None
    # Whether the mark touches a word on its outer side.
    glued: bool = False
    # How much more damage the next best reading of this mark supposes.
    margin: float = 0.0

    @property
    def end(self) -> int:
        """The code point behind it."""
        return self.at + len(self.written)

    @property
    def single(self) -> bool:
        """Whether it is a mark of the second level (in Britain: of the first)."""
        return self.written in "‘’'"

    @property
    def doubled(self) -> bool:
        """Whether it is written as several in a row; they stand here as one."""
        return len(self.written) > 1

    @property
    def sure(self) -> bool:
        """Whether no other reading of this mark, or of its partner, comes near."""
        margin = min(self.margin, self.partner.margin) if self.partner else self.margin
        return margin >= SURE

    @property
    def reversed(self) -> bool:
        """Whether a curly mark points the wrong way for what it does."""
        if self.role is Role.CLOSE and self.partner and self.partner.written == "„":
            return False
        return (self.role, self.written) in (
            (Role.OPEN, "”"),
            (Role.CLOSE, "“"),
            (Role.OPEN, "’"),
            (Role.CLOSE, "‘"),
        )


class Quotations(NamedTuple):
    """The marks of one paragraph, and those left open at its end that no later one closes."""

    paragraph: Span
    # All but apostrophes.
    marks: tuple[Mark, ...]
    unclosed: tuple[Mark, ...]
    # Whether every mark has its partner, so that straight ones too can be told apart.
    whole: bool
    # Single marks that are none: elisions, genitives, feet.
    apostrophes: tuple[Mark, ...] = ()


class Token(NamedTuple):
    """A mark with the costs of its readings; `level` is D for double, S for single, L for low."""

    at: int
    written: str
    level: str
    opens: float
    closes: float
    # As neither: an apostrophe, an inch, or a stray mark.
    neither: float
    other: Role


def tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """The marks between `start` and `end` that may be quotation marks, from left to right."""
    for m in _MARKS.finditer(text, start, end):
        # Of few kinds, and kept: each match makes a string of its own.
        at, run = m.start(), sys.intern(m[0])
        if run[0] in '“”"':
            # A longer run is a rule across the page or rubbish, no quotation.
            if len(run) > 3:
                continue
            if len(set(run)) == 1:
                if token := _double(text, at, run, start, end):
                    yield token
                continue
            for place, mark in enumerate(run, at):
                if token := _double(text, place, mark, start, end):
                    yield token
        elif len(run) == 1 and run in "‘’'":
            if single := _single(text, at, start, end):
                yield single
        elif token := _double(text, at, run, start, end):
            yield token


def _beside(text: str, at: int, end: int, low: int, high: int) -> tuple[str, str]:
    """The characters beside a mark, a few other marks skipped; a space at the edges of a
    paragraph."""
    left, right = at - 1, end
    first, last = max(low, at - MOST_MARKS), min(high, end + MOST_MARKS)
    while left >= first and text[left] in _QUOTES:
        left -= 1
    while right < last and text[right] in _QUOTES:
        right += 1
    return text[left] if left >= low else " ", text[right] if right < high else " "


def _places(text: str, at: int, end: int, low: int, high: int) -> tuple[float, float]:
    """What opening and closing cost by where a mark stands."""
    left, right = _beside(text, at, end, low, high)
    opens = closes = 0.0
    if left.isspace():
        closes += 2
    elif left in "([{":
        closes += 4
    elif left not in "—–-/=…>|*_~":
        opens += 2
    if right.isspace():
        opens += 2
    elif right in ".,;:!?)]}" and text[end : end + 3] != "...":
        opens += 4
    elif right not in "—–-/…<|*_~":
        closes += 2
    if closes == 4 and right.isupper():
        closes += 1
    if closes == 4 and _GOES_ON.match(text, end, high):
        closes -= 2
        opens += 0.5
    if opens == 4 and _WENT_ON.search(text, max(low, at - 8), at):
        opens -= 2
        closes += 0.5
    if end >= high:
        opens += 4
    return opens, closes


def _double(text: str, at: int, run: str, low: int, high: int) -> Token | None:
    end = at + len(run)
    opens, closes = _places(text, at, end, low, high)
    if run == '""' and _is_empty(text[at - 1 : at] if at > low else " ", text[end : end + 1]):
        return None
    neither = 9.0 if min(opens, closes) < 1 else 5.0
    if run == "“" and end >= high and text[max(low, at - 2) : at].strip()[-1:] in _ENDS:
        # Nothing opens at the end of a paragraph: what stands there closes, or is too much.
        opens, neither = opens + 2, neither + 2
    elif run == "“" and text[max(low, at - 2) : at] in _PAUSES and _is_told(text, end, high):
        # “We wait, “ he said.
        opens, neither = opens + 2, neither + 2
    other = Role.STRAY
    left = text[at - 1] if at > low else " "
    if run in '"”':
        apart = text[max(low, at - 2) : at]
        if left.isalpha() and _SHORT_BEHIND.match(text, end, high):
            # z”l, T"V and other abbreviations of Hebrew, whose mark stands before the last letter.
            neither, other = 1.0, Role.INCH
        if left.isdigit():
            neither, other = 0.5, Role.INCH
        elif run == '"' and len(apart) == 2 and apart[0].isdigit() and apart[1] == " ":
            neither, other = 1.5, Role.INCH
    elif run in ("’’", "''"):
        # “The dogs’’ bowl”: rather one apostrophe too many than a quotation that ends there.
        closes, neither = closes + 2, 5.0
        if left.isdigit():
            neither, other = 0.5, Role.INCH
    if run[0] in "“„‟`,‘":
        closes += 3 if run[0] in "“‘" else 9
    elif run[0] in "”’'":
        opens += 3 if len(run) == 1 or run[0] != "'" else 9
    return Token(at, run, "L" if run in ("„", ",,") else "D", opens, closes, neither, other)


def _is_told(text: str, end: int, high: int) -> bool:
    """Whether words that say who speaks stand behind a mark: "he told", "said Anna"."""
    m = _TOLD.match(text, end, high)
    return bool(m and m["verb"] in entry_set("speech-verbs"))


def _is_empty(left: str, right: str) -> bool:
    """Whether two straight marks between these characters enclose nothing, as in code."""
    if left == ",":
        return right in ("", ",", "\n")
    return not right.isalnum() and (left.isspace() or left in "=([{:")


def _single(text: str, at: int, low: int, high: int) -> Token | None:
    mark = text[at]
    before = text[at - 1] if at > low else " "
    after = text[at + 1] if at + 1 < high else " "
    if before.isalnum() and after.isalnum():
        return None  # O’Neill, Hawai‘i, Xi'an, 5'10
    opens, closes = _places(text, at, at + 1, low, high)
    neither = 5.0
    if after.isalnum():
        elided = _ELISION.match(text, at + 1, high)
        neither, opens = (0.3, opens + 1) if elided else (2.0, opens)
        neither += 0.1 if mark == "‘" else 0
    elif before.isdigit() and mark != "‘":
        neither = 0.3
    elif before in "nN" and text[max(low, at - 2) : at - 1] in _APOSTROPHES:
        neither, closes = 0.0, closes + 3  # rock ’n’ roll
    elif before.isalpha():
        # The dogs’ bowl; runnin’ and readin’; o’ and th’.
        neither = 0.5 if before in "sSzxZX" else 1.0 if before in "nNoOhH" else 2.5
    if mark == "‘":
        closes += 3
        neither = 5.0 if before.isalnum() else neither + (2 if neither > 1 else 0)
    elif mark == "’":
        opens += 3
    return Token(at, mark, "S", opens, closes, neither, Role.APOSTROPHE)


def gap(text: str, edge: int, limit: int) -> Span | None:
    """The white space from `edge` towards `limit`, if there is any."""
    other = edge
    if limit >= edge:
        while other < limit and text[other].isspace():
            other += 1
    else:
        while other > limit and text[other - 1].isspace():
            other -= 1
    return Span(min(edge, other), max(edge, other)) if other != edge else None
