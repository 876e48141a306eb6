"""Checks of lines that were never part of the article.

A text may end in all of a page (see `boilerplate_page`), or in a few lines of it. These are decided
about the *tail*: the lines after the last one that is prose. A label
("Popular posts from this blog") opens a block that reaches to the end of the tail or to the next
label; hashtags and a timestamp are lines of their own. Articles too end in lists, poems and dates:
what does not look like nothing but the page's stays. Without prose there is no tail.
"""

import contextlib
import functools
import itertools
import re
from collections.abc import Collection, Iterator
from itertools import islice

from ..document import Document, Lines, Span, lines
from ..expressions import ready
from ..findings import Edit, Finding
from ..lazy import lazy
from ..lists import entries
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from ..segments import WORD
from .boilerplate_head import head
from .boilerplate_lines import Removable
from .boilerplate_page import MOST_LINES, page

_TERMINAL = lazy(r"[.!?…][\"'”’)\]\s]*$")
_HASHTAGS = lazy(r"(?:#[^\W\d_][\w-]+[.,;]*(?:\s+|$)){3,}")
_COLOURS = lazy(r"(?:#[\da-fA-F]{3,8}\s*)+")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = lazy(
    rf"""(?P<label>(?:published|updated|posted|last\ updated)(?:\ on)?:?\s+)?
    (?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?
    (?: \d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}} | \d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{4}}
      | \d{{1,2}}\ {_MONTH},?\ \d{{4}} | {_MONTH}\ \d{{1,2}},?\ \d{{4}} )
    (?P<time>[T,\s]*+(?:(?:at|-|–|\|)\s*+)?\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\.\d+)?
       \s*+(?:[ap]\.?m\.?)?\s*+(?:z|utc|gmt|est|edt|cet|[+-]\d{{2}}:?\d{{2}})?)?""",
    re.VERBOSE | re.IGNORECASE,
)
_TAGS = lazy(r"(?:tags?|tagged):\s+(?P<list>[^.!?:;\r\n]{3,200})", re.IGNORECASE)
_READ_ALSO = lazy(
    r"(?:read (?:also|more|next)|also read|see also|related(?: stor(?:y|ies)| articles?)?|"
    r"more on this):\s+(?-i:[A-Z“\"]).*",
    re.IGNORECASE,
)
_SIGNATURE = lazy(r"^\s*[-–—]|@|,\s*$")
_BUTTON = lazy(
    r"(?:[\d.,]+k? )?(?:facebook|twitter|x|linkedin|whatsapp|telegram|reddit|pinterest|instagram|"
    r"youtube|tiktok|messenger|tumblr|threads|bluesky|mastodon|e-?mail|print|copy link|link|"
    r"tweet|pin|shares?|likes?)",
    re.IGNORECASE,
)
_SPACE = r"[^\S\r\n]+"
_HEADLINE = lazy(rf"(?P<head>[“\"][^”\"\r\n]{{3,60}}[.!?][”\"]{_SPACE}[A-Z][\w’'-]+:){_SPACE}[A-Z]")
MOST_HEADLINE_WORDS = 15
# A shorter line in a list may be a word of the article: a name, an ingredient, a button.
FEWEST_HEADLINE_WORDS = 5
# What pages say in short lines, in its most common words: a text whose last lines have less of it
# does not end in one, and the patterns of all that pages say take longer to compile than most
# articles to check.
_SIGNS = lazy(
    r"©|\b(?:advert|sponsor|comment|reply|replies|cookie|privacy|copyright|reserved|terms|policy|"
    r"share|follow|facebook|twitter|subscri|newsletter|sign in|sign up|log in|login|related|"
    r"popular|most |trending|read |more |about|contact|home|menu|tags|archive|latest|recent|search|"
    r"rss|top)"
)
FEWEST_SIGNS = 3
SIGNED_LINES = 80
MOST_SIGNED = 60
# Beside a longer one of the same list a headline may have fewer.
SHORT_HEADLINE_WORDS = 4
MOST_TAG_WORDS = 3
# Code points: no leftover is as long.
MOST_OF_LINE = 50_000


def tail(document: Document) -> tuple[Removable, ...]:
    """The removable lines at the end of a text (a view)."""
    upward = _Upward(document)
    kinds: dict[int, str] = {}
    # What goes may leave behind what then can go: the one date of two that is no part of a block,
    # or buttons above the page.
    while more := _last_page(upward, kinds) or _last_blocks(upward, kinds):
        kinds |= more
    return tuple(
        Removable(upward[at], kinds[at], Span(upward[at + 1].end, upward[at].end))
        for at in sorted(kinds, reverse=True)
    )


