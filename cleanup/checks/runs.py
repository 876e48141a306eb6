"""Words said twice or more in a row, found in one walk that the rules about them share.

The walk compares every word with the next one, and every nth word with the one n further on: a
phrase of n words that is said twice cannot slip through between them. The first letters of all
words are compared at once, as one long number; only where they are equal the words are, lower-case
and without marks, and only where these are the text itself.
"""

import bisect
import functools
import operator
import re
from array import array
from collections.abc import Iterator
from typing import NamedTuple

from ..document import Document, Span, lines
from ..lazy import lazy
from ..lists import entry_set
from ..prefilter import stretches
from ..quotation import DEEPEST, plainly_quoted, quotations_at, quotations_in
from ..segments import paragraph_at

# The longest phrase, in words; what is longer is a sentence said twice.
LONGEST = 6
_TWICE = 2
# Code points that are taken at a time, and how far a seed may lie behind their end.
_CHUNK = 5_000
_AHEAD = 300
# Where there is no white space between words, so many and more may be taken.
_HUGE = 20_000
# Latin letters in lower case, and a space for what is no part of a word.
_LOWER = bytes(
    ord(chr(at).lower()) if chr(at).isalnum() or at in b"'-_" else 32 for at in range(256)
)
_TOKEN = lazy(rb"[^ ]+")
_first_of = operator.itemgetter(0)
_WORD = lazy(r"[\w'’-]+")
_BETWEEN = lazy(r" |[,;:.!?…–—]{1,3} ")
_GOES_ON = lazy(r"[\w'’-]|\.\w")
_MARK = lazy(r"[\"'`“”„‟‘’‚‛]|,,")
_QUOTES = tuple("\"'`“”‘’")
# The letters beyond Latin-1 at the ends of a word, and the others there: no word has so many.
_LETTERS = lazy(r"[^\W_]*")
_LETTERS_BEFORE = lazy(r"[^\W_]*+\Z")
_LONGEST_WORD = 100


class Run(NamedTuple):
    """A word or phrase said `times` in a row, `between` it white space or a mark and a space."""

    span: Span
    unit: str
    times: int
    between: str

    @property
    def words(self) -> list[str]:
        """The words of the phrase."""
        return _WORD.findall(self.unit)

    @property
    def again(self) -> Span:
        """All but the first of them, with the space before."""
        return Span(self.span.start + len(self.unit), self.span.end)


