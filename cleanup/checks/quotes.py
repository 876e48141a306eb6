"""Checks of damaged quotation marks. What each mark does is decided in `quotation`."""

import bisect
import re
from collections.abc import Iterator
from itertools import pairwise

from ..document import Document, Span
from ..findings import Edit, Finding, Safety
from ..lazy import lazy
from ..lists import entry_set, known
from ..patterns import expand
from ..prefilter import looks_for, matches
from ..quotation import Mark, Quotations, Role, doubtful, is_carried, quotations_at
from ..rulebook import Rule

_SENTENCE_CLOSED = lazy(r"[a-z][.!?][”\"] [“\"]")
_CONTINUES = lazy(expand(r" {continuations}\b"))
_GLUED = lazy(r"[a-z]{2}[“\"](?=\w)|[\w.,!?][”\"](?=[a-z]{2})")
_WORD_BEFORE = lazy(r"(?<![\w'’-])[a-z]+$")
_WORD_AFTER = lazy(r"[a-z]+(?![\w'’-])")
# Words beside a quotation that the list of words by which English is told does not hold.
_MORE_WORDS = frozenset("in to he we by so".split())
# Words that also begin or end others: in“visible”, “un”to.
_ALSO_PART = frozenset("in on over under out up for to all be by not self he so her".split())
_GOES_ON = lazy(r"(?:and|are|as|at|by|for|from|in|is|of|or|was|were|which|who|with)\b")
_TURNED = lazy(r"‘(?=\d0s\b|(?:em|n|til|tis|twas|cause)\b)|[\w.,!?]‘(?!\w)")
BLANKS = frozenset(" \u00a0\u202f\u2009\u200a\u3000")
# What a line of code has and prose has not: calls, assignments, operators, names with a sigil.
# Each begins with one character, so that only those are looked at.
_CODE = lazy(
    r"\((?<=\w\()[^)\"]{0,400}\"|\{|\}|\\|\$[A-Za-z_]|@[A-Za-z_]|%[A-Za-z_]|=|::|->|;\s*$"
    r"|\": |\.\. |\", \""
)
_CODE_LINE = lazy(r"\s*(?:[:#/*+]|--)")
_LINE = 400
# A paragraph with more marks is no prose.
MOST_MARKS = 1_000
# As much of a very long paragraph as counts for one of its marks.
NEAR = 1_000
# Where marks are spoken of, or Swedes and Finns, who open a quotation with ”, they stay.
_OF_MARKS = lazy(
    r"\b(?:guillemet|quot(?:ation|e)s? mark|inverted comma|apostrophe|punctuation|typograph|"
    r"quotations look|keys?\b|characters?\b|"
    r"(?:Swed(?:en|ish)|Fin(?:land|nish))\b[^.\n]{0,30}\b(?:writ|quot|mark|typ))",
    re.IGNORECASE,
)
# What none of them can be without: told faster, on the lower-case words.
_OF_MARKS_HINTS = (
    "guillemet quotation quote inverted apostrophe punctuation typograph quotations key "
    "character swed finland finnish"
).split()
_DOUBLED = lazy(r"[“”\"]{2}|``|''|‘‘|’’")


def space_inside(document: Document, rule: Rule) -> Iterator[Finding]:
    """White space between a quotation mark and what it encloses, in a quotation that is whole, or
    that an earlier paragraph begins and this mark ends."""
    text = document.text
    for found, mark in _doubtful_marks(document):
        if mark.gap and not mark.glued and _is_sound(text, found, mark):
            if not _parts_marks(text, mark.gap):
                yield rule.finding(mark.gap, (Edit(mark.gap, ""),))
        elif mark.written == "”" and text[mark.at - 1] in BLANKS and ends_carried(document, found):
            gap = Span(mark.at - 1, mark.at)
            yield rule.finding(gap, (Edit(gap, ""),))


def _parts_marks(text: str, gap: Span) -> bool:
    """Whether white space stands between two quotation marks, as some houses print them: ’ ”."""
    beside = text[max(0, gap.start - 1) : gap.start], text[gap.end : gap.end + 1]
    return len(gap) == 1 and all(beside) and set(beside) <= set("“”\"‘’'")


