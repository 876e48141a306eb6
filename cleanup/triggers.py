"""What a pattern cannot match without: a simpler pattern that the fast matcher looks for.

The trigger of a pattern matches wherever the pattern itself does, and in more places: looks ahead
and behind that cannot be kept are dropped, bounds of repetitions are loosened, and a class of
characters that goes beyond ASCII may stand for everything there. So a stretch of text without the
trigger holds nothing the pattern could find. The syntax is that of RE2, which knows neither looks
around nor references back.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from re import _constants as c  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from .classes import BEYOND_ASCII, REPEATS, class_of
from .literals import Literals, literals_of, no_letter
from .rare import needs_rare

ANYTHING = rf"[\x00-\x7f{BEYOND_ASCII}]"
# Bounds above this make the automaton big and the trigger hardly rarer.
MOST_REPEATS = 2
# Repetitions that may be this many can run away.
_MANY = 10

# What means itself in RE2's notation, in a class too.
_WRITTEN_PLAIN = frozenset(one for one in map(chr, range(128)) if one.isalnum() or one in " ,")

# Letters that RE2 takes in either case for all that Python does; to Python an i is `ı` and `İ` too.
_FOLDED_ALIKE = frozenset("abcdefghjklmnopqrstuvwxyzABCDEFGHJKLMNOPQRSTUVWXYZ")

# A pattern by its source and its flags.
Key = tuple[str, int]


class Trigger(NamedTuple):
    """The trigger of the pattern `source` with `flags`.

    `by_stretch` says whether it may take the pattern's place. It may not where the pattern can
    match a line end, nor where it has the form of one that runs away: that is to be noticed on
    the first text, not on the first unlucky one. `rare` says that few stretches have the characters
    that a match has (see `rare`). `literals` are strings of which one is in every match, if there
    are such (see `literals`).
    """

    source: str
    flags: int
    expression: str
    by_stretch: bool
    rare: bool
    literals: Literals

    def __hash__(self) -> int:
        # Not of the literals: every text asks for that of all triggers.
        return hash(self.source)

    @property
    def key(self) -> Key:
        """What tells the pattern from others."""
        return self.source, self.flags


def trigger_of(pattern: re.Pattern[str]) -> Trigger:
    """The trigger of a compiled pattern."""
    source, flags = _source(pattern), pattern.flags
    parsed = _parser.parse(source, flags)
    expression, by_stretch = _written(parsed, flags)
    rare, literals = needs_rare(parsed, flags), literals_of(source, flags)
    return Trigger(pattern.pattern, flags, expression, by_stretch, rare, literals)


def expression_of(pattern: re.Pattern[str]) -> str | None:
    """The expression of a pattern's trigger alone; None if it may not take the pattern's place."""
    parsed = _parser.parse(_source(pattern), pattern.flags)
    expression, by_stretch = _written(parsed, pattern.flags)
    return expression if by_stretch else None


def _source(pattern: re.Pattern[str]) -> str:
    # What stands in for a pattern has a name in its place.
    source: str = getattr(pattern, "source", pattern.pattern)
    return source


def _written(parsed: Any, flags: int) -> tuple[str, bool]:
    writer = _Writer()
    expression = writer.sequence(parsed, flags, True, True)
    return (f"(?i:{expression})" if flags & re.IGNORECASE else expression), writer.by_stretch


class _Writer:
    """Writes the trigger of a parsed pattern, and tells whether it may be used."""

    def __init__(self) -> None:
        self.by_stretch = True
        self.groups: dict[int, tuple[Any, int]] = {}

    def sequence(
        self, items: Iterable[Any], flags: int, first: bool, final: bool, apart: bool = False
    ) -> str:
        """The trigger of a sequence of parsed items.

        `first` and `final` say whether the whole pattern begins and ends with it: only there is
        it known that nothing else has to be in the place of what is looked for. `apart` says that
        no letter stands before it, if it begins with one.
        """
        parts = list(items)
        last = len(parts)
        while last and parts[last - 1][0] in (c.ASSERT, c.ASSERT_NOT, c.AT):
            last -= 1
        written = []
        for at, (op, value) in enumerate(parts):
            if op is c.ASSERT:
                behind = value[0] < 0
                if (first and at == 0) if behind else (final and at == last):
                    written.append(self._around(value[1], flags, behind))
                    if not behind:
                        # What else is asked of that place would be asked behind what follows it.
                        break
            elif op is c.AT:
                edge = self._edge(value, parts, at, flags, final and at == last)
                written.append(edge)
                apart = (apart or value is c.AT_BOUNDARY) and not edge
            elif op is c.ASSERT_NOT:
                apart |= value[0] < 0 and no_letter(op, value)
            else:
                inner = first and at == 0, final and at + 1 == len(parts)
                if apart and _ascii_letter([(op, value)], flags, 0):
                    written.append(r"\b")
                    apart = False
                written.append(self._one(op, value, flags, *inner, apart))
                apart = False
        return "".join(written)

    def _around(self, inner: Any, flags: int, behind: bool) -> str:
        before = self.by_stretch
        seen = self.sequence(inner, flags, behind, not behind)
        self.by_stretch = before
        if not behind:
            return f"(?:{seen})"
        # It may stand before the stretch that is looked at, all or in part.
        partly = inner.getwidth()[1] - 1
        return rf"(?:{seen}|\A{ANYTHING}{{0,{partly}}})" if partly else rf"(?:{seen}|\A)"

    def _edge(self, where: Any, parts: Sequence[Any], at: int, flags: int, final: bool) -> str:
        if where is c.AT_BEGINNING_STRING:
            # Where the text begins, so does the stretch that is looked at.
            return r"\A"
        if where in (c.AT_END_STRING, c.AT_END):
            if not final:
                return ""
            if where is c.AT_END_STRING:
                return r"\z"
            return "(?m:$)" if flags & re.MULTILINE else r"\n?\z"
        # What a letter is beyond ASCII the engines see differently: the edge of a word is kept
        # where the letter is one of ASCII.
        before, after = parts[:at][-1:], parts[at + 1 :][:1]
        sure = _ascii_letter(before, flags, -1) or _ascii_letter(after, flags, 0)
        return r"\b" if where is c.AT_BOUNDARY and sure else ""

    def _one(self, op: Any, value: Any, flags: int, first: bool, final: bool, apart: bool) -> str:
        if op in REPEATS:
            least, most, inner = value
            self.by_stretch &= most < _MANY or not _may_run_away(list(inner))
            return self._group([inner], flags) + _bounds(least, most)
        if op is c.BRANCH:
            return self._group(value[1], flags, first, final, apart)
        if op is c.GROUPREF:
            return self._again(value, flags)
        if op is c.SUBPATTERN:
            number, on, off, inner = value
            flags = (flags | on) & ~off
            if number is not None:
                self.groups[number] = inner, flags
            return self._group([inner], flags, first, final, apart)
        if op in (c.ATOMIC_GROUP, c.GROUPREF_EXISTS):
            return self._group([value] if op is c.ATOMIC_GROUP else value[1:], flags)
        return self._class(op, value, flags, apart)

    def _again(self, number: int, flags: int) -> str:
        """What a reference back to a group can match."""
        inner, before = self.groups.get(number, (None, flags))
        # The group may stand in a look around that is dropped; and where case counted for it and
        # does not for the reference, `[^a]` followed by the same letter matches "Aa".
        if inner is None or flags & ~before & re.IGNORECASE:
            self.by_stretch = False
            return f"{ANYTHING}*"
        return self._group([inner], before)

    def _group(
        self,
        choices: Iterable[Any],
        flags: int,
        first: bool = False,
        final: bool = False,
        apart: bool = False,
    ) -> str:
        written = (self.sequence(one or (), flags, first, final, apart) for one in choices)
        return ("(?i:" if flags & re.IGNORECASE else "(?:") + "|".join(written) + ")"

    def _class(self, op: Any, value: Any, flags: int, apart: bool) -> str:
        folded = op is c.LITERAL and flags & re.IGNORECASE and chr(value) in _FOLDED_ALIKE
        if folded and not apart:
            return chr(value)
        inside, beyond = class_of(op, value, flags)
        self.by_stretch &= "\n" not in inside
        letters = "".join(filter(_of_word, inside)) if apart else ""
        if letters:
            # There are others, or the edge would have been written before.
            others = _ranges("".join(one for one in inside if not _of_word(one))) + beyond
            return rf"(?:\b[{_ranges(letters)}]|[{others}])"
        if len(inside) == 1 and not beyond and inside in _WRITTEN_PLAIN:
            return inside
        named = _ranges(inside) + beyond
        return f"[{named}]" if named else r"[^\x00-\x{10ffff}]"


def _ranges(members: str) -> str:
    """Characters of ASCII in RE2's notation, as ranges: it is read at every start."""
    written = ""
    for _, row in groupby(enumerate(members), lambda numbered: ord(numbered[1]) - numbered[0]):
        first, *rest = (one for _, one in row)
        ends = (first, rest[-1]) if rest else (first,)
        written += "-".join(one if one in _WRITTEN_PLAIN else rf"\x{ord(one):02x}" for one in ends)
    return written


