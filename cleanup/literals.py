"""What a pattern cannot match without, as plain strings: one of them is in every match.

Whether a short text has any is told sooner than an automaton is built. Of the lists of words hardly
any has one in a given article.
"""

from collections.abc import Iterable, Sequence
from itertools import product
from re import _constants as c  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

# More strings than this are no sooner looked for than the pattern itself.
MOST = 700
# Code points at the beginning of a string that tell whether it is worth looking for, and the length
# of the shortest string.
LONG, SHORT = 7, 4
_REPEATS = (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT)
_WIDTHLESS = (c.AT, c.ASSERT, c.ASSERT_NOT)


def literals_of(pattern: str, flags: int) -> tuple[str, ...]:
    """Strings of which at least one is in every text that the pattern matches in, by `Strings`;
    none if that cannot be told."""
    return tuple(sorted(_needed(_parser.parse(pattern, flags))))


class Strings:
    """A text to look for strings in; its letters are in the form that `literals_of` gives."""

    def __init__(self, text: str) -> None:
        # To a pattern that ignores case, `ı` and `İ` are an i, which no folding makes of them.
        self.text = text.replace("ı", "i").replace("İ", "i").casefold()
        places = range(len(self.text))
        self.long = {self.text[at : at + LONG] for at in places}
        self.short = {self.text[at : at + SHORT] for at in places}

    def have(self, literals: Iterable[str]) -> bool:
        """Whether any of the literals is in the text."""
        long, short, text = self.long, self.short, self.text
        return any(
            (one[:LONG] in long if len(one) >= LONG else one[:SHORT] in short) and one in text
            for one in literals
        )


def _needed(items: Iterable[Any]) -> set[str]:
    """The best strings that a parsed sequence needs; empty if there are none."""
    best, run = set[str](), [""]
    for op, value in items:
        longer = _joined(run, _spelled(op, value))
        if longer:
            run = longer
            continue
        best = _better(_better(best, set(run)), _inside(op, value))
        run = [""]
    return _better(best, set(run))


def _inside(op: Any, value: Any) -> set[str]:
    """What a part needs that cannot be spelled out as a whole."""
    if op is c.SUBPATTERN:
        return _needed(value[3])
    if op is c.ATOMIC_GROUP:
        return _needed(value)
    if op in _REPEATS and value[0]:
        return _needed(value[2])
    if op is c.BRANCH:
        choices = [_needed(one) for one in value[1]]
        return set().union(*choices) if all(choices) else set()
    return set()


def _better(one: set[str], other: set[str]) -> set[str]:
    """The set whose shortest string is the longer; of two alike the smaller one."""
    usable = [s for s in (one, other) if s and min(map(len, s)) >= SHORT and len(s) <= MOST]
    return max(usable, key=lambda s: (min(map(len, s)), -len(s)), default=set())


def _spelled(op: Any, value: Any) -> Sequence[str]:
    """All that a part can match, in lower case; nothing if that is too much, or beyond ASCII."""
    if op in _WIDTHLESS:
        return [""]
    if op in (c.LITERAL, c.IN):
        return _characters([(op, value)] if op is c.LITERAL else value)
    if op in (c.SUBPATTERN, c.ATOMIC_GROUP):
        return _sequence(value[3] if op is c.SUBPATTERN else value)
    if op is c.BRANCH:
        choices = [_sequence(one) for one in value[1]]
        return sorted(set().union(*choices)) if all(choices) else []
    once = _sequence(value[2]) if op in _REPEATS and value[1] == 1 else []
    return ["", *once] if once and not value[0] else once


def _characters(items: Sequence[Any]) -> Sequence[str]:
    spelled = all(kind is c.LITERAL and value < 128 for kind, value in items)
    return sorted({chr(value).lower() for _, value in items}) if spelled else []


def _sequence(items: Iterable[Any]) -> Sequence[str]:
    spelled: Sequence[str] = [""]
    for op, value in items:
        spelled = _joined(spelled, _spelled(op, value))
    return spelled


def _joined(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Every string of the one before every string of the other; nothing if they are too many."""
    if len(first) * len(second) > MOST:
        return []
    return [one + other for one, other in product(first, second)]