def ends_carried(document: Document, found: Quotations) -> bool:
    """Whether the only double mark of a paragraph stands where a quotation ends that was begun in
    an earlier one: behind a sentence, or before the words that say who speaks."""
    text = document.text
    marks = [mark for mark in found.marks if not mark.single]
    if len(marks) != 1 or marks[0].partner or marks[0].doubled:
        return False
    at, end = marks[0].at, marks[0].end
    at -= text[at - 1 : at] in tuple(BLANKS)
    last = text[at - 1 : at]
    before = _SENTENCE_BEFORE.search(text, max(found.paragraph.start, at - NEAR), at)
    closes = before and (
        (end == found.paragraph.end and last in tuple(".!?…"))
        or (last in tuple(",!?") and _SPEAKER.match(text, end))
    )
    alone = closes and is_carried(document, found.paragraph)
    return bool(alone) and not speaks_of_marks(text, found.paragraph, at)


_SENTENCE_BEFORE = lazy(r"(?:[\w’'-]+,? ){3}[\w’'-]+[.,!?…]\Z")
_SPEAKER = lazy(
    expand(
        r" (?:{speech-verbs}|(?:[Hh]e|[Ss]he|[Tt]hey|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}) "
        r"{speech-verbs})\b"
    )
)


def _doubtful_marks(document: Document) -> Iterator[tuple[Quotations, Mark]]:
    """The marks of the doubtful paragraphs."""
    for found in doubtful(document):
        for mark in found.marks:
            yield found, mark


def space_on_wrong_side(document: Document, rule: Rule) -> Iterator[Finding]:
    """White space inside a quotation mark that touches the word outside: it changed places."""
    text = document.text
    for found in doubtful(document):
        gaps = any(mark.gap and not mark.glued for mark in found.marks)
        for mark in found.marks:
            shifted = mark.gap and mark.glued and _is_sound(text, found, mark)
            apart = gaps and mark.written == '"'
            if mark.gap and shifted and not apart and _is_shifted(text, mark):
                outside = mark.at if mark.role is Role.OPEN else mark.end
                edits = sorted((Edit(mark.gap, ""), Edit(Span(outside, outside), " ")), key=_place)
                span = Span(min(mark.at, mark.gap.start), max(mark.end, mark.gap.end))
                yield rule.finding(span, tuple(edits))


def _is_shifted(text: str, mark: Mark) -> bool:
    """Whether a mark with a space on the wrong side is no mark of the other kind on the right one:
    a straight mark that seems to close before a word may open a quotation there."""
    if mark.written != '"':
        return True
    if mark.role is Role.CLOSE:
        before = text[max(0, mark.at - 2)]
        goes_on = before in ",!?…" and text[mark.end].islower()
        return bool(goes_on or _GOES_ON.match(text, mark.end))
    words = _WORD_BEFORE.search(text, max(0, mark.at - 20), mark.at)
    assert mark.gap
    named = text[mark.gap.end : mark.gap.end + 1].isupper() and words
    function = words and words[0] in entry_set("function-words") | _MORE_WORDS
    return bool(words and len(words[0]) > 1 and (named or function))


def _place(edit: Edit) -> int:
    return edit.span.start


def speaks_of_marks(text: str, paragraph: Span, at: int) -> bool:
    """Whether the words around a place are about quotation marks, which then stand as examples."""
    start, end = max(paragraph.start, at - NEAR), min(paragraph.end, at + NEAR)
    near = text[start:end].lower()
    hinted = any(hint in near for hint in _OF_MARKS_HINTS)
    return hinted and bool(_OF_MARKS.search(text, start, end))


def _is_sound(text: str, found: Quotations | None, mark: Mark) -> bool:
    """Whether it is sure what a mark does, and that it stands in prose."""
    if found is None or not mark.sure or not mark.partner:
        return False
    plain = not (mark.reversed or mark.doubled or mark.single)
    straight = mark.written == '"' and not (found.whole and is_in_prose(text, mark))
    code = text.count("`", max(found.paragraph.start, mark.at - NEAR), mark.at) % 2
    prose = plain and not straight and not code and _is_prose(text, mark)
    return prose and not speaks_of_marks(text, found.paragraph, mark.at)


def _is_prose(text: str, mark: Mark) -> bool:
    """Whether a quotation holds words and stands among words: not `", "`, `print(" x ")` or a
    ditto mark."""
    assert mark.partner
    first, last = sorted((mark.at, mark.partner.at))
    before = text[first - 1 : first] or " "
    if mark.gap and (len(mark.gap) > 2 or not set(text[mark.gap.start : mark.gap.end]) <= BLANKS):
        return False
    if mark.role is Role.OPEN and mark.gap and before in ".,;:!?…":
        return False  # where a quotation is closed
    if mark.gap and not _NEXT_TO_GAP[mark.role](text, mark.gap):
        return False
    code = "=[{,:>" + "(" * (mark.written == '"')
    return any(map(str.isalpha, text[first + 1 : last])) and before not in code


