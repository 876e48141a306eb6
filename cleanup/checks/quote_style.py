"""Checks of the form of quotation marks: straight or curly, of English or of another language."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from ..document import Document, Span
from ..findings import Edit, Finding
from ..lazy import lazy
from ..lists import entry_set
from ..prefilter import looks_for, matches
from ..quotation import Mark, Quotations, Role, doubtful, quotations, quotations_at, survey
from ..rulebook import Rule
from ..segments import paragraph_at
from .quotes import MOST_MARKS, NEAR, marks_at, speaks_of_marks

# The look behind stands second, so that only the marks are looked at.
_APOSTROPHES = (
    lazy(r"'(?<=[^\W\d_]')(?=[^\W\d_])"),
    lazy(r"’(?<=[^\W\d_]’)(?=[^\W\d_])"),
)
_FOREIGN = lazy(r"[«»„「『〝《]|(?<![\w,]),,(?=\w)")
_BRACKETS = lazy(
    r"""
      «(?P<a>[^«»“”"\r\n]{1,400})»
    | (?<![^\s(])»(?P<b>(?=\w)[^«»“”"\r\n]{1,400}(?<!\s))«(?!\w)
    | 「(?P<c>[^「」“”"\r\n]{1,400})」
    | 『(?P<d>[^『』“”"\r\n]{1,400})』
    | 〝(?P<e>[^〝〞〟“”"\r\n]{1,400})[〞〟]
    | 《(?P<f>[^《》“”"\r\n]{1,400})》
    """,
    re.VERBOSE,
)
_OF_LANGUAGES = lazy(
    r"\b(?:Arabic|Chinese|Czech|Danish|Finnish|French|German|Greek|Italian|Japanese|Korean|Latin|"
    r"Norwegian|Polish|Portuguese|Russian|Spanish|Swedish|Swiss|Ukrainian|word|language)s?\b"
)
# Frequent words of the languages that quote so.
_FOREIGN_WORDS = frozenset(
    "al au aux avec che come con das dass de del della den der des di die dies dos du e ein eine "
    "el en es est et eu ich il ist je la las le les los ma mais mein mit mon na ne nicht non nos "
    "nous och on os ou para pas per por pour qu que qui se si sie sind son sur todos toi tu um "
    "una und une uno va vous wie wir y zu".split()
)
_WORDS = lazy(r"[^\W\d_]+")
_ORDER = lazy(r"[”\"][.,](?![.,\w])")


def mixed_style(document: Document, rule: Rule) -> Iterator[Finding]:
    """Straight apostrophes and quotation marks where curly ones are the rule, or the reverse.

    The option `style` says what is the rule; with "keep" it is what at least two thirds of the
    marks of a text follow, and without such a majority nothing is said. Damaged marks are left to
    the other checks.
    """
    text = document.text
    house = rule.options.get("style", "keep")
    if house == "keep":
        styles = Counter(_style(text[at]) for at, _ in _whole(document))
        for pattern, style in zip(_APOSTROPHES, ("straight", "curly"), strict=True):
            styles[style] += len(pattern.findall(text))
        pairs = (("curly", "straight"), ("straight", "curly"))
        kept = [s for s, rare in pairs if styles[rare] and styles[s] >= 2 * styles[rare]]
    else:
        kept = [house]
    for style in kept:
        where = (
            f"in a text that uses {style} ones"
            if house == "keep"
            else f"where the house style is {style}"
        )
        marks = {at: other for at, other in _paired(document) if _style(text[at]) != style}
        if house != "keep":
            marks |= {at: o for at, o in _single(document).items() if _style(text[at]) != style}
        for at, other in sorted(marks.items()):
            span = Span(at, at + 1)
            rare = _style(text[at])
            yield rule.finding(span, (Edit(span, other),), rare=rare, where=where)


def _style(mark: str) -> str:
    return "straight" if mark in "'\"" else "curly"


def _is_styled(mark: Mark) -> bool:
    """Whether a mark is surely one of two that enclose a quotation, in the right form."""
    return (
        mark.partner is not None
        and mark.sure
        and not (mark.reversed or mark.gap or mark.glued or mark.doubled or mark.single)
        and mark.partner.written in '“”"'
    )


def _paired(document: Document) -> Iterator[tuple[int, str]]:
    """Whole quotations and apostrophes between letters, by place, with their other form."""
    for pattern, other in zip(_APOSTROPHES, "’'", strict=True):
        yield from ((m.start(), other) for m in pattern.finditer(document.text))
    yield from _whole(document)


def _whole(document: Document) -> Iterator[tuple[int, str]]:
    """The marks of whole quotations, by place, with their other form."""
    text, marks = document.text, document.view(survey)
    for first, last in zip(marks.opening, marks.closing, strict=True):
        if text[first] == "“":
            yield from ((first, '"'), (last, '"'))
        elif _is_quotation(text, first, last):
            yield from ((first, "“"), (last, "”"))
    for mark in (mark for quoted in marks.doubtful for mark in quoted.marks):
        if mark.partner and _is_styled(mark):
            first, last = sorted((mark.at, mark.partner.at))
            curly = {text[first], text[last]} & {"“", "”"}
            if curly or _is_quotation(text, first, last):
                yield mark.at, _other(mark)


def _is_quotation(text: str, first: int, last: int) -> bool:
    """Whether two straight marks enclose words as in prose: not 40°26'46"N, 6'2", href="x",
    {"name": "Ada"} or an abbreviation of another script."""
    left, right = text[first - 1 : first] if first else "", text[last + 1 : last + 2]
    return (
        (not left or left.isspace() or left in "([—–“‘")
        and not text[last - 1].isdigit()
        and (not right or right.isspace() or right in ".,;!?)]—–…’”:")
        and not (
            right == ":"
            and text[last + 2 : last + 3] == " "
            and "{" in text[max(0, first - 200) : first]
        )
    )


def _single(document: Document) -> dict[int, str]:
    """The other marks whose other form is plain: those of a quotation that runs on into the next
    paragraph, single marks that surely open, close or are apostrophes, and all curly single ones.
    """
    text, found = document.text, dict[int, str]()
    for quoted in document.view(quotations):
        damaged = {mark.at for mark in quoted.unclosed}
        for mark in quoted.marks:
            if mark.single and _is_form_of_role(mark):
                found[mark.at] = _other(mark)
            elif mark.role is Role.OPEN and not (
                mark.partner or mark.reversed or mark.gap or mark.doubled
            ):
                found |= {} if mark.at in damaged else {mark.at: _other(mark)}
        for mark in quoted.apostrophes:
            feet = text[mark.at - 1 : mark.at].isdigit()
            if mark.written != "'":
                found[mark.at] = "'"
            elif mark.sure and mark.role is Role.APOSTROPHE and mark.at and not feet:
                found[mark.at] = "’"
    return found


def _is_form_of_role(mark: Mark) -> bool:
    if mark.written != "'":
        return True
    return mark.partner is not None and mark.sure and not (mark.gap or mark.glued)


def _other(mark: Mark) -> str:
    if mark.single:
        return "'" if mark.written != "'" else "‘" if mark.role is Role.OPEN else "’"
    return '"' if mark.written != '"' else "“" if mark.role is Role.OPEN else "”"


def house_marks(document: Document) -> tuple[str, str]:
    """The double marks that a text uses, or should judging by its apostrophes (a view)."""
    text = document.text
    curly, straight = text.count("“"), text.count('"') / 2
    if curly == straight:
        curly, straight = text.count("’"), text.count("'")
    return ('"', '"') if straight > curly else ("“", "”")


@looks_for(_FOREIGN)
def foreign_marks(document: Document, rule: Rule) -> Iterator[Finding]:
    """English words in the quotation marks of another language."""
    read: set[int] = set()
    for m in matches(document, _FOREIGN):
        paragraph = paragraph_at(document, m.start())
        if paragraph.start in read:
            continue
        read.add(paragraph.start)
        found = quotations_at(document, paragraph.start)
        if found and len(found.marks) > MOST_MARKS:
            continue
        for first, last in _in_foreign_marks(document.text, paragraph, found):
            if speaks_of_marks(document.text, paragraph, first.start):
                continue
            edits = _in_english(document, found, first, last)
            if edits and _is_english(document.text, paragraph, first, last):
                written = document.text[first.start : first.end].strip()
                closing = document.text[last.start : last.end].strip()
                yield rule.finding(first, edits, written=written, closing=closing)


def _in_foreign_marks(
    text: str, paragraph: Span, found: Quotations | None
) -> Iterator[tuple[Span, Span]]:
    """The opening and the closing mark of each, with the white space inside."""
    for m in _BRACKETS.finditer(text, paragraph.start, paragraph.end):
        inside = m[m.lastindex or 0]
        left = len(inside) - len(inside.lstrip())
        right = len(inside) - len(inside.rstrip())
        if left + right < len(inside):
            yield Span(m.start(), m.start() + 1 + left), Span(m.end() - 1 - right, m.end())
    for mark in found.marks if found else ():
        if mark.written in ("„", ",,") and mark.partner and mark.sure and not mark.gap:
            partner = mark.partner
            if not partner.gap and not partner.glued and partner.written != "''":
                yield Span(mark.at, mark.end), Span(partner.at, partner.end)


def _in_english(
    document: Document, found: Quotations | None, first: Span, last: Span
) -> tuple[Edit, ...]:
    """The edits that put English marks in place, if there is no quotation inside."""
    marks = [mark for mark in found.marks if mark.partner] if found else []
    own = (first.start, last.start)
    if any(first.start < mark.at < last.start for mark in marks if mark.at not in own):
        return ()
    around = [m for m in marks if m.at < first.start and m.partner and m.partner.at > last.start]
    text, (left, right) = document.text, document.view(house_marks)
    if any(mark.single for mark in around) and any(not mark.single for mark in around):
        return ()
    if around and not around[-1].single:
        left, right = ("'", "'") if left == '"' else ("‘", "’")
    before, after = text[first.start - 1 : first.start], text[last.end : last.end + 1]
    if first.start and before.isalnum():
        left = " " + left
    if after.isalnum():
        right += " "
    pairs = ((first, left), (last, right))
    return tuple(Edit(one, new) for one, new in pairs if text[one.start : one.end] != new)


def _is_english(text: str, paragraph: Span, first: Span, last: Span) -> bool:
    """Whether words in foreign marks are English, or a name in an English sentence; a line that is
    nothing but words between « and » leads to other pages."""
    inside = text[first.end : last.start]
    words = _WORDS.findall(inside)
    if not words or (
        first.start == paragraph.start and last.end == paragraph.end and len(first) > 1
    ):
        return False
    english = sum(word.lower() in entry_set("function-words") for word in words)
    if not inside.replace("’", "").replace("–", "").replace("—", "").isascii() and (
        english < 2 or not all(map(_is_latin, words))
    ):
        return False
    if any(word.lower() in _FOREIGN_WORDS for word in words) and english < 2:
        return False
    low, high = max(paragraph.start, first.start - NEAR), min(paragraph.end, last.end + NEAR)
    around = text[low : first.start] + text[last.end : high]
    context = english + sum(
        word.lower() in entry_set("function-words") for word in _WORDS.findall(around)
    )
    named = len(words) <= 4 and all(word[0].isupper() for word in words)
    if text[first.start] in "„,":
        named = named and len(words) > 1  # every German noun has a capital
    if named and not english:
        # Where a language is named, the words may be some of its own.
        named = not _OF_LANGUAGES.search(text, low, high)
    return context > 0 and (english > 0 or named)


def _is_latin(word: str) -> bool:
    return all(c < "\u0250" for c in word)


def same_level(document: Document, rule: Rule) -> Iterator[Finding]:
    """A quotation in curly marks inside another one of the same marks."""
    for found in doubtful(document):
        if any(mark.single for mark in found.marks):
            continue
        opened: list[Mark] = []
        for mark in found.marks:
            if mark.role is Role.OPEN and mark.partner:
                inside = document.text[mark.end : mark.partner.at]
                words = any(map(str.isalpha, inside))
                if opened and words and all(map(_is_curly, (mark, mark.partner, *opened))):
                    last = mark.partner
                    edits = (
                        Edit(Span(mark.at, mark.end), "‘"),
                        Edit(Span(last.at, last.end), "’"),
                    )
                    yield rule.finding(Span(mark.at, last.end), edits)
                opened.append(mark)
            elif mark.role is Role.CLOSE and opened:
                opened.pop()


def _is_curly(mark: Mark) -> bool:
    pair = mark.partner and mark.partner.written
    return mark.sure and not mark.gap and {mark.written, pair} == {"“", "”"}


def missing_reopening(document: Document, rule: Rule) -> Iterator[Finding]:
    """A paragraph that a quotation runs on into and that does not open it anew."""
    every = document.view(quotations)
    for before, found in pairwise(every):
        text = document.text
        left = [m for m in before.marks if m.role is Role.OPEN and not m.partner and not m.single]
        closing = next((m for m in found.marks if not m.single), None)
        if not left or before.unclosed or not closing or closing.role is not Role.UNKNOWN:
            continue
        at = before.paragraph.end
        while at < found.paragraph.start:
            while text[at].isspace():
                at += 1
            here = paragraph_at(document, at)
            span, edit = Span(here.start, here.start + 1), Edit(Span(at, at), left[-1].written)
            yield rule.finding(span, (edit,), mark=edit.replacement)
            at = here.end


@looks_for(_ORDER)
def punctuation_order(document: Document, rule: Rule) -> Iterator[Finding]:
    """A full stop or comma behind the mark that closes a quotation."""
    for m in matches(document, _ORDER):
        found = quotations_at(document, m.start())
        for mark in marks_at(found, m.start()):
            closes = mark.role is Role.CLOSE and mark.partner
            sound = closes and mark.sure and not mark.reversed and not mark.doubled
            if sound and document.text[mark.at - 1] not in ".,!?;:…":
                span, new = Span(*m.span()), m[0][::-1]
                yield rule.finding(span, (Edit(span, new),), text=m[0], new=new)
