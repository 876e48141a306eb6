"""The page above an article: what its site sets before and around the headline, pasted along.

A line of a page proves as little here as below the article. The head is what stands above the first
paragraphs; it is a page's if labels of several kinds stand there, words that hardly stand alone on
a line of anything else among them, and with them what only a page has: the minute of publication,
who wrote it and when, or a menu above the headline. Then what is known by its own words goes: those
labels, dates with a time, the name below the headline, whose picture it was. The headline, a line
below it and whatever is not known stay; words that may be a heading of the article ("Home",
"Facebook") go only in a row of others.

Articles that speak of pages, and poems, plays and word lists made of their words are left alone.
"""

import itertools
from collections.abc import Iterator, Sequence

from ..document import Document, Span, lines
from ..lazy import lazy
from .boilerplate_head_lines import mark_of
from .boilerplate_head_proof import FEWEST_CERTAIN, MOST_UNKNOWN, PLACED, Head, count
from .boilerplate_lines import MOST_WORDS_WITHOUT_END, Removable

# Without some words of pages in so many lines there is no head; with them the article may begin
# below a long menu.
FIRST_LINES = 40
MOST_LINES = 150
MOST_BLANK = 4 * MOST_LINES
MOST_SIGNED = 60
FEWEST_SIGNS = 2
# How much is read of a line: no label is longer.
MOST_READ = 1000
# Paragraphs are the article's if so many follow each other, or so many words.
FEWEST_PARAGRAPHS = 3
FEWEST_BODY_WORDS = 60
LONG_PARAGRAPH = 45
FEW_WORDS = 15
WITHIN = 10
FEWEST_APART = 4
# A letter says soon to whom.
FEW_LINES = 3
# A title with an end mark, the line below it, and what is below a picture.
MOST_SENTENCES = 4
# A row of buttons.
FEWEST_BUTTONS = 3
# A menu, and the lines in it that are not known.
FEWEST_ENTRIES = 5
MOST_ENTRY_WORDS = 3

# What stands between a headline and who wrote it.
BESIDE = ("byline", "timestamp-line", "share-block", "comments-widget", "picture-credit")

# No headline says only "Subscribe", "Advertisement" or "Contact us".
FORMS = ("subscribe-paywall", "advertisement")
_MENU = {"menu", "navigation", "sections", "contact us", "about us", "advertise", "all news", "rss"}

_SIGNS = lazy(
    r"\bshar(?:e|ing)|facebook|twitter|tweet|subscri|sign in|log ?in|sign up|skip to|newsletter|"
    r"menu|print|copy|comments?\b|min(?:ute)?s? read|listen|advert|e-?mail|follow|\bsave|published|"
    r"updated|modified|\bsearch\b|\d[:.]\d\d\b"
)
_END = lazy(r"[.!?…][\"'”’)\]\s]*$")


def head(document: Document) -> tuple[Removable, ...]:
    """The removable lines above an article (a view)."""
    found = _first_lines(document)
    words = [document.text[s.start : min(s.end, s.start + MOST_READ)] for s in found]
    short = " ".join(line for line in words[:FIRST_LINES] if len(line) <= MOST_SIGNED).lower()
    if len(set(_SIGNS.findall(short))) < FEWEST_SIGNS:
        return ()
    body = _body(words)
    if body is None:
        return ()
    gone = _gone(Head(words[:body], words[body:]))
    top = next(at for at in range(body + 1) if at not in gone)
    return tuple(
        Removable(
            found[at],
            gone[at],
            Span(found[at].start, found[at + 1].start)
            if at < top
            else Span(found[at - 1].end, found[at].end),
        )
        for at in sorted(gone)
    )


def _first_lines(document: Document) -> list[Span]:
    """The first lines that are not blank."""
    all_lines = document.view(lines)
    numbers = range(min(len(all_lines.starts), MOST_BLANK))
    found = (line for number in numbers if len(line := all_lines.words(number)))
    return list(itertools.islice(found, MOST_LINES))


