"""Checks of words in pieces: hyphens in the air, hyphens of line ends, spaces inside words."""

import itertools
import re
from collections.abc import Iterator

from ..document import Document, Span, lines
from ..findings import Edit, Finding, Safety
from ..lazy import lazy
from ..lists import entry_set, known
from ..prefilter import looks_for, matches, words_found
from ..rulebook import Rule

_IN_AIR = lazy(r"(?<=[A-Za-z])(?P<gap> -|- )(?P<right>[A-Za-z]{3,})(?![\w=/-])")
_BEFORE = lazy(r"(?<![\w@/.-])[A-Za-z]+(?:-[a-z]+)*$")
# "pre- and post-war": the second half comes later.
_SUSPENDED = frozenset(
    "alongside als and as bis but even if instead less more nor not oder or perhaps plus rather "
    "sometimes than the then to und versus".split()
)
# These make compounds with what follows, and are hardly ever the last word before a dash.
_FIRST = frozenset(
    "all co cross double ever ex far first full half high ill left long low mid multi non old open "
    "part post pre pro re right second self semi short single sub two three four five vice "
    "well".split()
)
_COUNTED = lazy(r"-(?:year|month|week|day|hour|minute|mile|foot)$")
# These end compounds: "Iranian -born", "resource -intensive", "seven -month".
_LAST = frozenset(
    "backed based born class controlled day driven free friendly funded grown hit hour infant "
    "intensive language led level like long looking made minute month mortem owned priced rated "
    "ranking related run scale sized speaking style term throated week wide winning year".split()
)
_TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
_ONES = frozenset("one two three four five six seven eight nine".split())
_LEFT = lazy(r"(?<![\w@/.-])(?:\d+|[A-Za-z]+)(?:-[a-z]+)*$")
_ONE_SIDED = lazy(r"\w- \w|\w -\w")
_HYPHEN = lazy(r"-(?=([A-Za-z]+))")
_CODE = lazy(r"[{}<>=|\\`]|\$(?!\d)|--")
_LINE_END = lazy(r"(?<=[a-z])-(?=[ \t\r\n])")
_REST = lazy(r"(?:[ \t]{1,2}|[ \t]{0,4}\r?\n[ \t]{0,4})([a-z]{2,40})(?![\w-])")
FEWEST_WORDS = 8


def _joined(document: Document) -> frozenset[str]:
    """The words with a hyphen, whole and by twos (a view)."""
    text, pairs = document.text, set[tuple[str, str]]()
    for m in _HYPHEN.finditer(text):
        left = text[max(0, m.start() - 40) : m.start()]
        if left and not left[-1].isspace():
            pairs.add((left.rsplit(None, 1)[-1], m[1]))
    found = set[str]()
    for token, right in pairs:
        if before := _LEFT.search(token):
            found |= {f"{before[0]}-{right}", f"{before[0].rpartition('-')[2]}-{right}"}
    return frozenset(found)


@looks_for(_IN_AIR)
def dangling_hyphen(document: Document, rule: Rule) -> Iterator[Finding]:
    """A hyphen with a space on one side only, where no dash is meant."""
    text = document.text
    for m in matches(document, _IN_AIR):
        before = _LEFT.search(text[max(0, m.start() - 40) : m.start()])
        if before is None:
            continue
        left, right = before[0], m["right"]
        whole = Span(m.start() - len(left), m.end())
        shown = text[whole.start : whole.end]
        if right.lower() in _SUSPENDED:
            continue
        small = left.lower()
        if m["gap"] == "- " and _is_parted(document, small, right):
            continue
        counted = bool(_COUNTED.search(left)) and right == "old"
        number = small in _TENS and right in _ONES
        first = small in _FIRST
        open_ = m["gap"] == " -" and _is_alone(document, m.start())
        last = open_ and right in _LAST and (left[0].isupper() or known(small))
        plain = right.islower() and known(right)
        listed = f"{small}-{right}" in entry_set("compounds")
        likely = counted or number or last or listed or (first and plain)
        sure = _is_compound(document, m, small) or ((counted or number) and right.islower())
        sure = sure and _is_alone(document, m.start())
        if sure or likely or f"{left}-{right}" in document.view(_joined):
            gap = Span(*m.span("gap"))
            safety = None if sure else Safety.UNSAFE
            yield rule.finding(whole, (Edit(gap, "-"),), safety=safety, text=shown)
            continue
        named = right[0].isupper() and re.match(r" [a-z]", text[m.end() : m.end() + 2])
        words = open_ and plain and _are_words(small, right)
        if (first and named) or words:
            yield rule.finding(whole, text=shown)


