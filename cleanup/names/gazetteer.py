"""People that are known without being told: `rules/lists/people.txt` and the lists beside it.

A row gives a name, its accepted spellings, its native forms, an office with its entity and the
dates it was held, an affiliation, and where all that comes from. Only a row with a source may
support a fix; one that is `recalled` silences and suggests.
"""

import functools
from collections.abc import Iterable, Iterator, Set
from typing import NamedTuple

from ..lazy import lazy
from ..lists import CardError, entries

# Where the title of a source, as it is shown, ends.
_SHORT = lazy(r"[,;]| \(")
RECALLED = "recalled"
# The cells of a line of the list.
Row = tuple[str, ...]


class Person(NamedTuple):
    """Someone whose name is known to be spelled right, and where that is known from.

    `office` is a phrase, `entity` a key (see `office_keys` and `entity_key`). It was held from
    `start` to `end`, or, if that is empty, at least until `seen`; dates are ISO 8601, empty where
    they are not known. `sure` says whether this may support a fix.
    """

    name: str
    variants: tuple[str, ...] = ()
    office: str = ""
    entity: str = ""
    start: str = ""
    end: str = ""
    seen: str = ""
    affiliation: str = ""
    known_from: str = ""
    sure: bool = True
    native: tuple[tuple[str, str], ...] = ()

    @property
    def first(self) -> str:
        return self.name.split()[0]

    @property
    def last(self) -> str:
        return self.name.split()[-1]

    @property
    def surnames(self) -> tuple[str, ...]:
        """The spellings of the surname that are right."""
        return tuple(dict.fromkeys(name.split()[-1] for name in (self.name, *self.variants)))

    @property
    def forms(self) -> tuple[tuple[str, ...], ...]:
        """The whole name in words, as it may be written: without what stands between too."""
        whole = [self.name.split()]
        whole += [v.split() for v in self.variants if " " in v]
        short = [[words[0], words[-1]] for words in whole if len(words) > 2]
        return tuple(dict.fromkeys(map(tuple, (*whole, *short))))


@functools.lru_cache(maxsize=5_000)
def phrase(words: str) -> str:
    """A phrase in the form that its spellings share: lower case, no marks, no article."""
    plain = words.casefold().replace("-", " ").replace(".", "").replace("’", "'")
    every = plain.split()
    if "the" in every or "'" in plain:
        every = [word.removesuffix("'s") for word in every if word != "the"]
    return " ".join(every)


@functools.cache
def _offices() -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    """What each spelling of an office may stand for, and for which entities, if not for all."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for right, variants, entities in _cells(entries("office-variants"), 3):
        only = frozenset(entity_key(one) for one in entities.split(";") if one)
        for variant in variants.split(";"):
            found.setdefault(phrase(variant), []).append((phrase(right), only))
    return {spelled: tuple(some) for spelled, some in found.items() if spelled}


@functools.lru_cache(maxsize=5_000)
def office_keys(office: str, entity: str) -> tuple[str, ...]:
    """The offices that a phrase may stand for at an entity: "chief" of "nato" is the "secretary
    general"."""
    spelled = phrase(office)
    others = _offices().get(spelled, ())
    return (spelled, *(key for key, only in others if not only or entity in only))


@functools.cache
def _entities() -> dict[str, str]:
    """What each spelling of an entity stands for."""
    found: dict[str, str] = {}
    rows = list(_cells(entries("entity-variants"), 3))
    for right, *_ in rows:
        found[phrase(right)] = phrase(right)
    for right, *others in rows:
        for other in ";".join(others).split(";"):
            if spelled := phrase(other):
                found.setdefault(spelled, phrase(right))
    return found


def known_entity(words: str) -> str | None:
    """The entity that a phrase stands for, "dutch" for "netherlands", if it is a known one."""
    return _entities().get(phrase(words))


@functools.cache
def _last_words() -> frozenset[str]:
    return frozenset(entity.rsplit(" ", 1)[-1] for entity in _entities())


def may_end_entity(word: str) -> bool:
    """Whether a word is the last of a known entity: most are not, and need no more looking up."""
    return phrase(word).rsplit(" ", 1)[-1] in _last_words()


@functools.lru_cache(maxsize=5_000)
def entity_key(words: str) -> str:
    """The entity that a phrase stands for, or the phrase."""
    return known_entity(words) or phrase(words)


@functools.cache
def _spellings() -> dict[str, tuple[str, ...]]:
    """How each entity may be written, with its capitals."""
    found: dict[str, tuple[str, ...]] = {}
    for right, nouns, _ in _cells(entries("entity-variants"), 3):
        spelled = (right, *(one for one in nouns.split(";") if one))
        found.update((phrase(one), spelled) for one in spelled)
    return found


@functools.lru_cache(maxsize=5_000)
def spellings_of(entity: str) -> tuple[str, ...]:
    """How an entity may be written, with its capitals."""
    return tuple(dict.fromkeys((entity, *_spellings().get(phrase(entity), ())))) if entity else ()


def offices() -> tuple[str, ...]:
    """Every spelling of an office, in lower case and with spaces for hyphens."""
    found = {phrase(one) for one in entries("offices")}
    for right, variants, _ in _cells(entries("office-variants"), 3):
        found.update(map(phrase, (right, *variants.split(";"))))
    return tuple(sorted(found - {""}))


@functools.cache
def rows() -> tuple[Row, ...]:
    """The list of people as it is written. Raises CardError for one that cannot be read."""
    return tuple(_cells(entries("people"), 9))