def _is_sentence(line: str) -> bool:
    words = count(line)
    return words > MOST_WORDS_WITHOUT_END or (words > 2 and bool(_END.search(line)))


def _body(words: Sequence[str]) -> int | None:
    """Where the article's paragraphs begin; None if they do not, or not soon."""
    passed = 0
    prose = [mark_of(line) is None and _is_sentence(line) for line in words]
    for is_prose, group in itertools.groupby(range(len(words)), prose.__getitem__):
        run = list(group)
        if not is_prose:
            continue
        lengths = [count(words[at]) for at in run]
        if (
            len(run) >= FEWEST_PARAGRAPHS
            or sum(lengths) >= FEWEST_BODY_WORDS
            or max(lengths) > LONG_PARAGRAPH
        ):
            # A headline may end with a mark.
            return run[0]
        passed += len(run)
        if passed > MOST_SENTENCES:
            break
    # Paragraphs with something of the page between them.
    long = (at for at in range(len(words)) if prose[at] and count(words[at]) > FEW_WORDS)
    apart = (at for at in long if sum(prose[at : at + WITHIN]) >= FEWEST_APART)
    return next(apart, None)


def _is_date(line: str) -> bool:
    """Whether a line is a day or a time, as above each entry of a diary."""
    mark = mark_of(line)
    return mark is not None and mark.kind == "timestamp-line" and not mark.weight


def _is_heading(lines: Sequence[str]) -> bool:
    """Whether the middle one of three lines is a word of pages that stands between paragraphs."""
    above, mark, below = map(mark_of, lines)
    if above or below or not mark or mark.weight != 1:
        return False
    return _is_sentence(lines[0]) and _is_sentence(lines[2])


def _gone(head: Head) -> dict[int, str]:
    """The rules of the lines that go, by place; none if this is no page's head."""
    if head.on_pages:
        return {}
    if not head.is_page():
        return _minutes(head)
    found: dict[int, str] = {}
    for block in head.blocks():
        found |= _labels(head, block)
    last = len(head.words) - 1
    mark = head.marks[last]
    if last in found and mark and mark.weight == 1 and _has_headings(head.article):
        del found[last]
    if head.titles:
        found |= _menus(head, head.headline())
    found |= _placed(head)
    for at in _may_be_headline(head):
        found.pop(at, None)
    # Numbers and strokes between lines that go go along.
    between = [at for at, mark in enumerate(head.marks) if mark and not mark.kind]
    return found | {at: found[at - 1] for at in between if at - 1 in found and at + 1 in found}


def _may_be_headline(head: Head) -> Iterator[int]:
    """Words of pages that a headline may be, directly above a line of the article's or the name of
    its writer."""
    placed = [at for at, mark in enumerate(head.marks) if mark and (mark.name or mark.full)][:1]
    titles = [head.titles[0], head.headline()] if head.titles else []
    for below in (*titles, *placed):
        mark = head.marks[below - 1] if below else None
        if not mark or mark.weight != 1 or mark.kind in FORMS:
            continue
        told = head.words[below - 1].lower() in _MENU
        if not told and (mark.kind not in BESIDE or below in titles):
            yield below - 1


def _has_headings(article: Sequence[str]) -> bool:
    """Whether words of pages are headings of the article: what stands above its first paragraph is
    one too."""
    return any(map(_is_heading, zip(article, article[1:], article[2:], strict=False)))


def _minutes(head: Head) -> dict[int, str]:
    """When it was published, to the minute, beside who wrote it."""
    found: dict[int, str] = {}
    if len(head.names) != 1:
        return found
    for step in (1, -1):
        for at in range(len(head.marks))[::step]:
            mark, before = head.marks[at], at - step
            # A talk or a concert too has a name and an hour.
            if not (mark and mark.minute and mark.said and mark.kind == "timestamp-line"):
                continue
            beside = head.marks[before] if 0 <= before < len(head.marks) else None
            named = before in found or (beside and beside.kind == "byline")
            if head.titles and at > head.titles[0] and named:
                found[at] = mark.kind
    return found


