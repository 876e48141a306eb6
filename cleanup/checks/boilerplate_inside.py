"""Checks of lines of a page between the paragraphs of an article, and of what it adds to words."""

import re
from collections import Counter
from collections.abc import Iterator

from ..document import Document, Lines, Span, lines
from ..findings import Edit, Finding, Safety
from ..lazy import lazy
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from .boilerplate import tail
from .boilerplate_head import head
from .boilerplate_lines import shape_of

_BREAK = lazy(
    r"(?i:(?:story|article|content) continues (?:below|after) (?:this |the )?"
    r"(?:advertisement|advert|ad|video|gallery)"
    r"|advertisement - (?:story|scroll|article) continues? (?:below|to continue)"
    r"|advertisement|advert)"
)
_CERTAIN = lazy(r"(?i:\w+ continues|advertisement -)")
_LINK = lazy(
    r"(?:READ (?:MORE|ALSO)|Read (?:more|also)|Also read|ALSO READ|RELATED|"
    r"Related(?: story| article)?)"
    r"[^\S\r\n]?[:|][^\S\r\n]+(?=\S)"
)
_CREDIT = lazy(
    r"[(\[]?(?:Featured )?(?:Photo(?:graph)?|[Ii]mage|Picture)s?(?: [Cc]redit| [Cc]ourtesy)?"
    r"(?:[^\S\r\n]?[:/][^\S\r\n]?| (?:by|via|courtesy of) )(?=[A-Z@©])"
    r"[^\r\n.]{2,70}(?:\.[a-z]{2,9})?[)\]]?"
)
_BYLINE = lazy(
    r"(?:By|BY) (?:[A-Z][\w.’'-]+ ){1,3}[A-Z][\w.’'-]+"
    r"(?:(?:,| \||  +| –| and) [^\r\n]{2,60})?"
)
_HASHTAG = lazy(r"(?<=[a-z,] )#(?=[A-Z][a-z]{2,20}\b)(?=\w+(?:[.,;:!?)’]|[^\S\r\n]+[a-z]))")
_TRACKED = lazy(
    r"https?://[^\s<>“”\"]{1,400}?[?&](?:utm_(?:source|medium|campaign|term|content|id)|fbclid|gclid|"
    r"mc_cid|mc_eid|igshid)=[^\s<>“”\"]*[^\s<>“”\".,;:!?)\]’']"
)
_PARAMETER = lazy(
    r"(?<=[?&])(?:utm_(?:source|medium|campaign|term|content|id)|fbclid|gclid|mc_cid|mc_eid|igshid)"
    r"=[^&#\s]*(?:&|(?=#)|$)"
)
# What none but a feed, a blog or a page says, and no article in a line of its own.
_PAGE_SAYS = lazy(
    r"\b(?:appeared first on |first appeared on |Continue reading|Loading\.\.\.|Filed [Uu]nder|"
    r"entry was posted|See more at|in new window\)|browser (?:does not|doesn['’]t) support )"
    r"|#(?:ixzz|sthash)"
)
_PAGE_LINE = lazy(
    r"""
      The\ post\ .{3,250}\ (?:appeared\ first|first\ appeared)\ on\ .{2,100}
    | Continue\ reading(?:\ .{2,150})?\ ?(?:→|»)
    | (?:Like\ this:\ ?)?Like\ ?Loading\.\.\.(?:\ ?Related)?
    | Filed\ [Uu]nder:?\ [^|]{2,300}(?:\ \|(?:\ [^|]{2,200})?)+
    | This\ entry\ was\ posted\ (?:on|in|by)\ .{2,300}\ permalink\.?
    | [-–—]?\ ?See\ more\ at:?\ https?://\S+
    | Read\ more(?:\ at)?:\ https?://\S+\#(?:ixzz|sthash)\S+
    | Click\ to\ (?:share|email|print)\b.{0,60}\ ?\(Opens\ in\ new\ window\)
    | (?:Sorry,\ )?[Yy]our\ browser\ (?:does\ not|doesn['’]t)\ support\ .{2,60}
    """,
    re.VERBOSE,
)
# A byline stands among the first lines.
FIRST_LINES = 6
FEWEST_BREAKS = 2
FEWEST_LINK_WORDS = 4
LONGEST_PAGE_LINE = 500


def _alone(document: Document, pattern: re.Pattern[str]) -> Iterator[tuple[Span, int]]:
    """The lines that are nothing else, with their numbers."""
    found = document.view(lines)
    for m in matches(document, pattern):
        number = found.place(m.start()).line - 1
        line = found.words(number)
        if (line.start, line.end) == m.span():
            yield line, number


