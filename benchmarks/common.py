"""What the parts of the benchmark share: running and timing commands, the texts, tables."""

import functools
import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import corpus

HERE = Path(__file__).resolve().parent
HOME = HERE.parent
MB = 1_000_000
# One rule may take as long as it likes: what is given up says nothing about speed.
_CONFIG = "[limits]\nmax-seconds = 86400\n"

Figures = dict[str, Any]


class Failed(Exception):
    """A command that ended in a way it should not have, or took too long."""


@dataclass(frozen=True)
class Usage:
    """What a command took: seconds by the clock, seconds of CPU, bytes of memory at the peak."""

    wall: float
    cpu: float
    rss: int


@dataclass
class Bench:
    """A folder for everything that is made, and how things are run in it.

    `patience` is in seconds by the clock, for one command; `repeats` is for the small texts.
    """

    folder: Path
    repeats: int = 5
    patience: float = 600
    sizes: tuple[int, ...] = (1 * MB, 10 * MB, 100 * MB)
    files: int = 10_000
    peers: Path | None = None
    env: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.config.write_text(_CONFIG, encoding="utf-8")
        path = os.pathsep.join(filter(None, (str(HOME), os.environ.get("PYTHONPATH"))))
        cache = str(self.folder / "cache")
        self.env = {**os.environ, "PYTHONPATH": path, "CLEANUP_CACHE_DIR": cache}

    @property
    def config(self) -> Path:
        return self.folder / "unlimited.toml"

    def cleanup(self, *arguments: object) -> list[str]:
        """A command line of the program in this checkout."""
        return [sys.executable, "-m", "cleanup", *map(str, arguments)]

    def command(self, action: str, path: Path, *, new: bool = False) -> list[str]:
        """`cleanup check` on a file, or `fix` into another one.

        Without a time limit for the rules, and without results kept from before, unless the text
        is a new one.
        """
        copy = ("-o", self.folder / "fixed.txt") if action == "fix" else ()
        return self.cleanup(action, *self._fair(action, path, new), *copy, path)

    def _fair(self, action: str, path: Path, new: bool) -> Iterator[object]:
        if not new and "--no-cache" in self.options(action):
            yield "--no-cache"
        # A small text meets no limit, and is measured as users have it: without settings.
        if path.stat().st_size >= MB:
            yield from ("--config", self.config)

    def options(self, command: str) -> str:
        """The help text of a command: it tells which options there are."""
        return _help(tuple(self.cleanup(command, "--help")), self.env["PYTHONPATH"])

    def run(
        self,
        command: Sequence[object],
        *,
        fine: Iterable[int] = (0, 1),
        env: Mapping[str, str] | None = None,
        patience: float = 0,
    ) -> Usage:
        """Run a command in the folder. Raises Failed unless its exit status is a fine one."""
        launch = [sys.executable, "-I", "-S", HERE / "launch.py", patience or self.patience]
        done = subprocess.run(
            [str(part) for part in (*launch, *command)],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            cwd=self.folder,
            env={**self.env, **(env or {})},
        )
        took = json.loads(done.stdout)
        if took["status"] not in fine:
            line = " ".join(Path(str(part)).name for part in command)
            raise Failed(f"{line}: status {took['status']}: {took['said']}")
        return Usage(took["wall"], took["cpu"], took["rss"])

    def inside(self, *arguments: object) -> Any:
        """What `inside.py` says, in a process of its own."""
        command = [sys.executable, HERE / "inside.py", *arguments]
        done = subprocess.run(
            [str(part) for part in command],
            capture_output=True,
            text=True,
            check=False,
            env=self.env,
        )
        if done.returncode:
            said = done.stderr.strip().splitlines()[-1:]
            raise Failed(f"inside.py {arguments[0]}: {' '.join(said)}")
        return json.loads(done.stdout)

    def text(self, kind: str, size: int, number: int = 0) -> Path:
        """A file with a text of a kind, made when first asked for."""
        path = self.folder / "texts" / f"{kind.replace(' ', '-')}-{size}-{number}.txt"
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            corpus.write(kind, size, path, seed=number)
        return path

    def rounds(self, size: int) -> int:
        """How often a text of this size is measured: the large ones are steadier, and dear."""
        return self.repeats if size <= MB else (self.repeats + 1) // 2 if size <= 10 * MB else 1


@functools.cache
def _help(command: tuple[str, ...], path: str) -> str:
    # Wide, so that no option is cut off.
    env = {**os.environ, "PYTHONPATH": path, "COLUMNS": "200", "TERM": "dumb"}
    return subprocess.run(command, capture_output=True, text=True, check=True, env=env).stdout


def interleaved(commands: Mapping[str, Callable[[], Usage]], rounds: int) -> dict[str, list[Usage]]:
    """Run all of them in turn, again and again, each round from another one on."""
    names = list(commands)
    taken: dict[str, list[Usage]] = {name: [] for name in names}
    for at in range(rounds):
        first = at % len(names)
        for name in names[first:] + names[:first]:
            taken[name].append(commands[name]())
    return taken


def middle(values: Iterable[float]) -> float:
    return statistics.median(values)


def times(one: Sequence[float], other: Sequence[float]) -> float:
    """How many times `other` goes into `one`: the median over the rounds."""
    return middle(a / b for a, b in zip(one, other, strict=True))


def under_way(*what: str) -> None:
    """Say what is measured now: a full run takes an hour."""
    print("…", *what, file=sys.stderr, flush=True)


def megabytes(size: float) -> str:
    """`5 KB`, `10 MB`, `0.5 MB`."""
    return f"{size / MB:g} MB" if size >= MB // 10 else f"{size / 1000:g} KB"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown, padded so that it reads well as it stands."""
    lines = [list(header), *(list(row) for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(header))]

    def one(cells: Sequence[str]) -> str:
        first, *rest = (
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return "| " + " | ".join([first, *rest]) + " |"

    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join([one(lines[0]), "| " + " | ".join(rule) + " |", *map(one, lines[1:])])


def machine() -> Figures:
    """What the figures depend on, without names."""
    return {
        "date": date.today().isoformat(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "load": round(os.getloadavg()[0], 1),
    }
