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
import re
from collections.abc import Iterator, Sequence

from ..document import Document, Span, lines
from ..lazy import lazy
from ..segments import WORD
from .boilerplate_head_lines import Mark, has_first_name, is_name, mark_of, network
from .boilerplate_lines import MOST_TITLE_WORDS, MOST_WORDS_WITHOUT_END, Removable, speaks_of_words

# Without some words of pages in so many lines there is no head; with them the article may begin
# below a long menu.
FIRST_LINES = 40
MOST_LINES = 150
MOST_BLANK = 4 * MOST_LINES
MOST_SIGNED = 60
FEWEST_SIGNS = 2
# How much of the first paragraph is looked at for what the article is about.
MOST_SAID = 400
# Paragraphs are the article's if so many follow each other, or so many words.
FEWEST_PARAGRAPHS = 3
FEWEST_BODY_WORDS = 60
LONG_PARAGRAPH = 45
FEW_WORDS = 15
WITHIN = 10
FEWEST_APART = 4
# A title with an end mark, the line below it, and what is below a picture.
MOST_SENTENCES = 4
# A page's head has at least labels of so much weight together, of so many kinds; so many of them
# are certain.
LEAST_WEIGHT = 7
# With a name and a date among them.
SIGNED_WEIGHT = 5
FEWEST_KINDS = 2
FEWEST_CERTAIN = 2
FEWEST_BUTTONS = 3
FEWEST_IN_ROW = 4
FEWEST_TITLE_WORDS = 3
# A menu, and what of it has to be known for the rest to be names of sections.
FEWEST_ENTRIES = 5
FEWEST_IN_MENU = 8
FEWEST_EACH = 3
MOST_ENTRY_WORDS = 3
MOST_UNKNOWN = 0.4

_SIGNS = lazy(
    r"\bshar(?:e|ing)|facebook|twitter|tweet|subscri|sign in|log ?in|sign up|skip to|newsletter|"
    r"menu|print|copy|comments?\b|min(?:ute)?s? read|listen|advert|e-?mail|follow|\bsave|published|"
    r"updated|modified|\bsearch\b|\d[:.]\d\d\b"
)
_END = lazy(r"[.!?…][\"'”’)\]\s]*$")
_BY = lazy(r"(?:written )?by:?", re.IGNORECASE)
_CRUMBS = lazy(r"\s[>»›/|→]\s")
_NAME = lazy(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,3}")
_NAVIGATION = ("site-menu", "subscribe-paywall")
# "Print" and "Email" may be what people read; but who writes "facebook"?
_ACTIONS = {
    "share",
    "tweet",
    "save",
    "copy",
    "copy link",
    "pin",
    "pin it",
    "sms",
    "link",
    "bookmark",
}
_PLACED = ("byline", "timestamp-line")


def head(document: Document) -> tuple[Removable, ...]:
    """The removable lines above an article (a view)."""
    found = _first_lines(document)
    words = [document.text[line.start : line.end] for line in found]
    short = " ".join(line for line in words[:FIRST_LINES] if len(line) <= MOST_SIGNED).lower()
    if len(set(_SIGNS.findall(short))) < FEWEST_SIGNS:
        return ()
    body = _body(words)
    if body is None:
        return ()
    gone = _Head(words[:body], words[body:]).gone()
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
    words = _count(line)
    return words > MOST_WORDS_WITHOUT_END or (words > 2 and bool(_END.search(line)))


def _count(line: str) -> int:
    """The words of a line, as far as they matter."""
    return sum(1 for _ in itertools.islice(WORD.finditer(line), FEWEST_BODY_WORDS + 1))


def _body(words: Sequence[str]) -> int | None:
    """Where the article's paragraphs begin; None if they do not, or not soon."""
    passed = 0
    prose = [mark_of(line) is None and _is_sentence(line) for line in words]
    for is_prose, group in itertools.groupby(range(len(words)), prose.__getitem__):
        run = list(group)
        if not is_prose:
            continue
        lengths = [_count(words[at]) for at in run]
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
    long = (at for at in range(len(words)) if prose[at] and _count(words[at]) > FEW_WORDS)
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


