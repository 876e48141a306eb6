"""One pass over a text that tells which patterns have anything to find, and about where.

The triggers of all patterns (see `triggers`) are looked for together, by google-re2, in stretches
of the text; a rule runs only if one of its patterns has a hit, and its patterns are only matched in
the stretches with a hit. Without google-re2 they are matched in every stretch: slower, and with the
same findings.

A stretch is some whole lines, or a part of a very long line. What begins in a stretch is found
there, if it ends there too or a little behind (`AHEAD`). A pattern that can match a line end is no
business of this module: it is matched against the whole text.
"""

import contextlib
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeVar

from .document import Document
from .expressions import ready
from .lazy import is_named, lazy
from .literals import Strings
from .rare import has_rare
from .triggers import Key, Trigger, expression_of

# Where a stretch begins and ends; and with the bytes that are looked through for it.
Place = tuple[int, int]
Data = tuple[Place, bytes]
Check = TypeVar("Check", bound=Callable[..., Any])

# Code points: as short as keeps the cost of a stretch small beside that of its characters.
STRETCH = 1_000
# Stretches that are looked through at a time.
BLOCK = 1_000
# A line longer than this is cut, at the end of a sentence if there is one, else between words.
LONGEST = 8_000
# How far a pattern that begins in a stretch sees beyond it.
AHEAD = 64
_SENTENCE_END = lazy(r"[.!?][\"”’)]* +(?=[A-Z“\"])")
_SPACE = re.compile(r"\s(?=\S)")
# What opens groups at the beginning of a trigger.
_FIRST = lazy(r"\A(?:\((?:\?i?:)?)*")
# Bytes for an automaton; when they are used up it begins afresh.
_MEMORY = 16 << 20
# A trigger with more characters than this is a list of words. How many lists, and how many others,
# go together was tried out on texts of many hands: the more go together, the fewer automata pass
# over the text, and the more states each has. Where sentences come again few of those are met.
LONG = 600
MOST = 7, 15
# A text with more code points pays for the states of bigger automata.
VERY_LONG = 4_000_000
MOST_THEN = 13, 31
# To make a trigger and its automaton takes as long as to match a pattern against so many.
LONG_TEXT = 100_000
# The first code points that a process looks at are read without automata: the patterns themselves
# are done with a short article before those are made.
FIRST = 20_000
# And a list of words in fewer stretches than this.
SEVERAL = 50


def looks_for(*patterns: re.Pattern[str]) -> Callable[[Check], Check]:
    """Declares that a check finds nothing in a text in which none of `patterns` matches."""

    def declare(check: Check) -> Check:
        check.patterns = patterns  # type: ignore[attr-defined]
        return check

    return declare


