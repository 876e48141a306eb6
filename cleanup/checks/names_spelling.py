"""Two spellings of one person's name in a text."""

import functools
import operator
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator

from ..document import Document, Span, lines
from ..findings import Finding
from ..lazy import lazy
from ..lists import entries, entry_set, known
from ..names.folding import within
from ..names.gazetteer import accepted
from ..names.mentions import LONGEST, capitals
from ..names.spelling import TWO_NAMES, bare, distance, plain
from ..prefilter import looks_for
from ..rulebook import Rule
from ..segments import Capitalised

# No article has more names with the same first letter.
MOST_ALIKE = 200
# Words with the same first letter that are compared without asking first whether they are names.
FEW_ALIKE = 8
# No name is longer.
LONGEST_NAME = 41
# The rarer spelling is looked at where it stands this often at most.
RARE = 2
# All places of both are shown if they are this many at most.
FEW = 8
MOST_APART = 2
# What two spellings of one name sound like, apart from the letters.
ALIKE = 0.3
_FIRST_BEFORE = lazy(r"([A-Z][\w’'-]+) (?:[A-Z]\. )?$")
# What names of persons have not: a digit, a capital in the middle, a part of one letter.
_CODE = lazy(r"\d|_|(?<!Mc)(?<!Mac)(?<!De)(?<!Di)(?<!Le)(?<!La)(?<=[a-z])[A-Z]|-\w(?!\w)")
# A name, how many letters it has, and which: see `_shape`.
_Shape = tuple[str, int, int]
# Names that begin alike to some ear are compared.
_INITIALS = str.maketrans("cqjivwz", "kkyyffs")
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@looks_for(TWO_NAMES)
def inconsistent_spelling(document: Document, rule: Rule) -> Iterator[Finding]:
    """A surname in a spelling near that of the one person it can mean.

    One of the two spellings stands behind a first name; the other stands alone, or behind the same
    first name. Which is right the text cannot tell.
    """
    if len(document.text) > LONGEST:
        return
    near_to = document.view(_near_spellings)
    full = _people(document, {*near_to, *(w for words in near_to.values() for w in words)})
    text, place = document.text, document.view(lines).place
    stands = document.view(Capitalised)
    for rare, alike in near_to.items():
        common = [name for name in alike if name in full or rare in full]
        if len(common) != 1 or not _one_person(document, full, rare, common[0]):
            continue
        other = common[0]
        here, there = stands(rare), stands(other)
        spelled = [(span, other, there[0]) for span in here]
        some = there if len(here) + len(there) <= FEW else there[:1]
        spelled += [(span, rare, here[0]) for span in some]
        for where, another, elsewhere in sorted(spelled):
            yield rule.finding(
                where,
                evidence=(f"{another}: line {place(elsewhere.start).line}",),
                name=text[where.start : where.end],
                other=another,
            )


def _people(document: Document, surnames: set[str]) -> dict[str, set[str]]:
    """The first names that each of `surnames` has in the text; without those that have none."""
    found: dict[str, set[str]] = defaultdict(set)
    for last in sorted(surnames):
        for span in document.view(Capitalised)(last):
            m = _FIRST_BEFORE.search(document.text[max(0, span.start - 60) : span.start])
            if m and _is_first_name(m[1]) and not m[1].endswith(("'s", "’s")):
                found[last].add(m[1])
    return dict(found)


@functools.lru_cache(maxsize=20_000)
def _is_first_name(word: str) -> bool:
    return word in entry_set("first-names") or not (known(word) or word.isupper())


def _one_person(document: Document, full: dict[str, set[str]], rare: str, other: str) -> bool:
    """Whether two near spellings can only be those of one person."""
    if rare in full and other in full:
        return full[rare] == full[other]
    if _inflected(rare, other) or plain(rare)[0] != plain(other)[0]:
        return False
    alone = rare if other in full else other
    both = {rare, other} & entry_set("first-names")
    if len(both) > 1 or (both and distance(rare, other) > 1):
        # "Michael" alone may be another one than Ann Mitchell.
        return False
    return any(_stands_alone(document.text, span) for span in document.view(Capitalised)(alone))


def _stands_alone(text: str, span: Span) -> bool:
    """Whether no other name stands beside a name: no "Hallberson Street", no "New Hallberson", no
    "Hallberson the Elder"."""
    left = text[max(0, span.start - 40) : span.start]
    before = re.search(r"(?:([A-Z][\w’'-]*)|\b(?:the|an?|in|at|from)) $", left)
    after = re.match(r"(?:['’]s)? (?:(?:the )?[A-Z]|& )|-\w", text[span.end : span.end + 9])
    title = before is not None and before[1] is not None and known(before[1])
    return not after and (before is None or title)


