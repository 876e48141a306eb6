"""Checks of the house style: the form of dashes and of ellipses.

Each brings all marks of its kind into the form that the settings ask for, and finds nothing while
they ask for none. A mark is changed only where it can be nothing else: lists, dialogue, tables,
numbers, addresses and commands are left alone.
"""

import re
from collections.abc import Iterator

from ..document import Document, Span
from ..findings import Edit, Finding
from ..lazy import lazy
from ..rulebook import Rule
from ..segments import after_abbreviation, text_lines

DASHES = {"em": "—", "en": "–", "spaced-en": " – "}
ELLIPSES = {"dots": "...", "character": "…"}

_SPACE = "[ \u00a0\u2009\u200a\u202f]"
_DASH = lazy(rf"(?<![-–—‒―−])({_SPACE}{{0,2}})(--|[—–-])({_SPACE}{{0,2}})(?![-–—‒―−])")
_WORD = r"[^\W_]+(?:['’][^\W_]+)*"
_BEFORE = lazy(rf"(?P<word>{_WORD})(?P<stop>[.,;:!?…]?)(?P<closing>[”’\"')\]]*)$")
_AFTER = lazy(rf"[“‘\"'(\[]*(?P<word>{_WORD})")
# First halves of compounds: "well - known".
_HEADS = frozenset(
    "anti co ex half inter long mid multi non post pre pro re self semi short sub ultra vice well "
    "twenty thirty forty fifty sixty seventy eighty ninety".split()
)
_CHAIN = lazy(rf"{_SPACE}-{_SPACE}\w+$")
_CHAIN_ON = lazy(rf"\w+{_SPACE}-{_SPACE}")
_COMMAND = lazy(r"(?:^|\s)--?[^\W\d_]")
_NOT_PROSE = lazy(r"[-–—―•*·]|.*(?:\||\t| {3})", re.DOTALL)
_ADDRESS = lazy(r"[/\\@_=<>{}]|\w\.\w")
_ELLIPSIS = lazy(
    r"""
      (?<![.…]) (?:\.\.\.|…) (?![.…])
    | (?<![.…]) (?<![.…][ \u00a0]) \.(?P<space>[ \u00a0])\.(?P=space)\. (?![.…]|[ \u00a0][.…])
    """,
    re.VERBOSE,
)
# Enough for any word with its marks.
_NEAR = 40


def dash_form(document: Document, rule: Rule) -> Iterator[Finding]:
    """Dashes between words in another form than that of the house."""
    new = DASHES.get(rule.options["style"])
    for line in _prose(document) if new else ():
        text = document.text[line.start : line.end]
        commands = _COMMAND.search(text)
        for m in _DASH.finditer(text):
            if (commands and "-" in m[2]) or not _is_dash(text, m):
                continue
            if re.sub(_SPACE, " ", m[0]) != new:
                span = Span(line.start + m.start(), line.start + m.end())
                yield rule.finding(span, (Edit(span, str(new)),), text=m[0], new=str(new))


def _is_dash(text: str, m: re.Match[str]) -> bool:
    """Whether this mark in a line stands for a dash between words, and for nothing else."""
    left, mark, right = m.groups()
    before = _BEFORE.search(text[max(0, m.start() - _NEAR) : m.start()])
    after = _AFTER.match(text, m.end(), m.end() + _NEAR)
    if not before or not after:
        return False
    words = before["word"], after["word"]
    numbers = [w[0].isdigit() or w[-1].isdigit() for w in words]
    capitals = [w[0].isupper() for w in words]
    dateline = before["stop"] == "." and not before["closing"] and capitals[1]
    letters = any(len(w) == 1 and w not in "aAIO0123456789" for w in words)
    if all(numbers) or dateline or letters:
        return False
    if mark == "--":
        joined = not (left or right or any(numbers) or _in_address(text, m))
        return joined or bool(left and right)
    # Between spaces these two also part the ends of a range, and names that belong together.
    if mark in "–-" and (any(numbers) or all(capitals) or not (left and right)):
        return False
    return mark != "-" or not _was_hyphen(text, m, words[0])


def _was_hyphen(text: str, m: re.Match[str], word: str) -> bool:
    """Whether a hyphen between spaces may belong to a compound that was taken apart."""
    chain = _CHAIN.search(text[max(0, m.start() - _NEAR) : m.start()])
    return bool(chain or _CHAIN_ON.match(text, m.end(), m.end() + _NEAR)) or word.lower() in _HEADS


def ellipsis_form(document: Document, rule: Rule) -> Iterator[Finding]:
    """Ellipses in another form than that of the house."""
    new = ELLIPSES.get(rule.options["style"])
    for line in _prose(document) if new else ():
        text = document.text[line.start : line.end]
        for m in _ELLIPSIS.finditer(text):
            left = text[max(0, m.start() - _NEAR) : m.start()].rstrip()
            around = left[-1:] + text[m.end() : m.end() + _NEAR].lstrip()[:1]
            if m[0] == new or any(c.isdigit() for c in around) or _in_address(text, m):
                continue
            if m["space"] and after_abbreviation(text, m.start()):
                continue
            span = Span(line.start + m.start(), line.start + m.end())
            yield rule.finding(span, (Edit(span, str(new)),), text=m[0], new=str(new))


def _prose(document: Document) -> Iterator[Span]:
    """The lines that are neither items of a list, nor dialogue behind a dash, nor rows of a table,
    nor mere marks."""
    for line in document.view(text_lines):
        text = document.text[line.start : line.end]
        if not _NOT_PROSE.match(text) and any(c.isalpha() for c in text):
            yield line


def _in_address(text: str, m: re.Match[str]) -> bool:
    """Whether the mark hangs on an address, a path or code."""
    left = re.split(r"\s", text[max(0, m.start() - _NEAR) : m.start()])[-1]
    right = re.split(r"\s", text[m.end() : m.end() + _NEAR])[0]
    return bool(_ADDRESS.search(left) or _ADDRESS.search(right))
