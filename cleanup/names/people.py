"""People named in a text or in a names file, with their offices and affiliations."""

import functools
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ..document import Document, Span
from ..lazy import lazy
from ..lists import CardError, entries, entry_set
from ..patterns import alternatives
from ..prefilter import within

# Bounded, so that a text made of capitals takes no longer than another.
NAME = r"[A-Z][\w’']{1,40}(?:-[A-Z][\w’']{1,40}){0,3}"
_ENTITY = r"[A-Z][\w.]{0,40}(?:[ -][A-Z][\w.]{0,40}){0,4}"
_FULL = rf"(?P<first>{NAME}) (?:[A-Z]\. )?(?P<last>{NAME})"
# The look behind stands second, so that only capitals are looked at.
FULL = lazy(_FULL.replace("[A-Z]", r"[A-Z](?<!\w[A-Z])", 1))


class Person(NamedTuple):
    """Someone whose name is known to be spelled right, and where that is known from.

    `office` is an office with its entity ("nato secretary general"), in lower case.
    """

    first: str
    last: str
    office: str = ""
    affiliation: str = ""
    variants: tuple[str, ...] = ()
    known_from: str = ""

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"


class Mention(NamedTuple):
    """A full name in a text, with the office that stands before it, if any."""

    first: str
    last: str
    span: Span
    last_span: Span
    office: str = ""
    office_text: str = ""


@functools.cache
def _office() -> re.Pattern[str]:
    office = alternatives(entries("offices"))
    before = rf"(?P<entity>{_ENTITY})[ -](?P<office>{office})"
    after = rf"(?P<office2>{office}) (?:of|for) (?:the )?(?P<entity2>{_ENTITY}?)"
    return re.compile(rf"(?<!\w)(?:{before} |{after}(?:, | )){_FULL}")


def office_of(entity: str, office: str) -> str:
    """An office with its entity, in the form that two spellings of it share."""
    words = f"{entity} {office}".casefold().replace("-", " ").replace(".", "").split()
    return " ".join(word for word in words if word != "the")


def mentions(document: Document) -> tuple[Mention, ...]:
    """The full names of a document (a view), in order; those with an office carry it."""
    return _mentions(document.text, 0, len(document.text))


def _mentions(text: str, start: int, end: int) -> tuple[Mention, ...]:
    found: dict[int, Mention] = {}
    for m in within(text, _office(), start, end):
        office = office_of(m["entity"] or m["entity2"], m["office"] or m["office2"])
        if office.split() != office_of("", m["office"] or m["office2"]).split():
            mention = Mention(
                m["first"],
                bare(m["last"]),
                Span(m.start("first"), m.end("last")),
                last_span(m),
                office,
                m[0][: m.start("first") - m.start()].rstrip(", "),
            )
            found[mention.span.start] = mention
    taken = {m.span.start for m in found.values()}
    for m in within(text, FULL, start, end):
        if m.start() not in taken and m["first"].lower() not in entry_set("function-words"):
            found[m.start()] = Mention(m["first"], bare(m["last"]), Span(*m.span()), last_span(m))
    return tuple(found[start] for start in sorted(found))


def bare(name: str) -> str:
    """A surname without the genitive."""
    if "’" not in name and "'" not in name:
        return name
    for ending in ("’s", "'s", "’", "'"):
        if name.endswith(ending):
            return name[: -len(ending)]
    return name


def last_span(m: re.Match[str]) -> Span:
    """Where the surname of a full name stands, without the genitive."""
    return Span(m.start("last"), m.start("last") + len(bare(m["last"])))


def known_people(document: Document) -> tuple[Person, ...]:
    """The people of the reference texts and names files given with the document (a view)."""
    found = [p for path in document.evidence.names for p in read_names(path)]
    for text in document.evidence.references:
        found += [
            Person(m.first, m.last, m.office, known_from="a reference text")
            for m in _mentions(text, 0, len(text))
            if m.office
        ]
    return tuple(dict.fromkeys(found))


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
        first, _, last = row["name"].rpartition(" ")
        if not first:
            raise CardError(f"{where} ({row['name']}) needs a first name and a surname")
        office = office_of(row.get("entity", ""), row["office"]) if "office" in row else ""
        people.append(
            Person(
                first.split()[0],
                last,
                office,
                row.get("affiliation", ""),
                tuple(row.get("variants", ())),
                path.name,
            )
        )
    if not people:
        raise CardError(f"{path}: no [[person]] in this names file")
    return tuple(people)


_KINDS = {str: "string", list: "list of strings"}


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def surnames(people: Iterable[Person]) -> set[str]:
    """Every spelling of a surname that is known to be right."""
    return {s.split()[-1] for p in people for s in (p.last, *p.variants)}