def _begins(text: str, gap: Span) -> bool:
    """Whether words follow the white space behind an opening mark."""
    return text[gap.end].isalnum() or text[gap.end] in "‘’'(“[$£€…"


def _ends(text: str, gap: Span) -> bool:
    """Whether words, and no ellipsis that some set a space behind, precede a closing mark."""
    last = text[gap.start - 1]
    dots = last == "…" or text[max(0, gap.start - 3) : gap.start] in ("...", ". .")
    return not dots and (last.isalnum() or last in ".,;!?)]’'%—–-")


_NEXT_TO_GAP = {Role.OPEN: _begins, Role.CLOSE: _ends}


def is_in_prose(text: str, mark: Mark) -> bool:
    """Whether straight marks enclose words of prose, not a piece of code or data."""
    assert mark.partner
    first, last = sorted((mark.at, mark.partner.at))
    inside = text[first + 1 : last]
    low = max(0, first - _LINE)
    start = max(text.rfind("\n", low, first) + 1, low)
    end = text.find("\n", last, last + _LINE)
    line = text[start : end if end >= 0 else last + _LINE]
    # A literal with a space at one end: "Hello ", "un ".
    literal = " " not in inside.strip() and inside[:1].isspace() != inside[-1:].isspace()
    code = _CODE.search(line) or _CODE_LINE.match(line)
    return not (code or "\t" in inside or (literal and not mark.glued))


def wrong_direction(document: Document, rule: Rule) -> Iterator[Finding]:
    """A curly mark that points the wrong way, with the space before it if it stands apart."""
    text = document.text
    for found, mark in _doubtful_marks(document):
        if mark.written == "“" and not mark.partner and ends_carried(document, found):
            span = Span(mark.at - (text[mark.at - 1] in BLANKS), mark.end)
            yield rule.finding(span, (Edit(span, "”"),), written="“", right="”")
            continue
        if not (mark.reversed and mark.partner and mark.sure) or mark.doubled or mark.single:
            continue
        if mark.glued and not mark.gap and not _is_word_beside(text, mark):
            continue  # Da”esh and Ha”aretz are no quotations
        if speaks_of_marks(text, found.paragraph, mark.at) or text[mark.at - 1 : mark.at] == "=":
            continue
        span = Span(mark.at, mark.end)
        right = "”" if mark.role is Role.CLOSE else "“"
        if mark.gap:
            # A space on the wrong side changes places with the mark.
            before = mark.role is Role.CLOSE
            span = Span(mark.gap.start, mark.end) if before else Span(mark.at, mark.gap.end)
        behind = text[mark.at - 1 : mark.at]
        new = right
        if mark.role is Role.OPEN and (behind.isalnum() or behind in tuple(".,:;")):
            new = " " + right
        elif mark.role is Role.CLOSE and mark.glued:
            new = right + " "
        yield rule.finding(span, (Edit(span, new),), written=mark.written, right=right)


@looks_for(_TURNED)
def turned_apostrophe(document: Document, rule: Rule) -> Iterator[Finding]:
    """An opening single mark in the place of an apostrophe or of a closing single mark."""
    for m in matches(document, _TURNED):
        at = m.end() - 1
        found = quotations_at(document, at)
        for mark in marks_at(found, at):
            elided = mark.role is Role.APOSTROPHE and m.end() - m.start() == 1
            if mark.sure and (elided or (mark.reversed and mark.partner and not mark.gap)):
                span = Span(at, mark.end)
                yield rule.finding(span, (Edit(span, "’"),))


def split_quotation(document: Document, rule: Rule) -> Iterator[Finding]:
    """Two quotations side by side in mid-sentence: the first opens in lower case and closes like a
    sentence, the second closes like a phrase, and the sentence goes on."""
    text = document.text
    for found in doubtful(document):
        for first, second in pairwise(found.marks):
            if first.role is not Role.CLOSE or second.role is not Role.OPEN or not second.partner:
                continue
            inside = text[first.partner.end : first.at] if first.partner else ""
            seam = text[max(0, first.at - 2) : second.end]
            if (
                _SENTENCE_CLOSED.fullmatch(seam)
                and inside[:1].islower()
                and text[second.partner.at - 1].isalpha()
                and _CONTINUES.match(text, second.partner.end)
            ):
                yield rule.finding(
                    Span(first.at - 1, second.partner.end),
                    second=text[second.at : second.partner.end],
                )


