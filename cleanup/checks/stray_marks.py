"""Checks of marks that came into a sentence from outside and stand for nothing in it."""

import re
from collections import Counter
from collections.abc import Iterator

from ..document import Document, Span
from ..findings import Edit, Finding
from ..lazy import lazy
from ..lists import has_known, known
from ..patterns import edit_of, expand
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from ..segments import paragraph_at

# Code, formulas and chats have marks of their own.
_CODE = lazy(r"[{}<>=|\\\t`#*]|->|::|&&|\w\(|;\s*\Z")
_SINGLE = lazy(r"(?<![\w’'])['‘’´`]\S|‘")
FEWEST_WORDS = 5
_BACK = 300
_FAR = 1000

# Words of two letters and more on both sides; how the paragraph goes on is looked at apart.
_SYMBOL = lazy(r"(?<=[^\W\d_]{2})(?P<before>,?)(?P<mark>[~^_@])(?= (?P<after>[^\W_]+))")


@looks_for(_SYMBOL)
def symbol(document: Document, rule: Rule) -> Iterator[Finding]:
    """A sign that is no punctuation mark, hung on a word of prose; the only one of its paragraph,
    or it may be markup."""
    text = document.text
    for m in matches(document, _SYMBOL):
        paragraph = _around(document, m.start("mark"))
        words = text[paragraph.start : paragraph.end]
        left = _word_before(text, m.start())
        if words.count(m["mark"]) > 1 or not _is_prose(words):
            continue
        if not known(left) and not left.istitle():
            continue
        # A link of reStructuredText.
        if m["mark"] == "_" and document.view(_has_directives):
            continue
        # "/bin/cat~", "notes.txt~": the copy that an editor keeps.
        if text[m.start() - len(left) - 1] in "/.":
            continue
        # A tilde ends sentences in the chats of East Asia.
        if m["mark"] != "~" or m["after"][0].islower():
            span = Span(*m.span("mark"))
            yield rule.finding(span, (Edit(span, ""),), mark=m["mark"])


def _has_directives(document: Document) -> bool:
    """Whether the text is reStructuredText (a view)."""
    return "\n.. " in document.text


_CUT = lazy(r"(?<=[a-z]{2})(?P<mark>[!?]) (?P<after>[a-z]{2,})\b")
# "Oh! how", "What! not you": exclamations of old prose and verse go on in lower case.
_GOES_ON = frozenset(
    "he she we they you it said asked cried thought wondered exclaimed shouted replied called "
    "whispered added nor but not no yes ha ho oh ah thou thy thee ye poor dear what how why "
    "who where when for yet came went ran says asks".split()
)
_EXCLAIMS = frozenset(
    "ah alas bah come dear for go god good great hail heavens help how hurrah lo long look my o oh "
    "stop such thank that this vive wait well what woe yes no why who where when which whose is "
    "are was were do does did can could will would has have had should may".split()
)
_ASKING = lazy(r"\b(?:how|what|when|where|which|who|whose|why|whether|if)\b", re.IGNORECASE)
FEWEST_BEFORE = 3


@looks_for(_CUT)
def before_lower_case(document: Document, rule: Rule) -> Iterator[Finding]:
    """An exclamation or question mark in the middle of a sentence: stray, or the next word has lost
    its capital."""
    text = document.text
    for m in matches(document, _CUT):
        paragraph = _around(document, m.start())
        before = text[max(paragraph.start, m.start() - _BACK) : m.start()]
        rest = text[m.end("mark") : paragraph.end]
        sentence = re.split(r"[.!?:;…—–(][\"”’)]* ", before)[-1]
        opening = sentence.split(maxsplit=1)[0].lower().strip(",'’") if sentence.strip() else ""
        # One mark of the kind in a paragraph is a slip, several are a way of speaking.
        if re.search(r"[!?“”\"]", before + rest) or _SINGLE.search(before + rest):
            continue
        fewest = 2 * FEWEST_BEFORE if m["after"] in ("and", "or") else FEWEST_BEFORE
        asked = m["mark"] == "?" and _ASKING.search(sentence)
        if asked or len(sentence.split()) < fewest or opening in _EXCLAIMS:
            continue
        left = _word_before(text, m.start())
        if m["after"] in _GOES_ON or not known(left) or not left.islower() or left in _NEVER_LAST:
            continue
        if sentence[:1].isupper() and _is_prose(sentence + rest):
            mark = Span(*m.span("mark"))
            capital = edit_of(text, Span(*m.span("after")), m["after"].capitalize())
            yield rule.finding(
                mark, (Edit(mark, ""),), (capital,), mark=m["mark"], after=m["after"]
            )


