"""People that are known without being told: `rules/lists/people.txt` and the lists beside it.

A row gives a name, its accepted spellings, its native forms, an office with its entity and the
dates it was held, an affiliation, and where all that comes from. Only a row with a source may
support a fix; one that is `recalled` silences and suggests.
"""

import functools
from collections.abc import Iterable
from typing import NamedTuple

from ..lists import CardError, entries

RECALLED = "recalled"


class Person(NamedTuple):
    """Someone whose name is known to be spelled right, and where that is known from.

    `office` and `entity` are keys (see `office_key` and `entity_key`). The office was held from
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


def phrase(words: str) -> str:
    """A phrase in the form that its spellings share: lower case, no marks, no article."""
    plain = words.casefold().replace("-", " ").replace(".", "").replace("’", "'")
    return " ".join(word.removesuffix("'s") for word in plain.split() if word != "the")


@functools.cache
def _keys(name: str) -> dict[str, str]:
    """What each spelling of the first column of a list stands for."""
    found: dict[str, str] = {}
    for line in entries(name):
        right, _, others = line.partition("\t")
        key = phrase(right)
        for other in (right, *others.replace("\t", ";").split(";")):
            if spelled := phrase(other):
                found.setdefault(spelled, key)
    return found


def office_key(office: str) -> str:
    """The office that a phrase stands for: "premier" is "prime minister"."""
    spelled = phrase(office)
    return _keys("office-variants").get(spelled, spelled)


def known_entity(words: str) -> str | None:
    """The entity that a phrase stands for, "dutch" for "netherlands", if it is a known one."""
    return _keys("entity-variants").get(phrase(words))


def entity_key(words: str) -> str:
    """The entity that a phrase stands for, or the phrase."""
    return known_entity(words) or phrase(words)


@functools.cache
def spellings_of(entity: str) -> tuple[str, ...]:
    """How an entity may be written, with its capitals."""
    if not entity:
        return ()
    key, found = phrase(entity), [entity]
    for line in entries("entity-variants"):
        right, _, others = line.partition("\t")
        spelled = [right, *(o.strip() for o in others.replace("\t", ";").split(";"))]
        if any(phrase(one) == key for one in spelled):
            found += [one for one in spelled if one]
    return tuple(dict.fromkeys(found))


def offices() -> tuple[str, ...]:
    """Every spelling of an office, in lower case and with spaces for hyphens."""
    spelled = {phrase(one) for one in entries("offices")} | set(_keys("office-variants"))
    return tuple(sorted(spelled))


@functools.cache
def gazetteer() -> tuple[Person, ...]:
    """All rows of the list of people. Raises CardError."""
    sources = {row[0]: row for row in _rows("sources", 4)}
    return tuple(_person(row, sources) for row in _rows("people", 9))


def _rows(name: str, columns: int) -> list[list[str]]:
    rows = [[cell.strip() for cell in line.split("\t")] for line in entries(name)]
    for row in rows:
        if len(row) > columns:
            raise CardError(f"rules/lists/{name}.txt: too many columns: {row[0]}")
    return [row + [""] * (columns - len(row)) for row in rows]


def _person(row: list[str], sources: dict[str, list[str]]) -> Person:
    name, variants, native, office, entity, start, end, affiliation, source = row
    sure = source != RECALLED
    if sure and source not in sources:
        raise CardError(f"rules/lists/people.txt: {name}: no source {source!r} in sources.txt")
    seen = (sources[source][3] or sources[source][2]) if sure else ""
    return Person(
        name,
        tuple(v.strip() for v in variants.split(";") if v.strip()),
        office_key(office) if office else "",
        entity_key(entity) if entity else "",
        start,
        end,
        seen,
        affiliation,
        f"{sources[source][1]}, {sources[source][2]}" if sure else "from memory",
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


class People(NamedTuple):
    """People, and where to look for them: by office and entity, by a word of the name."""

    in_office: dict[tuple[str, str], tuple[Person, ...]]
    called: dict[str, tuple[Person, ...]]
    surnames: frozenset[str]
    names: frozenset[tuple[str, ...]]

    @staticmethod
    def of(people: Iterable[Person]) -> "People":
        in_office: dict[tuple[str, str], list[Person]] = {}
        called: dict[str, list[Person]] = {}
        surnames: set[str] = set()
        names: set[tuple[str, ...]] = set()
        for person in people:
            if person.office:
                in_office.setdefault((person.office, person.entity), []).append(person)
            for first in {form[0].casefold() for form in person.forms}:
                called.setdefault(first, []).append(person)
            surnames.update(name.casefold() for name in person.surnames)
            names.update(tuple(word.casefold() for word in form) for form in person.forms)
        return People(
            {key: tuple(some) for key, some in in_office.items()},
            {key: tuple(some) for key, some in called.items()},
            frozenset(surnames),
            frozenset(names),
        )


@functools.cache
def known() -> People:
    """The people of the lists."""
    return People.of(gazetteer())
