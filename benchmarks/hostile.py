"""Texts built to hurt, each at two sizes: how long `check` and `clean` take, and how that grows.

    python benchmarks/hostile.py                       # 1 and 10 million characters; takes hours
    python benchmarks/hostile.py --quick --only glued  # 50,000 and 500,000
    python benchmarks/hostile.py --profile unless --small 300000

Ten times the text may take ten times as long; what takes more than 14 times is marked SUPERLINEAR,
and what takes more than 20 seconds a million characters, SLOW.
"""

import argparse
import cProfile
import json
import pstats
import string
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HOME)]

from hostile_shapes import SHAPES  # noqa: E402

import cleanup  # noqa: E402
from cleanup.readability import readability  # noqa: E402

STEPS = ("check", "clean", "unsafe", "readability")
WORST_GROWTH = 14
WORST_PACE = 20
# A shorter time says more about the clock than about the text.
TELLING = 0.5

PROSE = (
    "The council of the small town met on Monday evening to talk about the old bridge over the "
    "river. It heard three engineers, a banker and the mayor, and broke up at midnight without a "
    "vote on any of the plans that stood on the agenda of that long and unhappy meeting.\n\n"
)
SYLLABLES = "ba ce di fo gu ha ke li mo nu pa re si to vu wa xe yi zo".split()
FIRST_NAMES = "Anna Boris Carla Dario Erika Farid Greta Hamid Irena Jonas".split()
ENTITIES = "NATO Malta Lund Kenya Peru Norway Ghana Chile Oman Fiji".split()
OFFICES = ("Secretary General", "Prime Minister", "President", "Foreign Minister")


# Not to be taken for English; of all others every rule gets to see every line.
FOREIGN = ("not English", "cyrillic")


@dataclass(frozen=True)
class Case:
    """A text, and what is given with it."""

    text: str
    path: str | None = None
    references: tuple[str, ...] = ()


def english(size: int) -> str:
    """Enough prose, before a text of this size, for the whole to be taken for English."""
    return filled(min(size, 25_000), PROSE).rsplit("\n\n", 1)[0] + "\n\n"