class _Upward:
    """The lines of a text that are not blank, by number from the last one upward."""

    def __init__(self, document: Document) -> None:
        self.text, self.lines = document.text, document.view(lines)
        self.found: list[Span] = []
        self.number = len(self.lines.starts)

    def __getitem__(self, at: int) -> Span:
        """Raises IndexError beyond the first line."""
        while at >= len(self.found) and self.number:
            self.number -= 1
            if len(line := self.lines.words(self.number)):
                self.found.append(line)
        return self.found[at]

    def words(self, at: int) -> str:
        """The line in words; of a whole book in one line what tells that it is no leftover."""
        line = self[at]
        return self.text[line.start : min(line.end, line.start + MOST_OF_LINE)]

    def apart(self, at: int) -> bool:
        """Whether a blank line stands above it."""
        if not self._more(at + 1):
            return False
        between = self.text[self[at + 1].end : self[at].start]
        return between.count("\n") > 1 or between.count("\r") > 1

    def without(self, gone: Collection[int]) -> Iterator[int]:
        """The numbers of the lines that are not among those."""
        at = 0
        while at < len(self.found) or self._more(at):
            if at not in gone:
                yield at
            at += 1

    def _more(self, at: int) -> bool:
        """Whether there are so many lines."""
        with contextlib.suppress(IndexError):
            return bool(self[at])
        return False


def _last_page(upward: _Upward, gone: Collection[int]) -> dict[int, str]:
    """The lines of the page that the text ends in."""
    last = [upward.words(at) for at in itertools.islice(upward.without(gone), SIGNED_LINES)]
    short = " ".join(line for line in last if len(line) <= MOST_SIGNED).lower()
    if len(set(_SIGNS.findall(short))) < FEWEST_SIGNS:
        return {}
    found = page((upward.words(at), upward.apart(at)) for at in upward.without(gone))
    return dict(zip(upward.without(gone), reversed(found), strict=False))


def _last_blocks(upward: _Upward, gone: Collection[int]) -> dict[int, str]:
    """The lines behind the last prose that are blocks, or removable each by itself."""
    last: list[int] = []
    for at in upward.without(gone):
        last.append(at)
        if _is_prose(upward.words(at)):
            break
        if len(last) >= MOST_LINES:
            return {}
    else:
        return {}
    last.reverse()
    kinds = _kinds(*map(upward.words, last))
    return {at: kind for at, kind in zip(last[1:], kinds, strict=True) if kind}


def _kinds(last_prose: str, *lines: str) -> list[str]:
    """What each line of a tail is: the name of a rule, or nothing for what may be the article's.

    A block goes only if every line in it is what such a block holds, and nothing goes that a colon
    in the line above announces.
    """
    dates = sum(bool(_DATE.fullmatch(line)) for line in lines)
    kinds = [_kind_alone(line, dates) for line in lines]
    labels = [_label(line) for line in lines]
    for at, label in enumerate(labels):
        if not label:
            continue
        end = next((i for i in range(at + 1, len(lines)) if labels[i]), len(lines))
        inside = [i for i in range(at + 1, end) if not kinds[i]]
        # A list without a line in it is none.
        bare = label in ("popular-posts", "related-headline") and not inside
        if not bare and _is_block(label, [lines[i] for i in inside]):
            for i in (at, *inside):
                kinds[i] = label
    if [line.strip().lower() for line in lines] == ["share"] and _is_long(last_prose):
        kinds[0] = "share-block"
    # "Eat less: …", "Read more: …" may be a list of advice.
    if not all(kinds):
        kinds = [
            "" if _READ_ALSO.fullmatch(line) else k for k, line in zip(kinds, lines, strict=True)
        ]
    _keep_lists(kinds, labels)
    above = [last_prose, *lines]
    for i in range(len(lines)):
        if above[i].rstrip().endswith(":") and not (i and kinds[i - 1]):
            kinds[i] = ""
        # Above or below a name it is the date of a letter.
        signed = bool(i and not kinds[i - 1]) or not all(kinds[i + 1 : i + 2])
        signed = bool(signed or _SIGNATURE.search(above[i]))
        if kinds[i] == "timestamp-line" and signed:
            kinds[i] = ""
    return kinds


def _is_long(line: str) -> bool:
    return len(line.split()) > MOST_HEADLINE_WORDS