def matches(document: Document, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The matches of a pattern, which must not be able to match a line end."""
    read_to = 0
    for start, end in places(document, (pattern.pattern, pattern.flags)):
        for m in within(document.text, pattern, max(start, read_to), end):
            read_to = m.end()
            yield m


def within(text: str, pattern: re.Pattern[str], start: int, end: int) -> Iterator[re.Match[str]]:
    """The matches that begin in a stretch."""
    horizon = end + AHEAD
    for m in pattern.finditer(text, start, horizon):
        if m.start() >= end < len(text):
            return
        if m.end() > end and horizon < len(text):
            # It may have taken the horizon for the end of the text.
            whole = pattern.match(text, m.start())
            if whole is None:
                continue
            m = whole  # noqa: PLW2901
        yield m


def words_found(document: Document, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """What `matches` gives, for a pattern that is a long list of words: found many times faster,
    if google-re2 is there."""
    key = pattern.pattern, pattern.flags
    expression, several = _expressions.get(key), len(places(document, key)) >= SEVERAL
    # It takes longer to make than a first short text, or a few stretches, to look through.
    many = several and _sought["code points"] >= FIRST
    finder = _finder(expression) if expression and many else None
    if finder is None:
        yield from matches(document, pattern)
        return
    text, read_to = document.text, 0
    for start, end in places(document, key):
        data = text[start : end + AHEAD].encode("utf-8", "replace")
        at, read = start, 0
        while hit := finder.search(data, read):
            at += len(data[read : hit.start()].decode("utf-8"))
            # The trigger asks for less than the pattern, and holds what that looks at behind.
            low, high = max(at, read_to), min(end, at + max(1, len(hit[0])))
            m = next(within(text, pattern, low, high), None) if low < high else None
            if m:
                yield m
                read_to = m.end()
            # What the next one looks at behind may be in this hit too.
            read, at = hit.start() + len(text[at].encode("utf-8", "replace")), at + 1


def occurs(document: Document, pattern: re.Pattern[str]) -> bool:
    """Whether a pattern, which must not be able to match a line end, matches anywhere. For one that
    few texts need, so that it is not looked for with the others."""
    text = document.text
    expression = expression_of(pattern) if len(text) >= LONG_TEXT else None
    automaton = _alone(expression) if expression else None
    for start, end in document.view(stretches):
        data = text[start : _horizon(text, end)].encode("utf-8", "replace") if automaton else b""
        if automaton and 0 not in (automaton.Match(data) or [0]):
            continue
        if any(within(text, pattern, start, end)):
            return True
    return False


@functools.lru_cache(maxsize=8)
def _alone(expression: str) -> Any:
    """An automaton for one trigger, as `_Group` makes it."""
    made = _Group([Trigger("", 0, expression, by_stretch=True, rare=False, literals={})]).automaton
    return made[0] if made and made[1] else None


@functools.lru_cache(maxsize=8)
def _finder(expression: str) -> Any:
    """An automaton that tells where a trigger has a hit; None without google-re2."""
    try:
        import re2
    except ImportError:
        return None
    options = re2.Options()
    options.max_mem = _MEMORY
    options.log_errors = False
    try:
        return re2.compile(expression, options=options)
    except re2.error:
        return None


def places(document: Document, pattern: Key) -> Sequence[Place]:
    """The stretches to match a pattern in: all, if it was not looked for."""
    found = document.places.get(pattern)
    return document.view(stretches) if found is None else found


def stretches(document: Document) -> tuple[Place, ...]:
    """Where a text is cut into stretches (a view)."""
    text, found, start = document.text, [], 0
    while start < len(text):
        end = _cut(text, start)
        found.append((start, end))
        start = end
    return tuple(found)


def _cut(text: str, start: int) -> int:
    """The end of the stretch that begins at `start`."""
    line_end = text.find("\n", start + STRETCH, start + LONGEST) + 1
    if line_end or start + LONGEST >= len(text):
        return line_end or len(text)
    first = 0
    for m in _SENTENCE_END.finditer(text, start + STRETCH, start + LONGEST):
        # Not within `code. Like this`, if there is another place.
        if text.count("`", start, m.end()) % 2 == 0:
            return m.end()
        first = first or m.end()
    if first:
        return first
    space = _SPACE.search(text, start + STRETCH)
    return space.end() if space else len(text)


def seek(document: Document, triggers: Iterable[Trigger]) -> None:
    """Note in the document where each of `triggers` has a hit, if they can be looked for fast; of
    the others, which have none as far as that can be told."""
    text = document.text
    every, common, rare = _groups(tuple(triggers), len(text) >= VERY_LONG)
    first = _sought["code points"] < FIRST > len(text)
    _sought["code points"] += len(text)
    if first:
        document.places.update(_first_places(document, every))
        return
    found: dict[Key, list[Place]] = {}
    for block in _blocks(document):
        few = [one for one in block if has_rare(one[1])] if rare else []
        for group in common:
            group.note(block, found)
        for group in rare:
            group.note(few, found)
    document.places.update(found)


def _blocks(document: Document) -> Iterator[Sequence[Data]]:
    """The stretches of a text, each with its bytes, so many at a time as one automaton goes through
    before the next: what it has learnt is at hand then."""
    text, every = document.text, document.view(stretches)
    for at in range(0, len(every), BLOCK):
        yield [
            (place, text[place[0] : _horizon(text, place[1])].encode("utf-8", "replace"))
            for place in every[at : at + BLOCK]
        ]


def _first_places(
    document: Document, triggers: Iterable[Trigger]
) -> Iterator[tuple[Key, list[Place]]]:
    """Where the patterns have hits: none for those of which the text has no string, and for the
    others as they are found by themselves."""
    text, strings = document.text, Strings(document.text)
    for one in triggers:
        if one.literals and not strings.have(one.literals):
            yield one.key, []
        elif one.by_stretch and not is_named(one.source):
            pattern, found = _itself(one.key), document.view(stretches)
            yield one.key, [place for place in found if any(within(text, pattern, *place))]


@functools.lru_cache(maxsize=1_000)
def _itself(pattern: Key) -> re.Pattern[str]:
    return ready(*pattern)


def _horizon(text: str, end: int) -> int:
    """How far a stretch that ends at `end` is looked at: behind a space it would look as if the
    text ended in one."""
    horizon = end + AHEAD
    if text[horizon - 1 : horizon].isspace():
        space = _SPACE.search(text, horizon - 1, horizon + STRETCH)
        return space.end() + 1 if space else horizon + STRETCH
    return horizon


# How much text the process has looked through so far, and the triggers it looked for.
_sought = {"code points": 0}
_expressions: dict[Key, str] = {}


class _Group:
    """Triggers that are looked for together."""

    def __init__(self, triggers: Sequence[Trigger]) -> None:
        self.triggers = triggers

    @functools.cached_property
    def automaton(self) -> tuple[Any, list[Key]] | None:
        """What looks for them, and for which patterns: without what is too big for one, and None
        without google-re2."""
        try:
            import re2
        except ImportError:
            return None
        options = re2.Options()
        options.max_mem = _MEMORY
        options.never_capture = True
        options.log_errors = False
        automaton, taken = re2.Set.SearchSet(options), []
        with contextlib.suppress(re2.error):
            for trigger in self.triggers:
                with contextlib.suppress(re2.error):
                    automaton.Add(trigger.expression)
                    taken.append(trigger.key)
            automaton.Add("")
            automaton.Compile()
            return automaton, taken
        return None

    def note(self, block: Iterable[Data], places: dict[Key, list[Place]]) -> None:
        """Add the stretches in which each pattern has a hit: those of the block in which it may
        have one, if it cannot be looked for."""
        automaton, taken = (self.automaton if block else None) or (None, list[Key]())
        hit_by = [places.setdefault(key, []) for key in taken]
        match: Any = automaton and automaton.Match
        for place, data in block if match else ():
            # The last one always has a hit, unless the automaton has run out of memory.
            for hit in match(data) or range(len(hit_by)):
                if hit < len(hit_by):
                    hit_by[hit].append(place)
        for trigger in self.triggers:
            if trigger.key not in taken:
                places.setdefault(trigger.key, []).extend(place for place, _ in block)


@functools.lru_cache(maxsize=32)
def _groups(
    triggers: Sequence[Trigger], large: bool
) -> tuple[list[Trigger], list[_Group], list[_Group]]:
    """Each trigger once; and as many together as go well in one automaton, those apart that few
    stretches are to be looked through for.

    Its states are all that can be under way at the same time in any of them: lists of words add up
    among themselves, and so do marks and classes of letters, but each of the one with each of the
    other is a state of its own.
    """
    every = list(dict.fromkeys(triggers))
    _expressions.update((t.key, t.expression) for t in every)
    most = MOST_THEN if large else MOST
    common = [t for t in every if t.by_stretch and not t.rare]
    rare = [t for t in every if t.by_stretch and t.rare]
    return every, list(_apart(common, *most)), list(_apart(rare, *most))


def _apart(triggers: Sequence[Trigger], most_lists: int, most_marks: int) -> Iterator[_Group]:
    """The triggers in groups, what is alike together: what ignores case, and what begins with the
    edge of a word, has the fewest states with its like."""
    alike = sorted(triggers, key=lambda t: ("(?i:" in t.expression, _at_edge(t.expression)))
    lists = [t for t in alike if len(t.expression) > LONG]
    marks = [t for t in alike if len(t.expression) <= LONG]
    for some, most in ((lists, most_lists), (marks, most_marks)):
        groups = -(-len(some) // most)
        cuts = [n * len(some) // groups for n in range(groups)]
        yield from (_Group(some[a:b]) for a, b in pairwise((*cuts, len(some))))


def _at_edge(expression: str) -> bool:
    return _FIRST.sub("", expression).startswith(r"\b")
