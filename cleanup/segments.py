"""Paragraphs, sentences and words, and the spans that no rule may cut into.

The splitter is made for damaged text: a full stop before a lower-case word does not end a
sentence, a line end does unless the text is hard-wrapped, and abbreviations, initials and
decimals do not.
"""

import bisect
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .document import LINE_END, Document, Span, lines
from .lazy import lazy
from .lists import entry_set
from .prefilter import stretches

# The look behind stands second, so that only capitals are looked at.
_CAPITALISED = re.compile(r"[A-Z](?<![\w’'-][A-Z])[\w’'-]*")
_WORD_ENDS = re.compile(r"(?:['’]s?)?(?![\w’'-])")
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")

# What may stand between two sentences, a closing mark that lost its place among it.
_OPENING = lazy(r"\A[\s\"'“”‘’(\[«]+")
# Words of their own too: short forms only before a number ("No. 10", "he said no. They left").
_BEFORE_NUMBERS = frozenset("art fig no nos op p".split())

# Where a sentence may end: marks, then closing quotes or brackets, then white space.
END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]»]*(?=\s|$)")

PROTECTED = re.compile(
    r"""
      https?://[^\s<>“”"]*[^\s<>“”".,;:!?)\]’']         # addresses
    | \bwww\.[^\s<>“”"]*[^\s<>“”".,;:!?)\]’']
    | (?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+        # e-mail
    | (?<!\w)@\w+                                       # handles
    | (?<![\w.-])(?:[a-z0-9-]{1,63}\.){1,5}             # bare domains
      (?:com|org|net|edu|gov|int|info|news|tv|io|co\.uk|ac\.uk|eu|de|fr|ru|cn)
      \b(?:/[^\s<>“”"]*[^\s<>“”".,;:!?)\]’'])?
    | (?<![\w-])[\w-]{1,99}+\.                           # file names
      (?:txt|pdf|html?|jpe?g|png|gif|docx?|xlsx?|csv|mp[34]|zip|exe|py|js|json|xml)\b
    | `[^`\n]+`                                         # code
    """,
    re.VERBOSE,
)

# What none of them can be without, told faster than the spans themselves.
_HINT = lazy(r"[@`]|://|www\.|\.[A-Za-z]")

_MARKDOWN = lazy(
    r"""
      \A---[ \t]*\r?\n(?s:.*?)\n---[ \t]*(?=\r?\n|\Z)    # front matter
    | ^(?P<fence>```+|~~~+)(?s:.*?)(?:^(?P=fence)|\Z)      # code blocks
    | <!--(?s:.*?)(?:-->|\Z)
    | \]\([^()\s]*\)                                      # where a link leads
    | <[a-zA-Z/][^<>]*>
    """,
    re.VERBOSE | re.MULTILINE,
)
_HTML = lazy(
    r"""
      <!--(?s:.*?)(?:-->|\Z)
    | <(?P<tag>script|style|pre|code)\b(?s:.*?)(?:</(?P=tag)\s*>|\Z)
    | <[a-zA-Z/!][^<>]*>
    | &\#?\w+;
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MARKUP = {".md": _MARKDOWN, ".markdown": _MARKDOWN, ".html": _HTML, ".htm": _HTML}


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


class Protected:
    """Addresses, e-mail, handles, file names and code, and in Markdown and HTML what is not text:
    a finding covers one whole or not at all. They are looked for where a finding is."""

    def __init__(self, document: Document) -> None:
        self.text, self.stretches = document.text, document.view(stretches)
        markup = _markup(document)
        self.markup = _spans(markup, self.text, 0, len(self.text)) if markup else None
        self.read: dict[int, Spans] = {}

    def cut_by(self, span: Span) -> bool:
        """Whether `span` cuts into one of them; only those at its ends can be cut into."""
        if self.markup and self.markup.cut_by(span):
            return True
        ends = {self._stretch(span.start), self._stretch(max(span.start, span.end - 1))}
        return any(self._in(at).cut_by(span) for at in ends)

    def _stretch(self, offset: int) -> int:
        return max(0, bisect.bisect_right(self.stretches, offset, key=lambda s: s[0]) - 1)

    def _in(self, at: int) -> Spans:
        if at not in self.read:
            place = self.stretches[at] if self.stretches else (0, 0)
            hint = _HINT.search(self.text, *place)
            self.read[at] = _spans(PROTECTED, self.text, *place) if hint else Spans((), ())
        return self.read[at]


def _spans(pattern: re.Pattern[str], text: str, start: int, end: int) -> Spans:
    spans = tuple(Span(*m.span()) for m in pattern.finditer(text, start, end))
    return Spans(spans, tuple(s.end for s in spans))


def protected(document: Document) -> Protected:
    """What a finding covers whole or not at all (a view)."""
    return Protected(document)


# Files of these kinds hold code or data: what looks like damage there may be the point of it.
_DATA = lazy(
    r"\.(?:py|js|ts|jsx|tsx|json|jsonl|csv|tsv|xml|ya?ml|toml|ini|cfg|conf|sh|bat|ps1|c|h|cpp|hpp|"
    r"java|rs|go|rb|php|pl|lua|r|sql|css|scss|tex|bib|log|po|pot|xliff|tmx|srt|vtt|ipynb|lock|diff|"
    r"patch|svg)$",
    re.IGNORECASE,
)


def unfixable(document: Document) -> str | None:
    """Why no fix may be applied to a document of this name, if none may (a view)."""
    if is_markup(document):
        return "fixes are not made in Markdown and HTML yet"
    if _DATA.search(document.path or ""):
        return "fixes are not made in code and data; copy the text into a .txt file"
    return None


def is_markup(document: Document) -> bool:
    """Whether the document's name says that it is Markdown or HTML."""
    return _markup(document) is not None


def _markup(document: Document) -> re.Pattern[str] | None:
    suffix = re.search(r"\.\w+$", document.path or "")
    return _MARKUP.get(suffix[0].lower()) if suffix else None


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
        and all(map(_may_be_wrapped, full))
        and max(map(len, full)) - min(map(len, full)) <= 25
        and sum(text[line.end - 1] in '.!?”"' for line in full) * 2 <= len(full)
    )
    return [Span(block[0].start, block[-1].end)] if wrapped else block


