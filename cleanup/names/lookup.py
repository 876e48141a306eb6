"""What is known of one name, and why: for `cleanup names check`."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..lists import entry_set, known
from .gazetteer import person as person_of
from .gazetteer import rows, spelled_alike
from .index import Index, check_index, is_index, refuse_table
from .native import folded, script_of
from .people import read_names
from .sounds import alike
from .spelling import distance, plain, skeleton

_MOST = 8


def tell(name: str, files: Sequence[Path]) -> tuple[bool, list[str]]:
    """Whether a name is known, and what of it, in lines. Raises CardError for a file that cannot
    be used."""
    sure, lines = False, [f"{name}\n"]
    for about in [_in_lists(name), _of_people(name), *(_in_file(name, file) for file in files)]:
        for is_it, line in about:
            sure |= is_it
            if f"  {line}\n" not in lines:
                lines.append(f"  {line}\n")
    if not sure:
        where = "the lists that come with cleanup"
        asked = ", ".join([*map(str, files), where] if files else [where])
        lines.append(f"  not known: looked in {asked}\n")
    return sure, lines


def _in_lists(name: str) -> Iterator[tuple[bool, str]]:
    words = name.split()
    # Of a whole name a part is known here: that makes it no known name.
    whole = len(words) == 1
    for word in words:
        if word in entry_set("first-names"):
            yield whole, f"{word}: a first name"
        if others := sorted(spelled_alike().get(word.casefold(), frozenset()) - {word.casefold()}):
            shown = ", ".join(one.title() for one in others)
            yield whole, f"{word}: also written {shown}; none is changed to another"
        if known(word):
            yield False, f"{word}: an English word too, so a name only behind a first name"


def _of_people(name: str) -> Iterator[tuple[bool, str]]:
    """The people of the list who are called so, and those who nearly are."""
    low, near = tuple(name.casefold().split()), []
    for row in rows():
        one = person_of(row)
        whole = [tuple(word.casefold() for word in form) for form in one.forms]
        if low in whole or (len(low) == 1 and low[0] in {last.casefold() for last in one.surnames}):
            place = ", ".join(filter(None, row[3:5])) or one.affiliation
            dates = f", {one.start} to {one.end or 'now'}" if one.start else ""
            yield True, f"{one.name}: {place}{dates} ({one.known_from})"
            if one.variants:
                yield True, f"{one.name}: also written {', '.join(one.variants)}"
            if one.native:
                forms = ", ".join(dict.fromkeys(form for _, form in one.native))
                yield True, f"{one.name}: {forms} (?: written down from memory)"
        elif len(low) > 1 and low[0] == one.first.casefold() and alike(low[-1], one.last):
            near.append(one.name)
    if near:
        yield False, f"near: {_some(near)}"


def _in_file(name: str, file: Path) -> Iterator[tuple[bool, str]]:
    if is_index(file):
        check_index(file)
        with Index(file) as index:
            yield from _in_index(name, index)
        return
    refuse_table(file)
    near, surname = [], name.rsplit(maxsplit=1)[-1]
    for person in read_names(file):
        spellings = (person.name, person.last, *person.variants)
        if any(plain(name) == plain(one) for one in spellings):
            held = "".join(f", {one}" for one in (person.entity, person.office) if one)
            yield True, f"{person.name}{held}: in {file.name}"
            if person.variants:
                yield True, f"{person.name}: also written {', '.join(person.variants)}"
        elif any(alike(surname, one) for one in (person.last, *person.variants)):
            near.append(person.name)
    if near:
        yield False, f"near in {file.name}: {_some(near)}"


def _in_index(name: str, index: Index) -> Iterator[tuple[bool, str]]:
    where = index.path.name
    if script_of(name):
        for unit in ("full", "token"):
            for spelled in index.spellings([folded(name)], unit).values():
                shown = [f"{s.english} {s.times}" for s in spelled]
                yield True, f"attested in {where} for this form: {_some(shown)}"
        return
    for english, main in index.spelled(plain(name)):
        if main and main != english:
            yield True, f"{english}: a variant of {main} in {where}"
        elif natives := [f"{native} {count}" for native, _, count in index.natives(english)]:
            yield True, f"{english}: {_some(natives)} in {where}"
        else:
            yield True, f"{english}: in {where}"
    letters = plain(name)
    near = [
        one for one in index.alike(skeleton(name)) if plain(one) != letters and alike(name, one)
    ]
    near.sort(key=lambda one: (distance(name, one, 9), one))
    if near:
        yield False, f"near in {where}, with the same consonants: {_some(near)}"


def _some(rows: Sequence[str]) -> str:
    rows = list(dict.fromkeys(rows))
    more = len(rows) - _MOST
    return ", ".join(rows[:_MOST]) + (f", and {more} more" if more > 0 else "")
