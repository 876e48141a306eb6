"""Paragraphs, sentences and words, and the spans that no rule may cut into.

The splitter is made for damaged text: a full stop before a lower-case word does not end a
sentence, a line end does unless the text is hard-wrapped, and abbreviations, initials and
decimals do not.
"""

import bisect
import re
from dataclasses import dataclass

from .document import LINE_END, Document, Span

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")

# Titles and short forms that take a full stop and are followed by a capital or a number.
ABBREVIATIONS = frozenset(
    """adm apr art aug ave blvd brig bros ca capt cf ch cmdr co col corp cpl dec dept dr ed eg est
    esq etc feb fig figs fr ft gen gov hon hr ie inc jan jr jul jun lt ltd maj mar messrs mgr mr
    mrs ms mt no nos nov oct op pp prof rep rev sen sens reps sept sep sgt spc sr st ste supt vol
    vs a.m p.m e.g i.e u.s u.k u.n d.c ph.d approx dist govt intl mfg assn univ""".split()
)

# Where a sentence may end: marks, then closing quotes or brackets, then white space.
END = re.compile(r"[.!?…]+[\"'”’)\]»]*(?=\s|$)")

PROTECTED = re.compile(
    r"""
      https?://[^\s<>“”"]*[^\s<>“”".,;:!?)\]’']         # addresses
    | \bwww\.[^\s<>“”"]*[^\s<>“”".,;:!?)\]’']
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                     # e-mail
    | (?<!\w)@\w+                                       # handles
    | \b(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|int|info|news|tv|io|co\.uk|ac\.uk|eu|de|fr|ru|cn)
      \b(?:/[^\s<>“”"]*[^\s<>“”".,;:!?)\]’'])?         # bare domains
    | \b[\w-]+\.(?:txt|pdf|html?|jpe?g|png|gif|docx?|xlsx?|csv|mp[34]|zip|exe|py|js|json|xml)\b
    | `[^`\n]+`                                         # code
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Spans:
    """Disjoint spans in order, with a quick test for what cuts into them."""

    spans: tuple[Span, ...]
    ends: tuple[int, ...]

    def cut_by(self, span: Span) -> bool:
        """Whether `span` has an edge inside one of them, or lies in it, without covering it."""
        at = bisect.bisect_right(self.ends, span.start)
        for other in self.spans[at:]:
            if other.start >= span.end and other.start >= span.start:
                return False
            if not other.within(span):
                return True
        return False


def protected(document: Document) -> Spans:
    """Addresses, e-mail, handles, file names and code: a finding covers one whole or not at all."""
    spans = tuple(Span(*m.span()) for m in PROTECTED.finditer(document.text))
    return Spans(spans, tuple(s.end for s in spans))


def text_lines(document: Document) -> tuple[Span, ...]:
    """The lines that hold more than white space, trimmed of it."""
    found, text, start = [], document.text, 0
    for end, following in [*(m.span() for m in LINE_END.finditer(text)), (len(text), len(text))]:
        line = text[start:end]
        if stripped := line.strip():
            left = start + len(line) - len(line.lstrip())
            found.append(Span(left, left + len(stripped)))
        start = following
    return tuple(found)


def paragraphs(document: Document) -> tuple[Span, ...]:
    """The paragraphs: lines, or blocks of lines where a text is hard-wrapped."""
    found: list[Span] = []
    block: list[Span] = []
    for line in text_lines(document):
        if block and _blank_between(document.text, block[-1], line):
            found += _wrapped(document.text, block)
            block = []
        block.append(line)
    return tuple(found + _wrapped(document.text, block))


def _blank_between(text: str, above: Span, below: Span) -> bool:
    return len(LINE_END.findall(text, above.end, below.start)) > 1


def _wrapped(text: str, block: list[Span]) -> list[Span]:
    """One paragraph if the lines look hard-wrapped: nearly as long as each other and under 100
    code points, most of them ending in mid-sentence; otherwise a paragraph a line."""
    full = block[:-1]
    wrapped = (
        len(full) > 1
        and all(40 <= len(line) <= 100 for line in full)
        and max(map(len, full)) - min(map(len, full)) <= 25
        and sum(text[line.end - 1] in ".!?”\"" for line in full) * 2 <= len(full)
    )
    return [Span(block[0].start, block[-1].end)] if wrapped else block


def sentences(document: Document) -> tuple[Span, ...]:
    """The sentences, paragraph by paragraph, without the white space around them."""
    found, text = [], document.text
    for paragraph in document.view(paragraphs):
        start = paragraph.start
        for mark in END.finditer(text, paragraph.start, paragraph.end):
            if mark.end() < paragraph.end and not _ends_sentence(text, mark, paragraph.end):
                continue
            found.append(Span(start, mark.end()))
            start = mark.end()
            while start < paragraph.end and text[start].isspace():
                start += 1
        if start < paragraph.end:
            found.append(Span(start, paragraph.end))
    return tuple(found)


def _ends_sentence(text: str, mark: re.Match[str], limit: int) -> bool:
    after = text[mark.end() : min(limit, mark.end() + 40)].lstrip().lstrip("\"'“‘([«")
    if not after or after[0].islower():
        return False
    return mark[0] != "." or not after_abbreviation(text, mark.start())


def after_abbreviation(text: str, stop: int) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation, an initial or a number."""
    left = re.search(r"[\w.]*$", text[max(0, stop - 20) : stop])
    token = left[0] if left else ""
    return (
        token.lower() in ABBREVIATIONS
        or (len(token) == 1 and token.isalpha() and token.isupper())
        or bool(re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", token))
    )


def words(document: Document) -> tuple[Span, ...]:
    """The words: runs of letters with inner hyphens and apostrophes."""
    return tuple(Span(*m.span()) for m in WORD.finditer(document.text))


def sentence_at(document: Document, offset: int) -> Span:
    """The sentence around `offset`, or the empty span there between sentences."""
    found = document.view(sentences)
    at = bisect.bisect_right(found, offset, key=lambda s: s.start) - 1
    if at >= 0 and offset <= found[at].end:
        return found[at]
    return Span(offset, offset)


def paragraph_at(document: Document, offset: int) -> Span:
    """The paragraph around `offset`, or the empty span there between paragraphs."""
    found = document.view(paragraphs)
    at = bisect.bisect_right(found, offset, key=lambda s: s.start) - 1
    if at >= 0 and offset <= found[at].end:
        return found[at]
    return Span(offset, offset)
