"""The check of punctuation marks of other languages that stayed in English text."""

import re
import unicodedata
from collections.abc import Iterator

from ..document import Document, Span, lines
from ..findings import Edit, Finding
from ..lazy import lazy
from ..lists import entry_set, known
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from .space_before import UNLIKELY
from .tokenised import word_before

# What stands for them in English. Of two readings neither is chosen.
MARKS = {
    "؟": "?",
    "،": ",",
    "؛": ";",
    "۔": ".",
    "。": ".",
    "｡": ".",
    "．": ".",
    "，": ",",
    "､": ",",
    "、": ",",
    "！": "!",
    "？": "?",
    "：": ":",
    "；": ";",
    "।": ".",
    "॥": ".",
    "։": ".",
    "።": ".",
    "፣": ",",
    "။": ".",
    "។": ".",
    "\u05be": "-",
    "\u05c3": ".",
}
_GREEK = {"\u037e": ("?", ";"), "\u0387": (";", ":")}
_MARK = lazy(f" ?[{''.join(MARKS)}{''.join(_GREEK)}]")
_BRACKETS = lazy(r" ?（(?P<inside>[^（）\r\n]{1,200})）")
_OPENING = lazy(r"[¿¡](?P<inside>[^\W\d_][^¿¡?!\r\n]{0,200})(?P<mark>[?!]?)")
_WORD = lazy(r"[^\W\d_]+")
# English words that are frequent in Spanish too, which writes ¿ and ¡.
_SPANISH_TOO = frozenset("a as do has he me no".split())
FEWEST_WORDS = 3
# So near to letters of another script a mark may belong to them.
NEAR = 25
ENOUGH = 300


@looks_for(_MARK)
def foreign(document: Document, rule: Rule) -> Iterator[Finding]:
    """A mark of another script between words in Latin letters, on a line of English."""
    text, table = document.text, document.view(lines)
    for m in matches(document, _MARK):
        mark, line = m[0][-1], _near(table.around(m.start()), m)
        left, right = text[max(line.start, m.start() - 2) : m.start()], text[m.end() : line.end]
        around = text[max(line.start, m.start() - NEAR) : min(line.end, m.end() + NEAR)]
        if any(c.isalpha() and not _is_latin(c) for c in around):
            continue
        if not (_is_latin(left[-1:]) and _is_latin(right.lstrip()[:1])) or not left.strip():
            continue
        if not _is_english(text[line.start : line.end]):
            continue
        # The mark that is spoken of: "the comma ، of Arabic", "(،)".
        named = m[0][0] == " " and word_before(text, Span(*m.span())).lower() in UNLIKELY
        if named or _is_quoted(left[-1:], right[:1]):
            continue
        # "10：30", "1，000": what stands between digits belongs to the number.
        if left[-1:].isdigit() and right[:1].isdigit():
            continue
        span = Span(m.start() + len(m[0]) - 1, m.end())
        edits = [_edit(m, new, left, right) for new in _GREEK.get(mark, (MARKS.get(mark, ""),))]
        name = unicodedata.name(mark).lower()
        yield rule.finding(span, *((edit,) for edit in edits), mark=mark, name=name)


def _edit(m: re.Match[str], new: str, left: str, right: str) -> Edit:
    """The edit that puts the English mark `new` in, with the space it wants, and without the one
    before it; nothing, where the mark stands there already."""
    if new == "-":
        return Edit(Span(m.end() - 1, m.end()), new)
    if new in ",.;:" and new in (left[-1:], right[:1]):
        return Edit(Span(*m.span()), "")
    # A space is put in before a word; the next mark, or a closing one, needs none.
    space = " " if right[:1].isalnum() or (right[:1] in "“‘(" and right) else ""
    return Edit(Span(*m.span()), new + space)


@looks_for(_BRACKETS)
def brackets(document: Document, rule: Rule) -> Iterator[Finding]:
    """Wide brackets around words in Latin letters, on a line of English."""
    text, table = document.text, document.view(lines)
    for m in matches(document, _BRACKETS):
        line = _near(table.around(m.start()), m)
        right = text[m.end() : m.end() + 1]
        if not all(map(_is_latin, m["inside"])) or not _is_english(text[line.start : line.end]):
            continue
        first = Edit(Span(m.start(), m.start("inside")), " (" if m.start() > line.start else "(")
        last = Edit(Span(m.end() - 1, m.end()), ") " if right.isalnum() else ")")
        yield rule.finding(Span(m.start("inside") - 1, m.end()), (first, last), text=m[0].strip())


@looks_for(_OPENING)
def inverted(document: Document, rule: Rule) -> Iterator[Finding]:
    """¿ or ¡ before English words."""
    for m in matches(document, _OPENING):
        if document.text[m.start() - 1 : m.start()].isalnum():
            # Another character that was read wrong: "below 25¡C".
            continue
        words = [w.lower() for w in _WORD.findall(m["inside"])]
        english = entry_set("function-words") - _SPANISH_TOO
        if len(words) >= FEWEST_WORDS and all(w.isascii() for w in words):
            common = sum(map(known, words))
            if common * 3 >= len(words) * 2 and any(w in english for w in words):
                span = Span(m.start(), m.start() + 1)
                yield rule.finding(span, (Edit(span, ""),), mark=m[0][0])


def _near(line: Span, m: re.Match[str]) -> Span:
    """So much of a line as tells its language."""
    return Span(max(line.start, m.start() - ENOUGH), min(line.end, m.end() + ENOUGH))


def _is_quoted(left: str, right: str) -> bool:
    return bool(left) and left in "([\"'“‘«" and bool(right) and right in ")]\"'”’»"


def _is_latin(character: str) -> bool:
    """Whether it is no letter or mark of another script; the edge of a line is none."""
    if not character or character.isascii():
        return True
    return (
        character in MARKS
        or character in "“”‘’«»„–—…€£°é"
        or "LATIN" in unicodedata.name(character, "")
    )


def _is_english(line: str) -> bool:
    """Whether a line is English, with no more than a few letters of another script."""
    words = [w for w in _WORD.findall(line) if w.isascii()]
    letters = [c for c in line if c.isalpha()]
    foreign_letters = sum(not _is_latin(c) for c in letters)
    common = sum(map(known, words))
    return (
        foreign_letters * 10 <= len(letters) and common >= FEWEST_WORDS and common * 2 >= len(words)
    )
