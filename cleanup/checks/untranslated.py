"""The check of sentences and paragraphs that were not translated.

What is looked for is a sentence in another language (`foreign`) that goes on where English stopped,
as if it were part of the text; those that stand there on purpose (`deliberate`) are left alone.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..document import Document, Span
from ..engines.language import UNKNOWN, name_of, named
from ..findings import Finding
from ..prefilter import matches
from ..rulebook import Rule
from ..segments import paragraph_at
from .deliberate import deliberate
from .foreign import FEWEST, Foreign, foreign, goes_on
from .pieces import SENTENCE_END, pieces
from .residue import FOREIGN, foreign_words

# Three listed words of one sentence stand no further apart; no sentence is longer.
_REACH, _FAR = 200, 1_000
_NEAR = 50
# What stands between two foreign sentences is no short sentence if it is longer.
_APART = 10_000


class Found(NamedTuple):
    """A foreign sentence and what tells that it is one."""

    span: Span
    why: Foreign


def untranslated_segment(document: Document, rule: Rule) -> Iterator[Finding]:
    """A sentence of six words or more in another language, or several on end, that nobody marked
    as meant."""
    text, name = document.text, document.view(_Named)
    for group in _groups(document, _suspects(document)):
        whole = _extended(document, Span(group[0].span.start, group[-1].span.end))
        if deliberate(document, whole):
            continue
        sure = any(one.why.sure for one in group)
        if not sure and name.in_vain:
            continue
        codes = Counter(one.why.code for one in group if one.why.code)
        code = codes.most_common(1)[0][0] if codes else name(text[whole.start : whole.end])
        # Where nothing else tells of another language, the detector must be sure of one.
        if code == UNKNOWN and not sure:
            continue
        several = whole != group[0].span
        what = "Sentences that were" if several else "A sentence that was"
        if several and whole == paragraph_at(document, whole.start):
            what = "A paragraph that was"
        yield rule.finding(whole, what=what, language=name_of(code))


def _suspects(document: Document) -> Iterator[int]:
    """Where sentences may be that are not English."""
    words = document.view(foreign_words)
    # Only where three of them stand close together; most texts have none or a few.
    for first, third in zip(words, words[2:], strict=False):
        if third.start - first.start < _REACH:
            yield first.start
    for m in matches(document, FOREIGN):
        if len(m[0]) > FEWEST:
            yield m.start()
    yield from document.view(pieces).strange


def _groups(document: Document, places: Iterable[int]) -> Iterator[list[Found]]:
    """The foreign sentences around these places, those that follow each other together."""
    found = list[Found]()
    for span in sorted({_sentence(document, at) for at in places}):
        if why := foreign(document.text[span.start : span.end]):
            found.append(Found(span, why))
    group = list[Found]()
    for one in found:
        if group and not _joined(document, group[-1].span, one.span):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _joined(document: Document, left: Span, right: Span) -> bool:
    """Whether two foreign sentences stand in one paragraph with nothing English between."""
    if left.overlaps(right):
        return True
    if right.start - left.end > _APART or paragraph_at(document, left.start).end < right.end:
        return False
    between = document.text[left.end : right.start]
    return not between.strip() or goes_on(between)


def _extended(document: Document, span: Span) -> Span:
    """The span with the short sentences beside it that go on in the same language."""
    text, around = document.text, paragraph_at(document, span.start)
    while span.start > around.start:
        before = _sentence(document, _end_before(text, around.start, span.start))
        if before.end > span.start or not goes_on(text[before.start : before.end]):
            break
        span = Span(before.start, span.end)
    while span.end < around.end:
        after = _sentence(document, span.end + 1)
        if after.start < span.end or not goes_on(text[after.start : after.end]):
            break
        span = Span(span.start, after.end)
    return span


def _end_before(text: str, low: int, at: int) -> int:
    """Where the last letter or mark before a place is."""
    space = text[max(low, at - _FAR) : at]
    return max(low, at - len(space) + len(space.rstrip()) - 1)


def _sentence(document: Document, at: int) -> Span:
    """The sentence around a place, as far as marks and the paragraph tell."""
    text, around = document.text, paragraph_at(document, at)
    low, high = max(around.start, at - _FAR), min(around.end, at + _FAR)
    if at - 2 >= low and text.startswith((". ", "! ", "? "), at - 2):
        start = at
    else:
        # Most begin near: where marks are many, not all before each place are read.
        ends = [m.end() for m in SENTENCE_END.finditer(text, max(low, at - _NEAR), at)]
        ends = ends or [m.end() for m in SENTENCE_END.finditer(text, low, at)]
        start = max(ends, default=low)
    end = SENTENCE_END.search(text, at, high)
    span = Span(start, max(start, end.end() if end else high))
    words = text[span.start : span.end]
    left = span.start + len(words) - len(words.lstrip())
    return Span(left, max(left, span.start + len(words.rstrip())))


class _Named:
    """Which language a sentence in other letters is in; of many in one text, what most of them
    were (a view)."""

    MOST = 20
    IN_VAIN = 4

    def __init__(self, document: Document) -> None:
        self.model = document.evidence.language_model
        self.told: list[str] = []

    @property
    def in_vain(self) -> bool:
        """Whether no language was told so far, of several sentences: puzzles, names, a cipher."""
        return len(self.told) >= self.IN_VAIN and {*self.told} == {UNKNOWN}

    def __call__(self, sentence: str) -> str:
        """The code of the language."""
        if len(self.told) >= self.MOST:
            return Counter(self.told).most_common(1)[0][0]
        self.told.append(named(sentence[:_FAR], self.model))
        return self.told[-1]
