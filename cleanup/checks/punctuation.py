"""Checks of punctuation marks."""

import re
from collections.abc import Iterator

from ..document import Document, Span
from ..findings import Edit, Finding
from ..lists import entry_set, known
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from ..segments import paragraph_at

_REPEATED = re.compile(
    r"(?<=[^\W\d_]{3})(?P<marks>\.\.|,{2,9}+|,\.)(?=[\"”’)]?(?P<after>\s+[\"“‘(]?\S|\s*\Z))"
)


@looks_for(_REPEATED)
def repeated(document: Document, rule: Rule) -> Iterator[Finding]:
    """`..`, `,,` and `,.` behind a word. Two dots before a word in lower case may be a pause."""
    text = document.text
    for m in matches(document, _REPEATED):
        left = re.search(r"[\w.]+$", text[max(0, m.start() - 20) : m.start()])
        if left and left[0].lower() in entry_set("abbreviations"):
            continue
        marks, span = m["marks"], Span(*m.span("marks"))
        after = m["after"].lstrip()[-1:]
        if marks[0] == "," and marks[-1] == ",":
            # A row of a table has few words, and rarely two in a row.
            if not re.match(r",+ [a-z]+ [a-z]+", text[m.start() : m.start() + 60]):
                continue
            yield rule.finding(span, (Edit(span, ","),), text=marks)
        elif marks == ",." or not after or after.isupper() or "\n" in m["after"]:
            yield rule.finding(span, (Edit(span, "."),), text=marks)
        else:
            yield rule.finding(span, (Edit(span, "."),), (Edit(span, "…"),), text=marks)


# A bracket that is not closed before the next one or the end of the line.
_OPEN = re.compile(r"\((?![^()\r\n]*\))(?=[\w\s]|\Z)")
_NO_BRACKET = re.compile(
    # Emoticons, items of a list, and what is written in code.
    r"[:;=8xX]['’]?-?[()]+|(?<![\w)])\w{1,4}\)|[{}<>=\\`|]|\w\("
)
_FAR = 1000
FEWEST_KNOWN = 2


@looks_for(_OPEN)
def unclosed_bracket(document: Document, rule: Rule) -> Iterator[Finding]:
    """An opening bracket that neither its paragraph closes nor a later one."""
    text, read_to = document.text, -1
    for m in matches(document, _OPEN):
        paragraph = paragraph_at(document, m.start())
        start, end = max(paragraph.start, m.start() - _FAR), min(paragraph.end, m.end() + _FAR)
        near = text[start:end]
        if start < read_to or _NO_BRACKET.search(near) or near.count("(") <= near.count(")"):
            continue
        read_to = end
        closing = re.search(r"[()]", text[end : end + _FAR])
        words = re.findall(r"[a-z]+", near)
        if (not closing or closing[0] == "(") and sum(map(known, words)) > FEWEST_KNOWN:
            yield rule.finding(Span(*m.span()))