def _is_parted(document: Document, left: str, right: str) -> bool:
    """Whether two pieces, the first in lower case, are one word without a hyphen, not with it: "ex-
    tended", and not "south- east"."""
    return (
        right not in _SUSPENDED
        and known(left + right)
        and f"{left}-{right}" not in entry_set("compounds")
        and f"{left}-{right}" not in document.view(_joined)
    )


# Before a word these are never words of their own.
_PREFIXES = frozenset("anti co de ex mid multi neo non pre re semi".split())
# "three -month": in the singular behind a number there is a compound.
_NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve fifteen sixteen eighteen twenty "
    "thirty forty fifty sixty seventy eighty ninety hundred".split()
)
_UNITS = frozenset(
    "acre bedroom day foot game goal hour kilometre lane man match member metre mile minute month "
    "page part party person point seat second set shot stage star storey story term time ton volt "
    "week wheel woman year".split()
)
# These end compounds and open nothing: "state -owned firms".
_ENDS = frozenset(
    "backed based controlled funded intensive led owned related sized speaking sponsored "
    "style".split()
)
# "use find -name".
_USE = lazy(r"\b(?:call|flag|option|run|running|type|typing|use|using|via) \Z", re.IGNORECASE)
# "face-to -face", "sister-in -law".
_OPEN_END = lazy(r"[a-z]-(?:and|by|for|in|of|on|or|over|the|to)\Z")
_NOUN = lazy(r" (?:[A-Z][a-z]+|(?P<noun>[a-z]{3,}))\b")


def _is_compound(document: Document, m: re.Match[str], left: str) -> bool:
    """Whether the parts on both sides of a hyphen, the first in lower case, are surely one word."""
    right, text = m["right"], document.text
    if f"{left}-{right}" in entry_set("compounds") or (
        m["gap"] == " -" and right.islower() and _OPEN_END.search(left)
    ):
        return True
    if not right.islower() or right in entry_set("function-words") or not known(right):
        return False
    behind = _NOUN.match(text, m.end())
    noun = behind["noun"] or "" if behind else "of"
    common = noun in entry_set("function-words") or noun in entry_set("continuations")
    before_noun = not common and not noun.endswith("ly")
    if left in _PREFIXES:
        return _stands_alone(text, m)
    apart = {left} & (entry_set("function-words") | entry_set("continuations"))
    named = text[m.start() - len(left)].isupper()
    number = (left in _NUMBERS or left.isdigit()) and right in _UNITS
    ends = right in _ENDS or (right == "born" and named)
    ends = ends and len(left) > 2 and not apart and (known(left) or named)
    if (number or ends) and before_noun:
        return _stands_alone(text, m)
    start = m.start() - len(left)
    joined = known(left) and not apart and f"{left}-{right}" in document.view(_joined)
    command = _USE.search(text, max(0, start - 10), start) or document.view(_has_options)
    return joined and not command


def _stands_alone(text: str, m: re.Match[str]) -> bool:
    """Whether no other half of a word is near that the hyphen could belong to: "pre- rather than
    post-war", "wheat-growing and -milling"."""
    behind = re.split(r"[.!?\r\n]", text[m.end() : m.end() + 60])[0].split()[:3]
    before = text[max(0, m.start() - 60) : m.start()].split()
    halves = m["gap"] == "- " and any("-" in w[1:] for w in behind)
    return not halves and not (before[-2:-1] and before[-2].endswith("-"))