def _labels(head: Head, block: Sequence[int]) -> dict[int, str]:
    """The labels of a block that are certain, and the others if it is a row of them."""
    labels = {at: mark for at in block if (mark := head.marks[at]) and not mark.section}
    labels = {at: mark for at, mark in labels.items() if mark.kind != "picture-credit"}
    weak = {head.words[at].lower() for at, mark in labels.items() if mark.weight == 1}
    row = len(weak) >= FEWEST_BUTTONS or any(mark.weight > 1 for mark in labels.values())
    # "Sign in" and "Subscribe" at the top.
    row |= block[0] == 0 and len(weak) > 1
    # Without a title one of these may be it.
    row &= bool(head.titles)
    return {at: mark.kind for at, mark in labels.items() if mark.weight > 1 - row}


def _menus(head: Head, title: int) -> Iterator[tuple[int, str]]:
    """The entries of menus above the headline."""
    entry = [_may_be_entry(head, at) for at in range(title)]
    for is_entry, group in itertools.groupby(range(title), entry.__getitem__):
        menu = list(group)
        if not is_entry:
            continue
        known = [mark for at in menu if (mark := head.marks[at]) and mark.weight]
        certain = {head.words[at] for at in menu if (m := head.marks[at]) and m.weight > 1}
        enough = len(certain) >= FEWEST_CERTAIN or head.begins_with_menu()
        unknown = sum(head.marks[at] is None for at in menu)
        if enough and len(known) >= FEWEST_ENTRIES and unknown <= MOST_UNKNOWN * len(menu):
            sections = (at for at in menu if (mark := head.marks[at]) and mark.section)
            yield from ((at, "site-menu") for at in sections)


def _may_be_entry(head: Head, at: int) -> bool:
    mark = head.marks[at]
    if mark:
        return mark.kind not in PLACED
    return count(head.words[at]) <= MOST_ENTRY_WORDS and not _END.search(head.words[at])


def _is_placed(head: Head, at: int) -> bool:
    """Whether who wrote it or when stands above or below a line too."""
    beside = head.marks[max(0, at - 1) : at] + head.marks[at + 1 : at + 2]
    return any(mark and mark.kind in PLACED for mark in beside)


def _placed(head: Head) -> dict[int, str]:
    """Who wrote it and when, and whose picture it is, below the headline."""
    title = head.titles[0] if head.titles else len(head.words)
    found: dict[int, str] = {}
    for at, mark in enumerate(head.marks):
        if mark is None:
            continue
        stamp = mark.kind == "timestamp-line" and mark.weight > 1
        below = mark.kind == "picture-credit" or (mark.name and len(head.names) == 1)
        # Beside one that says so, a time without a word may be that of a match.
        stamp &= mark.said or not any(m and m.said for m in head.marks) or _is_placed(head, at)
        # The date of a name that stays.
        stamp &= len(head.names) < 2 or not at or not (by := head.marks[at - 1]) or not by.name
        if stamp or (below and at > title):
            found[at] = mark.kind
    # What says no more than when, or what a writer is, stands beside them; unless the article
    # is a letter or a diary.
    letter = any(line.startswith("Dear ") for line in head.article[:FEW_LINES]) or any(
        map(_is_date, head.article)
    )
    for step in (1, -1):
        for at in range(len(head.marks))[::step]:
            mark, before = head.marks[at], at - step
            if at in found or mark is None or mark.kind not in PLACED or mark.name:
                continue
            beside = head.marks[before] if before in found else None
            if not beside or beside.kind not in PLACED:
                continue
            clock = mark.kind == "timestamp-line" and not mark.weight and not mark.dated
            # "5:50 PM" below a date; below a date with a time it is what happened then.
            stays = letter if mark.kind == "timestamp-line" and not mark.weight else False
            stays |= clock and (not beside.dated or beside.full)
            stays |= mark.dated and not mark.full and beside.kind != "byline"
            if not stays:
                found[at] = mark.kind
    return found
