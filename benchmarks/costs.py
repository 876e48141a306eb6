"""What each rule costs on undamaged prose."""

from common import MB, Bench, Figures, table, under_way

# A rule may take a tenth of a second for 10 MB where the yardstick takes a third of one.
BUDGET = 0.3


def measure(bench: Bench) -> Figures:
    """Seconds of CPU for each rule and view over a text of 1 MB, or the smallest there is."""
    under_way("each rule")
    text = bench.text("prose", min(MB, *bench.sizes))
    return dict(bench.inside("costs", text, (bench.repeats + 1) // 2))


def render(figures: Figures) -> str:
    check, kilobytes = figures["check"], figures["bytes"] / 1000
    parts = {
        **{f"`{name}`": taken for name, taken in figures["rules"].items()},
        **{f"view {name}": taken for name, taken in figures["views"].items()},
    }
    budget = figures["yardstick"] * BUDGET
    rows = [
        [
            name,
            f"{taken / kilobytes * 1e6:.2f}",
            f"{taken / check:.1%}",
            f"{taken / figures['yardstick']:.2f}",
            f"{taken / budget:.1f}" if name.startswith("`") else "",
        ]
        for name, taken in sorted(parts.items(), key=lambda part: -part[1])
    ]
    total = sum(parts.values())
    return "\n\n".join(
        [
            "CPU of each rule alone on undamaged prose, without the views (paragraphs, sentences "
            f"and the like) that rules share. A rule's budget is {BUDGET} × the yardstick.",
            table(["part", "µs/KB", "share of check", "× yardstick", "× budget"], rows),
            f"All of these: {total / check:.0%} of a check, which takes "
            f"{check / kilobytes * 1e6:.1f} µs/KB.",
        ]
    )
