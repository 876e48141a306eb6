"""How CPU time and memory grow with the text: the whole command, and inside one process."""

from collections.abc import Iterable
from pathlib import Path

from common import MB, Bench, Failed, Figures, Usage, megabytes, middle, table, times, under_way
from corpus import KINDS

ACTIONS = ("check", "fix")
INSIDE = ("check", "clean", "counts")
START = 1_000
# Nobody has 100 MB of damaged text, or fixes it in one piece.
DAMAGED = ("damaged", "dense")
LARGEST_DAMAGED = 10 * MB
LARGEST_FIXED = 10 * MB
# The yardstick makes a list of all words: of 100 MB it takes gigabytes.
LARGEST_INSIDE = 10 * MB


def measure(bench: Bench, kinds: Iterable[str] = tuple(KINDS)) -> Figures:
    """CPU seconds net of start (what a text of 1 KB takes), peak memory, and the yardstick."""
    # Whatever is made only once is made now.
    bench.run(bench.command("check", bench.text("prose", START)))
    rows = [row for kind in kinds for action in ACTIONS for row in _grow(bench, kind, action)]
    inside = [
        _inside(bench, kind, size)
        for kind in ("prose", "damaged")
        for size in bench.sizes
        if size <= LARGEST_INSIDE
    ]
    return {"rows": rows, "inside": inside}


def _inside(bench: Bench, kind: str, size: int) -> Figures:
    """Seconds for `check`, `clean`, the counts of a score and the yardstick, and how often that
    goes into each."""
    path = bench.text(kind, size)
    taken = bench.inside("pace", path, bench.rounds(size))
    return {
        **{"kind": kind, "size": size, "bytes": path.stat().st_size},
        **{name: middle(seconds) for name, seconds in taken.items()},
        **{f"{name} times": times(taken[name], taken["yardstick"]) for name in INSIDE},
    }


def _grow(bench: Bench, kind: str, action: str) -> list[Figures]:
    """The sizes in turn, round by round, the yardstick on the same text right behind."""
    under_way(action, kind)
    limits = [LARGEST_FIXED] * (action == "fix") + [LARGEST_DAMAGED] * (kind in DAMAGED)
    sizes = [size for size in bench.sizes if all(size <= limit for limit in limits)]
    taken: dict[int, list[Figures]] = {size: [] for size in sizes}
    said: dict[int, str] = {}
    for turn in range(max(map(bench.rounds, sizes), default=0)):
        start = bench.run(bench.command(action, bench.text(kind, START)))
        pace = 0.0
        for size in (s for s in sizes if turn < bench.rounds(s) and s not in said):
            if pace * size > bench.patience:
                said[size] = f"left out: would take more than {bench.patience:.0f} s"
                continue
            try:
                figures = _one(bench, action, bench.text(kind, size), start)
            except Failed as failure:
                said[size] = str(failure)
                continue
            pace = figures["cpu"] / size
            taken[size].append(figures)
    rows = []
    for size, rounds in taken.items():
        row: Figures = {"kind": kind, "action": action, "size": size}
        row["bytes"] = bench.text(kind, size).stat().st_size
        if size in said:
            row["said"] = said[size]
        else:
            row |= {name: middle(one[name] for one in rounds) for name in rounds[0]}
        rows.append(row)
    return rows


def _one(bench: Bench, action: str, path: Path, start: Usage) -> Figures:
    took = bench.run(bench.command(action, path))
    net = max(took.cpu - start.cpu, 1e-6)
    figures = {"cpu": took.cpu, "net": net, "rss": took.rss, "start rss": start.rss}
    if path.stat().st_size <= LARGEST_INSIDE * 1.01:
        figures["times"] = net / bench.inside("yardstick", path)
    return figures


def of(figures: Figures, kind: str, action: str) -> list[Figures]:
    """The rows of a text and an action that were measured, by size."""
    rows = (r for r in figures["rows"] if (r["kind"], r["action"]) == (kind, action))
    return [row for row in rows if "net" in row]


def growth(rows: list[Figures]) -> list[float]:
    """CPU a byte at each size, as multiples of that at the smallest."""
    costs = [row["net"] / row["bytes"] for row in rows]
    return [cost / costs[0] for cost in costs]


def render(figures: Figures) -> str:
    sizes = sorted({row["size"] for row in figures["rows"]})
    names = [megabytes(size) for size in sizes]
    speeds, memory = [], []
    for kind, action in dict.fromkeys((row["kind"], row["action"]) for row in figures["rows"]):
        rows = of(figures, kind, action)
        at = {row["size"]: row for row in rows}
        grown = dict(zip(at, growth(rows), strict=True))
        ways = [f"{row['times']:.1f}" for row in rows if "times" in row]
        title = f"{action}, {kind}"
        speeds.append(
            [
                title,
                *(f"{at[s]['bytes'] / MB / at[s]['net']:.2f}" if s in at else "" for s in sizes),
                *(f"{grown[s]:.2f}" if s in grown else "" for s in sizes[1:]),
                ways[-1] if ways else "",
            ]
        )
        memory.append(
            [
                title,
                *(f"{at[s]['rss'] / MB:.0f}" if s in at else "" for s in sizes),
                *(f"{_above_start(at[s]):.1f}" if s in at else "" for s in sizes),
            ]
        )
    measured = [size for size in sizes if size <= LARGEST_INSIDE]
    yardstick = f"× yardstick, {megabytes(measured[-1])}" if measured else "× yardstick"
    header = ["text", *(f"{n}: MB/s" for n in names), *(f"{n}: growth" for n in names[1:])]
    return "\n\n".join(
        [
            "The command: MB a second of CPU, net of start; the CPU that a MB takes, as a multiple "
            f"of what it takes at {names[0]}; and all CPU as a multiple of the yardstick's.",
            table([*header, yardstick], speeds),
            "Its peak memory in MB; and what that is above a run on 1 KB, as a multiple of the "
            "text.",
            table(["text", *(f"{n}: MB" for n in names), *(f"{n}: × text" for n in names)], memory),
            "In one process, `cleanup.check`, `cleanup.clean` and what is counted for a score: "
            "MB a second of CPU.",
            _render_inside(figures["inside"]),
            *_render_said(figures["rows"]),
        ]
    )


def _above_start(row: Figures) -> float:
    return float((row["rss"] - row["start rss"]) / row["bytes"])


def _render_inside(rows: list[Figures]) -> str:
    header = ["text", *INSIDE, "yardstick", *(f"{name} × yardstick" for name in INSIDE)]
    return table(
        header,
        [
            [
                f"{row['kind']}, {megabytes(row['size'])}",
                # A result of before has no counts.
                *(
                    f"{row['bytes'] / MB / row[name]:.2f}" if name in row else ""
                    for name in (*INSIDE, "yardstick")
                ),
                *(
                    f"{row[f'{name} times']:.1f}" if f"{name} times" in row else ""
                    for name in INSIDE
                ),
            ]
            for row in rows
        ],
    )


def _render_said(rows: list[Figures]) -> list[str]:
    """What could not be measured, and why."""
    missing = [row for row in rows if "said" in row]
    lines = (f"- {r['action']}, {r['kind']}, {megabytes(r['size'])}: {r['said']}" for r in missing)
    return ["\n".join(lines)] if missing else []
