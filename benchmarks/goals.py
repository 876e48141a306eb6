"""What the figures ought to be."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import sizes
from common import MB, Figures, table

# Of what another size takes a megabyte.
STEADY = 0.25


@dataclass(frozen=True)
class Goal:
    """A figure (None: not measured) and its limit; `least`: the limit is the least allowed."""

    name: str
    figure: float | None
    limit: float
    least: bool = False

    @property
    def verdict(self) -> str:
        if self.figure is None:
            return "not measured"
        met = self.figure >= self.limit if self.least else self.figure <= self.limit
        return "ok" if met else "FAILED"


def goals(result: Figures) -> list[Goal]:
    """Every goal, with what was measured."""
    start, folder = (result.get(part, {}) for part in ("start", "folder"))
    faster = folder.get("faster", {})
    return [
        Goal(
            "check, 10 MB prose: times proselint's rate",
            _peer(result, "proselint", 10 * MB),
            5,
            least=True,
        ),
        Goal(
            "check, 10 MB prose: times the yardstick's CPU",
            _row(result, "prose", "check", 10 * MB).get("times"),
            5,
        ),
        *_growths(result),
        Goal(
            "check, 5 KB: times proselint's rate", _peer(result, "proselint", 5_000), 1, least=True
        ),
        Goal("--version: times `import typer`", start.get("version over typer"), 1.3),
        Goal("first run: times a later one", start.get("first over later"), 2),
        Goal("check, 1 MB damaged: MB/s", _rate(result, "damaged", "check"), 1, least=True),
        Goal("fix, 1 MB damaged: MB/s", _rate(result, "damaged", "fix"), 0.5, least=True),
        Goal("two jobs: times as fast as one", faster.get("two jobs"), 1.7, least=True),
        Goal("from the cache: times as fast", faster.get("from the cache"), 10, least=True),
        Goal("check, 10 MB prose: peak MB", _peak(result), 150),
    ]


def render(result: Figures) -> str:
    rows = [
        [
            goal.name,
            "" if goal.figure is None else f"{goal.figure:.2f}",
            f"{'≥' if goal.least else '≤'} {goal.limit:g}",
            goal.verdict,
        ]
        for goal in goals(result)
    ]
    return table(["goal", "figure", "limit", "verdict"], rows)


def _row(result: Figures, kind: str, action: str, size: int) -> dict[str, Any]:
    rows = sizes.of(result["sizes"], kind, action) if "sizes" in result else []
    return next((row for row in rows if row["size"] == size), {})


def _rate(result: Figures, kind: str, action: str) -> float | None:
    row = _row(result, kind, action, 1 * MB)
    return row["bytes"] / MB / row["net"] if row else None


def _peak(result: Figures) -> float | None:
    row = _row(result, "prose", "check", 10 * MB)
    return row["rss"] / MB if row else None


def _peer(result: Figures, peer: str, size: int) -> float | None:
    for row in result.get("peers", {}).get("rows", ()):
        if (row["peer"], row["kind"], row["size"]) == (peer, "prose", size):
            figure: float | None = row.get("times")
            return figure
    return None


def _growths(result: Figures) -> Iterator[Goal]:
    """The growth farthest from 1 of each text: up to 100 MB where it is measured, else 10."""
    wanted: list[tuple[str, str, int]] = [
        *((kind, "check", 100 * MB) for kind in ("prose", "one line", "wrapped")),
        *((kind, "fix", 10 * MB) for kind in ("prose", "one line", "wrapped")),
        *((kind, action, 10 * MB) for kind in ("damaged", "dense") for action in ("check", "fix")),
    ]
    far: Callable[[float], float] = lambda growth: abs(growth - 1)  # noqa: E731
    for kind, action, largest in wanted:
        whole = _row(result, kind, action, 1 * MB) and _row(result, kind, action, largest)
        growths = sizes.growth(sizes.of(result["sizes"], kind, action)) if whole else []
        name = f"{action}, {kind}, 1 to {largest // MB} MB: CPU a MB, off by"
        yield Goal(name, max(map(far, growths)) if growths else None, STEADY)