@looks_for(_GLUED)
def glued(document: Document, rule: Rule) -> Iterator[Finding]:
    """A quotation that touches the word before or behind it: surely none of its own, if that is a
    function word."""
    text = document.text
    for m in matches(document, _GLUED):
        at = m.end() - 1
        found = quotations_at(document, at)
        for mark in marks_at(found, at):
            sound = mark.glued and not mark.gap and _is_sound(text, found, mark)
            sure = sound and _is_word_beside(text, mark)
            if sure or (sound and _is_phrase_beside(text, mark)):
                outside = mark.at if mark.role is Role.OPEN else mark.end
                edit = Edit(Span(outside, outside), " ")
                safety = None if sure else Safety.UNSAFE
                yield rule.finding(Span(mark.at, mark.end), (edit,), safety=safety)


def marks_at(found: Quotations | None, at: int) -> list[Mark]:
    """The mark at a place, if one is read there, apostrophes included."""
    marks: list[Mark] = []
    for every in (found.marks, found.apostrophes) if found else ():
        first = bisect.bisect_left(every, at, key=lambda mark: mark.at)
        marks += [mark for mark in every[first : first + 1] if mark.at == at]
    return marks


def _is_word_beside(text: str, mark: Mark) -> bool:
    """Whether a function word touches the outside of a mark, and is no part of the word inside."""
    assert mark.partner
    if mark.role is Role.OPEN:
        word = _WORD_BEFORE.search(text, max(0, mark.at - 20), mark.at)
    else:
        word = _WORD_AFTER.match(text, mark.end)
    if not word or len(word[0]) < 2:
        return False
    if word[0] not in entry_set("function-words") | _MORE_WORDS:
        return False
    first, last = sorted((mark, mark.partner), key=lambda one: one.at)
    inside = text[first.end : last.at].strip()
    return " " in inside or (len(inside) > 3 and word[0] not in _ALSO_PART)


def _is_phrase_beside(text: str, mark: Mark) -> bool:
    """Whether a word touches the outside of a quotation of several words, and no hyphen is missing
    between them: “New York”style."""
    assert mark.partner
    first, last = sorted((mark, mark.partner), key=lambda one: one.at)
    if " " not in text[first.end : last.at].strip():
        return False
    if mark.role is Role.OPEN:
        word = _WORD_BEFORE.search(text, max(0, mark.at - 20), mark.at)
        return word is not None and known(word[0])
    word = _WORD_AFTER.match(text, mark.end)
    return word is not None and known(word[0]) and word[0] not in _ENDINGS


_ENDINGS = frozenset("based born driven led like made owned related run sized style type".split())


@looks_for(_DOUBLED)
def doubled(document: Document, rule: Rule) -> Iterator[Finding]:
    """A quotation mark that is written twice: ““so””, ``so''."""
    for m in matches(document, _DOUBLED):
        # The way of TeX and of old plain text, in which '' only closes.
        if m[0] == "''" or (m[0] == "``" and not document.view(_has_curly)):
            continue
        found = quotations_at(document, m.start())
        for mark in marks_at(found, m.start()):
            last = mark.partner
            if not found or not mark.doubled or mark.role is not Role.OPEN or not last:
                continue
            if not _is_doubled(document, found, mark, last):
                continue
            right = ('"', '"') if mark.written == '""' else ("“", "”")
            edits = (
                Edit(Span(mark.at, mark.end), right[0]),
                Edit(Span(last.at, last.end), right[1]),
            )
            span = Span(mark.at, mark.end)
            yield rule.finding(span, edits, written=mark.written, closing=last.written)


def _has_curly(document: Document) -> bool:
    """Whether any quotation of the text opens with a mark of its own (a view)."""
    return "“" in document.text


def _is_doubled(document: Document, found: Quotations, first: Mark, last: Mark) -> bool:
    """Whether two marks, both written twice, enclose one quotation in prose."""
    text = document.text
    inside = text[first.end : last.at]
    prose = len(found.marks) <= MOST_MARKS
    if not (last.doubled and first.sure and last.sure and len(first.written) == 2 and prose):
        return False
    if first.gap or last.gap or first.glued or last.glued or not any(map(str.isalpha, inside)):
        return False
    # One mark that closes two quotations.
    if any(mark.partner in (first, last) for mark in found.marks if mark not in (first, last)):
        return False
    # A field of a table, whose marks inside are doubled.
    if first.written == '""' and any(m.written == '"' for m in found.marks):
        return False
    if speaks_of_marks(text, found.paragraph, first.at):
        return False
    around = text[first.at - 1 : first.at] + text[last.end : last.end + 1]
    return not set(around) & set("=[](){}<>,;\t") - set(";,)(" if first.written != '""' else "")