def _near_spellings(document: Document) -> dict[str, list[str]]:
    """The names that each rare name of a text may be another spelling of, where there are any and
    one of them has a first name (a view)."""
    every = document.view(capitals)
    behind = (_shape(last) for first, last in every if last and _is_first_name(first))
    full = {shape[0]: shape[1] for shape in behind if shape}
    initials = set(full.values())
    wanted = {c for c in _CAPITALS if c.lower().translate(_INITIALS) in initials}
    counts: Counter[str] = Counter()
    alike: dict[str, list[_Shape]] = defaultdict(list)
    for (word, _), n in every.items():
        if word[0] in wanted and len(word) <= LONGEST_NAME and (shape := _shape(word)):
            name, initial, size, bits = shape
            if name not in counts:
                alike[initial].append((name, size, bits))
            counts[name] += n
    near_to: dict[str, list[str]] = defaultdict(list)
    for some in alike.values():
        if len(some) > FEW_ALIKE:
            some = [one for one in some if _is_name(one[0])]  # noqa: PLW2901
        for (name, size, bits), (word, other_size, other_bits) in (
            _pairs(some, full) if len(some) <= MOST_ALIKE else ()
        ):
            if (
                (bits ^ other_bits).bit_count() <= 2 * MOST_APART
                and -MOST_APART <= size - other_size <= MOST_APART
                and min(counts[name], counts[word]) <= RARE
                and _is_name(name)
                and _is_name(word)
                and _one_name(*sorted((name, word)))
            ):
                rare, other = sorted((name, word), key=lambda one: (counts[one], one))
                near_to[rare].append(other)
    return dict(sorted(near_to.items()))


def _pairs(some: list[_Shape], full: Container[str]) -> Iterator[tuple[_Shape, _Shape]]:
    """The names two by two, one of them at least among `full`."""
    for at, one in enumerate(some):
        if one[0] in full:
            yield from ((one, other) for other in some[:at] if other[0] not in full)
            yield from ((one, other) for other in some[at + 1 :])


@functools.lru_cache(maxsize=50_000)
def _shape(written: str) -> tuple[str, str, int, int] | None:
    """A name without the genitive, its first letter, how many it has, and which, as bits: two
    spellings differ in few of them. None for what is no name by its length."""
    word = bare(written)
    if len(word) < 5:
        return None
    letters = plain(word)
    bits = functools.reduce(operator.or_, (1 << ord(c) % 64 for c in letters), 0)
    return word, letters[:1].translate(_INITIALS), len(letters), bits


@functools.lru_cache(maxsize=50_000)
def _is_name(word: str) -> bool:
    """Whether a word with a capital may be a name; asked of few, for it takes long to tell."""
    return not (
        word[-1] == "-"
        or word.isupper()
        or known(word)
        or word in entry_set("days-and-months")
        or _CODE.search(word)
    )


@functools.lru_cache(maxsize=20_000)
def _one_name(one: str, other: str) -> bool:
    """Whether two surnames look like one: near in letters or in sound, no accepted variants, and no
    names of peoples."""
    short = min(plain(one), plain(other), key=len)
    return (
        len(short) > 4
        and not {word.removesuffix("s")[-3:] for word in (one, other)} & _OF_MANY
        and not {one, other} & _of_a_land()
        and not _of_a_place(one, other)
        and not _plural(one, other)
        and (
            distance(one, other) <= (1 if len(short) < 8 else MOST_APART)
            or (len(short) > 5 and within(one, other, ALIKE) is not None)
        )
        and not _same_letters(one, other)
        and not accepted(one, other)
    )


# Of peoples, faiths and their like: African and American, Buddhist and Buddhism.
_OF_MANY = frozenset(("can", "ean", "ese", "ian", "ish", "ism", "ist"))


@functools.cache
def _of_a_land() -> frozenset[str]:
    """Names of countries and languages: Arabic and Arabia, Colombia and Columbia."""
    return entry_set("countries") | {line.split(maxsplit=1)[1] for line in entries("languages")}


def _of_a_place(one: str, other: str) -> bool:
    """Whether one is the adjective of the other: Sri Lanka and Sri Lankan."""
    short, long = sorted((one, other), key=len)
    return long.removesuffix("s") == short + "n" and short[-1] in "aeio"


def _same_letters(one: str, other: str) -> bool:
    """Whether two names differ in accents only: keyboards do, and so do house styles."""
    return any(plain(one.translate(to)) == plain(other.translate(to)) for to in (_BARE, _DOUBLE))


_BARE = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "ı": "i", "ß": "s"})
_DOUBLE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "ß": "ss"})


def _plural(one: str, other: str) -> bool:
    long, short = sorted((plain(one), plain(other)), key=len, reverse=True)
    return long in (short + "s", short + "es")


def _inflected(one: str, other: str) -> bool:
    """Whether two names differ by an ending: Petrovski and Petrovska, Iran and Iranian."""
    long, short = sorted((plain(one), plain(other)), key=len, reverse=True)
    if long.startswith(short):
        return len(long) > len(short) + 1 or (long[-1] in _ENDINGS and long[-1] != short[-1])
    return long[:-1] == short[:-1] and {long[-1], short[-1]} <= _ENDINGS


_ENDINGS = frozenset("aeiouysn")
