"""Later places where a person who was named in full stands with the surname alone."""

import re
from collections.abc import Iterator

from ..document import Document, Span
from ..lazy import lazy
from ..lists import entry_set, known
from ..segments import Capitalised
from .mentions import Mention
from .spelling import bare

_BEHIND = lazy(r" (?P<verb>[a-z]+)| (?P<name>[A-Z])")
_BEFORE = lazy(r"(?P<word>(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen)\.|[A-Z][\w’'-]*) (?:[A-Z]\. )?$")
_PARTICLE_BEFORE = lazy(r"(?:van|von|de|der|den|da|dos?|di|del|bin|ibn|ben|al|el) $")
_TITLES = frozenset("Mr Mrs Ms Dr Prof President Minister Secretary Chancellor Premier".split())
_TITLES |= frozenset("Chief General Chairman Senator Governor Ambassador Commissioner".split())
# Beyond this a text is a collection, and a surname in it need not mean one person.
LONGEST = 300_000


def following(document: Document, mention: Mention, *, after: int) -> Iterator[Span]:
    """The places behind `after` where the surname of `mention` means the same person.

    Nothing follows where the text introduces someone else of that surname. An ordinary word
    follows only behind the first name or a title, or before a verb of speech or thought.
    """
    text, last = document.text, mention.last
    if len(text) > LONGEST:
        return
    places = document.view(Capitalised)(last)
    firsts = [_first_before(text, span) for span in places]
    own = {*mention.words[:-1], "?", None}
    if not own.issuperset(firsts):
        return
    ordinary = known(last)
    for span, first in zip(places, firsts, strict=True):
        if span.start < after:
            continue
        behind = _BEHIND.match(text, span.end, span.end + 30)
        if first in mention.words:
            yield span
        elif first is None and not (behind and behind["name"]):
            title = _word_before(text, span)
            if not ordinary or title in _TITLES or (_speaks(behind) and not title):
                yield span


def _first_before(text: str, span: Span) -> str | None:
    """The first name that stands before a surname, "?" for what is no first name and no title, None
    where the surname stands alone."""
    left = text[max(0, span.start - 60) : span.start]
    if _PARTICLE_BEFORE.search(left):
        return "?"
    m = _BEFORE.search(left)
    if m is None:
        return None
    word = bare(m["word"].rstrip("."))
    if word in _TITLES:
        return None
    if word in entry_set("first-names") or not known(word):
        return word
    # The first word of a sentence may be any: "Yesterday Root said".
    return None if _opens(left[: m.start()]) else "?"


def _opens(left: str) -> bool:
    return not left.rstrip(" \"“'‘(") or left.rstrip(" \"“'‘(")[-1] in ".!?:\n"


def _speaks(behind: re.Match[str] | None) -> bool:
    return behind is not None and behind["verb"] in entry_set("speech-verbs")


def _word_before(text: str, span: Span) -> str:
    """The word with a capital that stands directly before a place, if one does."""
    m = _BEFORE.search(text[max(0, span.start - 60) : span.start])
    return m["word"].rstrip(".") if m else ""
