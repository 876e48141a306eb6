"""What a pattern cannot match without, as plain strings: one of them is in every match.

Whether a short text has any is told sooner than an automaton is built. Of the lists of words hardly
any has one in a given article.

An EDGE of a word may stand at the beginning and at the end of a string: with both, `mp` is in "the
MP, who" and not in "empty".
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from re import _constants as c  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from .classes import REPEATS
from .lazy import lazy
from .lists import entry_set

# More strings than this are no sooner looked for than the pattern itself; and so many are made of
# parts that stand behind each other.
MOST, MOST_MADE = 2_000, 300
# Code points that a string has at least, its edges counted, if it is one of ASCII letters and of
# what stands in every text.
LEAST = 3
_EVERYWHERE = frozenset(" .,")
_FREQUENT = frozenset(" .,'\"-\x7f")
# Ranges of so many characters beyond ASCII are written out.
MOST_IN_RANGE = 130
_WIDTHLESS = (c.AT, c.ASSERT, c.ASSERT_NOT)
# A character that JSON writes as it is.
EDGE = "\x7f"
_LAST = 0x10FFFF
_IGNORES_CASE = lazy(r"\(\?[a-z-]*i")
_WORD = lazy(r"\w+")
_WHOLE = lazy(r"(?<=\W)\w+(?=\W)")


# Strings, one a line, by what a text must have to have them: the longest word that is whole in
# each, or a sign; nothing for the word itself.
Literals = Mapping[str, str]


def literals_of(pattern: str, flags: int) -> Literals:
    """Strings of which at least one is in every text that the pattern matches in, by `Strings`;
    none if that cannot be told."""
    # There a letter beyond ASCII is part of no word.
    if flags & re.ASCII or "(?a" in pattern:
        return {}
    by_word: dict[str, list[str]] = {}
    # Which characters beyond ASCII are alike where case is ignored is another matter.
    reader = _Reader(ord("~") if flags & re.IGNORECASE or _IGNORES_CASE.search(pattern) else _LAST)
    for one in sorted(reader.needed(_parser.parse(pattern, flags))):
        by_word.setdefault(_key(one), []).append(one)
    return {w: "" if some == [_whole(w)] else "\n".join(some) for w, some in by_word.items()}


def _key(one: str) -> str:
    """What to look a string up by: of its whole words the longest that is no function word."""
    common = entry_set("function-words")
    words = _WHOLE.findall(one)
    return max(words, key=lambda w: (w not in common, len(w)), default=_sign(one))


def _sign(one: str) -> str:
    """The first sign in a string that not every text has, one beyond ASCII if there is one."""
    rare = [x for x in one if not (x.isascii() and (x.isalnum() or x in _FREQUENT))]
    return next((x for x in rare if not x.isascii()), "".join(rare[:1]))


class Strings:
    """A text to look for strings in, in the form that `literals_of` gives them."""

    def __init__(self, text: str) -> None:
        self.text = _folded(text)
        self._words = {"", *_WORD.findall(self.text), *self.text}

    def have(self, literals: Literals) -> bool:
        """Whether any of the literals is in the text."""
        return any(
            self._has(literal)
            for word in self._words & literals.keys()
            for literal in (literals[word] or _whole(word)).split("\n")
        )

    def _has(self, literal: str) -> bool:
        one = literal.strip(EDGE)
        at = self.text.find(one)
        while at >= 0 and not self._has_edges(literal, at, at + len(one)):
            at = self.text.find(one, at + 1)
        return at >= 0

    def _has_edges(self, literal: str, start: int, end: int) -> bool:
        """Whether no word goes on beyond an edge of the literal."""
        before, behind = self.text[max(0, start - 1) : start], self.text[end : end + 1]
        return not (
            (literal[0] == EDGE and _is_of_word(before))
            or (literal[-1] == EDGE and _is_of_word(behind))
        )


def _whole(word: str) -> str:
    return f"{EDGE}{word}{EDGE}"


def _folded(text: str) -> str:
    """The text with letters that a pattern may take for each other made one: place by place."""
    same = text.replace("ı", "i").replace("İ", "i").replace("ſ", "s")
    return same.lower().replace("ς", "σ")


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _finished(strings: Iterable[str]) -> set[str]:
    """The strings with the edges that say something: of what is part of a word."""
    made = set[str]()
    for one in strings:
        inner = one.replace(EDGE, "")
        before = one[:1] == EDGE and _is_of_word(inner[:1])
        behind = one[-1:] == EDGE and _is_of_word(inner[-1:])
        made.add(EDGE * before + inner + EDGE * behind)
    return made


def _better(one: set[str], other: set[str]) -> set[str]:
    """The set whose shortest string is the longer; of two alike the smaller one."""
    usable = [s for s in (one, other) if s and all(map(_usable, s)) and len(s) <= MOST]
    return max(usable, key=lambda s: (min(map(len, s)), -len(s)), default=set())


def _usable(one: str) -> bool:
    inner = one.strip(EDGE)
    return bool(inner) and (
        len(one) >= LEAST
        or any(not x.isascii() or not (x.isalnum() or x in _EVERYWHERE) for x in inner)
    )


def _joined(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Every string of the one before every string of the other; nothing if they are too many."""
    if len(first) * len(second) > MOST_MADE:
        return []
    return [one + other for one, other in product(first, second)]