def _keep_lists(kinds: list[str], labels: list[str]) -> None:
    """Keep the lines of a block that stands below or within a list of the article."""
    for at, label in enumerate(labels):
        if label and kinds[at] == label:
            end = next((i for i in range(at + 1, len(kinds)) if kinds[i] != label), len(kinds))
            bare = end == at + 1
            below = at > 0 and not kinds[at - 1]
            if below or (label == "share-block" and bare and not all(kinds[at:])):
                kinds[at:end] = [""] * (end - at)


def _label(line: str) -> str:
    """The rule whose block this line opens, if it opens one."""
    words = line.strip(" *-–—|").removesuffix(":")
    return next((kind for kind, pattern in _labels() if pattern.fullmatch(words)), "")


@functools.cache
def _labels() -> list[tuple[str, re.Pattern[str]]]:
    rows = (entry.partition(" ") for entry in entries("boilerplate-labels"))
    return [(kind, ready(pattern, re.IGNORECASE)) for kind, _, pattern in rows]


def _is_block(kind: str, inside: list[str]) -> bool:
    """Whether all the lines behind a label are what a block of this kind holds."""
    if kind == "comments-widget":
        return not inside
    if kind == "share-block":
        return all(_BUTTON.fullmatch(line.strip()) for line in inside)
    words = [len(WORD.findall(line)) for line in inside]
    listed = any(line.lstrip().startswith(("-", "•", "*")) for line in inside)
    return (
        min(words, default=FEWEST_HEADLINE_WORDS) >= SHORT_HEADLINE_WORDS
        and max(words, default=FEWEST_HEADLINE_WORDS) >= FEWEST_HEADLINE_WORDS
        and not listed
    )


def _is_prose(line: str) -> bool:
    if _HASHTAGS.fullmatch(line) or _TAGS.fullmatch(line):
        return False
    words = sum(1 for _ in islice(WORD.finditer(line), MOST_HEADLINE_WORDS + 1))
    return words > MOST_HEADLINE_WORDS or (words > 2 and bool(_TERMINAL.search(line)))


def _kind_alone(line: str, dates: int) -> str:
    """What a line is by itself: hashtags, or the one date of the tail with a time or a label."""
    if _HASHTAGS.fullmatch(line) and not _COLOURS.fullmatch(line):
        return "trailing-hashtags"
    if (tags := _TAGS.fullmatch(line)) and _is_list_of_tags(tags["list"]):
        return "trailing-hashtags"
    if _READ_ALSO.fullmatch(line) and not _TERMINAL.search(line):
        words = len(WORD.findall(line.partition(":")[2]))
        return "related-headline" if words >= FEWEST_HEADLINE_WORDS else ""
    date = _DATE.fullmatch(line) if dates == 1 else None
    return "timestamp-line" if date and (date["time"] or date["label"]) else ""


def _is_list_of_tags(words: str) -> bool:
    """Whether words are two tags or more, by comma: "flood, north coast"."""
    tags = words.split(",")
    return len(tags) > 1 and all(0 < len(tag.split()) <= MOST_TAG_WORDS for tag in tags)


def removable_line(document: Document, rule: Rule) -> Iterator[Finding]:
    """The lines of the head and the tail that are of the rule's kind: its own name."""
    for found in (*document.view(head), *document.view(tail)):
        if rule.id == f"boilerplate/{found.kind}":
            words = document.text[found.line.start : found.line.end]
            yield rule.finding(found.line, (Edit(found.with_space, ""),), line=words)


@looks_for(_HEADLINE)
def headline_in_text(document: Document, rule: Rule) -> Iterator[Finding]:
    """A headline of another story between two paragraphs: a quotation cut short, a name and a
    colon, no full stop at the end."""
    text, found = document.text, document.view(lines)
    for m in matches(document, _HEADLINE):
        number = found.place(m.start()).line - 1
        line = found.words(number)
        words = text[line.start : line.end]
        if m.start() != line.start or _is_prose(words):
            continue
        above, below = _beside(found, number, -1), _beside(found, number, 1)
        if all(_is_prose(text[one.start : one.end]) for one in (above, below)):
            head = Span(line.start, m.end("head"))
            yield rule.finding(head, (Edit(Span(above.end, line.end), ""),), line=words)


def _beside(found: Lines, number: int, step: int) -> Span:
    """The next line, up or down, that is not blank; an empty span if there is none."""
    number += step
    while 0 <= number < len(found.starts):
        if len(line := found.words(number)):
            return line
        number += step
    return Span(0, 0)
