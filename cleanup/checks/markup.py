"""Checks of what is left of markup: tags, shortcodes, links and emphasis that came apart.

A text may be about markup, or be Markdown or HTML itself. So a mark is only taken for a leftover in
plain prose, and where it does what such marks do: a pair of tags around words, a shortcode with
attributes. Nothing is said about a text that speaks of tags.
"""

import re
from collections.abc import Iterator

from ..document import Document, Span, lines
from ..findings import Edit, Finding, Safety
from ..lazy import lazy
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from ..segments import is_markup, stands_near

_INLINE = "b|i|u|em|strong|small|span|font|mark"
_OTHER = "a|p|br|hr|img|div|h[1-6]|blockquote|sub|sup|li"
_ATTRIBUTES = r"(?:\s+[a-zA-Z-]{1,20}=(?:\"[^\"<>\r\n]{0,300}\"|'[^'<>\r\n]{0,300}')){0,8}"
_PAIR = lazy(
    rf"<(?<!\w<)(?P<tag>{_INLINE}){_ATTRIBUTES}[ ]?>(?P<inside>[^<>\r\n]{{1,2000}})"
    r"</(?P=tag)[ ]?>(?!\w)"
)
_BLOCK = lazy(
    rf"<(?P<tag>p|div|h[1-6]|blockquote){_ATTRIBUTES}[ ]?>(?P<inside>[^\r\n]{{1,20000}}?)"
    r"</(?P=tag)[ ]?>"
)
_BREAK = lazy(r"(?<![^\S\r\n])[^\S\r\n]*<br[ ]?/?>[^\S\r\n]*(?=[\r\n]|\Z)")
_BREAK_HINT = lazy(r"<br[ ]?/?>")
# Words that only a text about markup, or for it, has.
_ABOUT = lazy(
    r"\b(?:HTML|XML|CSS|tags?|markup|elements?|attributes?|shortcodes?|WordPress|browsers?|code)\b",
    re.IGNORECASE,
)
# Of Markdown, HTML and subtitles, which are right as they stand.
_SOURCE = lazy(
    r"^(?:#{1,6} \S|```|~~~|[^\S\n]*<!doctype|[^\S\n]*<\?xml|[\d:]{5,9}[.,]\d{3} -->)"
    r"|<(?:html|head|body|table|[uo]l|script|style|form|nav|section|article)\b",
    re.IGNORECASE | re.MULTILINE,
)
_ANY_TAG = lazy(rf"</?(?:{_INLINE}|{_OTHER}){_ATTRIBUTES}[^\S\r\n]*/?>")
_MARKDOWN = lazy(r"^#{1,6} \S|\*\*[^\s*][^*\r\n]*\*\*|\[[^\]\r\n]+\]\([^()\s]+\)", re.MULTILINE)

_LINK = lazy(
    r"(?<![\w\]\\])\[(?=[^\[\]\r\n]{0,198}[^\W\d_]{2})[^\[\]\r\n]{2,200}\](?P<gap>[^\S\r\n]{1,3})"
    r"\((?=https?://[^\s()<>]{4,1000}\))"
)
_EMPHASIS = lazy(
    r"(?<![\w*\\`\"”’.!?)])(?P<open>\*\*)(?P<left>[^\S\r\n]{1,2})(?P<inside>[^\W\d_][^*\r\n`=]{0,300}?[\w.,:!?’”)])"
    r"(?P<right>[^\S\r\n]{1,2})\*\*(?![\w*)'`’])"
)
_SHORTCODE = lazy(
    r"\[(?P<name>caption|gallery|embed|audio|video|playlist|youtube|tweet|instagram|button|column|row|"
    r"vc_[a-z_]+|et_pb_[a-z_]+|su_[a-z_]+|fusion_[a-z_]+|wp_[a-z_]+|ad_\d|contact-form(?:-7)?|"
    r"gravityform|dropcap|pullquote|toc|sc|adrotate|quads|embedyt)"
    r"(?:\s+[a-zA-Z_-]{1,30}=(?:[\"“”″'][^\"“”″'\]\r\n]{0,400}[\"“”″']|[^\s\]\"]{1,100})){1,20}\s*/?\]"
    r"|\[/(?:caption|gallery|embed|audio|video|playlist|youtube|tweet|instagram|button|column|row|"
    r"vc_[a-z_]+|et_pb_[a-z_]+|su_[a-z_]+|fusion_[a-z_]+|dropcap|pullquote|embedyt)\]"
)
# No line is set in further than this.
_INDENT = 200
_TAGS = "a|b|i|u|p|br|em|li|ul|ol|td|tr|div|span|strong|h[1-6]|table|img|font|blockquote"
_TORN = lazy(
    rf"<(?:[^\S\r\n]+/?|/[^\S\r\n]+)[^\S\r\n]*(?P<tag>{_TAGS})[^\S\r\n]*/?>"
    r"|</?(?P<foreign>fuerte|negrita|cursiva|párrafo|enlace|imagen|forte|grassetto|gras|paragraphe|"
    r"lien|fett|absatz|verknüpfung|абзац|ссылка|жирный)(?:\s[^<>\r\n]{0,200})?>",
    re.IGNORECASE,
)


