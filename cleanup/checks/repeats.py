"""Checks of words and phrases said twice in a row.

Right sentences do so too: "he had had enough", "New York, New York", "what happened happened". So
a word must be one that does not double, in running text; and the names that do are many.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from ..document import Document, Span
from ..findings import Edit, Finding, Safety, Severity
from ..lazy import lazy
from ..lists import entry_set, known
from ..rulebook import Rule
from .runs import Run, in_prose, quoted, runs

_IN_SENTENCE = frozenset("was were are be been".split())
_ANYWHERE = frozenset(
    "the a an of and to for from with by at as or but its their our which who this these".split()
)
FUNCTION_WORDS = _IN_SENTENCE | _ANYWHERE
# No right sentence doubles these.
_NEVER_DOUBLE = frozenset("the a an its their our be been".split())
# From this many on it is a loop.
LOOP = 4
_BEFORE = lazy(r"(?:[\w'’-]+[ \t]+){1,4}$")
_BEFORE_NOUN = lazy(
    r"(?:\b(?:the|an?|their|his|her|its|our|my|your|this|of|in|for|with|from|and)|['’]s) $"
)
_RELATIVE = lazy(r"\b(?:what|whatever|who|whoever|whichever|those|wherever)\b", re.IGNORECASE)


def doubled(document: Document, rule: Rule) -> Iterator[Finding]:
    """A word said twice or three times in a row; of the function words in `_ANYWHERE`, any number
    of times. One of them stays."""
    for run in document.view(runs):
        if len(run.words) != 1 or run.between.strip():
            continue
        worth = _worth(document, run)
        if worth is None:
            continue
        safety, severity = worth
        if severity is Severity.WARNING and safety is not Safety.SAFE:
            severity = Severity.INFO if quoted(document, run.span.start) else severity
        found = rule.finding(
            run.span,
            (Edit(run.again, ""),),
            safety=None if safety is Safety.SAFE else safety,
            text=document.text[run.span.start : run.span.end],
        )
        yield found if severity is Severity.WARNING else replace(found, severity=severity)


CLAUSE_END = lazy(r"[\"'”’)]*(?:[.,;:!?](?!\d)|[ \t]*(?:\Z|[\r\n]))")


def may_double(text: str, span: Span, word: str) -> bool:
    """Whether a right sentence may hold `word`, said again and again at `span`, more than once."""
    if word.lower() in entry_set("joint-words"):
        return not CLAUSE_END.match(text, span.end)
    return word.lower() in entry_set("reduplications")


Worth = tuple[Safety, Severity]


# Words about words: "the word the the is a mistake".
_ABOUT = lazy(r"\b(?:words?|phrases?|typos?|mistakes?|errors?|typed|articles?|pronouns?|verbs?) $")
# "the the -> the"
_CORRECTED = lazy(r"[\"'”’`]? ?(?:->|=>|→)")
_BEGINS = lazy(r"(?:\A|[\n.!?][\"”’)]* ?)$")
# "A million million stars", "there is no there there".
_SAID_SO = lazy(r"\b(?:a million|no there)$")


def _worth(document: Document, run: Run) -> Worth | None:
    """How safely the second word goes, and how much the finding matters; None if it is right."""
    text, word, lower = document.text, run.unit, run.unit.lower()
    first, *others = text[run.span.start : run.span.end].split()
    before = text[max(0, run.span.start - 60) : run.span.start]
    meant = lower not in FUNCTION_WORDS and (
        _MAKES.search(before) or _SAID_SO.search(before + lower)
    )
    if _CORRECTED.match(text, run.span.end) or meant:
        return None
    if lower in FUNCTION_WORDS:
        sure = all(other == lower for other in others) and first in _forms(lower)
        # "Hepatitis A a doctor can cure": the first is a name.
        sure &= first == lower or bool(_BEGINS.search(before))
        sure &= not _ABOUT.search(before) and not (
            lower in _IN_SENTENCE and _RELATIVE.search(before)
        )
        safety = Safety.SAFE if lower in _NEVER_DOUBLE else Safety.UNSAFE
        return (safety, Severity.WARNING) if sure else None
    same = all(other == first for other in others)
    begins = bool(_BEGINS.search(before)) and others[0] == lower
    if run.times >= LOOP or run.between != " " or not (same or begins):
        return None
    number = word[0].isdigit()
    row = number and not (same and run.times == 2 and after_word(text, run.span))
    if row or may_double(text, run.span, word) or not in_prose(document, run.span):
        return None
    if number:
        # "They won 6-4 6-4."
        return None if "-" in word else (Safety.UNSAFE, Severity.INFO)
    return _common(text, run) if word.islower() or not same else _name(text, run)


def _forms(lower: str) -> tuple[str, ...]:
    return (lower,) if lower in _IN_SENTENCE else (lower, lower.capitalize())


def _common(text: str, run: Run) -> Worth | None:
    """A word in lower case: no unknown short one, for those are names of dishes and sounds, and
    none that may be the verbs of two clauses ("those who can do do")."""
    parts = re.split(r"['’-]", run.unit.lower())
    sure = all(map(known, parts[:1])) if re.search(r"['’]", run.unit) else known(parts[-1])
    known_short = run.unit in entry_set("joint-words")
    if not known_short and (len(run.unit) < 3 or not (sure or len(run.unit) > 5)):
        return None
    before = _BEFORE.search(text, max(0, run.span.start - 60), run.span.start)
    if before and _RELATIVE.search(before[0]) and not _BEFORE_NOUN.search(before[0]):
        return None
    return Safety.UNSAFE, Severity.WARNING


_PROSE_BEFORE = lazy(r"(?:[a-z]{2,}|[A-Z][a-z]{2,8}\.?(?: \d\d?,)?) $")
_NUMBERED = lazy(r"(?:call|dial|phone|tel|fax|number|code|text|from|times|and|by) $")


def after_word(text: str, span: Span) -> bool:
    """Whether numbers at `span` stand at the end of a clause, behind a word: elsewhere they make
    rows and scores."""
    before = text[max(0, span.start - 20) : span.start]
    if not _PROSE_BEFORE.search(before) or _NUMBERED.search(before):
        return False
    return bool(CLAUSE_END.match(text, span.end))


_SYLLABLE = lazy(r"(?:[BPMFDTNLGKHJQXZCSRYW]|[ZCS]h)?[aeiou]{1,3}(?:ng?|r)?", re.IGNORECASE)
_CAPITALISED = lazy(r"(?<![\w'’-])([A-Z][\w-]*) $")
_TITLE = lazy(
    r"(?:Mr|Mrs|Ms|Dr|Sir|President|Minister|Premier|Chancellor|General|Colonel|Captain|Senator|"
    r"Governor|Mayor|Judge|King|Queen|Prince|Sheikh|Imam|Secretary|Director|Chairman|Ambassador|"
    r"Professor|Coach|Singer|Actor|Actress|Commissioner|Hotel|Mount|Lake|Port|"
    r"\w+(?:an|ese|ish|i))"
)
_ARTICLE = lazy(r"\b[Tt]he $")
_PLACED = lazy(r"\b(?:in|at|near|from|to|into|outside|across|around|of) $")
_CALLED = lazy(
    r"\b(?:film|movie|song|single|album|hit|band|group|book|novel|play|show|game|titled|called|"
    r"named|sang|sings?|singer|actor|director|restaurant|bar|club|series|comedy|drama|musical|"
    r"programme|magazine|label|charity) $"
)
_SHORTEST_NAME, _LONG_NAME = 4, 6
# As far as a doubled name is looked for once more.
_FAR = 10_000


def _name(text: str, run: Run) -> Worth | None:
    """A word with a capital. Many names double, so only what surely is none, or stands where none
    would, is taken out; the rest is shown."""
    word, before = run.unit, text[max(0, run.span.start - 40) : run.span.start]
    twice = text[run.span.start : run.span.end]
    # Three times is a title: "Gimme Gimme Gimme".
    named = run.times > 2 or len(word) == 1 or word in entry_set("doubled-names")
    # "Turn, Turn Turn".
    named |= before.endswith((f"{word}, ", f"{word}! "))
    if (
        named
        or text[max(0, run.span.start - _FAR) : run.span.end + _FAR].count(twice) > 1
        or _CALLED.search(before)
    ):
        return None
    behind = _CAPITALISED.search(before)
    part = behind is not None and not _TITLE.fullmatch(behind[1])
    if (
        word in entry_set("countries")
        or word in entry_set("days-and-months")
        or (behind and part and known(word) and known(behind[1]))
    ):
        return Safety.UNSAFE, Severity.WARNING
    sure = part or word.isupper() or known(word) or bool(_ARTICLE.search(before))
    short = len(word) < _SHORTEST_NAME or _SYLLABLE.fullmatch(word)
    if re.match(r" [A-Z]", text[run.span.end : run.span.end + 2]) or (short and not sure):
        return None
    sure |= len(word) > _LONG_NAME or (len(word) == _LONG_NAME and bool(_PLACED.search(before)))
    return Safety.UNSAFE if sure else Safety.DISPLAY, Severity.INFO


_COMPARED = frozenset("more less fewer better worse".split())
_CONJUNCTIONS = frozenset("and or but nor".split())
# "Metres per second per second", "as sad as sad can be".
_TWICE_AGAIN = frozenset("as per".split())
_LINK = frozenset("and by to after upon on of or for in but".split())
_IDIOMS = frozenset("after by for on to upon".split())
# "What makes a tool a tool", "we call the lab the lab".
_MAKES = lazy(r"\b(?:makes?|made|making|calls?|called) (?:[Tt]he |my |our )?$")


# "I have a plan. I have a plan. I have a plan that will work."
_TWO_SENTENCES = lazy(r"[^\W\d_]{4,}[.!?…][\"”’)]* ")


def phrase(document: Document, rule: Rule) -> Iterator[Finding]:
    """Two to six words said twice in a row, with nothing but a space between."""
    text = document.text
    for run in document.view(runs):
        words = run.words
        if len(words) < 2 or run.times != 2 or run.between.strip():
            continue
        # "A plain miller, a kind miller, a kind baker": one thing of a list, then another.
        if "," in run.unit or _TWO_SENTENCES.search(run.unit):
            continue
        if _MAKES.search(text, max(0, run.span.start - 12), run.span.start):
            continue
        second = text[run.again.start + 1 : run.again.end]
        if second not in (run.unit, run.unit[:1].lower() + run.unit[1:]):
            continue
        lower = [word for word in words if word.islower() and len(word) > 1]
        if not lower or not in_prose(document, run.span) or rhetoric(text, run):
            continue
        names = [word for word in words if word[0].isupper()]
        weak = len(lower) <= len(names) or quoted(document, run.span.start)
        found = rule.finding(run.span, (Edit(run.again, ""),), text=run.unit)
        yield replace(found, severity=Severity.INFO) if weak else found


def rhetoric(text: str, run: Run) -> bool:
    """Whether it is "again and again and again", "faster and faster and", "so much so much"."""
    words = [word.lower() for word in run.words]
    if len(words) == 1:
        return False
    if words[0] in _CONJUNCTIONS or (words[-1] in _LINK and words[0] not in _LINK):
        return True
    if len(words) == 2 and _LINK & set(words):
        ends = re.compile(rf"\s+{re.escape(run.words[0])}(?![\w'’-])", re.IGNORECASE)
        begins = re.compile(rf"(?<![\w'’-]){re.escape(run.words[1])}\s+$", re.IGNORECASE)
        near = text[max(0, run.span.start - 40) : run.span.start]
        # "In the run-up to back to back wins".
        idiom = words[0] in _IDIOMS and words[1] not in entry_set("function-words")
        return idiom or bool(ends.match(text, run.span.end) or begins.search(near))
    if words[0] in _TWICE_AGAIN:
        return True
    doubling = entry_set("reduplications") | entry_set("joint-words")
    compared = "the" in words and _COMPARED & set(words)
    return bool(compared) or all(word in doubling for word in words)
