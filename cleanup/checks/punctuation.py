"""Checks of punctuation marks."""

import re
from collections.abc import Iterator

from ..document import Document, Span
from ..findings import Edit, Finding
from ..lazy import lazy
from ..lists import entry_set, has_known, known
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from ..segments import paragraph_at

_REPEATED = lazy(
    r"(?P<marks>[.,;](?<=[^\W\d_]{2}.)(?:(?<=\.)[.,]|(?<=,),{1,8}+|(?<=[,;])\.))"
    r"(?=[\"”’)]?(?P<after>\s+[\"“‘(]?\S|\s*\Z))"
)
# Of two letters, but no abbreviations.
_SHORT_WORDS = frozenset("do go he in it me on so to up us we".split())
# Before a comma a shorter word may be an abbreviation that no list has ("fol.,", "diam.,").
SHORTEST_WHOLE = 5
FEWEST_BEFORE = 5


@looks_for(_REPEATED)
def repeated(document: Document, rule: Rule) -> Iterator[Finding]:
    """`..`, `,,`, `,.`, `;.` and `.,` behind a word. Two dots before a word in lower case may be a
    pause."""
    text = document.text
    for m in matches(document, _REPEATED):
        left = re.search(r"[\w.]+$", text[max(0, m.start() - 20) : m.start()])
        word = left[0].lower() if left else ""
        if word in entry_set("abbreviations") or (len(word) == 2 and word not in _SHORT_WORDS):
            continue
        marks, span = m["marks"], Span(*m.span("marks"))
        after = m["after"].lstrip()[-1:]
        ends = not after or "\n" in m["after"]
        if marks[0] == "," and marks[-1] == ",":
            if not (_ROW.match(text, m.start()) or _in_prose(text, m.start())):
                continue
            right = [","]
        elif marks == ".,":
            if not _is_whole(left[0] if left else "", ends) or not (ends or after.islower()):
                continue
            right = ["." if ends else ","]
        elif marks == "..":
            # "And.. Martin": a pause too.
            pause = word in entry_set("function-words") or not (ends or after.isupper())
            right = [".", "…"] if pause else ["."]
        elif ends or after.isupper():
            # "On Monday,. Anna left": the stop would cut off what opens the sentence.
            right = ["."] if ends or not _opening(text, m.start()) else [".", ","]
        else:
            right = [","] if marks == ",." else [",", ";"]
        yield rule.finding(span, *((Edit(span, one),) for one in right), text=marks)


def _in_prose(text: str, at: int) -> bool:
    """Whether the line around a place is prose with commas doubled nowhere else: a row of a table
    has few words, and no function words."""
    low, high = text.rfind("\n", max(0, at - _FAR), at) + 1, text.find("\n", at, at + _FAR)
    line = text[max(low, at - _FAR) : high if high >= 0 else at + _FAR]
    words = re.findall(r"[a-z]+(?=[ .,])", line)
    common = len(entry_set("function-words").intersection(words))
    spoken_of = "comma" in line or _OF_CODE.search(line)
    return line.count(",,") == 1 and common >= FEWEST_COMMON and not spoken_of


_OF_CODE = lazy(r"[{}\[\]<>=\\`|\t]|\w\(|,\w")
FEWEST_COMMON = 4
# A row of a table has rarely two words in a row.
_ROW = lazy(r",+ (?:[a-z]+ \w+|[A-Z][a-z]+(?:,| [a-z]+ [a-z]+)|[“\"])")


def _is_whole(word: str, ends: bool) -> bool:
    """Whether a word before `.,` is no abbreviation; at the end of a line it hardly is."""
    return word.islower() and len(word) >= SHORTEST_WHOLE - ends and known(word)


def _opening(text: str, at: int) -> bool:
    """Whether fewer than five words of the sentence stand before a place."""
    start = max(0, at - 200)
    return len(re.split(r"[.!?:;]\s|[\r\n]", text[start:at])[-1].split()) < FEWEST_BEFORE


# A bracket that is not closed before the next one or the end of the line.
_OPEN = lazy(r"\((?![^()\r\n]*\))(?=[\w\s]|\Z)")
_NO_BRACKET = lazy(
    # Emoticons, items of a list, and what is written in code.
    r"[:;=8xX]['’]?-?[()]+|(?<![\w)])\w{1,4}\)|[{}<>=\\`|]|\w\("
)
_FAR = 1000
FEWEST_KNOWN = 3


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
        if (not closing or closing[0] == "(") and has_known(words, FEWEST_KNOWN):
            yield rule.finding(Span(*m.span()))
