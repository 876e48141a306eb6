"""The lines above an article: what each of them is, and whether they are the head of a page."""

import itertools
import re
from collections.abc import Iterator, Sequence

from ..lazy import lazy
from ..segments import WORD
from .boilerplate_head_lines import Mark, has_first_name, is_name, mark_of, network
from .boilerplate_lines import MOST_TITLE_WORDS, speaks_of_words

# A page's head has at least labels of so much weight together, of so many kinds; so many of them
# are certain.
LEAST_WEIGHT = 7
# With a name and a date among them.
SIGNED_WEIGHT = 5
FEWEST_KINDS = 2
FEWEST_CERTAIN = 2
FEWEST_IN_ROW = 4
FEWEST_TITLE_WORDS = 3
MOST_LIST_TITLE_WORDS = 8
# A menu without words that are certain: so many of its lines are known, so many of each sort.
FEWEST_IN_MENU = 8
FEWEST_EACH = 3
MOST_UNKNOWN = 0.4
# How much of the first paragraph is looked at for what the article is about.
MOST_SAID = 400
# More words than these are not counted.
MOST_WORDS = 60

NAVIGATION = ("site-menu", "subscribe-paywall")
# Who wrote it and when: these have a place of their own.
PLACED = ("byline", "timestamp-line")
# "Print" and "Email" may be what people read; but who writes "facebook"?
_ACTIONS = frozenset("share tweet save copy link pin sms bookmark".split())
_ON_THE_NET = lazy(
    r"^(?:how|where|steps|ways)\b|"
    r"\b(?:shar(?:e|es|ed|ing)|click\w*|sign(?:s|ed|ing)? (?:in|up|out)|"
    r"log(?:s|ged|ging)? (?:in|out)|accounts?|subscri\w+|newsletters?|links?|"
    r"social media|networks?|online|internet|web ?sites?|sites?|apps?|phones?|facebook|twitter|"
    r"instagram|whats ?app|passwords?|posts?|posted|likes|browsers?|computers?|e-?mails?|search\w*|"
    r"print(?:s|ed|ing)?|cop(?:y|ies|ying)|comments?|follow\w*)\b",
    re.IGNORECASE,
)
_BY = lazy(r"(?:written )?by:?", re.IGNORECASE)
_CRUMBS = lazy(r"\s[>»›/|→]\s")
_NAME = lazy(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,3}")


def count(line: str) -> int:
    """The words of a line, as far as they matter."""
    return sum(1 for _ in itertools.islice(WORD.finditer(line), MOST_WORDS + 1))


