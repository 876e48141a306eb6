"""Texts to measure on, made from the English that comes with Python: the same for the same seed.

    python benchmarks/corpus.py prose 10M prose.txt

The sentences of docstrings, comments, `pydoc` topics and Python's licence, without those that
hold code, are drawn at random; some are put into the mouths of people, some news are added, and
names and numbers are always others. `damaged` is an article of `seeds/` again and again, with
other names and numbers; `dense` is prose with damage in every sentence.
"""

import argparse
import functools
import random
import re
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
SEED = HOME / "seeds" / "002_98a44184ff506160.txt"
ARTICLE = 5_000

_SKIPPED = {"site-packages", "dist-packages", "test", "tests", "idlelib", "lib2to3", "pydoc_data"}
_DOCSTRING = re.compile(r'"""(.*?)"""', re.DOTALL)
_COMMENT = re.compile(r"(?:^[ \t]*#(?: .*)?\n)+", re.MULTILINE)
_END = re.compile(r"(?<=[.!?]) +(?=[A-Z])")
# Words, commas and brackets: whatever has a sign, a figure or a capital inside is left out.
_PROSE = re.compile(r"[A-Z][a-z]*(?: \(?[A-Za-z][a-z’-]*\)?[,;:]?)+[.?!]")

_SYLLABLES = "bar ce dil fo gun ha kel li mor ne pau ros si tan vu wel".split()
_FIRST = "Anna Boris Carla Dario Erika Farid Greta Hamid Irena Jonas Karin Luis".split()
_PLACES = "Norway Ghana Chile Oman Malta Kenya Peru Latvia Jordan Vietnam Canada Nepal".split()
_ROLES = ("a researcher", "the mayor", "a former minister", "an engineer", "an analyst")
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_NEWS = (
    "{name} told reporters in {place} on {day} that {n} people had come to the meeting.",
    "The government of {place} spent ${n}.{d} million on roads and bridges in {year}.",
    "About {n} of the {n},{d}00 households in the north of {place} had no water on {day}.",
    "{name}, {role} from {place}, joined the company in {year} and left it {d} years later.",
    "In {year} the parliament of {place} voted {n} to {d} against the plan.",
)
# Names in the seed that stand for others, and the words that may take their place.
_COUNTRIES = re.compile(r"\b(?:Russia|Ukraine|China|Australia|Japan|Beijing|Moscow|Pyongyang)\b")
_PEOPLE = re.compile(r"\b(?:Root|Biden|Pardo|Bennett|Klinger|Pacheco|Camphausen|Jinping)\b")
_WORDS = {
    "troops": ("soldiers", "units", "fighters"),
    "development": ("change", "turn", "step"),
    "deployment": ("dispatch", "arrival", "presence"),
    "expressed": ("voiced", "raised", "stated"),
    "explained": ("added", "noted", "argued"),
    "sanctions": ("penalties", "measures", "restrictions"),
    "weapons": ("arms", "shells", "missiles"),
}
_CHANGING = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b")


@functools.cache
def sentences() -> tuple[str, ...]:
    """English sentences of 60 to 300 characters from Python's own files, in a fixed order."""
    from pydoc_data.topics import topics

    library = Path(sysconfig.get_path("stdlib"))
    texts = list(topics.values())
    for path in sorted(library.rglob("*.py")):
        if not _SKIPPED & set(path.relative_to(library).parts):
            source = path.read_text(encoding="utf-8", errors="replace")
            texts += _DOCSTRING.findall(source)
            texts += (re.sub(r"(?m)^[ \t]*# ?", "", one) for one in _COMMENT.findall(source))
    if (licence := library / "LICENSE.txt").exists():
        texts.append(licence.read_text(encoding="utf-8"))
    found: dict[str, None] = {}
    for text in texts:
        for paragraph in re.split(r"\n\s*\n", text.replace("'", "’")):
            for sentence in _END.split(" ".join(paragraph.split())):
                if 60 <= len(sentence) <= 300 and _PROSE.fullmatch(sentence):
                    found[sentence] = None
    return tuple(found)


def _surname(rng: random.Random) -> str:
    return "".join(rng.choices(_SYLLABLES, k=3)).capitalize()


