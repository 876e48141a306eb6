"""What the `[match]` table of a card can say.

pattern      a regular expression of Python's `re`; `{name}` stands for the entries of the list
             `rules/lists/name.txt`, longest first. The group `mark`, if there is one, is what
             is reported; otherwise the whole match is.
replace      what to put in place of the whole match (`\\g<1>` and so on are groups), or a list
             of candidates, which are shown and never chosen.
pairs        instead of both: a table of wrong = "right" or wrong = ["one", "another"]. Found
             as whole words; the capital of a sentence's first word is kept.
unless       expressions of what is right: a match that overlaps one of theirs is left alone.
unless-line  expressions of what only lines of code or the like have: all in such a line is left
             alone, in a very long line what stands near it.
ignore-case  true for letters of either case.
"""

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from .document import Document, Span
from .expressions import ready
from .findings import Edit
from .lists import CardError, entries
from .prefilter import LONGEST, places, within
from .triggers import Trigger, trigger_of

_LIST = re.compile(r"\{([a-z][a-z-]*)\}")


class Hit(NamedTuple):
    """A place a pattern found, the words for the message, and the candidate edits."""

    span: Span
    words: Mapping[str, str]
    candidates: tuple[Edit, ...]


def expand(pattern: str) -> str:
    """`pattern` with the names of lists replaced by their entries."""
    return _LIST.sub(lambda m: alternatives(entries(m[1])), pattern)


def alternatives(literals: tuple[str, ...]) -> str:
    """A group that matches any of `literals`, the longest first.

    Those that begin with the same two letters stand together, or every one of a long list would be
    tried at every word.
    """
    heads: dict[str, list[str]] = {}
    for one in sorted(literals, key=lambda w: (-len(w), w)):
        heads.setdefault(one[:2].lower(), []).append(one)
    parts = list[str]()
    # A literal of one letter may begin the others; one of two is no tail, but may begin them too.
    for _, some in sorted(heads.items(), key=lambda item: -len(item[0])):
        tails = [re.escape(one[2:]) for one in some if len(one) > 2]
        if len(tails) > 1 and len({one[:2] for one in some}) == 1:
            parts.append(f"{re.escape(some[0][:2])}(?:{'|'.join(tails)})")
            some = [one for one in some if len(one) <= 2]  # noqa: PLW2901
        parts += map(re.escape, some)
    return f"(?:{'|'.join(parts)})"


def edit_of(text: str, span: Span, replacement: str) -> Edit:
    """The smallest edit, cut at the edges of words, that turns `span` into `replacement`."""
    old = text[span.start : span.end]
    left = 0
    while left < min(len(old), len(replacement)) and old[left] == replacement[left]:
        left += 1
    while left and _inside_word(old, left) | _inside_word(replacement, left):
        left -= 1
    right, room = 0, min(len(old), len(replacement)) - left
    while right < room and old[-right - 1] == replacement[-right - 1]:
        right += 1
    while right and _inside_word(old, len(old) - right) | _inside_word(
        replacement, len(replacement) - right
    ):
        right -= 1
    return Edit(
        Span(span.start + left, span.end - right), replacement[left : len(replacement) - right]
    )


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _disjoint(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _lines_of(text: str, found: Iterable[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """The lines that hold the matches, of long ones what stands near."""
    reached = -1
    for m in found:
        if m.end() > reached:
            low = max(0, m.start() - LONGEST)
            end = text.find("\n", m.end(), m.end() + LONGEST)
            reached = end if end >= 0 else min(len(text), m.end() + LONGEST)
            yield max(low, text.rfind("\n", low, m.start()) + 1), reached


class Match:
    """A compiled `[match]` table."""

    def __init__(self, table: Mapping[str, Any], where: str) -> None:
        try:
            self.replace, self.pairs = table.get("replace"), table.get("pairs")
            flags = re.IGNORECASE if table.get("ignore-case") or self.pairs else re.NOFLAG
            pattern = table.get("pattern") or rf"\b{alternatives(tuple(self.pairs or ()))}\b"
            self.pattern = ready(expand(pattern), flags)
            self.unless = [ready(expand(p), flags) for p in table.get("unless", ())]
            self.signs = [ready(expand(p), flags) for p in table.get("unless-line", ())]
        except (re.error, OverflowError, RecursionError) as error:
            raise CardError(f"{where}: bad regular expression: {error}") from error
        except CardError as error:
            raise CardError(f"{where}: {error}") from error
        self.right = {wrong.casefold(): right for wrong, right in (self.pairs or {}).items()}
        self.templates = [self.replace] if isinstance(self.replace, str) else self.replace or []
        try:
            for template in self.templates:
                self.pattern.sub(template, "")
        except (re.error, IndexError) as error:
            raise CardError(f"{where}: bad replacement: {error}") from error

    @property
    def words(self) -> set[str]:
        """The words that a hit has for the message."""
        return {"text", "new", *self.pattern.groupindex}

    @cached_property
    def trigger(self) -> Trigger:
        """What the pattern cannot match without; `unless` too decides whether a line is enough."""
        found = trigger_of(self.pattern)
        alone = all(trigger_of(right).by_stretch for right in [*self.unless, *self.signs])
        return found._replace(by_stretch=found.by_stretch and alone)

    def find(self, document: Document, trigger: Trigger) -> Iterator[Hit]:
        """Every place in the text, from left to right."""
        text, read_to = document.text, 0
        whole = [(0, len(text))]
        for start, end in places(document, trigger.key) if trigger.by_stretch else whole:
            if hits := list(within(text, self.pattern, max(start, read_to), end)):
                read_to = hits[-1].end()
                yield from self._unless_right(text, hits, (start, end))

    def _unless_right(
        self, text: str, hits: Iterable[re.Match[str]], place: tuple[int, int]
    ) -> Iterator[Hit]:
        spans = [m.span() for p in self.unless for m in within(text, p, *place)]
        for sign in self.signs:
            spans += _lines_of(text, within(text, sign, *place))
        right = _disjoint(spans)
        ends = [end for _, end in right]
        for m in hits:
            # The first place of what is right that does not end before the match.
            at = bisect.bisect_right(ends, m.start())
            if at < len(right) and right[at][0] < m.end():
                continue
            mark = "mark" if "mark" in m.re.groupindex else 0
            found = self._replacements(m)
            new = [one for one in found if one != m[0]]
            # What is found may be right as it stands: "NATO", where nato = "NATO".
            if not new and (found or self.right):
                continue
            candidates = tuple(edit_of(text, Span(*m.span()), one) for one in new)
            words = {"text": m[0], "new": " or ".join(new)}
            words |= {k: v or "" for k, v in m.groupdict().items()}
            yield Hit(Span(*m.span(mark)), words, candidates)

    def _replacements(self, m: re.Match[str]) -> list[str]:
        if self.right:
            # A dotless ı matches an i, but is not its lower case: no word of the table then.
            right = self.right.get(m[0].casefold(), [])
            several = [right] if isinstance(right, str) else right
            return [w[:1].upper() + w[1:] if m[0][0].isupper() else w for w in several]
        return [m.expand(t) for t in self.templates]
