"""The check of single marks that stand apart from their words, where others do not."""

import re
from collections.abc import Iterator

from ..document import Document, Span, lines
from ..findings import Edit, Finding
from ..lazy import lazy
from ..lists import known
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from .tokenised import (
    APART,
    CODE,
    FEWEST_WORDS,
    MENTIONS,
    apart,
    is_prose,
    is_tokenised,
    word_before,
    words_of,
)

# Before these a mark hardly stands; where it seems to, it may be the mark that is spoken of.
UNLIKELY = MENTIONS | frozenset(
    "and or of with before after by as from is are add put to in between than use type press key "
    "keys hit insert enter using like stop stops period periods point sign signs mark marks letter "
    "ending called".split()
)
# "git add ." and "cd .": the dot is a folder.
_COMMANDS = frozenset(
    "git docker podman npm npx yarn pip cd ls cp mv rm chmod chown grep rsync tar cargo ruff black "
    "mypy pytest flake tsc conda sudo kubectl helm vim emacs du tree go make find code build test "
    "install run add open explorer cmake hugo serve".split()
)
_BEFORE_NOT = frozenset(
    "ai are ca could did do does had has have is might must need sha should was were wo "
    "would".split()
)
_PRONOUNS = frozenset("i you he she it we they that there what who here where how let".split())
_CLIPPED = lazy(r"['’](?:re|ve|ll|d|m)\b")
_GENITIVE = lazy(r"['’]s\b(?P<on> [a-z])?")
# An unknown word shorter than this may be code.
SHORT = 4
# As far as the other bracket of a pair is looked for.
BACK = 300


@looks_for(APART)
def space_before_mark(document: Document, rule: Rule) -> Iterator[Finding]:
    """A mark that stands apart in a line where others do not."""
    text = document.text
    for line in document.view(apart):
        if is_tokenised(document, line) or not is_prose(text, line):
            continue
        for space in line.spaces:
            left = text[space.start - 1]
            if _is_slip(text, line.span, space):
                ending = _ENDING.match(text, space.end)
                mark = left if left in "([" else ending[0] if ending else text[space.end]
                yield rule.finding(space, (Edit(space, ""),), mark=mark)


def _is_slip(text: str, line: Span, space: Span) -> bool:
    """Whether the space before or behind a mark can be nothing but a slip."""
    before = text[max(line.start, space.start - BACK) : space.start]
    after = text[space.end : min(line.end, space.end + BACK)]
    word = word_before(text, space)
    if before[-1] in "([":
        # Its partner must stand in the line, and what is enclosed must begin with a word.
        # "Within [ and ], a dash is plain": there the bracket is spoken of.
        partner = ")" if before[-1] == "(" else "]"
        first = re.match(r"[^\W\d_]{2,}", after)
        return first is not None and first[0] not in ("and", "or") and partner in after
    if after[0] in ")]":
        opening = before.rfind("(" if after[0] == ")" else "[")
        spoken_of = word in ("and", "or", "exactly")
        if spoken_of or opening <= before.rfind(after[0]):
            return False
        # "(founded in 1999 )", and no formula.
        return len(word) > 1 or bool(_DATED.match(before, opening + 1))
    if after[0] in "n'’":
        quoted = before[-len(word) - 1 :][:1] in _QUOTES and _WHOLE.match(after)
        return not quoted and _is_ending(word, after)
    return not _LOST.match(after) and _is_stop(before, word, after)


_ENDING = lazy(r"n?['’][a-z]+")
_DATED = lazy(r" ?[^\W\d_]{2,} (?:[^()\[\]=<>]* )?\d+\Z")
# Rather a dash or another character that an encoding lacked: "a grand scale ? $35,000".
_LOST = lazy(r"\? [a-z\d$£€]")
# Words about words: they write “ca n't” for it.
_WHOLE = lazy(r"n?['’][a-z]{1,2}[\"”’]")
_QUOTES = tuple('"“‘')


def _is_ending(word: str, after: str) -> bool:
    """Whether `n't`, `'s` and the like belong to the word before them."""
    if after[0] == "n":
        return word.lower() in _BEFORE_NOT
    if word.lower() in _PRONOUNS:
        return bool(_CLIPPED.match(after) or _GENITIVE.match(after))
    genitive = _GENITIVE.match(after)
    return word.istitle() and bool(genitive and genitive["on"])


def _is_stop(before: str, word: str, after: str) -> bool:
    """Whether a comma, a stop or their like belongs to the word before it."""
    mark, rest = after[0], after[1:].lstrip("\"”’') ")
    if word.lower() in (MENTIONS if mark == "." and not rest else UNLIKELY):
        return False
    if word and len(word) < SHORT and not known(word) and not word[0].isupper():
        return False
    if mark == ".":
        near = {w.lower() for w in words_of(before)[-3:]}
        return not near & _COMMANDS and (not rest or rest[0].isupper())
    if mark in "?!;:" and (_SPOKEN_OF.match(after) or not _is_english(before)):
        return False
    if mark == ":":
        # "Name : value", "Mission : Impossible", and the titles of libraries.
        title = "." in before[: -len(word)][-1:] or " / " in before + after
        return word.islower() and not title and len(words_of(before)) >= FEWEST_WORDS
    return len(word) > 1 or (mark == "," and bool(re.search(r"[\w)][\"”)%]?\Z", before)))


# "The reserved word ! precedes it", "an answer of ? ends the game".
_SPOKEN_OF = lazy(r"[?!] +[a-z]")


def _is_english(before: str) -> bool:
    """Whether the last words before a mark are English: French sets a space there."""
    words = [w for w in words_of(before)[-6:] if w[0].islower()]
    return 3 * sum(map(known, words)) >= 2 * len(words)


_DOUBLE = lazy(r"(?<=[a-z,]) {2,3}(?=[a-z])")
# Shorter lines may be verse with a pause in it, or rows of a table.
LONG_LINE = 60
MOST_DOUBLE = 3


@looks_for(_DOUBLE)
def double_space(document: Document, rule: Rule) -> Iterator[Finding]:
    """Two or three spaces between words of a long line of prose; more than a few such places in a
    line set it evenly, or make it a row."""
    text, table = document.text, document.view(lines)
    for m in matches(document, _DOUBLE):
        line = table.around(m.start())
        near = text[max(line.start, m.start() - BACK) : min(line.end, m.end() + BACK)]
        if (
            len(near) < LONG_LINE
            or CODE.search(near.strip())
            or len(_RUNS.findall(near)) > MOST_DOUBLE
        ):
            continue
        words = words_of(near)
        if sum(map(known, words)) * 2 >= len(words) >= FEWEST_WORDS:
            span = Span(*m.span())
            yield rule.finding(span, (Edit(span, " "),), count="two" if len(span) == 2 else "three")


_RUNS = lazy(r"\S {2,}(?=\S)")