class Runs:
    """The words and phrases of a text that are repeated at once, from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        # Of each the start, the end of the unit and of what stands behind it, and the end: a text
        # may have thousands, and as tuples they take ten times the room.
        self._bounds = array("Q")

    def add(self, run: Run) -> None:
        """Take one more, behind the others."""
        behind = run.span.start + len(run.unit)
        self._bounds.extend((run.span.start, behind, behind + len(run.between), run.span.end))

    def __iter__(self) -> Iterator[Run]:
        for start, behind, again, end in zip(*[iter(self._bounds)] * 4, strict=True):
            unit, between = self._text[start:behind], self._text[behind:again]
            yield Run(Span(start, end), unit, 1 + (end - behind) // (again - start), between)


def runs(document: Document) -> Runs:
    """The words and phrases of a text that are repeated at once (a view)."""
    found = Runs(document.text)
    read_to = 0
    for start, end in _chunks(document):
        for at, reach in sorted(_seeds(document.text[start : end + _AHEAD])):
            if start + at < read_to:
                continue
            run = _run(document.text, start + at, start + reach)
            if run:
                read_to = run.span.end
                found.add(run)
    return found


def _chunks(document: Document) -> Iterator[tuple[int, int]]:
    """Stretches of the text put together."""
    start = 0
    for _, end in document.view(stretches):
        if end - start >= _CHUNK or end == len(document.text):
            yield start, end
            start = end


def _seeds(text: str) -> set[tuple[int, int]]:
    """Where what looks like a phrase said twice begins, and where it ends the first time."""
    lower = text.encode("latin-1", "replace").translate(_LOWER)
    words = lower.split()
    # Looked for by the first letters, all at once: the words that follow, less those n further on.
    letters = bytes(map(_first_of, words))
    number = int.from_bytes(letters, "little")
    seeds = {
        seed
        for n in range(1, LONGEST + 1)
        for at in _alike(words, n, (number ^ number >> 8 * n).to_bytes(len(letters), "little"))
        if (seed := _twice(words, at, n))
    }
    # Of two equal words most stand apart ("he left. Left alone") or are meant.
    twice = _side_by_side(text, {words[at] for at, n in seeds if n == 1})
    seeds = {
        (at, n)
        for at, n in seeds
        if n > 1 or words[at] in twice or words[at + 1 : at + 3] == [words[at]] * 2
    }
    places = _places(lower, {at for first, n in seeds for at in (first, first + n - 1)})
    return {
        (places[first], places[first + n - 1] + len(words[first + n - 1])) for first, n in seeds
    }


def _side_by_side(text: str, words: set[bytes]) -> set[bytes]:
    """Those of some words that may stand twice in the text with nothing but a space between, and
    are not meant so. Where a letter is beyond Latin-1 it is a question mark: "?ukasz ?ukasz"."""
    if not words:
        return words
    # "İ" would become an i and a mark.
    exact = text.replace("İ", "?").lower().encode("latin-1", "replace")
    return {
        word
        for word in words
        if (word + b" " + word in exact and word.decode("latin-1") not in _meant())
        or word + b" ?" in exact
        or word + b"?" in exact
    }


def _places(text: bytes, numbers: set[int]) -> dict[int, int]:
    """Where the words of these numbers, from 0, begin."""
    if len(text) > _HUGE:
        # What is left is copied for each of them.
        every = [m.start() for m in _TOKEN.finditer(text)]
        return {number: every[number] for number in numbers}
    found, at, rest = dict[int, int](), 0, text
    for number in sorted(numbers):
        rest = rest.split(None, number - at)[-1]
        found[number], at = len(text) - len(rest), number
    return found


def _alike(words: list[bytes], n: int, differences: bytes) -> Iterator[int]:
    """Every nth word that is the same as the one n further on, if as many around it may be: nothing
    is the difference of their first letters."""
    none, at = bytes(n), -1
    while (at := differences.find(none, at + 1)) >= 0:
        at += -at % n
        if words[at] == words[at + n]:
            yield at


@functools.cache
def _meant() -> frozenset[str]:
    """Words that are said twice on purpose."""
    return entry_set("reduplications") - entry_set("joint-words")


def _twice(words: list[bytes], at: int, n: int) -> tuple[int, int] | None:
    """The first word and the length of a phrase of `n` words that is said twice around `at`."""
    if n == 1:
        return at, n
    first, last = at, at + 1
    while first and at - first < n and words[first - 1] == words[first - 1 + n]:
        first -= 1
    while last - first < n and last + n < len(words) and words[last] == words[last + n]:
        last += 1
    return (first, n) if last - first >= n else None


def _run(text: str, start: int, end: int) -> Run | None:
    """The run that begins with the phrase from `start` to `end`, if it is one in the text too."""
    behind = _LETTERS.match(text, end, end + _LONGEST_WORD)
    before = _LETTERS_BEFORE.search(text, max(0, start - _LONGEST_WORD), start)
    if not (behind and before) or max(len(behind[0]), len(before[0])) == _LONGEST_WORD:
        return None
    start, end = before.start(), behind.end()
    unit = text[start:end]
    if re.search(r"[\r\n]", unit) or re.match(r"[\w'’.-]", text[max(0, start - 1) : start]):
        return None
    m = _BETWEEN.match(text, end)
    between, times = m[0] if m else "", 1
    # Not as long as in lower case: there "İ" is two code points.
    step, lower = len(between) + len(unit), f"{between}{unit}".lower()
    while m and text[end : end + step].lower() == lower:
        end, times = end + step, times + 1
    if times > 1 and _GOES_ON.match(text, end):
        # "the the theory": what looks like another one is the head of a word.
        end, times = end - step, times - 1
    if times == 1 or (times == _TWICE and between.strip() and " " not in unit):
        # "He left. Left alone": no one word is said twice with a mark between by mistake.
        return None
    if text[max(0, start - 1) : start] in _QUOTES and text[end : end + 1] in _QUOTES:
        # Words about words: the mistake "the the".
        return None
    return Run(Span(start, end), unit, times, between)


# A paragraph with more code points is read in parts of three times so many; no quotation runs on so
# far without a mark.
_VERY_LONG, _PART = 50_000, 5_000
# Nor is a part where the marks so far around a place pair off plainly.
_NEAR = 2_000


def quoted(document: Document, at: int) -> bool:
    """Whether the offset `at` stands in a quotation, or in one that is left open before it."""
    paragraph, read = paragraph_at(document, at), document.view(_quotations_read)
    part = _part(paragraph, at)
    if part != paragraph:
        around = max(paragraph.start, at - _NEAR), min(paragraph.end, at + _NEAR)
        plain = plainly_quoted(document.text, at, *around)
        if plain is not None:
            return plain
    if part not in read:
        marked = _MARK.search(document.text, part.start, part.end)
        if marked and marked.start() >= at:
            # In no quotation: asked again, that is as soon told.
            return False
        whole = quotations_at(document, at) if marked and part == paragraph else None
        found = whole or (quotations_in(document, part) if marked else None)
        read[part] = [
            (mark.at, mark.partner.at if mark.partner else part.end)
            for mark in (found.marks if found else ())
            if mark.role == "open"
        ]
    opened = read[part]
    # Quotations in a quotation end before it does: of the few around the place one must hold it.
    last = bisect.bisect_left(opened, (at, 0))
    return any(end > at for _, end in opened[max(0, last - DEEPEST - 1) : last])


def _part(paragraph: Span, at: int) -> Span:
    """The paragraph, or of a very long one the part around `at`: of several megabytes in one line
    not all marks are to be read for one place."""
    if len(paragraph) <= _VERY_LONG:
        return paragraph
    start = at - (at - paragraph.start) % _PART
    return Span(max(paragraph.start, start - _PART), min(paragraph.end, start + 2 * _PART))


def _quotations_read(_: Document) -> dict[Span, list[tuple[int, int]]]:
    """The quotations of paragraphs and parts that were asked about (a view)."""
    return {}


_COLUMNS = lazy(r"\||\t|\S {3,}\S.* {3,}\S|[=<>{}\\]|`|\w\(")
_TERMINAL = lazy(r"[.!?…:;][\"'“”’)\]\s*_]*$")
_FEWEST_WORDS = 4
# As far as the line is looked at.
_FAR = 600


def in_prose(document: Document, span: Span) -> bool:
    """Whether what stands around `span` in its line is running text: no table, code or verse."""
    text, line = document.text, document.view(lines).around(span.start)
    line = Span(max(line.start, span.start - _FAR), min(line.end, span.end + _FAR))
    inside = text[line.start : line.end]
    rest = f"{text[line.start : span.start]} {text[span.end : line.end]}"
    around = [word.lower() for word in _WORD.findall(rest)]
    common = entry_set("function-words")
    if len(around) < _FEWEST_WORDS or not any(word in common for word in around):
        return False
    if _COLUMNS.search(inside):
        return False
    return bool(_TERMINAL.search(inside)) or not _has_lines_beside(text, line)


def _has_lines_beside(text: str, line: Span) -> bool:
    """Whether another line stands right above or below, as in a list or a poem."""
    above = text[max(0, line.start - 3) : line.start].replace("\r\n", "\n").rstrip(" \t")
    below = text[line.end : line.end + 4].replace("\r\n", "\n")
    beside_above = bool(above) and not above.endswith("\n\n") and above != "\n"
    return beside_above or bool(re.match(r"\n[^\n]", below))
