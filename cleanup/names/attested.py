"""Names that are garbled, by what an imported index has of the words of the source.

The source says which name is meant; how it is spelled in English says the index. Romanising never
makes a spelling here: it only tells which word of the source a word of the translation comes from,
and which spellings are right whatever the index knows.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..document import Document
from ..lazy import lazy
from ..lists import entries, entry_set, known
from .index import Spelling
from .latin import in_latin, letters, romanised, slavic, taste
from .native import Word
from .sounds import NEARLY, Sound, alike, may_be_near, sound, unlike
from .source import (
    DOMINANT,
    Attested,
    FullName,
    Named,
    Source,
    Verdict,
    as_written,
    keys,
    named,
    standing,
    trusted,
    uses,
    variants,
)
from .spelling import distance, plain

_BEFORE = lazy(r"([^\W\d_a-z][\w’'-]*\.?) $")
SHORTEST = 4
MOST_CANDIDATES = 3
# Fewer attestations prove nothing, however they agree,
ENOUGH = 3
# unless other native forms have the same spelling, so often at least.
CORROBORATED = 3
# A spelling with a smaller share is a slip of the index.
SERIOUS = 0.2
# What is a matter of taste is offered only against a habit.
HABIT = 6
# A name that is attested more often than this is a name of its own.
SEEN = 2
HARDLY_SEEN = 10
# By so much every other word of the source must sound less like a name, for one that is put right
# and one that is offered.
LEAD = 0.1
LEAD_TO_OFFER = 0.25
FAR = 9.0


def verdicts(document: Document) -> tuple[Verdict, ...]:
    """The names of a text that are garbled by what the source and the indexes say (a view)."""
    if not document.evidence.source or not document.evidence.indexes:
        return ()
    source = document.view(Source)
    found = {v.at.span: v for v in _in_full(document, source)}
    for one in document.view(named):
        if (
            one.span not in found
            and not keys(one.name) & source.right
            and may_be_garbled(document, one)
            and (verdict := _judged(document, source, one))
        ):
            found[one.span] = verdict
    return tuple(found[span] for span in sorted(found))


def may_be_garbled(document: Document, one: Named) -> bool:
    """Whether a word may be a garbled name: no acronym, no country or day, nothing that the user
    gives as right, and no English word, unless it stands behind a first name."""
    name = one.name
    if len(plain(name)) < SHORTEST or name.isupper() or plain(name) in document.view(trusted):
        return False
    if name in entry_set("days-and-months") or _of_a_country(name):
        return False
    if known(name):
        return _before(document, one) in entry_set("first-names")
    return True


def _of_a_country(name: str) -> bool:
    """Whether a word is a country, or what belongs to one: Chinese, Israeli."""
    if name.lower() in entry_set("lower-case-proper") or name in entry_set("countries"):
        return True
    stems = [name.removesuffix(end) for end in _OF_COUNTRIES if name.endswith(end)]
    return any(
        len(stem) > 3 and country.startswith(stem)
        for stem in stems
        for country in entries("countries")
    )


_OF_COUNTRIES = ("ese", "ish", "ean", "ian", "an", "n", "i", "is", "ians", "ans", "ns")


def _before(document: Document, one: Named) -> str:
    """The word with a capital before a name; empty if there is none."""
    found = _BEFORE.search(document.text[max(0, one.span.start - 40) : one.span.start])
    return found[1] if found else ""


def _behind_a_name(document: Document, one: Named) -> bool:
    before = _before(document, one).lower()
    return bool(before) and before not in entry_set("function-words")


def _in_full(document: Document, source: Source) -> Iterator[Verdict]:
    """The words that are garbled in full names, all other words of which stand there rightly."""
    rows = document.view(named)
    by_word: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(rows):
        by_word[plain(one.name)].append(at)
    for full in source.full_names(document):
        parts = full.english.split()
        for nth, part in enumerate(parts if len(parts) > 1 else ()):
            for at in by_word.get(plain(part), ()):
                run = rows[at - nth : at - nth + len(parts)] if at >= nth else ()
                if len(run) == len(parts) and _side_by_side(document.text, run):
                    yield from _one_garbled(document, source, full, run)


def _side_by_side(text: str, run: Sequence[Named]) -> bool:
    return all(text[a.span.end : b.span.start] == " " for a, b in itertools.pairwise(run))


def _one_garbled(
    document: Document, source: Source, full: FullName, run: Sequence[Named]
) -> Iterator[Verdict]:
    parts = full.english.split()
    wrong = [i for i, part in enumerate(parts) if plain(run[i].name) != plain(part)]
    if len(wrong) != 1:
        return
    one, right = run[wrong[0]], parts[wrong[0]]
    start, end = source.place(document, one.span.start)
    if (
        not start <= full.start < end
        or one.name.isupper()
        or plain(one.name) in document.view(trusted)
        or not alike(one.name, right)
        or taste(one.name) == taste(right)
        or variants(one.name, right)
    ):
        return
    natives = full.native.split()
    native = natives[wrong[0]] if len(natives) == len(parts) else full.native
    # Another reading of the same letters may be how this person writes it.
    read = unlike(sound(one.name), sound(native)) <= NEARLY
    if romanised(native, one.name, anywhere=True):
        return
    if not read or full.times >= CORROBORATED or uses(document, right) >= 2 * CORROBORATED:
        grounds = (f"in the source: {full.native}", f"attested for it: {full.english}")
        yield Verdict(one, True, (as_written(document, one.name, right, native),), grounds)


class Candidate(NamedTuple):
    """A native word that a name may come from: how far apart they sound, those of its spellings
    that the name may be a garbled form of, and by how much every other word sounds less like it."""

    distance: float
    of: Attested
    near: tuple[Spelling, ...]
    lead: float = 0.0


def _judged(document: Document, source: Source, one: Named) -> Verdict | None:
    """What a name should be, if it comes from one word of the source only."""
    found = _candidates(document, source, one)
    if not found:
        return None
    best = found[0]
    if any(c.of.form != best.of.form and c.distance < best.distance + NEARLY for c in found):
        return None
    judged = _spelled(document, one, best)
    if judged is None or best.lead < (LEAD if judged[0] else LEAD_TO_OFFER):
        return None
    sure, spellings = judged
    of = best.of
    there = of.word.text if of.form == of.word.text else f"{of.word.text} ({of.form})"
    attested = ", ".join(f"{s.english} {s.times}" for s in of.spellings[:MOST_CANDIDATES])
    grounds = (
        f"in the source: {there}",
        f"attested for it: {attested}" + (f", of {of.total}" if len(of.spellings) > 1 else ""),
        f"{one.name} is attested for no word of the source",
    )
    new = (as_written(document, one.name, s.english, of.form) for s in spellings[:MOST_CANDIDATES])
    return Verdict(one, sure, tuple(dict.fromkeys(new)), grounds)


def _candidates(document: Document, source: Source, one: Named) -> list[Candidate]:
    """The native words that a name may come from, the nearest first."""
    name, heard, stands = one.name, sound(one.name), document.view(standing)
    start, end = source.place(document, one.span.start)
    found = []
    for each in source.alike(name):
        if not each.within(start, end) or _derived(name, each):
            continue
        near = tuple(s for s in each.spellings if alike(name, s.english))
        if any(variants(name, s.english) for s in near):
            continue
        # What stands rightly in the text, as often as in the source, was not garbled here.
        right = {key for s in each.spellings for key in keys(s.english)}
        if sum(stands[key] for key in right) < len(each.starts):
            found.append(Candidate(unlike(heard, sound(each.form)), each, near))
    if not found:
        return []
    distances = {word: _distance(heard, word) for word in source.words_in(start, end)}
    nearest = min(distances.values())
    kept = []
    for c in found:
        # A piece of a run of Han is the name only if no other piece sounds more like it.
        slack = 0.0 if c.of.word.script == "han" else NEARLY / 2
        if c.distance <= min(NEARLY, nearest + slack) or _by_letters(name, c.of):
            rival = min((d for w, d in distances.items() if _another(w, c.of.form)), default=FAR)
            kept.append(c._replace(lead=rival - c.distance))
    return sorted(kept, key=lambda c: (c.distance, c.of.word.start))


def _distance(heard: Sound, word: Word) -> float:
    """How far a word of the source is from what is heard; far, if that is more than can matter."""
    near = (sound(form) for form in word.forms)
    return min((unlike(heard, one) for one in near if may_be_near(heard, one)), default=FAR)


def _another(word: Word, form: str) -> bool:
    """Whether a word is long enough to be a name, and no form of this one."""
    return len(word.text) > 2 and form not in word.forms


def _by_letters(name: str, one: Attested) -> bool:
    """Whether a name is a letter or two off the native form as it is written in Latin letters."""
    few = 1 if len(name) < 8 else 2
    return any(
        romanised(one.form, s.english) and distance(name, s.english) <= few for s in one.spellings
    )


_ENDINGS = frozenset("s es n an ian ese i ic ish a ov ova".split())
_SHORT_ENDINGS = frozenset("s n i a an".split())
_ARTICLES = frozenset("ha al el de la le".split())


def _derived(name: str, one: Attested) -> bool:
    """Whether a name is an adjective, a plural or the feminine of what is attested, has an article
    before it, or is a longer one: Armenian, Oscars, Soboleva, HaSharon."""
    if "-" in name and "-" not in one.form:
        return True
    pairs = [(letters(name), letters(s.english)) for s in one.spellings]
    pairs += [(taste(name), taste(s.english)) for s in one.spellings]
    for ours, theirs in pairs:
        if ours.startswith(theirs) and ours[len(theirs) :] in _ENDINGS:
            return True
        if theirs.startswith(ours) and theirs[len(ours) :] in _SHORT_ENDINGS:
            return True
        if ours.endswith(theirs) and ours[: -len(theirs)] in _ARTICLES:
            return True
    # Declined: the name is another form of the word in the source.
    return any(
        romanised(form, name, anywhere=True) or taste(in_latin(form)) == taste(name)
        for form in one.word.forms
        if form != one.form
    )


def _spelled(
    document: Document, at: Named, best: Candidate
) -> tuple[bool, Sequence[Spelling]] | None:
    """Whether it is sure what a name should be, and what, the likely ones first; None if the name
    may be right as it stands."""
    name, of, first = at.name, best.of, best.of.spellings[0]
    if name in entry_set("first-names"):
        return None
    ours = uses(document, name)
    elsewhere = uses(document, first.english) - first.times
    dominant = first.times >= DOMINANT * of.total and first in best.near
    written = any(romanised(of.form, s.english) for s in of.spellings)
    if romanised(of.form, name, anywhere=True):
        if slavic(of.form):
            return None
        # A foreign person's name as it sounds in Russian or Chinese, and written so nowhere else.
        foreign = dominant and not written and not ours and elsewhere >= CORROBORATED
        foreign = foreign and _behind_a_name(document, at)
        return (False, [first]) if foreign else None
    if taste(name) == taste(first.english):
        habit = dominant and of.total >= HABIT and ours <= SEEN
        return (False, [first]) if habit else None
    if dominant and ours <= SEEN:
        # The plain reading of a Cyrillic name is garbled by a letter or two.
        plainly = written and distance(name, first.english, 9) <= 1 + len(name) // 4
        if of.total >= ENOUGH or plainly or (not ours and elsewhere >= CORROBORATED):
            return True, [first]
    serious = [s for s in best.near if s.times >= SERIOUS * of.total]
    serious.sort(key=lambda s: not romanised(of.form, s.english))
    several = of.total >= ENOUGH or (of.word.script == "cyrillic" and len(of.spellings) > 1)
    tasteful = any(taste(name) == taste(s.english) for s in of.spellings)
    rare = ours <= HARDLY_SEEN and ours * ENOUGH <= of.total
    offered = several and serious and rare and not tasteful
    return (False, serious) if offered else None
