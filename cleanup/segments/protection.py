"""The spans that no rule may cut into, and the documents in which nothing is mended."""

import bisect
import re
from typing import NamedTuple

from ..document import Document, Span
from ..lazy import lazy
from ..prefilter import stretches

PROTECTED = lazy(
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
# A line that opens or closes a block in a plain text; whether it is code is another question.
_FENCE = lazy(
    r"^[ \t]*+(?P<fence>```+|~~~+)[ \t]*+(?P<kind>[\w+#-]*+)[ \t]*+\r?(?:\n|\Z)", re.MULTILINE
)
_CODE_KINDS = frozenset(
    "bash bat c c# c++ console cpp cs csharp css diff dockerfile go ini java javascript js json "
    "julia kotlin lua make makefile matlab patch perl php powershell py pycon python r rb ruby "
    "rust scala scss sh shell sql swift toml ts typescript xml yaml yml zsh".split()
)
_CODE_LINE = lazy(r"[{}<>=;\\|$`_]|\w\(|^[ \t]*(?:[#/>]|--?\w)|^(?:\t| {2,})")

_MARKUP = {".md": _MARKDOWN, ".markdown": _MARKDOWN, ".html": _HTML, ".htm": _HTML}


class Spans(NamedTuple):
    """Disjoint spans in order, with a quick test for what cuts into them."""

    spans: tuple[Span, ...]
    ends: tuple[int, ...]

    def cut_by(self, span: Span) -> bool:
        """Whether `span` has an edge inside one of them, or lies in it, without covering it."""
        if not self.spans:
            return False
        at = bisect.bisect_right(self.ends, span.start)
        for number in range(at, len(self.spans)):
            other = self.spans[number]
            if other.start >= span.end and other.start >= span.start:
                return False
            if not other.within(span):
                return True
        return False


class Protected:
    """Addresses, e-mail, handles, file names and code, and in Markdown and HTML what is not text:
    a finding covers one whole or not at all. They are looked for where a finding is.

    Numbers, names and versions are no such spans: the rules about them could not speak. The fact
    guard watches over those.
    """

    def __init__(self, document: Document) -> None:
        self.text, self.stretches = document.text, document.view(stretches)
        self.starts = [start for start, _ in self.stretches]
        markup = _markup(document)
        if markup:
            self.markup = _spans(markup, self.text, 0, len(self.text))
        else:
            self.markup = _code_blocks(self.text)
        self.read: dict[int, Spans] = {}

    def cut_by(self, span: Span) -> bool:
        """Whether `span` cuts into one of them; only those at its ends can be cut into."""
        if self.markup.spans and self.markup.cut_by(span):
            return True
        first, last = self._stretch(span.start), self._stretch(max(span.start, span.end - 1))
        return self._in(first).cut_by(span) or (last != first and self._in(last).cut_by(span))

    def _stretch(self, offset: int) -> int:
        return max(0, bisect.bisect_right(self.starts, offset) - 1)

    def _in(self, at: int) -> Spans:
        if at not in self.read:
            place = self.stretches[at] if self.stretches else (0, 0)
            hint = _HINT.search(self.text, *place)
            self.read[at] = _spans(PROTECTED, self.text, *place) if hint else Spans((), ())
        return self.read[at]


def _code_blocks(text: str) -> Spans:
    """What stands between fences and is code; translators' programs fence articles too."""
    # One mark is found ten times as fast as three.
    if not (("`" in text and "```" in text) or ("~" in text and "~~~" in text)):
        return Spans((), ())
    found: list[Span] = []
    opening: re.Match[str] | None = None
    for fence in _FENCE.finditer(text):
        if opening is None:
            opening = fence
        elif not fence["kind"] and fence["fence"].startswith(opening["fence"]):
            block = Span(opening.end(), fence.start())
            if _is_code(opening["kind"].lower(), text[block.start : block.end]):
                found.append(block)
            opening = None
    return Spans(tuple(found), tuple(s.end for s in found))


def _is_code(kind: str, block: str) -> bool:
    """Whether a language of programs is named, or every other line looks like a program."""
    rows = [row for row in block.splitlines() if row.strip()]
    return kind in _CODE_KINDS or 2 * sum(bool(_CODE_LINE.search(r)) for r in rows) >= len(rows) > 0


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
