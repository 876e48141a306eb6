"""People given with a text: in names files and in reference texts; and those who are known."""

import functools
from pathlib import Path

from ..document import Document
from ..lists import CardError
from .gazetteer import People, Person, entity_key, known, phrase

__all__ = ["Person", "given_people", "people", "read_names", "reference_people"]


def people(document: Document) -> tuple[People, ...]:
    """The people that are known: those given with the document, then those of the lists."""
    given = document.view(given_people)
    return (given, known()) if given.given else (known(),)


def given_people(document: Document) -> People:
    """The people of the names files and reference texts given with the document (a view)."""
    found = [p for path in document.evidence.names for p in read_names(path)]
    for text in document.evidence.references:
        found += reference_people(text)
    return People(given=dict.fromkeys(found))


@functools.lru_cache(maxsize=1_000)
def reference_people(text: str) -> tuple[Person, ...]:
    """The people of a reference text that stand there with an office."""
    from .mentions import in_office

    return tuple(
        Person(" ".join(m.words), office=m.office, entity=m.entity, known_from="a reference text")
        for m in in_office(Document(text))
        if m.entity and not m.former
    )


@functools.cache
def read_names(path: Path) -> tuple[Person, ...]:
    """The people of a names file. Raises CardError with the path and what is wrong.

    A names file is TOML: a `[[person]]` with `name`, and `office` and `entity`, or `affiliation`,
    and `variants`, each where it is known.
    """
    import tomllib

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CardError(f"{path}: cannot be read: {(error.strerror or '').lower()}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CardError(f"{path}: not a names file: {error}") from error
    people = []
    if strange := set(table) - {"person"}:
        raise CardError(f"{path}: a names file has no key {', '.join(sorted(strange))}")
    rows = table.get("person", [])
    if not isinstance(rows, list):
        raise CardError(f"{path}: people are [[person]] tables")
    for number, row in enumerate(rows, 1):
        where = f"{path}: person {number}"
        if not isinstance(row, dict) or not isinstance(row.get("name"), str):
            raise CardError(f"{where} has no name")
        allowed = {"name", "office", "entity", "affiliation", "variants"}
        if strange := set(row) - allowed:
            raise CardError(f"{where} ({row['name']}) has no key {', '.join(sorted(strange))}")
        for key, value in row.items():
            kind = list if key == "variants" else str
            if not isinstance(value, kind) or (kind is list and not all(map(_is_text, value))):
                raise CardError(f"{where} ({row['name']}): {key} must be a {_KINDS[kind]}")
        if len(row["name"].split()) < 2:
            raise CardError(f"{where} ({row['name']}) needs a first name and a surname")
        people.append(
            Person(
                row["name"],
                tuple(row.get("variants", ())),
                phrase(row.get("office", "")),
                entity_key(row["entity"]) if "entity" in row else "",
                affiliation=row.get("affiliation", ""),
                known_from=path.name,
            )
        )
    if not people:
        raise CardError(f"{path}: no [[person]] in this names file")
    return tuple(people)


_KINDS = {str: "string", list: "list of strings"}


def _is_text(value: object) -> bool:
    return isinstance(value, str)
