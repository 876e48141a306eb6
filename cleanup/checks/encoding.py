"""Checks of characters that were lost or written as codes: replacement characters and entities."""

import re
from collections.abc import Iterator
from html import unescape
from html.entities import name2codepoint

from ..document import Document, Span
from ..findings import Edit, Finding, Safety
from ..lazy import lazy
from ..prefilter import looks_for, matches, occurs
from ..rulebook import Rule
from ..segments import unfixable
from .encoding_about import about_characters

_LOST = lazy(r"[^\s\ufffd]{0,12}\ufffd+[^\s\ufffd]{0,4}|(?:锟斤拷)+")
# A curly apostrophe is the only mark that is lost in these; a straight one cannot be.
_CONTRACTION = lazy(
    r"(?<![^\W_])(?:(?:ai|are|ca|could|did|does|do|had|has|have|is|must|need|should|was|were|wo|"
    r"would)n(?=\ufffdt\b)|(?:I|you|we|they)(?=\ufffd(?:d|ll|m|re|ve)\b)|"
    r"(?:he|here|it|she|that|there|what|where|who)(?=\ufffds\b))\ufffd",
    re.IGNORECASE,
)

_NAMES = "|".join(sorted({*name2codepoint, "apos"}, key=lambda n: (-len(n), n)))
_ENTITY = lazy(
    rf"&(?:amp;)*(?:(?:{_NAMES}|#[0-9]{{2,6}}|#[xX][0-9a-fA-F]{{2,5}});|(?:nbsp|amp|quot)(?![\w;=]))"
)
# Names that are words too: "black&and;white" is a slip of the keyboard.
_WORDS = frozenset(
    "and ang cap cent cong cup deg empty image int lang not or para part piv prod prop rang real "
    "sect sub sum sup there times".split()
)
_BLANKS = lazy(r"(?: |&(?:amp;)*nbsp;)+")
_SPACES = "\u00a0\u2002\u2003\u2009"
_LEFT_OUT = "\u00ad\u200b\u200c\u200d"
_BRACKETS = "<>"
_ABOUT_IT = lazy(
    r"\bX?HTML|\bXML|\bentit(?:y|ies)\b.{0,40}&|\bescap(?:ed?|es|ing) |ampersand|attributes?\b|"
    r"character references?|</\w+>|mark(?:up|down)|JavaScript|\bPHP|source code|web ?pages?|"
    r"[“‘\"'(]&#?\w+;[”’\"')]|&amp;&amp; ",
    re.IGNORECASE,
)


@looks_for(_LOST)
def replacement_character(document: Document, rule: Rule) -> Iterator[Finding]:
    """A mark for a character that was lost; the apostrophe of a contraction can be told."""
    for m in matches(document, _LOST):
        start = m.start() + m[0].find("\ufffd") if "\ufffd" in m[0] else m.start()
        end = m.start() + m[0].rfind("\ufffd") + 1 if "\ufffd" in m[0] else m.end()
        span = Span(start, end)
        known = _CONTRACTION.search(m[0]) if end - start == 1 else None
        fixes = [(Edit(span, "’"),)] if known else []
        safety = Safety.UNSAFE if document.view(about_characters) else None
        yield rule.finding(span, *fixes, safety=safety, text=m[0])


@looks_for(_ENTITY)
def html_entity(document: Document, rule: Rule) -> Iterator[Finding]:
    """A character written as in HTML, in a text that is none."""
    if document.view(unfixable):
        return
    text, about_it, read_to = document.text, None, 0
    for m in matches(document, _ENTITY):
        new = _character(m[0])
        if new is None or m.start() < read_to:
            continue
        if about_it is None:
            about_it = occurs(document, _ABOUT_IT)
        span = _with_spaces(text, Span(*m.span())) if new == " " else Span(*m.span())
        read_to = span.end
        risky = about_it or (new in _BRACKETS and not _compares(text, span))
        risky = risky or _is_strange(text, span, new)
        yield rule.finding(
            span,
            (Edit(span, new),),
            safety=Safety.UNSAFE if risky else None,
            text=m[0],
            new=f"“{new}”" if new.strip() else "a space" if new else "nothing",
        )


def _is_strange(text: str, span: Span, new: str) -> bool:
    """Whether a character is not what was meant there: a raised digit between letters ("it¹s"), a
    Cyrillic letter beside one of ASCII or a digit."""
    beside = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    if new in ("¹", "²", "³"):
        return all(map(str.isalpha, beside))
    return "\u0400" <= new <= "\u052f" and any(c.isascii() and c.isalnum() for c in beside)


def _character(entity: str) -> str | None:
    """What an entity stands for, a plain space for any; None if it is no entity after all."""
    name = re.sub(r"^&(?:amp;)*", "", entity).rstrip(";")
    if name in _WORDS:
        return None
    new = unescape(f"&{name};") if name else "&"
    if new in _SPACES:
        return " "
    if new in _LEFT_OUT:
        return ""
    return new if len(new) == 1 and new.isprintable() else None


def _with_spaces(text: str, span: Span) -> Span:
    """The span with the blanks around it, and further no-break spaces written out."""
    start, end = span.start, span.end
    while start and text[start - 1] == " ":
        start -= 1
    if more := _BLANKS.match(text, end):
        end = more.end()
    return Span(start, end)


def _compares(text: str, span: Span) -> bool:
    """Whether a < or > stands between numbers or blanks, and so is no part of a tag."""
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    return (before.isspace() or before.isdigit()) and (after.isspace() or after.isdigit())
