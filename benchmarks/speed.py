"""How fast cleanup is, how that grows, what it costs, and how others do on the same texts.

    python benchmarks/speed.py --quick                     # a minute, without the peers
    python benchmarks/speed.py --json run.json             # everything; an hour
    python benchmarks/speed.py --parts start,costs
    python benchmarks/speed.py --page run.json             # the figures into benchmarks/README.md

Everything is made in a temporary folder, and nothing is downloaded but the peers (`--peers` keeps
them). Exits with 1 if a goal is missed, or in a full run not measured.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import costs
import folder
import goals
import page
import peers
import sizes
import start
from common import MB, Bench, Failed, Figures, machine

PARTS: dict[str, Callable[[Bench], Figures]] = {
    "start": start.measure,
    "sizes": sizes.measure,
    "costs": costs.measure,
    "folder": folder.measure,
    "peers": peers.measure,
}
QUICK = ["start", "sizes", "costs", "folder"]


def arguments() -> argparse.ArgumentParser:
    summary, _, rest = str(__doc__).partition("\n\n")
    parser = argparse.ArgumentParser(
        description=summary, epilog=rest, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="small texts, few articles, one round")
    parser.add_argument("--parts", help=f"some of {','.join(PARTS)}, by comma")
    parser.add_argument("--sizes", help="in MB, by comma [1,10,100]")
    parser.add_argument("--files", type=int, help="articles in the folder [10000]")
    parser.add_argument("--repeats", type=int, help="rounds for texts of up to 1 MB [5]")
    parser.add_argument("--patience", type=float, default=600, help="seconds for a command [600]")
    parser.add_argument("--peers", type=Path, metavar="FOLDER", help="the peers' environment")
    parser.add_argument("--work", type=Path, metavar="FOLDER", help="where texts are made and kept")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    parser.add_argument("--page", type=Path, metavar="FILE", help="only make the page from these")
    return parser


def run(bench: Bench, parts: list[str], into: Path | None) -> tuple[Figures, bool]:
    """Measure the parts, and print and write each as it is done: all figures, and whether all
    parts could be measured."""
    result: Figures = {"machine": {**machine(), "rounds": bench.repeats}}
    whole = True
    print(page.about(result), flush=True)
    for part in parts:
        try:
            result[part] = PARTS[part](bench)
        except Failed as failure:
            print(f"\n{part}: {failure}", file=sys.stderr)
            whole = False
            continue
        print(f"\n{page.section(part, result)}", flush=True)
        if into:
            into.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return result, whole


def main() -> int:
    parser = arguments()
    args = parser.parse_args()
    if args.page:
        page.write(json.loads(args.page.read_text(encoding="utf-8")))
        return 0
    parts = args.parts.split(",") if args.parts else QUICK if args.quick else list(PARTS)
    if strange := set(parts) - set(PARTS):
        parser.error(f"--parts: no part {', '.join(sorted(strange))}; there are {', '.join(PARTS)}")
    wanted = args.sizes or ("0.1,1" if args.quick else "1,10,100")
    try:
        in_bytes = tuple(sorted({round(float(size) * MB) for size in wanted.split(",")}))
    except ValueError:
        parser.error(f"--sizes: numbers by comma, not {wanted!r}")
    whole = not (args.quick or args.parts or args.sizes)
    with tempfile.TemporaryDirectory() as temporary:
        bench = Bench(
            (args.work or Path(temporary)).resolve(),
            repeats=args.repeats or (1 if args.quick else 5),
            patience=args.patience,
            sizes=in_bytes,
            files=args.files or (100 if args.quick else 10_000),
            peers=args.peers and args.peers.resolve(),
        )
        result, measured = run(bench, parts, args.json)
    print(f"\n{page.section('goals', result)}")
    bad = {"FAILED", "not measured"} if whole else {"FAILED"}
    return int(not measured or any(goal.verdict in bad for goal in goals.goals(result)))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("interrupted: --json has the parts that were done")