def _bounds(least: int, most: Any) -> str:
    if most is c.MAXREPEAT or most > MOST_REPEATS:
        return f"{{{min(least, MOST_REPEATS)},}}" if least > 1 else "*+"[least]
    return f"{{{least},{most}}}"


def _may_run_away(items: list[Any]) -> bool:
    """Whether what is repeated begins with a repetition or holds a choice of its own: `(a+)+` and
    `(a|aa)*` can take twice as long with every letter."""
    if not items:
        return False
    op, value = items[0]
    if op is c.SUBPATTERN:
        return _may_run_away(list(value[3]))
    # A choice with a common beginning is parsed as that beginning and a choice.
    if any(kind is c.BRANCH for kind, _ in items):
        return True
    return op in (c.MAX_REPEAT, c.MIN_REPEAT) and value[1] >= _MANY


def _ascii_letter(items: Sequence[Any], flags: int, side: int) -> bool:
    """Whether what parsed items match surely has a letter, digit or low line of ASCII at its
    beginning (`side` 0) or end (-1)."""
    if not items:
        return False
    op, value = items[side]
    if op is c.SUBPATTERN:
        return _ascii_letter(list(value[3]), (flags | value[1]) & ~value[2], side)
    if op is c.BRANCH:
        return all(_ascii_letter(list(one), flags, side) for one in value[1])
    if op in REPEATS:
        return value[0] > 0 and _ascii_letter(list(value[2]), flags, side)
    if op not in (c.LITERAL, c.IN):
        return False
    inside, beyond = class_of(op, value, flags)
    return not beyond and all(map(_of_word, inside))


def _of_word(one: str) -> bool:
    """Whether a character of ASCII is part of a word."""
    return one.isalnum() or one == "_"