# No phrase ends in these, so no mark stands behind them.
_NEVER_LAST = frozenset("the a an my your our their every than whose into".split())
_NUMBERED = frozenset(
    "appendix article category clause class figure grade group hepatitis item level option "
    "paragraph part plan point question section step table team type vitamin".split()
)
_PARTED = lazy(
    expand(
        r"(?:(?<=[a-z] )|(?<=, ))(?:"
        r"(?P<word>the|an?|my|your|our|their|every|than|whose|into|and)(?P<mark>[,;:!?])"
        r"(?= (?P<after>[a-z]{3,}|[A-Z0-9]))"
        r"|(?:has|have|had)(?P<mark2>[,;:!?])(?= been\b)"
        r"|(?:more|less|rather)(?P<mark3>[;:!?])(?= than\b)"
        r"|(?:in|on|since|until)(?P<mark4>[,;:!?])(?= (?:{days-and-months}\b|\d\d\d\d\b)))"
    )
)


_AS_WELL = lazy(r"\b(?:if|or) (?:not|even) \Z")


@looks_for(_PARTED)
def inside_phrase(document: Document, rule: Rule) -> Iterator[Finding]:
    """A mark behind a word that no phrase ends in, or between a word and the date it belongs to.

    A second comma further on closes what may have been put in: “the, frankly, awful play”.
    """
    text = document.text
    for m in matches(document, _PARTED):
        group = next(g for g in ("mark", "mark2", "mark3", "mark4") if m[g])
        paragraph = _around(document, m.start())
        rest = re.split(r"[.!?;:]", text[m.end() : min(paragraph.end, m.end() + _BACK)])[0]
        left = _word_before(text, m.start(group))
        # "It looks like a; the Greek letter does too."
        if left == "a" and m[group] in ",;:":
            continue
        # "What it turns into; …", "better than? How …", "as a, if not the, mill".
        if left in ("into", "than") or (m[group] == "," and (left == "and" or "," in rest)):
            continue
        if m[group] == "," and _AS_WELL.search(text, max(0, m.start() - 20), m.start("word")):
            continue
        words = text[paragraph.start : paragraph.end]
        # "Section a; section b" and "From the: A to Z".
        named = left == "a" and _word_before(text, m.start("word") - 1).lower() in _NUMBERED
        if named or (m[group] == ":" and (m["after"] or "a")[0].isupper()):
            continue
        if m["after"] in ("and", "or", "none", "nor") or not _is_prose(words):
            continue
        span = Span(*m.span(group))
        yield rule.finding(span, (Edit(span, ""),), mark=m[group], word=left)


_JOINING = "and|or|nor|very|which|whom"
# Behind these a colon is a stray one, and a semicolon may stand: "as fast as you can; then stop".
_AUXILIARY = "can|could|has|will|would"
_BEHIND = lazy(
    rf"(?<=[a-z] )(?:(?P<word>{_JOINING})(?P<mark>[;:])|(?P<verb>{_AUXILIARY})(?P<colon>:))"
    r"(?= (?P<after>[\w“\"]\w*))"
)
FEWEST_AROUND = 4


@looks_for(_BEHIND)
def behind_joining_word(document: Document, rule: Rule) -> Iterator[Finding]:
    """A colon or semicolon behind a word that joins what follows to what stands before.

    A clause may end in a preposition, and in nearly every other word: “there is much to choose
    from; some of it is good”.
    """
    text = document.text
    for m in matches(document, _BEHIND):
        paragraph = _around(document, m.start())
        before = re.split(r"[.!?:;] ", text[max(paragraph.start, m.start() - _BACK) : m.start()])[
            -1
        ]
        rest = re.split(r"[.!?:;]", text[m.end() : min(paragraph.end, m.end() + _BACK)])[0]
        mark, word = ("mark", "word") if m["word"] else ("colon", "verb")
        if m["verb"] and not m["after"].islower():
            continue
        # What a colon announces: a list, a label's word, the last word of a sentence.
        if m[mark] == ":" and ("," in rest or len(rest.split()) < FEWEST_AROUND):
            continue
        if len(before.split()) >= FEWEST_AROUND and _is_prose(before + rest):
            yield rule.finding(Span(*m.span(mark)), mark=m[mark], word=m[word])


# The looks behind stand second, so that only marks are looked at.
# Not in "can’ t" and "there’ s": there the space is what is too much.
_APOSTROPHE = lazy(r"['’](?:(?<=[a-z]{2}.)|(?<=[a-z]{2},.))(?= (?!(?:t|s|re|ve|ll|d|m)\b)[A-Za-z])")
_ELIDED = frozenset(
    "an and th the wi with ha of ol mo fo po lil de com hol bo fa fi do go so too no tho al "
    "wid".split()
)


