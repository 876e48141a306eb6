"""Decisions as data, and what a person is given to write anew."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from ..document import Span
from ..findings import Edit, Finding
from ..lazy import lazy

# A person is shown at least whole words to write anew, up to so many code points of them.
_REACH = 40
_WORD_BEFORE, _WORD_AFTER = lazy(r"\S*\Z"), lazy(r"\S*")
_WORDS_BEFORE, _WORDS_AFTER = lazy(r"\S*[^\S\r\n]*\Z"), lazy(r"[^\S\r\n]*\S*")


class Verdict(StrEnum):
    """What was decided: to make the fix, to leave the place, to write something else, to leave it
    and not to hear of it again, or to leave it because it is a name."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    IGNORE = "ignore"
    NAME = "name"


class Key(NamedTuple):
    """What a decision is about: a rule, a place in the text as it was read, and of each fix its
    edits, what stood there with what would stand there."""

    rule: str
    start: int
    end: int
    proposals: tuple[tuple[tuple[str, str], ...], ...]

    @staticmethod
    def of(text: str, finding: Finding, place: Span) -> "Key":
        """The key of a finding in `text` whose place in the text as it was read is `place`."""
        return Key(
            finding.rule,
            place.start,
            place.end,
            tuple(
                tuple((text[e.span.start : e.span.end], e.replacement) for e in fix.edits)
                for fix in finding.fixes
            ),
        )

    @property
    def place(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict, and what it takes to carry it out.

    ACCEPT is about the fix of number `fix`, from 0; EDIT puts `new` where `old` stood; `name` is
    what NAME is about. With `whole_rule` it holds for everything the rule finds in the text, where
    nothing else was decided. The finding is known again by `fingerprints`; `text` is its place for
    people.
    """

    verdict: Verdict
    fix: int = 0
    old: str = ""
    new: str = ""
    name: str = ""
    whole_rule: bool = False
    fingerprints: tuple[str, ...] = ()
    text: str = ""

    @property
    def leaves(self) -> bool:
        """Whether the place stays as it is."""
        return self.verdict not in (Verdict.ACCEPT, Verdict.EDIT)

    @property
    def wrote(self) -> bool:
        """Whether a person wrote what stands there then."""
        return self.verdict is Verdict.EDIT


@dataclass(frozen=True)
class Decisions:
    """The decisions about one text: by key, and by rule and fingerprint those about a text that was
    another then."""

    by_key: Mapping[Key, Decision] = field(default_factory=dict)
    loose: Mapping[tuple[str, str], Decision] = field(default_factory=dict)


def extent(text: str, finding: Finding) -> Span:
    """What a person is given to write anew: the finding and what its first fix would change, in
    whole words; a mark or a space with the words beside it."""
    spans = [finding.span, *(e.span for fix in finding.fixes[:1] for e in fix.edits)]
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    words = any(c.isalnum() for c in text[start:end])
    before = (_WORD_BEFORE if words else _WORDS_BEFORE).search(text[max(0, start - _REACH) : start])
    after = (_WORD_AFTER if words else _WORDS_AFTER).match(text[end : end + _REACH])
    return Span(start - len(before[0] if before else ""), end + len(after[0] if after else ""))


def trimmed(span: Span, old: str, new: str) -> Edit | None:
    """The edit that makes `new` of `old`, which stands at `span`, without what both begin and end
    with; None if they are equal."""
    if old == new:
        return None
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    return Edit(Span(span.start + first, span.end - last), new[first : len(new) - last])
