"""Words said twice or more in a row, found in one walk that the rules about them share.

The walk compares every word with the next one, and every nth word with the one n further on: a
phrase of n words that is said twice cannot slip through between them. All of it is done by loops
that Python runs in C, on lower-case words without marks; only what is equal there is looked at in
the text itself.
"""

import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress, count

from ..document import Document, Span
from ..lists import entry_set
from ..prefilter import stretches
from ..quotation import quotations_at

# The longest phrase, in words; what is longer is a sentence said twice.
LONGEST = 6
# Code points that are taken at a time, and how far a seed may lie behind their end.
_CHUNK = 60_000
_AHEAD = 300
_LOWER = (
    bytes(
        at | 32 if 65 <= at <= 90 else at if chr(at).isalnum() or at in b"'-_" else 32
        for at in range(128)
    )
    + b" " * 128
)
_TOKEN = re.compile(r"[a-z0-9'_-]+")
_WORD = re.compile(r"[\w'’-]+")
_BETWEEN = r"(?P<between> {1,3}|[,;:.!?…–—]{1,3} )"
_QUOTES = tuple("\"'`“”‘’")
_BOUND = "[^\\W_'’-]"


@dataclass(frozen=True, slots=True)
class Run:
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


def runs(document: Document) -> tuple[Run, ...]:
    """The words and phrases of a text that are repeated at once, from left to right (a view)."""
    found: list[Run] = []
    read_to = 0
    for start, end in _chunks(document):
        for at, reach in sorted(_seeds(document.text[start : end + _AHEAD])):
            if start + at < read_to:
                continue
            run = _run(document.text, start + at, start + reach)
            if run:
                read_to = run.span.end
                found.append(run)
    return tuple(found)


def _chunks(document: Document) -> Iterator[tuple[int, int]]:
    """Stretches of the text put together."""
    start = 0
    for _, end in document.view(stretches):
        if end - start >= _CHUNK or end == len(document.text):
            yield start, end
            start = end


def _seeds(text: str) -> set[tuple[int, int]]:
    """Where what looks like a phrase said twice begins, and where it ends the first time."""
    lower = text.encode("ascii", "replace").translate(_LOWER).decode("ascii")
    words = lower.split()
    seeds = {
        seed
        for n in range(1, LONGEST + 1)
        for at in compress(count(0, n), map(operator.eq, words[::n], words[n::n]))
        if (seed := _twice(words, at, n))
    }
    if not seeds:
        return set()
    places = [m.span() for m in _TOKEN.finditer(lower)]
    return {(places[first][0], places[first + n - 1][1]) for first, n in seeds}


def _twice(words: list[str], at: int, n: int) -> tuple[int, int] | None:
    """The first word and the length of a phrase of `n` words that is said twice around `at`."""
    first, last = at, at + 1
    while first and at - first < n and words[first - 1] == words[first - 1 + n]:
        first -= 1
    while last - first < n and last + n < len(words) and words[last] == words[last + n]:
        last += 1
    return (first, n) if last - first >= n else None


def _run(text: str, start: int, end: int) -> Run | None:
    """The run that begins with the phrase from `start` to `end`, if it is one in the text too."""
    while start and re.match(_BOUND, text[start - 1]):
        start -= 1
    while end < len(text) and re.match(_BOUND, text[end]):
        end += 1
    unit = text[start:end]
    if re.search(r"[\r\n]", unit) or re.match(r"[\w'’.-]", text[max(0, start - 1) : start]):
        return None
    same = re.escape(unit)
    m = re.compile(
        rf"{same}{_BETWEEN}{same}(?:(?P=between){same})*(?![\w’'-])(?!\.\w)", re.IGNORECASE
    ).match(text, start)
    if m is None:
        return None
    if text[max(0, start - 1) : start] in _QUOTES and text[m.end() : m.end() + 1] in _QUOTES:
        # Words about words: the mistake "the the".
        return None
    times = (len(m[0]) + len(m["between"])) // (len(unit) + len(m["between"]))
    return Run(Span(*m.span()), unit, times, m["between"])


def quoted(document: Document, at: int) -> bool:
    """Whether the offset `at` stands in a quotation, or in one that is left open before it."""
    found = quotations_at(document, at)
    return any(
        mark.role == "open" and mark.at < at and (mark.partner is None or mark.partner.at > at)
        for mark in (found.marks if found else ())
    )


def line_around(text: str, span: Span) -> Span:
    """The line, or the lines, that hold `span`, without the line ends."""
    start = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1
    ends = [at for at in (text.find("\n", span.end), text.find("\r", span.end)) if at >= 0]
    return Span(start, min(ends, default=len(text)))


_COLUMNS = re.compile(r"\||\t|\S {3,}\S.* {3,}\S|[=<>{}\\]|`|\w\(")
_TERMINAL = re.compile(r"[.!?…:;][\"'“”’)\]\s*_]*$")
_FEWEST_WORDS = 4


def in_prose(text: str, span: Span) -> bool:
    """Whether what stands around `span` in its line is running text: no table, code or verse."""
    line = line_around(text, span)
    if line.end - line.start > 100_000:
        line = Span(max(line.start, span.start - 500), min(line.end, span.end + 500))
    inside, rest = (
        text[line.start : line.end],
        f"{text[line.start : span.start]} {text[span.end : line.end]}",
    )
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
    below = text[line.end : line.end + 3].replace("\r\n", "\n")
    beside_above = bool(above) and not above.endswith("\n\n") and above != "\n"
    return beside_above or bool(re.match(r"\n[^\n]", below))