def filled(size: int, piece: str) -> str:
    """`piece` again and again, up to `size` code points."""
    return (piece * (size // len(piece) + 1))[:size]


def numbered(size: int, make: Callable[[int], str]) -> str:
    """What `make` gives for 0, 1, 2 … up to `size` code points."""
    pieces: list[str] = []
    length = 0
    while length < size:
        pieces.append(make(len(pieces)))
        length += len(pieces[-1])
    return "".join(pieces)[:size]


def name(number: int) -> str:
    """A surname of its own for each number, near to others."""
    letters = ""
    for _ in range(4):
        number, at = divmod(number, len(SYLLABLES))
        letters += SYLLABLES[at]
    return letters.capitalize()


def official(number: int, surname: str) -> str:
    entity = ENTITIES[number % len(ENTITIES)]
    office = OFFICES[number // len(ENTITIES) % len(OFFICES)]
    first = FIRST_NAMES[number // 7 % len(FIRST_NAMES)]
    return f"{entity} {office} {first} {surname} spoke. {surname} said that it was late.\n"


def garbled(number: int) -> str:
    """The surname with its last vowel changed."""
    return name(number)[:-1] + "aeiou"[number % 5]


def people(size: int) -> Case:
    """Most of the names are near ones of the reference text, which has as many."""
    reference = numbered(size, lambda number: official(number, name(number)))
    text = numbered(size, lambda number: official(number, garbled(number)))
    return Case(text, references=(reference,))


def one_office(size: int) -> Case:
    """Two known people, and the garbled name of one again and again, in full and alone."""
    reference = "Malta Prime Minister Anna Veldtman spoke to NATO Secretary General Mark Rutte."
    sentence = "Malta Prime Minister Anna Feldtman spoke. Feldtman said so; Veldman told others.\n"
    return Case(filled(size, sentence), references=(reference,))


def glued(size: int) -> str:
    """Glued words that differ, so that none is taken for a name."""
    words = "banks courts council doors evening farmers gardens harbours".split()
    return numbered(size, lambda n: f"{words[n % 8]}The{name(n).lower()} {words[n % 7]}They ")


def everything(size: int) -> str:
    """All of Unicode, lone surrogates too, from the beginning again when through."""
    return "".join(chr((at * 7 + at // 0x110000) % 0x110000) for at in range(size))


def nested(size: int, opening: str, closing: str) -> str:
    half = size // (len(opening) + len(closing))
    return opening * half + "deep" + closing * half


def tag_soup(size: int, path: str) -> Case:
    soup = "<p <b><!-- <i>``` ](x ](y) <pre>< p>&amp;&lt <script>a. b</scrip> the the ~~~\n--- \n"
    return Case(filled(size, soup), path)


def _texts() -> Iterator[tuple[str, Callable[[int], str]]]:
    """Cases that are a text and nothing else."""
    pieces = {
        "quotes opening": "“",
        "quotes closing": "”",
        "quotes straight": '"',
        "quotes single": "’",
        "quotes angle": "«»",
        "quotes apart": "“ ” ",
        "quotes apart straight": '" ',
        "quotes of all kinds": "“ ”\" ' ‘’«» „“ ",
        "quotes paragraphs": '“a\n\n”b\n\n"c\n\n',
        "quotes in words": 'a“b”c"d ”e “f g“ h” ',
        "quotes damaged": "He said “ yes ” and ”no“ and “wait. ” “",
        "endless line": PROSE.replace("\n\n", " "),
        "prose": PROSE,
        "one word": "abcdefghij",
        "one capital word": "ABCDEFGHIJ",
        "capitals": "A B C D E F G H I J ",
        "capitalised": "Abc Def-Ghi Jkl ",
        "spaces": " ",
        "tabs and spaces": "\t \u00a0\u2009",
        "newlines": "\n",
        "newlines of all kinds": "\r\n\r\n\n\r \n\t\n",
        "dots": ".",
        "dots apart": ". ",
        "commas": ",",
        "commas apart": " , ,",
        "marks": ".,;:!?…-–—",
        "word and dots": "word.. word,, word,. ",
        "the the": "the ",
        "the the in pairs": "the the cat a a dog of of ",
        "determiners": "in the These and the an a The ",
        "stray stops": "abc. in def. about ",
        "stray stops, known words": "doubts. in doubt. about doubting. the ",
        "lower case": "prices rose. banks fell. ",
        "conjuncts": ", Baltic, and Baltic, Baltic and Baltic ",
        "connectives": "citing its However, talks Moreover, ",
        "dangling hyphens": "low -NATO low -Nato ",
        "bidi controls": "\u202e\u202d\u2066a\u2069\u202c b",
        "zero width": "\u200b\u200c\u200d\ufeff\u2060",
        "zero width in words": "a\u200bb\u200dc d\ufeff ",
        "emoji": "👩🏽‍🚀👍🏿🏳️‍🌈 ",
        "combining marks": "e\u0301\u0323\u0308",
        "combining marks only": "\u0301",
        "addresses": "http://",
        "addresses apart": "http://a.b/c. www.d.com, e@f.g http:// ",
        "at signs": "a@",
        "at signs apart": "a@ @b ",
        "dotted letters": "a.",
        "dotted capitals": "U.S.",
        "dots and dashes": "a-b.c-d_e+",
        "file names": "a.txt b-c.pdf ",
        "backticks": "`a` `b\n`",
        "hyphens": "ab-",
        "apostrophes": "don't it's O’Neill ’tis ",
        "humps": "aBcDeF",
        "colons": "a:b:c ",
        "colons glued": "explained:Radio a:b:c said;They ",
        "numbers": "1,234.5 %3.5-6:7/8 $9 ",
        "digits": "1234567890",
        "nulls": "\x00",
        "no-break spaces": "a\u00a0b\u2009c ",
        "brackets": "([{",
        "backslashes": "\\1\\g<0>{x}%s",
        "not English": "Der Rat der Stadt hat am Montag lange über die alte Brücke gesprochen. ",
        "cyrillic": "Совет города говорил о мосте. ",
        "two scripts in a word": "aЯ",
        "hard wrapped": "The council of the small town met on Monday evening\nto talk about the "
        "bridge over the river and broke\n",
        "short lines": "a\nb c.\n",
        "in way": "in limited way on it China, for him Peru. ",
    }
    for title, piece in pieces.items():
        yield title, lambda size, piece=piece: filled(size, piece)
    # What stands before or behind decides whether a pattern has to give up at the end.
    yield "quotes then prose", lambda size: filled(size // 2, "“") + filled(size // 2, PROSE)
    yield "spaces then a letter", lambda size: filled(size, " ") + "x"
    yield "word then a mark", lambda size: filled(size, string.ascii_lowercase) + "@!"
    yield "the the then a dot", lambda size: filled(size, "the ") + "the.a"
    yield "the the then a longer word", lambda size: filled(size, "the ") + "the theory."
    yield "blank lines then a letter", lambda size: "a\n" + filled(size, " \t\n ") + "x"
    yield "line end, spaces", lambda size: "a\n" + filled(size, " ") + "x\n\n" + " " * 9 + "y"
    yield "one backtick a line", lambda size: filled(size, "`" + "a " * 40 + "\n")
    yield "a stop and spaces", lambda size: "He had doubts." + filled(size, " ") + "about it"
    yield "one bracket deep", lambda size: nested(size, "(", ")")
    yield "quotes deep", lambda size: nested(size, "“", "”")
    yield "quotes and brackets deep", lambda size: nested(size, "(“[‘", "’]”)")
    yield "quotes nearly too deep", lambda size: filled(size, nested(99, "“a ", " b”") + "\n")
    yield "hashtags", lambda size: PROSE + filled(size, "#bridge #town #river\n")
    yield "one line of hashtags", lambda size: PROSE + filled(size, "#bridge ") + "x"
    yield "many times", lambda size: PROSE + filled(size, "2024-10-30 06:39:00\n")
    yield "a time and spaces", lambda size: f"{PROSE}2024-10-30{filled(size, ' ')}x"
    yield "labels", lambda size: PROSE + filled(size, "Comments\nShare this\nPopular posts\n")
    yield "headlines", lambda size: filled(size, f"{PROSE}“We will pay.” Keller: The bank\n{PROSE}")
    yield "hashtags between prose", lambda size: filled(size, f"{PROSE}#a #b\n{PROSE}Comments\n")
    yield "single breaks", lambda size: filled(size, PROSE * 4 + PROSE.strip() + "\n")
    yield "glued words", glued
    yield "all of Unicode", everything


CASES: dict[str, Callable[[int], Case]] = {
    **{title: lambda size, make=make: Case(make(size)) for title, make in _texts()},
    **{title: lambda size, make=make: Case(make(size)) for title, make in SHAPES.items()},
    "people": people,
    "people, no reference": lambda size: Case(people(size).text),
    "one office": one_office,
    "markdown": lambda size: tag_soup(size, "x.md"),
    "html": lambda size: tag_soup(size, "x.html"),
    "html open tags": lambda size: Case(filled(size, "<a "), "x.html"),
    "html comments": lambda size: Case(filled(size, "<!-- a "), "x.html"),
    "html entities": lambda size: Case(filled(size, "&amp; the the &lt;"), "x.html"),
    "markdown fences": lambda size: Case(filled(size, "```\na\n~~~\n"), "x.md"),
    "markdown links": lambda size: Case(filled(size, "[a](b) ](](c ("), "x.md"),
    "markdown dashes": lambda size: Case(filled(size, "---\n"), "x.md"),
}


def measure(title: str, size: int) -> dict[str, Any]:
    """One case in this process: CPU seconds of each step, and the most memory in megabytes."""
    case = CASES[title](size)
    text = case.text if title in FOREIGN else english(size) + case.text
    given: dict[str, Any] = {"path": case.path, "references": case.references}
    cleanup.check("The mayor said so.")  # the cards are read
    times = [time.process_time()]
    report = cleanup.check(text, **given)
    times.append(time.process_time())
    cleaning = cleanup.clean(text, **given)
    times.append(time.process_time())
    cleanup.clean(text, unsafe=True, **given)
    times.append(time.process_time())
    readability(text)
    times.append(time.process_time())
    seconds = (round(after - before, 2) for before, after in pairwise(times))
    return {
        **dict(zip(STEPS, seconds, strict=True)),
        "findings": len(report.findings),
        "edits": len(cleaning.edits),
        "memory": _memory(),
    }


def _memory() -> int:
    """The most memory that this process has had, in megabytes; 0 where that is not told."""
    try:
        import resource
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (1 << 20 if sys.platform == "darwin" else 1 << 10)


def measured(title: str, size: int, patience: float) -> dict[str, Any]:
    """One case in a process of its own; `failed` says what went wrong."""
    command = [sys.executable, __file__, "--one", title, "--small", str(size)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=patience, check=False
        )
    except subprocess.TimeoutExpired:
        return {"failed": f"more than {patience:.0f} s"}
    if done.returncode:
        return {"failed": (done.stderr.strip().splitlines() or [f"status {done.returncode}"])[-1]}
    return dict(json.loads(done.stdout))


def verdict(small: dict[str, Any], large: dict[str, Any], sizes: tuple[int, int]) -> str:
    """What is wrong with the figures, if anything."""
    if failed := small.get("failed") or large.get("failed"):
        return f"FAILED: {failed}"
    most = WORST_GROWTH * sizes[1] / sizes[0] / 10
    said = [
        f"SUPERLINEAR {step} ×{large[step] / max(small[step], 0.01):.0f}"
        for step in STEPS
        if large[step] > TELLING and large[step] > most * max(small[step], 0.01)
    ]
    said += [f"SLOW {s}" for s in STEPS if large[s] > WORST_PACE * sizes[1] / 1_000_000]
    return ", ".join(said)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--small", type=int, default=1_000_000, help="code points")
    parser.add_argument("--large", type=int, default=10_000_000, help="code points")
    parser.add_argument("--quick", action="store_true", help="50,000 and 500,000 code points")
    parser.add_argument("--only", default="", help="cases whose name contains this")
    parser.add_argument("--patience", type=float, default=600, help="seconds for one case")
    parser.add_argument("--profile", metavar="CASE", help="profile one case at --small")
    parser.add_argument("--one", metavar="CASE", help="measure one case here; print JSON")
    args = parser.parse_args()

    if args.one:
        print(json.dumps(measure(args.one, args.small)))
        return 0
    if args.profile:
        with cProfile.Profile() as profile:
            print(measure(args.profile, args.small))
        pstats.Stats(profile).sort_stats("tottime").print_stats(15)
        return 0
    sizes = (50_000, 500_000) if args.quick else (args.small, args.large)
    flagged = 0
    print(f"{sizes[0]:,} and {sizes[1]:,} code points; CPU seconds; MB")
    for title in (title for title in CASES if args.only in title):
        small, large = (measured(title, size, args.patience) for size in sizes)
        said = verdict(small, large, sizes)
        flagged += bool(said)
        columns = (f"{s} {small.get(s, '?')} {large.get(s, '?')}" for s in (*STEPS, "memory"))
        print(f"{title:26}{'  '.join(f'{c:24}' for c in columns)}{said}", flush=True)
    print(f"{flagged} of {len(CASES)} cases flagged")
    return 1 if flagged else 0


if __name__ == "__main__":
    sys.exit(main())
