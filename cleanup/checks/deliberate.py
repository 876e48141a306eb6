"""Foreign sentences that stand in English text on purpose.

They are in quotation marks, italics or brackets, set off as a quotation, announced by a colon,
explained in brackets, verse, in Latin, in a list of books, or so well known that English writers
quote them as they are.
"""

from functools import cache

from ..document import Document, Span, lines
from ..engines.language import is_latin
from ..lazy import lazy
from ..lists import entries, entry_set, known
from .foreign import TERMINAL
from .residue import MARKED, WORDS, meant
from .runs import quoted

# Code points that are looked at on either side.
_FAR = 1_000
# Books and papers: "(1998)", "1998.", "pp. 3–12", "Vol. 2", initials.
_REFERENCE = lazy(
    r"[(,] ?(?:1[4-9]|20)\d\d[a-z]?[).,]|\b(?:pp?|[Nn]os?|[Vv]ols?)\. ?\d|\b(?:[Ee]ds?|[Tt]rans)\."
    r"|\b(?:ISBN|ISSN|[Dd][Oo][Ii])\b|\b[A-Z]\. ?(?:[A-Z]\.|[A-Z][a-z]+,)|[A-Z][a-z]+, [A-Z]\."
    r"|https?:"
)
# "The motto: …", "In her own words: …"
_ANNOUNCED = lazy(r"[^:\n]{1,60}: ")
_NEXT_LINE = lazy(r"[ \t]*\r?\n[ \t]*[^\s]")


def deliberate(document: Document, span: Span) -> bool:
    """Whether foreign sentences are there on purpose."""
    text = document.text
    line = document.view(lines).around(span.start)
    last = document.view(lines).around(span.end)
    before = text[max(0, span.start - 200) : span.start]
    if before.rstrip().endswith((":", "：")) or meant(text, span, line):
        return True
    if text[span.start] in MARKED or quoted(document, span.start + 1):
        return True
    announced = _ANNOUNCED.match(text, span.start, span.end)
    if announced and all(known(word.lower()) for word in WORDS.findall(announced[0])):
        return True
    # Set off by space or a mark as a quotation is; in a list of books.
    indent = span.start - line.start
    if 1 < indent < _FAR and not text[line.start : span.start].strip(" "):
        return True
    near = max(line.start, span.start - _FAR), min(last.end, span.end + _FAR)
    return (
        text[line.start : line.start + 1] in (">", "|")
        or _REFERENCE.search(text, *near) is not None
        or _explained(text, last.end)
        or _is_verse(text, line)
        or _breaks_off(text, span.end)
        or is_latin(text[span.start : min(span.end, span.start + _FAR)])
        or _is_saying(text[span.start : span.end])
    )


def _is_saying(sentence: str) -> bool:
    """Whether a sentence is one that English writers quote as it is, most of one or part of one."""
    said = _letters(sentence)
    return len(sentence) < _FAR and any(
        said in one or (one in said and len(one) * 2 > len(said)) for one in _sayings()
    )


@cache
def _sayings() -> tuple[str, ...]:
    return tuple(map(_letters, entries("sayings")))


def _letters(sentence: str) -> str:
    return " ".join(WORDS.findall(sentence.lower()))


def _explained(text: str, at: int) -> bool:
    """Whether brackets follow, with what was said in English, or a dash and who said it."""
    return text[at : at + 200].lstrip()[:1] in tuple("([（［=→—–-~")


def _is_verse(text: str, line: Span) -> bool:
    """Whether the line right above is no English sentence either, and goes on in this one."""
    above = text[max(0, line.start - _FAR) : line.start].removesuffix("\n").removesuffix("\r")
    above = above[above.rfind("\n") + 1 :].strip()
    words = WORDS.findall(above)
    common = entry_set("function-words")
    return bool(words) and not TERMINAL.search(above) and common.isdisjoint(words)


def _breaks_off(text: str, at: int) -> bool:
    """Whether a line ends there without a mark and another stands right below: verse, mostly."""
    return not TERMINAL.search(text, max(0, at - 4), at) and bool(_NEXT_LINE.match(text, at))