def no_letter(op: Any, value: Any) -> bool:
    """Whether a part is `(?<!\\w)` or `(?!\\w)`, or excludes more than that."""
    if op is not c.ASSERT_NOT or len(value[1]) != 1 or value[1][0][0] is not c.IN:
        return False
    inside = value[1][0][1]
    return (c.CATEGORY, c.CATEGORY_WORD) in inside and inside[0][0] is not c.NEGATE


class _Reader:
    """Reads strings out of a parsed pattern, with characters up to the code point `last`."""

    def __init__(self, last: int) -> None:
        self.last = last

    def needed(self, items: Iterable[Any], before: str = "", behind: str = "") -> set[str]:
        """The best strings that a sequence needs between `before` and `behind`, each an edge or
        nothing; empty if there are none."""
        best, run, parts = set[str](), [before], list(items)
        for at, (op, value) in enumerate(parts):
            longer = _joined(run, self._spelled(op, value))
            if longer:
                run = longer
                continue
            rest = parts[at + 1 :]
            after = self._edge_before(rest) if rest else behind
            # There may be several: `(?<!\w)\b`.
            edged = EDGE if all(set(one) == {EDGE} for one in run) else ""
            inside = self._inside(op, value, edged, after)
            if self._begins_apart([(op, value)]):
                run = [one + EDGE for one in run]
            best = _better(_better(best, _finished(run)), inside)
            run = [""]
        return _better(best, _finished([one + behind for one in run]))

    def _edge_before(self, items: Sequence[Any]) -> str:
        """An edge, if a word that ends before a sequence cannot go on in it."""
        op, value = items[0]
        if op in _WIDTHLESS:
            return self._spelled(op, value)[0]
        return EDGE if self._begins_apart(items) else ""

    def _inside(self, op: Any, value: Any, before: str, behind: str) -> set[str]:
        """What a part needs that cannot be spelled out as a whole."""
        if op is c.SUBPATTERN:
            return self.needed(value[3], before, behind)
        if op is c.ATOMIC_GROUP:
            return self.needed(value, before, behind)
        if op in REPEATS and value[0]:
            # Between the first time and the last there may be no edge.
            return self.needed(value[2], before, behind if value[1] == 1 else "")
        if op is c.BRANCH:
            choices = [self.needed(one, before, behind) for one in value[1]]
            return set().union(*choices) if all(choices) else set()
        return set()

    def _stands_apart(self, direction: int, items: Sequence[Any]) -> bool:
        """Whether what is looked for behind or ahead has what is part of no word beside it."""
        if direction < 0:
            items = [one for one in items[-1:] if one[0] in (c.LITERAL, c.IN)]
        return self._begins_apart(items)

    def _begins_apart(self, items: Iterable[Any]) -> bool:
        """Whether all that a sequence can match begins with a character that is part of no word."""
        for op, value in items:
            if op in (c.LITERAL, c.IN):
                found = self._characters([(op, value)] if op is c.LITERAL else value)
                return bool(found) and not any(map(_is_of_word, found))
            if op is c.BRANCH:
                return all(map(self._begins_apart, value[1]))
            if op in (c.SUBPATTERN, c.ATOMIC_GROUP):
                return self._begins_apart(value[3] if op is c.SUBPATTERN else value)
            if op not in REPEATS or not self._begins_apart(value[2]):
                return False
            if value[0]:
                return True
        return False

    def _spelled(self, op: Any, value: Any) -> Sequence[str]:
        """All that a part can match, folded; nothing if that is too much."""
        if op in _WIDTHLESS:
            apart = op is c.ASSERT and self._stands_apart(*value)
            return [EDGE if value is c.AT_BOUNDARY or no_letter(op, value) or apart else ""]
        if op in (c.LITERAL, c.IN):
            return self._characters([(op, value)] if op is c.LITERAL else value)
        if op in (c.SUBPATTERN, c.ATOMIC_GROUP):
            return self._sequence(value[3] if op is c.SUBPATTERN else value)
        if op is c.BRANCH:
            choices = [self._sequence(one) for one in value[1]]
            return sorted(set().union(*choices)) if all(choices) else []
        once = self._sequence(value[2]) if op in REPEATS and value[1] == 1 else []
        return ["", *once] if once and not value[0] else once

    def _characters(self, items: Sequence[Any]) -> Sequence[str]:
        found = set[int]()
        for kind, value in items:
            if kind is c.LITERAL:
                found.add(value)
            elif kind is c.RANGE and value[0] >= 128 and value[1] - value[0] < MOST_IN_RANGE:
                found.update(range(value[0], value[1] + 1))
            else:
                return []
        if not found or min(found) < ord(" ") or max(found) > self.last or ord(EDGE) in found:
            return []
        return sorted({_folded(chr(one)) for one in found})

    def _sequence(self, items: Iterable[Any]) -> Sequence[str]:
        spelled: Sequence[str] = [""]
        for op, value in items:
            spelled = _joined(spelled, self._spelled(op, value))
        return spelled
