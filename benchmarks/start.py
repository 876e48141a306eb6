"""How long the command takes before it has anything to do, and the first time of all."""

import itertools
import shutil
import sys
from collections.abc import Sequence

from common import Bench, Figures, Usage, interleaved, middle, table, times
from corpus import ARTICLE

# As short as these are, one run says little.
MORE = 2


def measure(bench: Bench) -> Figures:
    """Seconds of CPU and by the clock; every check is of an article not seen before."""
    numbers = itertools.count(1)
    cache = bench.folder / "first-cache"

    def check() -> Sequence[object]:
        return bench.cleanup("check", bench.text("prose", ARTICLE, next(numbers)))

    def first() -> Usage:
        shutil.rmtree(cache, ignore_errors=True)
        cache.mkdir()
        return bench.run(check(), env={"CLEANUP_CACHE_DIR": str(cache)})

    bench.run(check())
    taken = interleaved(
        {
            "import typer": lambda: bench.run([sys.executable, "-c", "import typer"]),
            "--version": lambda: bench.run(bench.cleanup("--version")),
            "check 5 KB": lambda: bench.run(check()),
            "check 5 KB, first run": first,
        },
        bench.repeats * MORE,
    )
    cpu = {name: [one.cpu for one in runs] for name, runs in taken.items()}
    return {
        "rows": {
            name: {"cpu": middle(cpu[name]), "wall": middle(one.wall for one in runs)}
            for name, runs in taken.items()
        },
        "version over typer": times(cpu["--version"], cpu["import typer"]),
        "first over later": times(cpu["check 5 KB, first run"], cpu["check 5 KB"]),
    }


def render(figures: Figures) -> str:
    rows = [
        [name, f"{row['cpu'] * 1000:.0f}", f"{row['wall'] * 1000:.0f}"]
        for name, row in figures["rows"].items()
    ]
    return "\n\n".join(
        [
            table(["run", "CPU ms", "clock ms"], rows),
            f"`--version` takes {figures['version over typer']:.2f} × `import typer`; the first "
            f"run, with nothing cached, {figures['first over later']:.2f} × a later one.",
        ]
    )
