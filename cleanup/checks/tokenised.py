"""Checks of tokenised text: marks and endings of words that stand apart, as programs that count
words write them.

A text was tokenised or it was not: in a line where every mark stands apart and none is attached,
all are joined again at once, also those that mean nothing alone (`50 %`). Elsewhere a single mark
that stands apart is a slip, and taken for one only between words of prose.
"""

import bisect
import re
from collections.abc import Iterator
from typing import NamedTuple

from ..document import Document, Span, lines
from ..findings import Edit, Finding
from ..lazy import lazy
from ..lists import entry_set, has_known
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from ..segments import after_abbreviation, protected

# A mark or an ending behind a space, or an opening one before a space.
APART = lazy(
    r"(?<=\S) +[,;:?!.)\]](?![^\s\"”’'),.])| n['’]t\b| ['’](?:s|re|ve|ll|d|m)\b|[(\[] +(?=\S)"
)
# The space that goes. The look behind stands second in each, so that few places are looked at.
_JOINED = lazy(
    r"""
      (?P<mark>(?<=\S)\ +)(?=[,?!](?:[\s"”’'),]|\Z)|[;:](?:[\s"”]|\Z))
    | (?P<stop>(?<=[^\s.])\ +)(?=\.(?:\s*["”’')]|\s|\Z)(?!\s?\.))
    | (?P<close>(?<=\S)\ +)(?=[)\]](?:[\s"”’'.,;:?!)]|\Z))
    | (?P<open>(?<=[(\[])(?<!\S[(\[])\ +)(?=\S)
    | (?P<not>(?<=[a-z])\ )(?=n['’]t\b)
    | (?P<ending>(?<=[\w.)"”’'])\ )(?=['’](?:s|re|ve|ll|d|m)(?![\w'’]))
    | (?P<plural>(?<=s)\ )(?=['’]\ [\w(])
    """,
    re.VERBOSE,
)
# What means nothing alone, and goes with the rest of a tokenised line.
_AMOUNT = lazy(r"(?<=[$£€])(?<!\S[$£€]) (?=\d)|(?<=\d) (?=%)")
_QUOTE = lazy(r'(?<!\S)"(?!\S)')
_ATTACHED = lazy(
    r"[^\W_][,;:?!][\"”’')]*(?=\s|\Z)|\([^\W_]|[^\W_]\)|[a-z]n['’]t\b|[^\W\d_]['’]s\b"
    r"|(?P<stop>[^\W_]\.)[\"”’')]*(?=\s+[\"“‘(]?[A-Z]|\s*\Z)"
)
# Code, tables and formulas are spaced as their readers want them.
CODE = lazy(r"[{}<>=|\\\t#*~^_]|->|::|&&|\+\+| {4}|\S {3}|;\s*\Z|\w\[|\w\(|//|\d [+*/] \d")
_WORD = lazy(r"[^\W\d_]+")
# Nothing goes on behind these before a mark: there the mark itself is meant ("put a , there").
MENTIONS = frozenset(
    "a an the comma commas semicolon semicolons colon colons dot dots bracket brackets parenthesis "
    "character characters symbol symbols apostrophe possessive genitive suffix".split()
)
FEWEST_WORDS = 4


class Line(NamedTuple):
    """A line with marks that stand apart: where it is, the spaces before or behind them, how many
    they are, and how many marks are attached as they should be.

    Colons do not count, which stand apart in `name : value` too, nor do brackets by themselves.
    """

    span: Span
    spaces: tuple[Span, ...]
    signs: int
    attached: int


def apart(document: Document) -> tuple[Line, ...]:
    """The lines of prose in which marks stand apart (a view)."""
    found: list[Line] = []
    read_to = -1
    for m in matches(document, APART):
        if m.start() >= read_to:
            line = document.view(lines).around(m.start())
            read_to = max(line.end, m.end())
            found += _read(document, line)
    return tuple(found)


def _read(document: Document, line: Span) -> Iterator[Line]:
    text = document.text[line.start : line.end]
    closed = document.view(protected)
    if CODE.search(text.strip()):
        return
    spaces = [
        Span(line.start + m.start(), line.start + m.end())
        for m in _JOINED.finditer(text)
        if _is_apart(text, m)
    ]
    spaces = [s for s in spaces if not closed.cut_by(s)]
    if spaces:
        attached = sum(
            not (m["stop"] and after_abbreviation(text, m.start("stop") + 1))
            for m in _ATTACHED.finditer(text)
        )
        beside = [document.text[s.end] for s in spaces if document.text[s.end] != ":"]
        opening = sum(document.text[s.start - 1] in "([" for s in spaces)
        plain = sum(mark not in ")]" for mark in beside) - opening
        signs = len(beside) if plain > 0 else 0
        yield Line(line, tuple(spaces), signs, attached)