@looks_for(_APOSTROPHE)
def apostrophe(document: Document, rule: Rule) -> Iterator[Finding]:
    """An apostrophe behind a word that neither takes a genitive by it nor has lost its end."""
    text = document.text
    hits = list(matches(document, _APOSTROPHE))
    often = Counter(_word_before(text, m.start()) for m in hits)
    for m in hits:
        paragraph = _around(document, m.start())
        words = text[paragraph.start : paragraph.end]
        left, comma = _word_before(text, m.start()), text[m.start() - 1] == ","
        if not comma and (
            left[-1:] in "sxz" or (left.endswith(("ce", "in")) and len(left) > 3) or left in _ELIDED
        ):
            continue
        named = left.istitle() and comma
        if not named and not (known(left) and left.islower()):
            continue
        if _SINGLE.search(words) or not _is_prose(words) or not left:
            continue
        # Who writes "a blame' fool" twice writes as people speak.
        if _carries_on(text, paragraph) or often[left] > 1:
            continue
        if len(re.findall(r"(?<=\w)['’](?!\w)|(?<=[,.!?])['’]", words)) == 1:
            span = Span(*m.span())
            yield rule.finding(span, (Edit(span, ""),), word=left)


_HANGING = lazy(
    r"(?<=[a-z]{2})-(?= (?!(?:and|but|nor|oder|or|through|to|und|versus|vs)\b)(?P<after>\w+))"
)


@looks_for(_HANGING)
def hanging_hyphen(document: Document, rule: Rule) -> Iterator[Finding]:
    """A hyphen that hangs on an English word: half a dash, or nothing."""
    text = document.text
    for m in matches(document, _HANGING):
        left, after = _word_before(text, m.start()), m["after"]
        # "exam- ple" was cut at the end of a line; a prefix waits for its word.
        whole = (
            known(left + after)
            or not known(left)
            or (after.islower() and not known(after))
            or left in _PREFIXES
            or bool(_PAIRED.search(text, max(0, m.start() - 40), m.start()))
        )
        paragraph = _around(document, m.start())
        if not whole and _is_prose(text[paragraph.start : paragraph.end]):
            span = Span(*m.span())
            yield rule.finding(span, (Edit(span, ""),), (Edit(span, " –"),), word=left)


# "alpha- and beta- networks".
_PAIRED = lazy(r"\w- (?:and|or) \w+\Z")
_PREFIXES = frozenset(
    "anti co cross ex extra half inter long mid mini multi neo non over part post pre pro self "
    "semi short sub super trans ultra under well".split()
)

_CLOSING = lazy(r"(?P<mark>\")(?<=[a-z]{2}\")(?= [A-Za-z])")


@looks_for(_CLOSING)
def quotation_mark(document: Document, rule: Rule) -> Iterator[Finding]:
    """A straight quotation mark that hangs on a word in mid-sentence, where no quotation is open
    and the marks of the paragraph do not pair off."""
    text, read_to, before_it = document.text, 0, 0
    for m in matches(document, _CLOSING):
        paragraph = _around(document, m.start())
        words = text[paragraph.start : paragraph.end]
        before = text[paragraph.start : m.start("mark")]
        if words.count('"') % 2 == 0 or '"' in before or re.search("[“”]", words):
            continue
        # A quotation may have begun in an earlier paragraph.
        before_it += text.count('"', read_to, paragraph.start)
        read_to = max(read_to, paragraph.start)
        if before_it % 2 or not _is_prose(words) or _carries_on(text, paragraph):
            continue
        span = Span(*m.span("mark"))
        # "the judges" decision": there it was an apostrophe.
        edits = () if text[m.start() - 1] == "s" else ((Edit(span, ""),),)
        yield rule.finding(span, *edits)


def _around(document: Document, at: int) -> Span:
    """The paragraph around a place; of a very long one, so much as stands near it."""
    whole = paragraph_at(document, at)
    return Span(max(whole.start, at - _FAR), min(whole.end, at + _FAR))


def _carries_on(text: str, paragraph: Span) -> bool:
    """Whether a paragraph is but a line of a longer one, in which the quotation may have begun."""
    return bool(_WRAPPED.search(text[max(0, paragraph.start - 20) : paragraph.start]))


_WRAPPED = lazy(r"[\w,;-][ \t]*\r?\n[ \t]*\Z")


def _is_prose(text: str) -> bool:
    if _CODE.search(text):
        return False
    words = re.findall(r"[^\W\d_]{2,}", text)
    return len(words) >= FEWEST_WORDS and has_known(words, (len(words) + 1) // 2)


def _word_before(text: str, at: int) -> str:
    m = re.search(r"[^\W\d_]+\Z", text[max(0, at - 30) : at].rstrip(","))
    return m[0] if m else ""
