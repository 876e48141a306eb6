"""What an imported index of names costs: opening it, looking names up, and a check that uses it.

python benchmarks/names.py [--rows 1000000] [--folder FOLDER]

Figures are ratios of medians, taken in turn on one machine: loading SQLite and opening, and opening
alone, against `import json` in a new process; a look-up in the big index against one in an index of
1,000 rows; a check with a source and the big index against one without.
"""

import argparse
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]

from common import table  # noqa: E402

import cleanup  # noqa: E402
from cleanup.names.importing import import_names  # noqa: E402
from cleanup.names.index import Index  # noqa: E402

FEW = 1_000
ROUNDS = 15
# As many forms as a short article has words that may be names.
ASKED = 100
_PAIRS = list(zip("бвгдзклмнпрст", "bvgdzklmnprst", strict=True))
_VOWELS = list(zip("аеиоу", "aeiou", strict=True))


def names(rows: int) -> Iterator[tuple[str, str]]:
    """Made-up native forms with their spellings, always the same."""
    some = random.Random(7)
    for _ in range(rows):
        parts = [some.choice(some.choice((_PAIRS, _VOWELS))) for _ in range(some.randint(5, 11))]
        yield "".join(a for a, _ in parts), "".join(b for _, b in parts)


def index_of(rows: int, folder: Path) -> tuple[Path, float]:
    """An index of so many rows, and how long it took to make."""
    file = folder / f"{rows}.tsv"
    with file.open("w", encoding="utf-8") as out:
        out.write("lang\tunit\tnative\tenglish\tcount\n")
        for number, (native, english) in enumerate(names(rows)):
            out.write(f"russian\ttoken\t{native}\t{english}\t{1 + number % 3}\n")
    begin = perf_counter()
    import_names(file, folder / f"{rows}.index")
    return folder / f"{rows}.index", perf_counter() - begin


def taken(do: Callable[[], object]) -> float:
    begin = perf_counter()
    do()
    return perf_counter() - begin


def opened(path: Path) -> None:
    with Index(path) as index:
        index.about("rows")


def looked_up(path: Path, asked: list[str]) -> float:
    """Seconds for one look-up, in an index that is open."""
    with Index(path) as index:
        index.spellings(asked, "token")
        return taken(lambda: [index.spellings([form], "token") for form in asked]) / len(asked)


def in_new_process(what: str) -> float:
    """Seconds for a statement, by its own clock."""
    timed = f"import time; t = time.perf_counter(); {what}; print(time.perf_counter() - t)"
    done = subprocess.run([sys.executable, "-c", timed], capture_output=True, check=True)
    return float(done.stdout)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--folder", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = given.folder or Path(made)
        small, _ = index_of(FEW, folder)
        big, seconds = index_of(given.rows, folder)
        there = list(names(FEW))[:: FEW // ASKED]
        asked = [native for native, _ in there]
        opened(big)  # SQLite itself is loaded
        figures: dict[str, list[float]] = {}

        def note(name: str, figure: float) -> None:
            figures.setdefault(name, []).append(figure)

        text = " ".join(f"On Monday the mayor met {e.capitalize()} at the lake." for _, e in there)
        source = " ".join(f"Мэр встретил {n.capitalize()} у озера." for n in asked)
        plain, with_index = cleanup.Settings(), cleanup.Settings(names=(big,))
        for _ in range(ROUNDS):
            note("json", in_new_process("import json"))
            note("load", in_new_process(f"import sqlite3; sqlite3.connect({str(big)!r})"))
            note("open", taken(lambda: opened(big)))
            note("small", looked_up(small, asked))
            note("big", looked_up(big, asked))
            note("plain", taken(lambda: cleanup.check(text, plain)))
            note("source", taken(lambda: cleanup.check(text, with_index, source=source)))
        middle = {name: median(values) for name, values in figures.items()}
        rows = [
            ["load SQLite and open / import json", f"{middle['load'] / middle['json']:.2f}", "1"],
            ["open / import json", f"{middle['open'] / middle['json']:.2f}", "1"],
            [
                f"look-up in {given.rows:,} / in {FEW:,} rows",
                f"{middle['big'] / middle['small']:.2f}",
                "10",
            ],
            [
                f"check of {len(text):,} characters with source and index / without",
                f"{middle['source'] / middle['plain']:.1f}",
                "",
            ],
        ]
        print(table(["ratio", "figure", "at most"], rows))
        print(
            f"\nOne look-up takes {middle['big'] * 1e6:.0f} µs; {given.rows:,} rows were imported "
            f"in {seconds:.0f} s, into {big.stat().st_size / 1e6:.0f} MB."
        )


if __name__ == "__main__":
    main()