def _cells(lines: Iterable[str], columns: int) -> Iterator[Row]:
    for line in lines:
        row = tuple(line.split("\t"))
        if len(row) > columns:
            raise CardError(f"rules/lists: a line with more than {columns} columns: {row[0]}")
        yield row + ("",) * (columns - len(row))


@functools.cache
def _sources() -> dict[str, Row]:
    return {row[0]: row for row in _cells(entries("sources"), 4)}


@functools.cache
def person(row: Row) -> Person:
    """Whom a row of the list tells of. Raises CardError for a source that is not listed."""
    name, variants, native, office, entity, start, end, affiliation, source = row
    sure = source != RECALLED
    if sure and source not in _sources():
        raise CardError(f"rules/lists/people.txt: {name}: no source {source!r} in sources.txt")
    told = _sources()[source] if sure else ("", "", "", "")
    return Person(
        name,
        tuple(v.strip() for v in variants.split(";") if v.strip()),
        phrase(office),
        entity_key(entity) if entity else "",
        start,
        end,
        told[3] or told[2],
        affiliation,
        f"{_SHORT.split(told[1])[0]}, {told[2]}" if sure else "from memory",
        sure,
        tuple((k, v) for k, _, v in (one.partition("=") for one in native.split(";")) if v),
    )


@functools.cache
def spelled_alike() -> dict[str, frozenset[str]]:
    """Spellings of one name that are all accepted, each with all of its row."""
    found: dict[str, frozenset[str]] = {}
    for line in entries("name-variants"):
        row = frozenset(word.casefold() for word in line.replace(";", " ").split())
        for word in row:
            found[word] = found.get(word, frozenset()) | row
    return found


def accepted(one: str, other: str) -> bool:
    """Whether two spellings of a name are both right."""
    return other.casefold() in spelled_alike().get(one.casefold(), ())


class People:
    """People, and where to look for them: by office and entity, by the first word of the name.

    `rows` are those of the list, `given` are people from elsewhere. What is not asked for is not
    worked out: most texts name nobody by a name that is near another.
    """

    def __init__(self, rows: Iterable[Row] = (), given: Iterable[Person] = ()) -> None:
        self.rows = tuple(rows)
        self.given = tuple(given)

    def holders(self, office: str, entity: str) -> tuple[Person, ...]:
        """Those who hold or held what may be meant by an office of an entity, by its key."""
        keys = office_keys(office, entity)
        found = [one for key in keys for one in self._in_office.get((key, entity), ())]
        return tuple(map(_whole, dict.fromkeys(found)))

    def called(self, first: str) -> tuple[Person, ...]:
        """Those whose name begins with this word, in any case."""
        return tuple(map(_whole, self._called.get(first.casefold(), ())))

    def lasts(self, first: str) -> Iterator[str]:
        """The last words of the names that begin with this word, in any case."""
        return (one[0].split()[-1] for one in self._called.get(first.casefold(), ()))

    @property
    def firsts(self) -> Set[str]:
        """What the names begin with, in lower case."""
        return self._called.keys()

    def is_surname(self, word: str) -> bool:
        """Whether a word is the surname of one of them."""
        return word.casefold() in self._surnames

    def knows(self, words: tuple[str, ...]) -> bool:
        """Whether these words are the name of one of them, or begin or end with it."""
        low = tuple(word.casefold() for word in words)
        windows = {low, low[:2], low[:3], low[-2:], low[-3:], (low[0], low[-1])}
        return not windows.isdisjoint(self.names)

    @functools.cached_property
    def _in_office(self) -> dict[tuple[str, str], list[Row | Person]]:
        found: dict[tuple[str, str], list[Row | Person]] = {}
        for row in self.rows:
            if row[3]:
                found.setdefault((phrase(row[3]), entity_key(row[4])), []).append(row)
        for one in self.given:
            for key in office_keys(one.office, one.entity) if one.office else ():
                found.setdefault((key, one.entity), []).append(one)
        return found

    @functools.cached_property
    def _called(self) -> dict[str, list[Row | Person]]:
        found: dict[str, list[Row | Person]] = {}
        for row in self.rows:
            found.setdefault(row[0].split(" ", 1)[0].casefold(), []).append(row)
            for variant in row[1].split(";") if row[1] else ():
                if " " in variant:
                    found.setdefault(variant.split(" ", 1)[0].casefold(), []).append(row)
        for one in self.given:
            for first in {form[0].casefold() for form in one.forms}:
                found.setdefault(first, []).append(one)
        return found

    @functools.cached_property
    def _surnames(self) -> frozenset[str]:
        spelled = [row[0] for row in self.rows]
        spelled += [one for row in self.rows if row[1] for one in row[1].split(";")]
        spelled += [name for one in self.given for name in (one.name, *one.variants)]
        return frozenset(name.rsplit(" ", 1)[-1].casefold() for name in spelled)

    @functools.cached_property
    def names(self) -> frozenset[tuple[str, ...]]:
        """All whole names, in lower case and in words."""
        found: set[tuple[str, ...]] = set()
        for row in self.rows:
            for name in (row[0], *(row[1].split(";") if row[1] else ())):
                words = name.casefold().split()
                found.update((tuple(words), (words[0], words[-1])) if len(words) > 1 else ())
        for one in self.given:
            found.update(tuple(word.casefold() for word in form) for form in one.forms)
        return frozenset(found)


def _whole(one: Row | Person) -> Person:
    return one if isinstance(one, Person) else person(one)


@functools.cache
def known() -> People:
    """The people of the lists."""
    return People(rows())
