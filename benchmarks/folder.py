"""A folder of many articles: one job, two jobs, and a second run that finds everything cached."""

from collections.abc import Callable

import corpus
from common import Bench, Figures, Usage, interleaved, middle, table, times, under_way


def measure(bench: Bench) -> Figures:
    """Seconds by the clock, interleaved; None for what this version has no option for."""
    under_way(f"{bench.files} articles")
    articles = corpus.folder(bench.folder / f"articles-{bench.files}", bench.files)
    there = bench.options("check")
    uncached = ["--no-cache"] if "--no-cache" in there else []
    jobs = "--jobs" in there

    def run(*arguments: object) -> Callable[[], Usage]:
        return lambda: bench.run(bench.cleanup("check", *arguments, articles))

    one = ["--jobs", 1] if jobs else []
    commands = {"one job": run(*uncached, *one)}
    if jobs:
        commands["two jobs"] = run(*uncached, "--jobs", 2)
    if uncached:
        commands["from the cache"] = run(*one)
        commands["from the cache"]()  # fills it
    taken = interleaved(commands, bench.repeats)
    wall = {name: [usage.wall for usage in runs] for name, runs in taken.items()}

    def faster(name: str) -> float | None:
        return times(wall["one job"], wall[name]) if name in wall else None

    return {
        "files": bench.files,
        "rows": {
            name: {
                "wall": middle(wall[name]),
                "cpu": middle(one.cpu for one in runs),
                "rss": middle(one.rss for one in runs),
            }
            for name, runs in taken.items()
        },
        "faster": {name: faster(name) for name in ("two jobs", "from the cache")},
    }


def render(figures: Figures) -> str:
    rows = []
    for name in ("one job", "two jobs", "from the cache"):
        if (row := figures["rows"].get(name)) is None:
            rows.append([name, "not available", "", "", "", ""])
            continue
        rate = f"{figures['files'] / row['wall']:.0f}"
        faster = figures["faster"].get(name)
        cells = [f"{row['wall']:.2f}", f"{row['cpu']:.2f}", rate, f"{row['rss'] / 1e6:.0f}"]
        rows.append([name, *cells, f"{faster:.2f}" if faster else ""])
    header = ["run", "clock s", "CPU s", "files/s", "peak MB", "× as fast"]
    return f"{figures['files']:,} articles of 5 KB:\n\n" + table(header, rows)
