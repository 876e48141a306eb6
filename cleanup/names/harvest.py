"""Full names of people collected from right texts, with their offices, as a names file."""

import functools
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from ..lazy import lazy
from ..lists import entries, entry_set, known

_WORD = r"[^\W\d_a-z][^\W\d_A-Z][^\W\d_]{0,30}(?:[-’'][^\W\d_]{2,30}){0,3}"
_PARTICLE = r"(?:(?:de|del|di|da|dos|van|von|der|den|al|el|bin|ben|la|le) ){0,2}"
_FULL = lazy(rf"(?<![\w’'-])(?P<first>{_WORD}) (?:[A-Z]\. )?{_PARTICLE}(?P<last>{_WORD})(?![\w-])")
_ALONE = lazy(rf"(?<![\w’'-]){_WORD}(?![\w-])")
_GENITIVE = lazy(r"['’]s?$")
_ENTITY = r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,4}?"
_FOLLOWED = lazy(r"(?:['’]s)? [A-Z]")


@functools.cache
def _office_before() -> re.Pattern[str]:
    office = "|".join(map(re.escape, sorted(entries("offices"), key=len, reverse=True)))
    before = rf"(?P<entity>{_ENTITY})(?:['’]s)?[ -](?P<office>{office})"
    after = rf"(?P<office2>{office}) (?:of|for) (?:the )?(?P<entity2>{_ENTITY})"
    return re.compile(rf"(?<!\w)(?:{before} |{after},? |(?P<office3>{office}) )$")


class Harvest:
    """People named in full: how often, in how many texts, and with which offices."""

    def __init__(self) -> None:
        self.texts = 0
        self.times: Counter[str] = Counter()
        self.seen_in: Counter[str] = Counter()
        self.offices: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)

    def add(self, text: str) -> None:
        """Collect from one text."""
        self.texts += 1
        alone = Counter(_GENITIVE.sub("", m[0]) for m in _ALONE.finditer(text))
        here: Counter[str] = Counter()
        for name, office in _people(text, alone):
            here[name] += 1
            if office:
                self.offices[name][office] += 1
        self.times += here
        self.seen_in.update(here.keys())

    def names_file(self, least: int = 1) -> Iterator[str]:
        """A names file with all who are named `least` times, the most frequent first, line by
        line."""
        people = [n for n, count in self.times.items() if count >= least or n in self.offices]
        people.sort(key=lambda name: (-self.times[name], name))
        yield f"# {_counted(len(people), 'name')} from {_counted(self.texts, 'text')}. To be "
        yield "reviewed: take out what is no person, and add\n# variants and affiliations.\n"
        for name in people:
            yield f"\n# {_counted(self.times[name], 'time')}, in "
            yield f"{_counted(self.seen_in[name], 'text')}\n"
            yield f"[[person]]\nname = {_toml(name)}\n"
            held = self.offices.get(name, Counter())
            for (office, entity), _ in held.most_common(1):
                yield f"office = {_toml(office)}\nentity = {_toml(entity)}\n"


def _people(text: str, alone: Counter[str]) -> Iterator[tuple[str, tuple[str, str] | None]]:
    at = 0
    while m := _FULL.search(text, at):
        at = m.end()
        office = _office_before().search(text[max(0, m.start() - 120) : m.start()])
        name = _GENITIVE.sub("", m[0])
        last = _GENITIVE.sub("", m["last"])
        if _is_person(m["first"], last, bool(office), alone) and not _FOLLOWED.match(text, at):
            held = _held(office) if office else None
            yield name, held
        else:
            # The second word may be the first name of somebody: "President Anna Veldt".
            at = m.start("last")


def _held(found: re.Match[str]) -> tuple[str, str] | None:
    """An office and its entity; none without an entity: "Prime Minister" alone says little."""
    if found["entity2"]:
        return found["office2"], found["entity2"]
    words = f"{found['entity'] or ''} {found['office'] or found['office3']}".strip()
    # "Prime Minister" is an office, and "Prime" no entity.
    office = max((o for o in entries("offices") if f" {words}".endswith(f" {o}")), key=len)
    entity = words.removesuffix(office).split()
    while entity and entity[0] in _NO_ENTITY:
        del entity[0]
    # A deputy holds another office.
    return (office, " ".join(entity)) if entity and entity[-1] not in _NO_ENTITY else None


_NO_ENTITY = frozenset("The Acting Deputy First Former Interim Second Then Vice".split())


def _is_person(first: str, last: str, office: bool, alone: Counter[str]) -> bool:
    """Whether two words with capitals name a person: a first name, an office before them, or two
    words of no language known here, the second of which also stands alone."""
    if first.lower() in entry_set("function-words") or last in entry_set("first-names") - {first}:
        return False
    if {first, last, f"{first} {last}"} & (entry_set("countries") | entry_set("days-and-months")):
        return False
    if first in entry_set("first-names") or (office and not known(first)):
        return True
    return not known(first) and not known(last) and alone[last] > 1 + alone[first]


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
