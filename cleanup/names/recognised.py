"""Names that are known to be right, which no rule of another family may touch."""

import bisect
from collections.abc import Iterable

from ..document import Document, Span
from ..findings import Edit, Finding
from ..lazy import lazy
from ..lists import known
from .gazetteer import People
from .people import people
from .spelling import bare

_CAPITAL = lazy(r"[A-Z]")
# No letters, and nothing that stands in a word.
_MARKS = lazy(r"[^\w'’-]|_")
_WORD = lazy(r"[^\s,;:!?()“”\"]+")
# No name is longer, in characters and in words.
REACH = 60
MOST_WORDS = 4


def touches_name(document: Document, finding: Finding) -> bool:
    """Whether a fix of the finding would change the letters of a name that is known to be right."""
    return any(_changes_name(document, e) for fix in finding.fixes for e in fix.edits)


def _changes_name(document: Document, edit: Edit) -> bool:
    text, span = document.text, edit.span
    low, high = _word_edges(text, span)
    old = text[low:high]
    new = text[low : span.start] + edit.replacement + text[span.end : high]
    # What is no letter may change, and so may what stands beside a name.
    if not _CAPITAL.search(old) or _letters(old) == _letters(new):
        return False
    # What is taken out whole is not changed, and may be long: only a name over an edge is cut.
    edges = (Span(low, high),) if edit.replacement else (_point(span.start), _point(span.end))
    return any(
        name.start < span.end
        and span.start < name.end
        and text[name.start : name.end] not in new
        and (edit.replacement or not name.within(span))
        for place in edges
        for name in names_at(document, place)
    )


def _point(at: int) -> Span:
    return Span(at, at)


def _letters(text: str) -> str:
    """The words of a text, without the marks."""
    return " ".join(_MARKS.sub(" ", text).split())


def _word_edges(text: str, span: Span) -> tuple[int, int]:
    """A span with the whole of the words that it begins and ends in."""
    before, after = text[max(0, span.start - REACH) : span.start], text[span.end : span.end + REACH]
    low, high = span.start, span.end
    if before and not before[-1].isspace():
        low -= len(before.rsplit(None, 1)[-1])
    if after and not after[0].isspace():
        high += len(after.split(None, 1)[0])
    return low, high


def names_at(document: Document, span: Span) -> list[Span]:
    """Where names that are known to be right stand in a span or reach into it."""
    text = document.text
    start, end = max(0, span.start - REACH), min(len(text), span.end + REACH)
    # With the one that the span may begin in.
    before = text[start : span.start].rsplit(None, MOST_WORDS + 1)[-MOST_WORDS - 1 :]
    if ("".join(before) + text[span.start : span.end]).islower():
        return []
    found = list(_WORD.finditer(text, start, end))
    words = [bare(m[0].rstrip(".")) for m in found]
    low, known_people = [word.casefold() for word in words], people(document)
    first = bisect.bisect_right([m.end() for m in found], span.start)
    names = []
    for at in range(max(0, first - MOST_WORDS), len(words)):
        if found[at].start() >= span.end:
            break
        if not words[at][:1].isupper():
            continue
        for size in range(min(MOST_WORDS, len(words) - at), 0, -1):
            several = tuple(low[at : at + size])
            if (
                any(several in some.names for some in known_people)
                if size > 1
                else _is_surname(words[at], known_people)
            ):
                last = at + size - 1
                names.append(Span(found[at].start(), found[last].start() + len(words[last])))
                break
    return names


def _is_surname(word: str, some: Iterable[People]) -> bool:
    return len(word) > 3 and any(them.is_surname(word) for them in some) and not known(word)
