"""The page behind an article: what stands around it on its site, pasted along with it.

One line proves nothing: "More", "Privacy" and "Subscribe" are words of articles too. A page shows
itself by many such lines of several kinds with menus and headlines between them, down to the end
of the text, terms of use or the like among them, and hardly any prose. It begins at a label behind
the last line that could be the article's:

- paragraphs that follow each other are the article, or what its readers wrote;
- a single paragraph may be the article's last, below a link to another story or a form for a
  newsletter: it goes only if so many labels of so many kinds stand above it, since the article's
  last paragraphs, that there is no doubt, or if it is one of a list of stories;
- lines without an end mark may be a list, a table or a poem: they go only behind such labels, or
  in a list of stories, or far below the article.

More prose must stay than goes: a digest of other pages, a live blog, a list with a sentence for
each item are articles.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from ..lazy import lazy
from .boilerplate_lines import Label, Shape, shape_of
from .boilerplate_lists import MOST_ITEM_WORDS, below_title, in_list_of_words
from .boilerplate_marks import FEWEST_TEASERS, MOST_COMMENT_LINES, NEAR, mark, prose_words, words_of

# A page has at least so many kinds of labels, and labels of so much weight together.
FEWEST_KINDS = 3
LEAST_WEIGHT = 8
FEWEST_CERTAIN = 3
# Without terms of use or the like among them.
FEWEST_UNSEALED_KINDS = 4
FEWEST_UNSEALED = 4
UNSEALED_WEIGHT = 10
# Behind more lines than this, and such labels among them, it is a page whatever stands there.
FEW_LINES = 12
# Far below the last paragraph: two kinds are enough, and no list of the article begins there.
FAR_LINES = 16
FAR_WEIGHT = 6
DEEP_LINES = 40
SOON_LINES = 20
DEEP_WEIGHT = 20
# Paragraphs nearer to each other than this may be those of one article, with buttons between.
CLOSE = 5
# What may stand below a headline: longer in a list with dates than without.
MOST_TEASER_WORDS = 45
MOST_DATED_WORDS = 120
# How much more prose must stay than goes for such sentences: they may be a list of the article.
TEASERS_COUNT = 3
TEASERS_WITHIN = 14
# So many short sentences in a row are what a form or a notice says, if all around is a page.
MOST_NOTES = 5
MOST_NOTE_WORDS = 100
FEW_NOTE_WORDS = 30
SURE_KINDS = 4
SURE_WEIGHT = 16
# A list of more, or longer, lines than this may be the article's.
MOST_ITEMS = 3
# No list of an article has so many of them.
MANY_SECTIONS = 30
# What is said of the author goes behind labels of so much weight.
ABOUT_WEIGHT = 4
# Where the last sentence of a paragraph is looked for.
MOST_SAID = 400
# What has more lines and no paragraphs is a list or a table, and is not read to its beginning.
MOST_LINES = 2000

_STORIES = frozenset(("popular-posts", "related-headline", "timestamp-line"))
_SEALS = frozenset(("copyright-footer", "cookie-privacy"))

_ANNOUNCES = lazy(r"(?::|\b(?:said|says?|reads?|are|is|was|were|like))\s*$")
# An article on pages may end in the words of one: its last sentence speaks of them.
_ON_PAGES = lazy(
    r"\b(?:menus?|footers?|buttons?|links|entries|drop-?downs?|side-?bars?|headings?|headers?|"
    r"labels?|tabs|check-?list|the following|as follows|which of these|"
    r"(?:home|web|landing)[ -]?pages?|on (?:a|the|every|each) (?:screen|site|website)|"
    r"(?:last|bottom of (?:the|a|each|every)|foot of (?:the|a|each|every)) page)\b"
    r"[^.!?]*[.!?]?\s*$",
    re.IGNORECASE,
)


def page(from_end: Iterable[tuple[str, bool]]) -> list[str]:
    """The rules that the last lines of a text belong to, in the order of the text; none if it
    does not end in a page. `from_end` gives its lines, none blank, from the last one upward, each
    with whether a blank line stands above it."""
    above = iter(from_end)
    shapes, lines = _read(above)
    start = _start(shapes, lines, above)
    found, kind = [], ""
    for shape in shapes[start:]:
        if shape.label and shape.label.kind != "timestamp-line":
            kind = shape.label.kind
        found.append(kind or "popular-posts")
    return found


def _start(shapes: Sequence[Shape], lines: Sequence[str], above: Iterator[tuple[str, bool]]) -> int:
    """Where the page begins; where the lines end, if there is none."""
    before, _ = next(above, ("", False))
    further_up = (line for line, _ in itertools.islice(above, MOST_LINES))
    upward = map(shape_of, itertools.chain([before] if before else [], further_up))
    # Prose that is kept whatever goes; no more of it is counted than could go.
    further = _words_up_to(upward, TEASERS_COUNT * prose_words(shapes))
    reading, latest = _Reading(shapes), _latest(shapes)
    for start in reading.starts():
        if start > latest:
            break
        # What a colon announces is an example, down to the next line of another kind.
        top = start
        while top and (shapes[top - 1].label or shapes[top - 1].neutral):
            top -= 1
        above_it = lines[top - 1] if top else before
        if _ANNOUNCES.search(above_it) or _ON_PAGES.search(above_it[-MOST_SAID:]):
            continue
        if in_list_of_words(shapes, lines, top) or below_title(shapes, start):
            continue
        guessed = (words for at, words in reading.teasers_at if at >= start)
        # What readers wrote is no part of the article, however much it is.
        going = [shape for shape in shapes[start:] if not shape.comment]
        taken = prose_words(going) + (TEASERS_COUNT - 1) * sum(guessed)
        if taken < further + prose_words(shapes[:start]):
            return start
    return len(shapes)


def _read(above: Iterator[tuple[str, bool]]) -> tuple[list[Shape], list[str]]:
    """The lines from the end upward to where long paragraphs, or many, follow each other."""
    shapes: list[Shape] = []
    lines: list[str] = []
    run, enough = 0, MOST_LINES
    for line, apart in above:
        lines.append(line)
        shapes.append(shape_of(line)._replace(apart=apart))
        run = run + 1 if shapes[-1].prose else 0
        if shapes[-1].commenter:
            enough = max(enough, len(lines) + MOST_COMMENT_LINES)
        elif run > 1 and (run > MOST_NOTES or words_of(shapes[-run:]) > MOST_NOTE_WORDS):
            # They may be a reader's: then it says so, not far above.
            enough = min(enough, len(lines) + MOST_COMMENT_LINES)
        if len(lines) >= enough:
            break
    if len(lines) >= MOST_LINES:
        return [], []
    shapes.reverse()
    lines.reverse()
    mark(shapes, lines)
    return shapes, lines


def _words_up_to(shapes: Iterable[Shape], most: int) -> int:
    """As many words of prose as there are, counted until they are more than `most`."""
    total = 0
    for shape in shapes:
        total += shape.words if shape.prose else 0
        if total > most:
            break
    return total


def _latest(shapes: Sequence[Shape]) -> int:
    """The last line from which on there are labels enough for a page; -1 if there are too few."""
    labels: list[Label] = []
    certain, sealed, seals = 0, False, set[str]()
    for at in reversed(range(len(shapes))):
        if label := shapes[at].label:
            labels.append(label)
            certain += label.weight > 1
            seals |= _SEALS & {label.kind}
            # "Privacy" and "Terms" seal it together.
            sealed |= len(seals) > 1 or (label.weight > 1 and label.kind in _SEALS)
            if sealed and certain >= FEWEST_CERTAIN and _enough(labels, FEWEST_KINDS, LEAST_WEIGHT):
                return at
            few = certain < FEWEST_UNSEALED
            if not few and _enough(labels, FEWEST_UNSEALED_KINDS, UNSEALED_WEIGHT):
                return at
    return -1


def _enough(labels: Sequence[Label], kinds: int, weight: int) -> bool:
    if sum(label.weight for label in labels) < weight:
        return False
    return len({label.kind for label in labels}) >= kinds


def _passes(shape: Shape) -> bool:
    """Whether a list neither ends nor goes on in this line."""
    if shape.label:
        return shape.label.weight < 2
    named = shape.again or (0 < shape.words <= MOST_ITEM_WORDS and not shape.section)
    return shape.neutral and not named


def _in_cluster(shapes: Sequence[Shape]) -> bool:
    labels = [shape.label for shape in shapes if shape.label]
    return _enough(labels, 2, 3) if len(labels) < NEAR - 1 else True


class _Reading:
    """The lines read so far, from the top: where the page may begin at the earliest."""

    def __init__(self, shapes: Sequence[Shape]) -> None:
        self.shapes = shapes
        self.begin = 0
        # Labels and lines since the article's last paragraph, and where that was.
        self.seen: list[Label] = []
        self.lines = 0
        self.last = 0
        # Whether this is a list of stories, how many other labels in a row have come since, and
        # how many of its stories had a sentence.
        self.listed = False
        self.others = 0
        self.teasers = 0
        self.items = 0
        self.page_list = False
        # What passed for a sentence below a headline: where, and how many words.
        self.teasers_at: list[tuple[int, int]] = []
        # Whether the line before was a headline with an end mark.
        self.titled = False

    def starts(self) -> Iterator[int]:
        """Where the page may begin: labels behind the last line that may be the article's."""
        for at in range(len(self.shapes)):
            self.read(at)
        for at in range(self.begin, len(self.shapes)):
            label = self.shapes[at].label
            if not label or label.kind == "timestamp-line":
                continue
            if self._ends_list(at) and (label.weight < 2 or label.kind == "site-menu"):
                continue
            below = self.shapes[at + 1] if at + 1 < len(self.shapes) else None
            # "Links" and "Tools" are headings of articles too.
            heading = below and not below.label and not below.neutral
            if heading and label.weight < 2 and label.kind not in _STORIES:
                continue
            if label.weight > 1 or _in_cluster(self.shapes[at : at + NEAR]):
                yield at

    def _ends_list(self, at: int) -> bool:
        """Whether this may be the end of a list of the article: subjects of a school, networks and
        their users. Names of the page's own menu are words of such lists."""
        if sum(shape.section for shape in self.shapes[at:]) >= MANY_SECTIONS:
            return False
        above = (self.shapes[i] for i in range(at - 1, -1, -1))
        nearest = next((shape for shape in above if not _passes(shape)), None)
        return nearest is not None and not nearest.label and not nearest.prose

    def read(self, at: int) -> None:
        """Take the next line."""
        shape = self.shapes[at]
        self.lines += 1
        if shape.label:
            stories = shape.label.kind in _STORIES
            self.others = 0 if stories else self.others + 1
            if stories and (shape.label.weight > 1 or self.seen):
                self.listed = True
            elif not stories and self.others > 1:
                self.listed = False
            self.seen.append(shape.label)
            self.items = 0
            return
        self.others = 0
        if shape.neutral or shape.comment:
            return
        if shape.prose:
            self.items = 0
            self._paragraph(at)
        else:
            self._item(at)

    def _item(self, at: int) -> None:
        # Whether a list may be the article's is decided where it begins.
        if not self.items:
            self.page_list = self.listed or self.lines > FAR_LINES or self._sure()
        self.items += 1
        listing = self.items > MOST_ITEMS or self.shapes[at].words > MOST_ITEM_WORDS
        if (listing and not self.page_list) or (self.shapes[at].cut and not self._sure()):
            self.begin = at + 1

    def _sure(self) -> bool:
        """Whether enough labels stand above to know that this is a page."""
        if self.lines > FEW_LINES and _enough(self.seen, FEWEST_KINDS, LEAST_WEIGHT):
            return True
        return self.lines > FAR_LINES and _enough(self.seen, 2, FAR_WEIGHT)

    def _paragraph(self, at: int) -> None:
        words = self.shapes[at].words
        doubled = at > 0 and self.shapes[at - 1].prose and not self.titled
        sure = self._sure()
        self.titled = (self.listed or sure) and self._is_title(at)
        if (self.titled and doubled) or (
            self._is_about(at) and _enough(self.seen, 1, ABOUT_WEIGHT)
        ):
            return
        if self.listed and not doubled and self._is_dated_story(at):
            self.teasers += 1
            return
        most = MOST_DATED_WORDS if sure else MOST_TEASER_WORDS
        if self.lines > DEEP_LINES and _enough(self.seen, 2, DEEP_WEIGHT):
            most = words
        elif self.lines <= SOON_LINES and not self.shapes[at].spoken_to:
            # Forms and notices speak to their reader; the article's last paragraph hardly does.
            sure = False
        sure |= self._is_blurb(at)
        belongs = sure or (self.listed and (self.titled or self._is_teaser(at)))
        if doubled:
            run = self._run(at)
            surer = _enough(self.seen, SURE_KINDS, SURE_WEIGHT) and run <= MOST_NOTE_WORDS
            belongs = sure and (surer or run <= FEW_NOTE_WORDS)
        if belongs and words <= most:
            if not sure:
                self.teasers_at.append((at, words))
            return
        self.begin, self.listed, self.teasers = at + 1, False, 0
        # One short paragraph far from the last may be a note of the page itself.
        if doubled or at - self.last <= CLOSE or words > MOST_TEASER_WORDS:
            self.seen, self.lines = [], 0
        self.last = at

    def _run(self, at: int) -> int:
        """The words of the prose that ends here."""
        upward = (self.shapes[i] for i in range(at, -1, -1))
        return words_of(itertools.takewhile(lambda shape: shape.prose, upward))

    def _is_about(self, at: int) -> bool:
        """Whether this is what the writer of a blog says of herself, in few sentences."""
        first = at
        while first and self.shapes[first].prose and not self.shapes[first].about:
            first -= 1
        own = self.shapes[first].about and words_of(self.shapes[first : at + 1]) <= MOST_NOTE_WORDS
        return own and at - first <= MOST_NOTES

    def _is_teaser(self, at: int) -> bool:
        """Whether headlines with a sentence each stand here: not one paragraph below a link."""
        first, last = max(self.begin, at - TEASERS_WITHIN), at + TEASERS_WITHIN + 1
        near = range(first, min(last, len(self.shapes)))
        found = [i for i in near if self.shapes[i].prose]
        found = [i for i in found if self.shapes[i].words <= MOST_TEASER_WORDS]
        apart = all(b - a > 1 for a, b in itertools.pairwise(found))
        return apart and len(found) >= FEWEST_TEASERS

    def _is_blurb(self, at: int) -> bool:
        """Whether this is what the form for a newsletter says of it, between its lines."""
        beside = [shape.label for shape in self.shapes[at - 1 : at + 2 : 2] if shape.label]
        form = [label for label in beside if label.kind == "subscribe-paywall"]
        shape = self.shapes[at]
        return at > 0 and len(form) > 1 and shape.spoken_to and shape.words <= MOST_TEASER_WORDS

    def _is_dated_story(self, at: int) -> bool:
        """Whether this is what a story of a list with a date for each is about."""
        if self.shapes[at].words > MOST_DATED_WORDS:
            return False
        above, below = (
            sum(shape.dated for shape in self.shapes[max(0, low) : high])
            for low, high in ((at - TEASERS_WITHIN, at), (at + 1, at + TEASERS_WITHIN + 1))
        )
        near = any(shape.dated for shape in self.shapes[at + 1 : at + 5]) or (
            self.teasers > 1 and any(shape.dated for shape in self.shapes[max(0, at - 4) : at])
        )
        return near and above + below > 2

    def _is_title(self, at: int) -> bool:
        """Whether this is one headline among others, although a mark ends it."""
        if not self.shapes[at].title:
            return False
        beside = [shape for shape in self.shapes[max(0, at - 8) : at] if not shape.neutral][-4:]
        next_prose = any(shape.prose for shape in self.shapes[at + 1 : at + 2])
        # A story and what it is about, twice.
        twice = [shape.prose for shape in beside] == [False, True] * 2
        if next_prose and twice and not any(shape.label for shape in beside):
            return True
        above = [shape for shape in self.shapes[max(0, at - 4) : at] if not shape.neutral][-2:]
        below = [shape for shape in self.shapes[at + 1 : at + 3] if not shape.neutral][:1]
        items = not any(shape.prose or shape.label for shape in above)
        return items and len(above) > 1 and len(below) > 0 and not below[0].label