def _is_apart(text: str, m: re.Match[str]) -> bool:
    """Whether this space parts a mark from its word, and no digits from each other."""
    left, right = text[m.start() - 1], text[m.end() : m.end() + 3]
    if left.isdigit() and re.match(r": ?\d" if right[0] == ":" else r".\d", right):
        return False
    # A single quotation mark that itself stands apart is not known to open or to close.
    alone = left in "'’" and text[m.start() - 2 : m.start() - 1].isspace()
    return (left.isalnum() or left in "\"”’').%" or bool(m["open"])) and not alone


def words_of(text: str) -> list[str]:
    return [w for w in _WORD.findall(text) if len(w) > 1]


def is_tokenised(document: Document, line: Line) -> bool:
    """Whether all marks of a line stand apart, two or more of them, or one of many such lines."""
    text = document.text
    mostly = document.view(_mostly_apart)
    if line.attached * 8 > line.signs or not (line.signs > 1 or mostly):
        return False
    words = words_of(text[line.span.start : line.span.end])
    # A short line is a sentence if it ends like one; else it may be a row of a table.
    ended = text[line.spaces[-1].end : line.span.end].strip() in (".", "!", "?")
    fewest = 1 if mostly and (ended or len(words) >= FEWEST_WORDS) else FEWEST_WORDS
    if not has_known(words, max(fewest, (len(words) + 1) // 2)):
        return False
    return not any(word_before(text, s).lower() in MENTIONS for s in line.spaces)


def _mostly_apart(document: Document) -> bool:
    """Whether marks stand apart in several lines and are attached in none of them (a view)."""
    found = sum(bool(x.signs) and not x.attached for x in document.view(apart))
    return found > 2 and 2 * found > sum(bool(x.strip()) for x in document.text.splitlines())


def word_before(text: str, space: Span) -> str:
    """The word before a space."""
    m = re.search(r"[^\W\d_]+\Z", text[max(0, space.start - 30) : space.start])
    return m[0] if m else ""


@looks_for(APART)
def tokenised(document: Document, rule: Rule) -> Iterator[Finding]:
    """Lines in which every mark stands apart; one finding with one fix a line."""
    closed = document.view(protected)
    for line in document.view(apart):
        if not is_tokenised(document, line):
            continue
        start = line.span.start
        text = document.text[start : line.span.end]
        spaces = {*line.spaces}
        for m in _AMOUNT.finditer(text):
            spaces.add(Span(start + m.start(), start + m.end()))
        spaces |= {Span(start + a, start + b) for a, b in _inside_quotes(text)}
        edits = tuple(Edit(s, "") for s in sorted(spaces) if not closed.cut_by(s))
        yield rule.finding(Span(edits[0].span.start, edits[-1].span.end), edits)


def _inside_quotes(text: str) -> Iterator[tuple[int, int]]:
    """The spaces between straight quotation marks and what they enclose, where every mark stands
    apart and has its partner."""
    marks = [m.start() for m in _QUOTE.finditer(text)]
    if len(marks) % 2 or len(marks) != text.count('"'):
        return
    for number, at in enumerate(marks):
        place = (at + 1, at + 2) if number % 2 == 0 else (at - 1, at)
        if text[slice(*place)] == " ":
            yield place


_HYPHEN = lazy(r" (?<=[^\W_] )(?P<mark>-|/) (?=(?P<next>[^\W_]+))")
# Between these words it is a dash.
_DASHED = frozenset("again maybe perhaps including especially just even".split())


@looks_for(_HYPHEN)
def hyphens(document: Document, rule: Rule) -> Iterator[Finding]:
    """Hyphens and slashes between spaces in a line where all other marks stand apart too."""
    hits = list(matches(document, _HYPHEN))
    if not hits:
        return
    closed = document.view(protected)
    for line in document.view(apart):
        if line.attached or not line.signs or not is_prose(document.text, line):
            continue
        first, last = (
            bisect.bisect(hits, x, key=re.Match.start) for x in (line.span.start, line.span.end)
        )
        found = hits[first:last]
        starts = {m.start() for m in found}
        # In state - of - the - art another hyphen follows behind one word.
        if any(_is_dash(m) for m in found if m.end("next") not in starts):
            continue
        for m in found:
            edits = (Edit(Span(m.start(), m.start() + 1), ""), Edit(Span(m.end() - 1, m.end()), ""))
            if not any(closed.cut_by(edit.span) for edit in edits):
                yield rule.finding(Span(*m.span()), edits, mark=m["mark"])


def _is_dash(m: re.Match[str]) -> bool:
    word = m["next"].lower()
    return m["mark"] == "-" and (
        word in entry_set("function-words") or word in entry_set("finite-verbs") or word in _DASHED
    )


def is_prose(text: str, line: Line) -> bool:
    words = words_of(text[line.span.start : line.span.end])
    return len(words) >= FEWEST_WORDS and has_known(words, (len(words) + 1) // 2)