def _sentence(rng: random.Random, before: set[str]) -> str:
    """One of the sentences as it is, or said by somebody; or some news. What stood in the text
    `before` stands there with a date: right prose says nothing twice."""
    said = rng.choice(sentences())
    how = rng.random()
    if how < 0.5 and said not in before:
        before.add(said)
        return said
    if how < 0.5:
        day, week, year = rng.choice(_DAYS), rng.randint(1, 52), rng.randint(1950, 2020)
        return f"{said[:-1]} on {day} of week {week} in {year}."
    name = f"{rng.choice(_FIRST)} {_surname(rng)}"
    if how < 0.7:
        return f"“{said[:-1]},” said {name}, {rng.choice(_ROLES)} in {rng.choice(_PLACES)}."
    if how < 0.85:
        return f"{said[:-1]}, according to {name}."
    return rng.choice(_NEWS).format(
        name=name,
        place=rng.choice(_PLACES),
        role=rng.choice(_ROLES),
        day=rng.choice(_DAYS),
        n=rng.randint(11, 99),
        d=rng.randint(1, 9),
        year=rng.randint(1950, 2020),
    )


def _paragraphs(rng: random.Random) -> Iterator[str]:
    before = set[str]()
    while True:
        yield " ".join(_sentence(rng, before) for _ in range(rng.randint(2, 5)))


def prose(rng: random.Random) -> Iterator[str]:
    """Undamaged prose for ever: a paragraph a line, blank lines between."""
    return (f"{paragraph}\n\n" for paragraph in _paragraphs(rng))


def one_line(rng: random.Random) -> Iterator[str]:
    """Undamaged prose without any line end."""
    return (f"{paragraph} " for paragraph in _paragraphs(rng))


def wrapped(rng: random.Random) -> Iterator[str]:
    """Undamaged prose hard-wrapped at 72 columns."""
    for paragraph in _paragraphs(rng):
        yield re.sub(r"(.{1,72})(?: |$)", r"\1\n", paragraph) + "\n"


def damaged(rng: random.Random) -> Iterator[str]:
    """The damaged article line by line, and again with other names, numbers and words."""
    lines = SEED.read_text(encoding="utf-8").splitlines()
    while True:
        yield from _copy(lines, rng)


def _copy(lines: list[str], rng: random.Random) -> Iterator[str]:
    # A name stands for the same name all through a copy.
    names: dict[str, str] = {}
    for line in lines:
        text = _COUNTRIES.sub(lambda m: names.setdefault(m[0], rng.choice(_PLACES)), line)
        text = _PEOPLE.sub(lambda m: names.setdefault(m[0], _surname(rng)), text)
        text = re.sub(r"[1-9]", lambda _: str(rng.randint(1, 9)), text)
        yield _CHANGING.sub(lambda m: rng.choice(_WORDS[m[0]]), text) + "\n"


def _doubled_word(sentence: str) -> str:
    first, _, rest = sentence.partition(" ")
    return f"{first} of of {rest}"


# Each gives one finding or more in any sentence.
_DAMAGES: tuple[Callable[[str], str], ...] = (
    lambda sentence: sentence[:-1] + "..",
    lambda sentence: f"It said: “{sentence} ”",
    _doubled_word,
    lambda sentence: f"The report raised doubts. about this. {sentence[:-1]} ,as it says..",
)


def dense(rng: random.Random) -> Iterator[str]:
    """Prose with damage in every sentence, a few sentences a paragraph."""
    while True:
        said = (rng.choice(_DAMAGES)(rng.choice(sentences())) for _ in range(rng.randint(2, 5)))
        yield " ".join(said) + "\n\n"


KINDS: dict[str, Callable[[random.Random], Iterator[str]]] = {
    "prose": prose,
    "one line": one_line,
    "wrapped": wrapped,
    "damaged": damaged,
    "dense": dense,
}


def write(kind: str, size: int, path: Path, seed: int = 0) -> Path:
    """Write a text of a kind into a file: `size` bytes, or up to a paragraph more."""
    written = 0
    with path.open("wb") as file:
        for piece in KINDS[kind](random.Random(f"{kind} {seed}")):
            written += file.write(piece.encode())
            if written >= size:
                return path
    raise AssertionError("the pieces never end")


def folder(path: Path, count: int) -> Path:
    """Write a folder of articles of 5 KB: nine in ten of them prose, the tenth damaged."""
    path.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        kind = "prose" if number % 10 else "damaged"
        write(kind, ARTICLE, path / f"{number:05}.txt", seed=number + 1)
    return path


def bytes_of(size: str) -> int:
    """`5K`, `1M` or a plain number of bytes."""
    factor = {"K": 1_000, "M": 1_000_000}.get(size[-1:].upper(), 1)
    return round(float(size if factor == 1 else size[:-1]) * factor)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kind", choices=[*KINDS, "folder"])
    parser.add_argument("size", help="in bytes, 5K, 1M; for a folder, how many articles")
    parser.add_argument("path", type=Path)
    args = parser.parse_args()
    size = bytes_of(args.size)
    folder(args.path, size) if args.kind == "folder" else write(args.kind, size, args.path)


if __name__ == "__main__":
    main()
