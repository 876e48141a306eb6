"""Many random texts through `check` and `clean`, and everything that must be true of each.

    python benchmarks/soak.py --texts 50000 --jobs 2 --seed 0

A failure is printed with the seed that gives it again:

    python benchmarks/soak.py --texts 1 --seed SEED --show
"""

import argparse
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HOME), str(HOME / "tests")]

from fuzzing import MAX_REMOVED, shorter, text_of, try_seed  # noqa: E402

A_BATCH = 50


def batch(seeds: range) -> tuple[Counter[str], list[tuple[int, str]]]:
    """The figures of some seeds, and what broke."""
    figures: Counter[str] = Counter()
    broken: list[tuple[int, str]] = []
    for seed in seeds:
        figures["texts"] += 1
        try:
            got = try_seed(seed)
        except Exception as error:
            broken.append((seed, f"{type(error).__name__}: {error}"))
            continue
        figures["findings"] += got.findings
        figures["edits"] += got.edits
    return figures, broken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=int, default=1_000, help="how many")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--show", action="store_true", help="print broken texts, cut down")
    args = parser.parse_args()

    end = args.seed + args.texts
    batches = [range(at, min(at + A_BATCH, end)) for at in range(args.seed, end, A_BATCH)]
    figures: Counter[str] = Counter()
    broken: list[tuple[int, str]] = []
    began = time.monotonic()
    with ProcessPoolExecutor(args.jobs) as pool:
        for got, failed in pool.map(batch, batches):
            figures += got
            broken += failed
            for seed, what in failed:
                print(f"seed {seed}: {what}", flush=True)
    if args.show:
        for seed, _ in broken:
            text = shorter(text_of(seed), MAX_REMOVED[seed % len(MAX_REMOVED)])
            print(f"seed {seed}, cut down: {text!r}")
    for name in ("texts", "findings", "edits"):
        print(f"{name:9}{figures[name]:>10,}")
    print(f"{'failures':9}{len(broken):>10,}")
    print(f"{'seconds':9}{time.monotonic() - began:>10,.0f}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
