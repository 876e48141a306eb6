"""Checks of characters that cannot be seen: control and format characters, odd spaces."""

from collections.abc import Iterator
from unicodedata import bidirectional, name

from ..document import Document, Span, lines
from ..findings import Edit, Finding, Safety
from ..lazy import lazy
from ..lists import known
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from .encoding_about import about_characters

# Tabs, line ends and page breaks are layout; joiners and marks of direction have checks of theirs.
_HIDDEN = lazy(
    r"\x1b\[[0-9;]{0,20}[A-Za-z]|[\x00-\x08\x0e-\x1f\x7f\x81\x8d\x8f\x90\x9d\u00ad\u180e\u200b\u2060\u206a-\u206f\ufeff"
    r"\ufff9-\ufffc]+|[\u200c\u200d]+"
)
_DIRECTION = lazy(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_REVERSED = lazy(r"[\u202d\u202e]")
# Letters that stand for themselves whatever is beside them.
_PLAIN = lazy(r"[\x20-\x7e\t\r\n\u00a1-\u024f\u2010-\u2027\u1e00-\u1eff]?")
_WORD_BEFORE = lazy(r"[^\W\d_]*\Z")
_WORD_AFTER = lazy(r"[^\W\d_]*")
_SPACE = lazy(
    # Behind these letters it may be half of a damaged one: "voilÃ " with a no-break space.
    r"(?<=[^\W\d_])(?<![ÂÃÄÅÎÐĂĹ])[\u00A0\u2000-\u200A\u202F\u205F\u3000](?=[^\W\d_])"
)
_LONGEST = 40


@looks_for(_HIDDEN)
def invisible_character(document: Document, rule: Rule) -> Iterator[Finding]:
    """Control and format characters that show nothing and hide words from a search."""
    text = document.text
    for m in matches(document, _HIDDEN):
        span = Span(*m.span())
        if span.start == 0 and m[0] == "\ufeff":
            continue
        before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
        plain = all(_PLAIN.fullmatch(c) for c in (before, after))
        # In scripts other than ours they shape letters, or part words; in emoji they join.
        if not plain and any("\u200b" <= c <= "\u200d" or c == "\u2060" for c in m[0]):
            continue
        if m[0][-1] == "\u00ad" and (not after or after in "\r\n"):
            continue
        sure = plain and _sure(text, span, before, after) and not document.view(about_characters)
        safety = None if sure else Safety.UNSAFE
        of = (
            "control sequence of a terminal"
            if m[0][0] == "\x1b" and len(m[0]) > 1
            else _name(m[0][0])
        )
        yield rule.finding(span, (Edit(span, ""),), safety=safety, name=of)


def _sure(text: str, span: Span, before: str, after: str) -> bool:
    """Whether nothing is lost: a control character beside a letter may stand for one, as those in
    texts from PDF files do, and a space of no width may be all that parts two words."""
    hidden = text[span.start : span.end]
    if hidden[0] == "\x1b" and len(hidden) > 1:
        # What colours the words in a terminal, whole.
        return True
    inside = before.isalnum() and after.isalnum()
    if any(c < "\u00a0" or c == "\ufffc" for c in hidden):
        return not (before.isalnum() or after.isalnum())
    if not inside or "\u200b" not in hidden:
        return True
    left = _WORD_BEFORE.search(text[max(0, span.start - _LONGEST) : span.start])
    right = _WORD_AFTER.match(text, span.end, span.end + _LONGEST)
    return known((left[0] if left else "") + (right[0] if right else ""))


@looks_for(_DIRECTION)
def bidi_mark(document: Document, rule: Rule) -> Iterator[Finding]:
    """Marks of the direction of writing in a line that has nothing to be written from the right."""
    text = document.text
    line, right_to_left = Span(0, 0), False
    for m in matches(document, _DIRECTION):
        span = Span(*m.span())
        if not line.end or span.start > line.end:
            line = document.view(lines).around(span.start)
            right_to_left = any(
                bidirectional(c) in ("R", "AL", "AN")
                for c in text[line.start : line.end]
                if c > "\u0590" and not _DIRECTION.match(c)
            )
        if not right_to_left:
            # Letters under an override are read the other way round: that is for a person.
            risky = _REVERSED.search(m[0]) or document.view(about_characters)
            safety = Safety.UNSAFE if risky else None
            yield rule.finding(span, (Edit(span, ""),), safety=safety, name=_name(m[0][0]))


@looks_for(_SPACE)
def odd_space(document: Document, rule: Rule) -> Iterator[Finding]:
    """A no-break, thin or wide space between two words."""
    for m in matches(document, _SPACE):
        span = Span(*m.span())
        yield rule.finding(span, (Edit(span, " "),), name=name(m[0]))


def _name(character: str) -> str:
    return name(character, f"control character U+{ord(character):04X}").lower()
