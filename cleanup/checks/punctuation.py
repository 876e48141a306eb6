"""Checks of punctuation marks."""

import re
from collections.abc import Iterator

from ..document import Document, Span
from ..findings import Edit, Finding
from ..lists import entry_set
from ..prefilter import looks_for, matches
from ..rulebook import Rule

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