def _is_prose(document: Document) -> bool:
    """Whether marks in this text are leftovers (a view)."""
    text = document.text
    return not (is_markup(document) or _speaks_of_markup(document) or _SOURCE.search(text))


def _speaks_of_markup(document: Document) -> bool:
    """Whether a word about markup stands outside of tags and shortcodes."""
    text, read_to = document.text, 0
    for m in _ABOUT.finditer(text):
        if m.start() >= read_to:
            line = document.view(lines).around(m.start())
            if _ABOUT.search(_stripped(text[line.start : line.end])):
                return True
            read_to = line.end
    return False


def _stripped(text: str) -> str:
    """The text without what stands in tags and shortcodes."""
    return re.sub(r"<[^<>\r\n]{1,400}>|\[/?[a-z_-]++[^\[\]\r\n]{0,400}\]", " ", text)


@looks_for(_PAIR, _BLOCK, _BREAK_HINT)
def html_residue(document: Document, rule: Rule) -> Iterator[Finding]:
    """Tags around words of a plain text, and breaks at the end of a line."""
    if "<" not in document.text or not document.view(_is_prose):
        return
    text = document.text
    for pattern in (_PAIR, _BLOCK):
        line, other = Span(0, 0), False
        for m in matches(document, pattern):
            opening = Span(m.start(), m.start("inside"))
            closing = Span(m.end("inside"), m.end())
            if m.start() >= line.end:
                line = document.view(lines).around(m.start())
                rest = _ANY_TAG.sub("", text[line.start : line.end])
                other = "`" in rest or "<" in rest
            if other or not m["inside"].strip():
                continue
            for tag in (opening, closing):
                yield rule.finding(tag, (Edit(tag, ""),), text=text[tag.start : tag.end])
    for m in _BREAK.finditer(text) if _BREAK_HINT.search(text) else ():
        span = Span(*m.span())
        yield rule.finding(span, (Edit(span, ""),), text=m[0].strip())


@looks_for(_LINK)
def broken_link(document: Document, rule: Rule) -> Iterator[Finding]:
    """A space between the words of a Markdown link and its address. Where nothing else in the text
    is Markdown, the words may just stand in brackets."""
    for m in matches(document, _LINK):
        gap = Span(*m.span("gap"))
        sure = is_markup(document) or document.view(_has_markdown)
        yield rule.finding(gap, (Edit(gap, ""),), safety=None if sure else Safety.UNSAFE)


def _has_markdown(document: Document) -> bool:
    """Whether something in the text is Markdown for certain (a view)."""
    return bool(_MARKDOWN.search(document.text))


@looks_for(_EMPHASIS)
def broken_emphasis(document: Document, rule: Rule) -> Iterator[Finding]:
    """Spaces inside the marks of bold text. A single word between such marks may be arithmetic."""
    text, line, odd = document.text, Span(0, 0), 0
    for m in matches(document, _EMPHASIS):
        if m.start() >= line.end:
            line = document.view(lines).around(m.start())
            odd = text.count("**", line.start, line.end) % 2
        before = text[line.start : min(m.start(), line.start + _INDENT)]
        begins = m.start() - line.start < _INDENT and not before.strip(" \t>-•*1234567890.)")
        if odd or (not begins and " " not in m["inside"].strip()):
            continue
        edits = (Edit(Span(*m.span("left")), ""), Edit(Span(*m.span("right")), ""))
        # Elsewhere it may be code: "a char ** as the argument of a char **". A line of capitals in
        # stars is a notice of a program.
        sure = begins and not m["inside"].isupper()
        yield rule.finding(Span(*m.span()), edits, safety=None if sure else Safety.UNSAFE)


@looks_for(_SHORTCODE)
def shortcode(document: Document, rule: Rule) -> Iterator[Finding]:
    """The shortcodes of a site's editor, without what stands between them."""
    if "[" not in document.text or not document.view(_is_prose):
        return
    text = document.text
    for m in matches(document, _SHORTCODE):
        if not m["name"] and not stands_near(text, f"[{m[0][2:-1]} ", m.start()):
            continue
        name = re.match(r"\[/?[\w-]+", m[0])
        end = m.start() + (name.end() if name else 1)
        yield rule.finding(Span(m.start(), end), (Edit(Span(*m.span()), ""),), text=m[0])


@looks_for(_TORN)
def translated_markup(document: Document, rule: Rule) -> Iterator[Finding]:
    """Tags that a translation program has taken for words: torn apart, or translated."""
    if "<" not in document.text:
        return
    for m in matches(document, _TORN):
        if m["tag"] and not document.view(_closes_tags):
            continue
        mended = re.sub(r"[^\S\r\n]+", "", m[0]) if m["tag"] else ""
        fix = ((Edit(Span(*m.span()), mended),),) if mended else ()
        yield rule.finding(Span(*m.span()), *fix, text=m[0])


def _closes_tags(document: Document) -> bool:
    """Whether a tag is closed somewhere, torn or not: `a < b > c` is none (a view)."""
    return bool(re.search(rf"<[^\S\r\n]*/[^\S\r\n]*(?:{_TAGS})[^\S\r\n]*>", document.text))