def _has_options(document: Document) -> bool:
    """Whether a text has several words with a hyphen before them, as commands have (a view)."""
    return len(list(itertools.islice(_OPTION.finditer(document.text), 2))) > 1


# The hyphen first: it is found at once.
_OPTION = lazy(r"-(?<=\s-)-?[A-Za-z]")


def _are_words(left: str, right: str) -> bool:
    """Whether two words may make a compound: "much -loved"."""
    common = entry_set("function-words") - {"much", "most"}
    return len(left) > 2 and len(right) > 3 and known(left) and not {left, right} & common


def _is_alone(document: Document, at: int) -> bool:
    """Whether a hyphen is the only one of its line with a space on one side, and the line is prose:
    no dash of a pair, no option of a command."""
    line = document.view(lines).around(at)
    text = document.text[max(line.start, at - 500) : min(line.end, at + 500)]
    alone = len(_ONE_SIDED.findall(text)) == 1 and len(text.split()) > FEWEST_WORDS
    return alone and not _CODE.search(text)


@looks_for(_LINE_END)
def hyphenated_line_end(document: Document, rule: Rule) -> Iterator[Finding]:
    """A word with a hyphen and white space in it, that is one word without them."""
    text = document.text
    for m in matches(document, _LINE_END):
        before = _BEFORE.search(text[max(0, m.start() - 40) : m.start()])
        rest = _REST.match(text, m.end())
        if rest is None or before is None:
            continue
        left, right = before[0].lower(), rest[1]
        if _is_parted(document, left, right):
            whole = Span(m.start() - len(left), rest.end())
            gap = Span(m.start(), rest.start(1))
            yield rule.finding(whole, (Edit(gap, ""),), text=f"{before[0]}- {right}")


# Parts that are no words: one letter, and common heads and tails of words. Before them stands what
# may stand before a word; saying it so, and not what may not, keeps "it’s all" out of the trigger.
_PIECES = lazy(
    r"(?<=[\s!\"%()*+,:;<=>?\[\]^{|}~“‘«—–…])\b(?:[b-hj-z]|con|com|dis|int|gov|govern|pre|pres|peo|coun|inter|pol|dif|diff|"
    r"imp|inf|ind|acc|app|bec|beca|betw|cha|cou|dec|dev|eco|ele|eng|exc|fol|gen|hou|loc|nat|nati|"
    r"poli|pub|rec|rep|res|sch|sev|sta|str|sys|tha|thr|wor|wou) [a-z]{2,}(?![\w’'@/-]|\.\w)"
)
_TAILS = lazy(
    r"(?<=[a-z]{3}) (?:ation|ations|ment|ments|tion|tions|sion|sions|ing|ness|ity|ities|ence|ance|"
    r"ous|ive|ted|ded|ned|ly|ture|tures|cial|tial|ical)(?![\w’'@/-]|\.\w)"
)


@looks_for(_PIECES, _TAILS)
def split_word(document: Document, rule: Rule) -> Iterator[Finding]:
    """Two pieces that are a common word together, while one of them is none."""
    text, found = document.text, dict[Span, str]()
    for m in words_found(document, _PIECES):
        found[Span(*m.span())] = m[0]
    for m in matches(document, _TAILS):
        if before := _BEFORE.search(text[max(0, m.start() - 40) : m.start()]):
            found[Span(m.start() - len(before[0]), m.end())] = before[0] + m[0]
    for span, shown in sorted(found.items()):
        left, right = shown.split(" ")
        word = left + right
        if len(word) > 4 and known(word) and not (known(left) and known(right)):
            if (len(left) == 1 and known(right)) or right in entry_set("function-words"):
                continue
            gap = Span(span.start + len(left), span.start + len(left) + 1)
            yield rule.finding(span, (Edit(gap, ""),), text=shown, word=word)