def _may_be_wrapped(line: Span) -> bool:
    return 40 <= len(line) <= 100


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
    after = _OPENING.sub("", text[mark.end() : min(limit, mark.end() + 40)])
    if not after or after[0].islower():
        return False
    return mark[0] != "." or not after_abbreviation(text, mark.start())


def after_abbreviation(text: str, stop: int) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation, an initial or a number."""
    left = re.search(r"[\w.]*$", text[max(0, stop - 20) : stop])
    token = left[0] if left else ""
    if token.lower() in _BEFORE_NUMBERS:
        return bool(re.match(r"\.\s?\d", text[stop : stop + 3]))
    return (
        token.lower() in entry_set("abbreviations")
        or (len(token) == 1 and token.isalpha() and token.isupper())
        or bool(re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", token))
    )


class Capitalised:
    """Where words with a capital stand, without a genitive ending (a view).

    A few words are looked for, many are looked up: most texts never need them all.
    """

    MOST_SEARCHES = 32

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.found: dict[str, list[Span]] = {}
        self.complete = False

    def __call__(self, word: str) -> Sequence[Span]:
        """The places of `word`, in order."""
        if word not in self.found and not self.complete:
            if len(self.found) < self.MOST_SEARCHES:
                self.found[word] = list(self._search(word))
            else:
                self._read_all()
        return self.found.get(word, ())

    def _search(self, word: str) -> Iterator[Span]:
        start = self.text.find(word)
        while start >= 0:
            end = start + len(word)
            if _CAPITALISED.match(self.text, start) and _WORD_ENDS.match(self.text, end):
                yield Span(start, end)
            start = self.text.find(word, end)

    def _read_all(self) -> None:
        self.found, self.complete = {}, True
        for m in _CAPITALISED.finditer(self.text):
            word = re.sub(r"['’]s?$", "", m[0])
            self.found.setdefault(word, []).append(Span(m.start(), m.start() + len(word)))


def sentence_at(document: Document, offset: int) -> Span:
    """The sentence around `offset`, or the empty span there between sentences."""
    found = document.view(sentences)
    at = bisect.bisect_right(found, offset, key=lambda s: s.start) - 1
    if at >= 0 and offset <= found[at].end:
        return found[at]
    return Span(offset, offset)


def paragraph_at(document: Document, offset: int) -> Span:
    """The paragraph around `offset`, or the empty span there between paragraphs."""
    return document.view(_Blocks).paragraph(offset)


class _Blocks:
    """The block of lines last asked for, read as far as tells whether it is hard-wrapped."""

    def __init__(self, document: Document) -> None:
        self.text, self.lines = document.text, document.view(lines)
        # Numbers of lines that belong together, and their paragraph if they make one.
        self.first = self.end = 0
        self.wrapped: Span | None = None

    def paragraph(self, offset: int) -> Span:
        here = bisect.bisect_right(self.lines.starts, offset) - 1
        found = self.lines.words(here)
        if len(found):
            if not self.first <= here < self.end:
                self._read(here)
            found = self.wrapped or found
        return found if found.start <= offset <= found.end else Span(offset, offset)

    def _read(self, here: int) -> None:
        block, loose = deque([self.lines.words(here)]), False
        end = here + 1
        while not loose and end < len(self.lines.starts) and len(line := self.lines.words(end)):
            loose = not _may_be_wrapped(block[-1])
            block.append(line)
            end += 1
        first = here
        while not loose and first and len(line := self.lines.words(first - 1)):
            block.appendleft(line)
            first -= 1
            # The lines read before are no wrapped paragraph, or this one would be among them.
            loose = self.first <= first < self.end or not _may_be_wrapped(line)
        self.first, self.end, self.wrapped = first, end, None
        if not loose and len(block) > 1 and len(found := _wrapped(self.text, list(block))) == 1:
            self.wrapped = found[0]