def _beside(document: Document, number: int, step: int) -> Span | None:
    """The next line, up or down, that is not blank."""
    found: Lines = document.view(lines)
    number += step
    while 0 <= number < len(found.starts):
        if len(line := found.words(number)):
            return line
        number += step
    return None


def _prose_at(document: Document, line: Span | None) -> bool:
    return line is not None and shape_of(document.text[line.start : line.end]).prose


def _between_prose(document: Document, line: Span, number: int) -> Span | None:
    """The line with the space above it, if paragraphs stand above and below."""
    above, below = _beside(document, number, -1), _beside(document, number, 1)
    if above is None or not (_prose_at(document, above) and _prose_at(document, below)):
        return None
    return Span(above.end, line.end)


@looks_for(_BREAK)
def advertisement_break(document: Document, rule: Rule) -> Iterator[Finding]:
    """Marks of advertisements between paragraphs: a phrase that says so, or the word twice."""
    text = document.text
    found = list(_alone(document, _BREAK))
    words = [text[line.start : line.end] for line, _ in found]
    times = Counter(words)
    for (line, number), said in zip(found, words, strict=True):
        if not _CERTAIN.match(said) and times[said] < FEWEST_BREAKS:
            continue
        if gone := _between_prose(document, line, number):
            yield rule.finding(line, (Edit(gone, ""),), line=said)


@looks_for(_PAGE_SAYS)
def page_line(document: Document, rule: Rule) -> Iterator[Finding]:
    """A line that says by itself that it is a feed's, a blog's or a page's, if it is no line of a
    page's head or tail."""
    of_page = {found.line for found in (*document.view(head), *document.view(tail))}
    found = document.view(lines)
    for number in {found.place(m.start()).line - 1: 0 for m in matches(document, _PAGE_SAYS)}:
        line = found.words(number)
        above = _beside(document, number, -1)
        if line in of_page or above is None or len(line) > LONGEST_PAGE_LINE:
            continue
        said = document.text[line.start : line.end]
        if _PAGE_LINE.fullmatch(said):
            yield rule.finding(line, (Edit(Span(above.end, line.end), ""),), line=said)


@looks_for(_LINK)
def link_in_text(document: Document, rule: Rule) -> Iterator[Finding]:
    """A link to another story between paragraphs, with the words that say so."""
    text, found = document.text, document.view(lines)
    for m in matches(document, _LINK):
        number = found.place(m.start()).line - 1
        line = found.words(number)
        words = text[line.start : line.end]
        if line.start != m.start() or len(text[m.end() : line.end].split()) < FEWEST_LINK_WORDS:
            continue
        if not shape_of(words).prose and (gone := _between_prose(document, line, number)):
            yield rule.finding(line, (Edit(gone, ""),), line=words)


@looks_for(_CREDIT)
def caption_credit(document: Document, rule: Rule) -> Iterator[Finding]:
    """A line that says whose picture it is, if it is no line of a page's head."""
    of_page = {found.line for found in document.view(head)}
    for line, number in _alone(document, _CREDIT):
        if line in of_page:
            continue
        if (above := _beside(document, number, -1)) is not None:
            yield rule.finding(line, (Edit(Span(above.end, line.end), ""),))


@looks_for(_BYLINE)
def lone_byline(document: Document, rule: Rule) -> Iterator[Finding]:
    """Who wrote it, among the first lines, if these are no head of a page."""
    of_page = {found.line for found in document.view(head)}
    for line, number in _alone(document, _BYLINE):
        above, below = _beside(document, number, -1), _beside(document, number, 1)
        if number >= FIRST_LINES or line in of_page:
            continue
        if above is not None and below is not None:
            yield rule.finding(line, (Edit(Span(above.end, line.end), ""),))


@looks_for(_HASHTAG)
def inline_hashtag(document: Document, rule: Rule) -> Iterator[Finding]:
    """A word of a sentence with the mark of a hashtag, unless hashtags are spoken of."""
    text = document.text
    for m in matches(document, _HASHTAG):
        if not re.search(
            r"(?i:hashtags?|tags?|tagged|trend\w*|using|under) $",
            text[max(0, m.start() - 20) : m.start()],
        ):
            span = Span(*m.span())
            yield rule.finding(span, (Edit(span, ""),))


@looks_for(_TRACKED)
def tracking_url(document: Document, rule: Rule) -> Iterator[Finding]:
    """What an address says about where it was clicked."""
    for m in matches(document, _TRACKED):
        shorter = _PARAMETER.sub("", m[0])
        shorter = re.sub(r"[?&](?=#|$)", "", shorter)
        span = Span(*m.span())
        if shorter != m[0]:
            yield rule.finding(span, (Edit(span, shorter),), safety=Safety.UNSAFE)
