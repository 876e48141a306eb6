"""Checks of colons and semicolons that lost the space behind them."""

import itertools
import re
from collections.abc import Iterator

from ..document import Document, Span, lines
from ..findings import Edit, Finding, Safety
from ..lazy import lazy
from ..lists import entry_set, known
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from ..segments import stands_near
from .glued import CARRYING, FAR, FEWEST_WORDS, PATH, has_code, is_code

_COLON = lazy(
    r"(?<![\w/.@#&:;\[-])(?P<left>[A-Za-z][a-z]{2,}|(?<=[ –-])\d{1,4}(?=;))(?P<mark>[:;])"
    r"(?=[A-Z][a-zà-ɏ]|(?P<quote>[“\"])[A-Za-z]|(?P<small>[a-z]+)(?:-[a-z]+)*[ ,'’])"
)
# What one types before a colon into a search box.
_OPERATORS = frozenset(
    "about after author before body category color colour date file filename from has host is lang "
    "language label link name path repo site subject tag text title to type url user".split()
)
# Words that begin a clause, and a word behind them.
_OPENING = lazy(
    r"(?:[Tt]he|[Aa]n?|[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e|[Tt]his|[Tt]hese|[Tt]here|[Hh]is|[Hh]er|"
    r"[Ii]ts|[Tt]heir|[Nn]o|[Oo]ne|[Aa]nd|[Oo]r|[Bb]ut|[Ii]n|[Oo]n|[Aa]t|[Ff]or|[Oo]thers) [a-z]+ "
)
# Before a colon these name a part of a site.
_SITE = frozenset(
    "book category draft file help image media module portal project special talk template user "
    "wikipedia".split()
)
# "The ratio of words:reading time": what is written with a colon in it.
_COMPARED = lazy(
    r"[\w-]+(?: [\w-]+)?,? (?:ratios?|analysis|format|syntax|style|page|pairs?|notation|form|split|"
    r"balance|relations?|relationship|comparison|rate|odds|scores?|titles?|url|address)\b"
)
FEWEST_BEHIND, FEWEST_OPENED = 4, 2
# So many glued colons are those of code.
FEWEST_OF_CODE = 2


@looks_for(_COLON)
def glued_colon(document: Document, rule: Rule) -> Iterator[Finding]:
    """A colon or semicolon between an English word and the next, with no space behind it."""
    for m in matches(document, _COLON):
        line = document.view(lines).around(m.start())
        text, low = document.text, max(line.start, m.start() - FAR)
        rest = text[m.end() : min(line.end, m.end() + FAR)]
        before = text[low : m.start()]
        if not is_code(before + m[0] + rest) and _is_glued(text, m, before, rest):
            at = Span(m.end("mark"), m.end("mark"))
            safety = None if _is_lost(document, m, before, rest) else Safety.UNSAFE
            span = Span(*m.span("mark"))
            yield rule.finding(span, (Edit(at, " "),), safety=safety, mark=m["mark"])


def _is_glued(text: str, m: re.Match[str], before: str, rest: str) -> bool:
    """Whether a space behind a colon is more likely than none."""
    left, small = m["left"], m["small"]
    prose = len(rest.split()) > 2 and not re.search(r"\w[:;]\w", rest)
    if m["quote"]:
        return prose and len(left) > 3 and left not in _OPERATORS
    if not known(left):
        # "Riga:Hale leaves his office".
        headed = not before.strip() and left[0].isupper() and left.lower() not in _SITE
        named = m["mark"] == ";" and len(before.split()) >= FEWEST_WORDS
        return prose and (headed or named) and len(rest.split()) > FEWEST_BEHIND
    if small and small not in CARRYING and not (known(small) and prose and len(left) > 3):
        return False
    label = left.lower() in _SITE and not _is_label(text, m, before)
    return not left[0].isupper() or (prose and not label) or _is_label(text, m, before)


def _is_lost(document: Document, m: re.Match[str], before: str, rest: str) -> bool:
    """Whether there surely was a space behind a colon.

    "user:Jane" and "color:Red" are what one types into a search box, "cost:benefit" what one says.
    """
    left, small = m["left"], m["small"]
    spoke, apart = left in entry_set("speech-verbs"), m["mark"] == ";"
    inside = len(before.split()) >= FEWEST_WORDS and (left[:1].islower() or apart)
    if m["quote"]:
        return (spoke and bool(before)) or (m["quote"] == "“" and inside and known(left))
    if (not small or small in CARRYING) and (spoke or (apart and known(left))):
        return True
    alone = document.view(_glued_marks) < FEWEST_OF_CODE and before[-1:].isspace()
    if not inside:
        return alone and _is_label(document.text, m, before)
    if len(rest.split()) <= FEWEST_OPENED or re.search(r"\w[:;]\w", rest) or left in _OPERATORS:
        return False
    if _OPENING.match(rest):
        return True
    plain = len(rest.split()) > FEWEST_BEHIND and not _COMPARED.match(rest)
    told = apart or not small or (small.endswith(("ing", "ly")) and len(small) > FEWEST_BEHIND)
    return alone and plain and told and not document.view(has_code)


def _is_label(text: str, m: re.Match[str], before: str) -> bool:
    """Whether a word opens a sentence and stands elsewhere near with a colon and a space: "Photo:
    Hale. A boat. Photo:Wren." """
    colon = m["left"][0].isupper() and m["mark"] == ":"
    label = colon and stands_near(text, f"{m['left']}: ", m.start())
    opens = before.rstrip()[-1:] in ("", ".", "!", "?", ")") and not m["small"]
    return label and opens and not PATH.search(text, m.end(), m.end() + 40)


def _glued_marks(document: Document) -> int:
    """How many colons and semicolons stand between letters, as far as that matters; in a text with
    code there are enough (a view)."""
    text = document.text
    if any(sign in text for sign in _SIGNS) or _CODE.search(text):
        return FEWEST_OF_CODE
    return len(list(itertools.islice(_MARKED.finditer(text), FEWEST_OF_CODE)))


_SIGNS = (*"`{}<>=|\\", "::")
# With a sign first: what stands before it is looked at where one is.
_CODE = lazy(r"_(?<=\w_)(?=\w)|\((?<=\w\()\)|\$(?m:(?<=^\$)) ")
_MARKED = lazy(r"[:;](?<=[^\W\d_][:;])(?=[^\W\d_])")