class Head:
    """The lines above the first paragraph of an article, and what each of them is."""

    def __init__(self, words: Sequence[str], article: Sequence[str]) -> None:
        self.words, self.article = words, article
        self.marks = [mark_of(line) for line in words]
        for at, line in enumerate(words):
            self.marks[at] = self.marks[at] or self._beside(at, line)
        # "By", and the name on the next line.
        for at, (by, name) in enumerate(itertools.pairwise(words)):
            if _BY.fullmatch(by) and _NAME.fullmatch(name) and is_name(name):
                self.marks[at] = Mark("byline", 0)
                self.marks[at + 1] = Mark("byline", 1, name=name.lower())
        self.titles = [at for at in range(len(words)) if self._is_title(at)]
        # More than one is no page's writer, whoever it is.
        self.names = {mark.name for mark in self.marks if mark and mark.name}
        own = [line for line, mark in zip(words, self.marks, strict=True) if mark is None]
        # The article is about pages, or a text made of their words.
        self.on_pages = any(map(speaks_of_words, (*own, article[0][:MOST_SAID])))
        self._leave(self._own_list())

    def _own_list(self) -> int:
        """Where a list of the article begins: its title, below who wrote it or the buttons."""
        below = range(self.headline() + 1 if self.titles else 0, len(self.words) - 1)
        seen = False
        for at in below:
            mark = self.marks[at]
            seen |= bool(mark and (mark.kind in PLACED or mark.weight > 1))
            short = mark is None and count(self.words[at]) <= MOST_LIST_TITLE_WORDS
            if seen and short and self.marks[at + 1]:
                return at
        return len(self.words)

    def _leave(self, at: int) -> None:
        """Give the lines from here on back to the article."""
        self.article = [*self.words[at:], *self.article]
        self.words, self.marks = self.words[:at], self.marks[:at]
        self.titles = [title for title in self.titles if title < at]

    def _beside(self, at: int, line: str) -> Mark | None:
        """What a line is by the others: the way to the page that ends in its headline, and a name
        between the headline and a time."""
        crumbs = [part.strip() for part in _CRUMBS.split(line)]
        if crumbs[0].lower() == "home" and len(crumbs) > 1:
            return Mark("site-menu", 2) if crumbs[-1] in self.words else None
        if at and at + 1 < len(self.words) and _NAME.fullmatch(line) and has_first_name(line):
            above, below = self.marks[at - 1], self.marks[at + 1]
            titled = above is None and count(self.words[at - 1]) > FEWEST_TITLE_WORDS
            if titled and below and below.full and below.kind == "timestamp-line":
                return Mark("byline", 1, name=line.lower())
        return None

    def _is_title(self, at: int) -> bool:
        """Whether this may be the headline."""
        words = count(self.words[at])
        return self.marks[at] is None and FEWEST_TITLE_WORDS <= words <= MOST_TITLE_WORDS

    def headline(self) -> int:
        """The headline: the last title above who wrote it and when. There must be one."""
        placed = (at for at, mark in enumerate(self.marks) if mark and mark.kind in PLACED)
        first = next(placed, self.titles[0] + 1)
        return max((at for at in self.titles if at < first), default=self.titles[0])

    def is_page(self) -> bool:
        """Whether so much of a page stands here that there is no doubt."""
        distinct = {line.lower(): mark for line, mark in self._marked()}
        marks = list(distinct.values())
        labels = {line: mark for line, mark in distinct.items() if mark.kind not in PLACED}
        if not any(
            mark.kind == "share-block" and line[0].isalpha() for line, mark in labels.items()
        ):
            # "900 likes", "12 comments": what is told of a post, if there is no button.
            labels = {line: mark for line, mark in labels.items() if not line[0].isdigit()}
        menu = FEWEST_CERTAIN * self.begins_with_menu()
        above = {line.lower() for line, mark in self._marked(self._top()) if mark.weight > 1}
        on_top = len(above) + menu >= FEWEST_CERTAIN
        if self._speaks_of_the_net() and not on_top and not any(mark.minute for mark in marks):
            return False
        certain = sum(mark.weight > 1 for mark in labels.values()) + self._has_row() + menu
        full = any(mark.full for mark in marks)
        signed = any(mark.name for mark in marks) and any(mark.dated for mark in marks)
        weight = sum(mark.weight for mark in marks) + menu
        weight += 2 * any(mark.full and mark.kind == "byline" for mark in marks)
        return (
            (full or signed or on_top)
            and certain > 0
            and certain + (full or signed) >= FEWEST_CERTAIN
            and weight >= (SIGNED_WEIGHT if signed else LEAST_WEIGHT)
            and len({mark.kind for mark in marks if mark.weight}) >= FEWEST_KINDS
        )

    def _speaks_of_the_net(self) -> bool:
        """Whether the headline, or what stands below it, is on what the words of pages do."""
        titles = (at for at in self.titles if at >= self.headline())
        return any(_ON_THE_NET.search(self.words[at]) for at in titles)

    def begins_with_menu(self) -> bool:
        """Whether a menu stands above the headline that is one without words that are certain."""
        first = self.words[: self._top()]
        known = {line.lower(): mark for line, mark in self._marked(self._top()) if mark.weight}
        sections = sum(mark.section for mark in known.values())
        others = sum(not m.section and m.kind in NAVIGATION for m in known.values())
        enough = min(sections, others) >= FEWEST_EACH and len(known) >= FEWEST_IN_MENU
        return enough and len(known) >= (1 - MOST_UNKNOWN) * len(first)

    def _top(self) -> int:
        return self.titles[0] if self.titles else 0

    def _has_row(self) -> bool:
        """Whether networks to share on stand one below the other, with other ways among them."""
        for block in self.blocks():
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

    def blocks(self) -> Iterator[list[int]]:
        """Lines with labels below each other; none that a colon announces."""
        known = [bool(mark and mark.kind not in PLACED) for mark in self.marks]
        for is_known, group in itertools.groupby(range(len(known)), known.__getitem__):
            block = list(group)
            announced = block[0] and self.words[block[0] - 1].rstrip().endswith(":")
            if is_known and not (announced and self.marks[block[0] - 1] is None):
                yield block