class _Head:
    """The lines above the first paragraph of an article, and what each of them is."""

    def __init__(self, words: Sequence[str], article: Sequence[str]) -> None:
        self.words, self.article = words, article
        self.marks = [mark_of(line) for line in words]
        for at, line in enumerate(words):
            self.marks[at] = self.marks[at] or self._beside(at, line.strip())
        # "By", and the name on the next line.
        for at, (by, name) in enumerate(itertools.pairwise(words)):
            if _BY.fullmatch(by.strip()) and _NAME.fullmatch(name.strip()) and is_name(name):
                self.marks[at] = Mark("byline", 0)
                self.marks[at + 1] = Mark("byline", 1, name=name.strip().lower())

    def _beside(self, at: int, line: str) -> Mark | None:
        """What a line is by the others: the way to the page that ends in its headline, and a name
        between the headline and a time."""
        crumbs = [part.strip() for part in _CRUMBS.split(line)]
        if crumbs[0].lower() == "home" and len(crumbs) > 1:
            return Mark("site-menu", 2) if crumbs[-1] in self.words else None
        if at and at + 1 < len(self.words) and _NAME.fullmatch(line) and has_first_name(line):
            above, below = self.marks[at - 1], self.marks[at + 1]
            titled = above is None and _count(self.words[at - 1]) > FEWEST_TITLE_WORDS
            if titled and below and below.full and below.kind == "timestamp-line":
                return Mark("byline", 1, name=line.lower())
        return None

    def gone(self) -> dict[int, str]:
        """The rules of the lines that go, by place; none if this is no page's head."""
        titles = [at for at in range(len(self.words)) if self._is_title(at)]
        if self._speaks_of_pages():
            return {}
        if not self._is_page(titles[0] if titles else 0):
            return self._minutes(titles)
        found: dict[int, str] = {}
        for block in self._blocks():
            found |= self._labels(block, certain_only=not titles)
        last, mark = len(self.words) - 1, self.marks[-1]
        if last in found and mark and mark.weight == 1 and self._has_headings():
            del found[last]
        if titles:
            found |= self._menus(self._headline(titles))
        found |= self._placed(titles[0] if titles else len(self.words))
        return self._with_marks_between(found)

    def _has_headings(self) -> bool:
        """Whether words of pages are headings of the article: what stands above its first paragraph
        is one too."""
        three = zip(self.article, self.article[1:], self.article[2:], strict=False)
        return any(map(_is_heading, three))

    def _minutes(self, titles: Sequence[int]) -> dict[int, str]:
        """When it was published, to the minute, beside who wrote it."""
        found: dict[int, str] = {}
        if len({mark.name for mark in self.marks if mark and mark.name}) != 1:
            return found
        for step in (1, -1):
            for at in range(len(self.marks))[::step]:
                mark, before = self.marks[at], at - step
                if not (mark and mark.minute and mark.kind == "timestamp-line"):
                    continue
                beside = self.marks[before] if 0 <= before < len(self.marks) else None
                named = before in found or (beside and beside.kind == "byline")
                if titles and at > titles[0] and named:
                    found[at] = mark.kind
        return found

    def _is_title(self, at: int) -> bool:
        """Whether this may be the headline."""
        count = _count(self.words[at])
        return self.marks[at] is None and FEWEST_TITLE_WORDS <= count <= MOST_TITLE_WORDS

    def _headline(self, titles: Sequence[int]) -> int:
        """The headline: the last title above who wrote it and when."""
        placed = (at for at, mark in enumerate(self.marks) if mark and mark.kind in _PLACED)
        first = next(placed, titles[0] + 1)
        return max((at for at in titles if at < first), default=titles[0])

    def _is_page(self, title: int) -> bool:
        marks = list({line.lower(): mark for line, mark in self._marked()}.values())
        labels = [mark for mark in marks if mark.kind not in _PLACED]
        menu = FEWEST_CERTAIN * self._begins_with_menu(title)
        certain = sum(mark.weight > 1 for mark in labels) + self._has_row() + menu
        full = any(mark.full for mark in marks)
        above = {line.lower() for line, mark in self._marked(title) if mark.weight > 1}
        signed = any(mark.name for mark in marks) and any(mark.dated for mark in marks)
        weight = sum(mark.weight for mark in marks) + 2 * any(
            mark.full and mark.kind == "byline" for mark in marks
        )
        weight += menu
        return (
            (full or signed or len(above) + menu >= FEWEST_CERTAIN)
            and certain > 0
            and certain + (full or signed) >= FEWEST_CERTAIN
            and weight >= (SIGNED_WEIGHT if signed else LEAST_WEIGHT)
            and len({mark.kind for mark in marks if mark.weight}) >= FEWEST_KINDS
        )

    def _begins_with_menu(self, title: int) -> bool:
        """Whether a menu stands above the headline that is one without words that are certain."""
        first = self.words[:title]
        known = {line.lower(): mark for line, mark in self._marked(title) if mark.weight}
        sections = sum(mark.section for mark in known.values())
        others = sum(not m.section and m.kind in _NAVIGATION for m in known.values())
        enough = min(sections, others) >= FEWEST_EACH and len(known) >= FEWEST_IN_MENU
        return enough and len(known) >= (1 - MOST_UNKNOWN) * len(first)

    def _has_row(self) -> bool:
        """Whether networks to share on stand one below the other, with other ways among them."""
        for block in self._blocks():
            weak = {
                self.words[at].lower()
                for at in block
                if (mark := self.marks[at]) and mark.kind == "share-block"
            }
            ways = {self.words[at] for at in block if network(self.words[at])}
            icons = sum(line.islower() for line in ways) > 1
            if len(weak) >= FEWEST_IN_ROW and len(ways) > 1 and (icons or weak & _ACTIONS):
                return True
        return False

    def _marked(self, end: int | None = None) -> Iterator[tuple[str, Mark]]:
        for line, mark in zip(self.words[:end], self.marks[:end], strict=True):
            if mark:
                yield line, mark

    def _speaks_of_pages(self) -> bool:
        own = [line for line, mark in zip(self.words, self.marks, strict=True) if mark is None]
        return any(map(speaks_of_words, (*own, self.article[0][:MOST_SAID])))

    def _blocks(self) -> Iterator[list[int]]:
        """Lines with labels below each other; none that a colon announces."""
        known = [bool(mark and mark.kind not in _PLACED) for mark in self.marks]
        for is_known, group in itertools.groupby(range(len(known)), known.__getitem__):
            block = list(group)
            announced = block[0] and self.words[block[0] - 1].rstrip().endswith(":")
            if is_known and not (announced and self.marks[block[0] - 1] is None):
                yield block

    def _labels(self, block: Sequence[int], *, certain_only: bool) -> dict[int, str]:
        """The labels of a block that are certain, and the others if it is a row of them."""
        labels = {at: mark for at in block if (mark := self.marks[at]) and not mark.section}
        labels = {at: mark for at, mark in labels.items() if mark.kind != "caption-credit"}
        weak = {self.words[at].lower() for at, mark in labels.items() if mark.weight == 1}
        row = len(weak) >= FEWEST_BUTTONS or any(mark.weight > 1 for mark in labels.values())
        # "Sign in" and "Subscribe" at the top.
        row |= block[0] == 0 and len(weak) > 1
        row &= not certain_only
        return {at: mark.kind for at, mark in labels.items() if mark.weight > 1 - row}

    def _menus(self, title: int) -> Iterator[tuple[int, str]]:
        """The entries of menus above the headline."""
        entry = [self._may_be_entry(at) for at in range(title)]
        for is_entry, group in itertools.groupby(range(title), entry.__getitem__):
            menu = list(group)
            if not is_entry:
                continue
            known = [mark for at in menu if (mark := self.marks[at]) and mark.weight]
            certain = {self.words[at] for at in menu if (m := self.marks[at]) and m.weight > 1}
            enough = len(certain) >= FEWEST_CERTAIN or self._begins_with_menu(title)
            unknown = sum(self.marks[at] is None for at in menu)
            if enough and len(known) >= FEWEST_ENTRIES and unknown <= MOST_UNKNOWN * len(menu):
                yield from ((at, "site-menu") for at in menu if self._is_entry(at, menu))

    def _may_be_entry(self, at: int) -> bool:
        mark = self.marks[at]
        if mark:
            return mark.kind not in _PLACED
        return _count(self.words[at]) <= MOST_ENTRY_WORDS and not _END.search(self.words[at])

    def _is_entry(self, at: int, menu: Sequence[int]) -> bool:
        """Whether this is the name of a section: by itself, or between such names."""
        if mark := self.marks[at]:
            return mark.section
        beside = [self.marks[i] if i in menu else None for i in (at - 1, at + 1)]
        return all(one and one.weight == 1 and one.kind in _NAVIGATION for one in beside)

    def _placed(self, title: int) -> dict[int, str]:
        """Who wrote it and when, and whose picture it is, below the headline."""
        names = {mark.name for mark in self.marks if mark and mark.name}
        found: dict[int, str] = {}
        for at, mark in enumerate(self.marks):
            if mark is None:
                continue
            stamp = mark.kind == "timestamp-line" and mark.weight > 1
            below = mark.kind == "caption-credit" or (mark.name and len(names) == 1)
            if stamp or (below and at > title):
                found[at] = mark.kind
        # What says no more than when, or what a writer is, stands beside them; unless the article
        # is a letter or a diary.
        letter = self.article[0].startswith("Dear ") or any(map(_is_date, self.article))
        for step in (1, -1):
            for at in range(len(self.marks))[::step]:
                mark, before = self.marks[at], at - step
                if at in found or mark is None or mark.kind not in _PLACED or mark.name:
                    continue
                beside = self.marks[before] if before in found else None
                if not beside or beside.kind not in _PLACED:
                    continue
                clock = mark.kind == "timestamp-line" and not mark.weight and not mark.dated
                # "5:50 PM" below a date; below a date with a time it is what happened then.
                stays = letter if mark.kind == "timestamp-line" and not mark.weight else False
                stays |= clock and (not beside.dated or beside.full)
                stays |= mark.dated and not mark.full and beside.kind != "byline"
                if not stays:
                    found[at] = mark.kind
        return found

    def _with_marks_between(self, found: dict[int, str]) -> dict[int, str]:
        """Numbers and strokes between lines that go go along."""
        more = {}
        for at, mark in enumerate(self.marks):
            if mark and not mark.kind and at - 1 in found and at + 1 in found:
                more[at] = found[at - 1]
        return found | more
