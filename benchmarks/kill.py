"""What is left of a folder when `cleanup fix` is killed, interrupted, or run twice at once.

    python benchmarks/kill.py --kills 200 --interrupts 50 --pairs 5 --files 500 --seed 0

Every file must be whole, the old bytes or the new ones; a second run must finish the work and
report on every file as if nothing had been. The moments are spread over the time that a run takes.
"""

import argparse
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
FOLDER = "articles"
LEFTOVER = re.compile(r"\..+\.cleanup-tmp")
LOST_RACE = "changed while it was being cleaned; run again"
# A kill takes nothing back that was written, on disk or not: and memory does not keep us waiting.
MEMORY = Path("/dev/shm")
# How Python ends when it is interrupted, and what a shell makes of that.
INTERRUPTED = (-2, 130)

PLAIN = """\
The {place} council met on Monday evening to talk about the {thing}.
It heard {n} engineers, a banker and the mayor, and broke up without a vote.
Nobody from {place} had asked for a new {thing}, and nobody was going to pay for one.
“We have waited {n} years,” said the mayor, “and we can wait another month.”
The last {thing} cost ${n}.50 for every household and was never finished.
Two of the builders left for the coast in May; the third wrote a book about it.
""".splitlines()
DAMAGED = """\
The vote on the {thing} raised doubts. about the budget of {place} and of its neighbours.
The clerk said that the {thing} “would be closed by Friday. ”
The the mayor of {place} declined to answer for {n} days.
The owners of the {thing} asked for more time ,and they were given it.
The bank told {place} to “wait and see“ until the {thing} had been sold.
Some {n} people walked along the {thing}.. and nobody stopped them.
""".splitlines()
# Mended whatever stands around it.
SURE = "Report {n} said that the {thing} “would be closed by Friday. ”"
PLACES = "Eskford Hallowby Lunden Marrow Northwick Ostley Pellam Quarne Redmouth Stavel".split()
THINGS = "bridge harbour library mill quarry railway reservoir school theatre tramway".split()
# Encodings and line ends must come through a kill as they were.
FORMS = (("utf-8", "\n"), ("utf-8", "\n"), ("utf-8-sig", "\r\n"), ("utf-16", "\n"))


def article(number: int) -> bytes:
    """A damaged article of 0.2 to 5 KB; every number another."""
    rng = random.Random(number)
    size = 200 * 24 ** rng.random()
    words = {"place": rng.choice(PLACES), "thing": rng.choice(THINGS)}
    paragraphs = [f"The report came out on Tuesday in the evening, and ran to {number + 10} pages."]
    while sum(map(len, paragraphs)) < size:
        some = (rng.choice(rng.choice((PLAIN, DAMAGED))) for _ in range(rng.randint(1, 3)))
        paragraphs.append(" ".join(one.format(n=rng.randint(2, 99), **words) for one in some))
    paragraphs.append(SURE.format(n=number + 100, **words))
    codec, line_end = rng.choice(FORMS)
    return ((line_end * 2).join(paragraphs) + line_end).encode(codec)


@dataclass(frozen=True)
class Trial:
    """A folder before and after an undisturbed run; that run, and one after it.

    `first` and `second` are what the JSON reports say about each file, `statuses` how they ended.
    """

    work: Path
    old: dict[str, bytes]
    new: dict[str, bytes]
    first: dict[str, Any]
    second: dict[str, Any]
    statuses: tuple[int, int]
    seconds: float


def prepare(work: Path, files: int) -> Trial:
    """Make the folder, and see what undisturbed runs do to it."""
    old = {f"{number:04}.txt": article(number) for number in range(files)}
    lay_out(work, old)
    began = time.monotonic()
    status, report, _ = end(start(work))
    seconds = time.monotonic() - began
    again, second, _ = end(start(work))
    return Trial(work, old, texts(work), listed(report), listed(second), (status, again), seconds)


def lay_out(work: Path, old: dict[str, bytes]) -> None:
    """The folder as it was in the beginning."""
    shutil.rmtree(work / FOLDER, ignore_errors=True)
    (work / FOLDER).mkdir()
    for name, data in old.items():
        (work / FOLDER / name).write_bytes(data)


def texts(work: Path) -> dict[str, bytes]:
    """What stands in the files of the folder; leftovers are not among them."""
    entries = sorted((work / FOLDER).iterdir())
    return {p.name: p.read_bytes() for p in entries if not LEFTOVER.fullmatch(p.name)}


def leftovers(work: Path) -> set[str]:
    return {p.name for p in (work / FOLDER).iterdir() if LEFTOVER.fullmatch(p.name)}


def start(work: Path) -> subprocess.Popen[bytes]:
    """`cleanup fix` on the folder."""
    # The folder of this file may be another checkout than the one that is installed.
    ours = os.pathsep.join(filter(None, (str(HOME), os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(
        [sys.executable, "-m", "cleanup", "fix", FOLDER, "--output-format", "json"],
        cwd=work,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": ours},
    )


def end(process: subprocess.Popen[bytes]) -> tuple[int, dict[str, Any], str]:
    """Wait for a run: its exit status, its report (empty if there is none), standard error."""
    out, err = process.communicate()
    return process.returncode, json.loads(out or b"{}"), err.decode(errors="replace")


def hit(process: subprocess.Popen[bytes], moment: float, number: int) -> tuple[int, str]:
    """Send a signal to a run after `moment` seconds: its exit status and standard error."""
    try:
        _, err = process.communicate(timeout=moment)
    except subprocess.TimeoutExpired:
        process.send_signal(number)
        _, err = process.communicate()
    return process.returncode, err.decode(errors="replace")


def listed(report: dict[str, Any]) -> dict[str, Any]:
    """What a report says about each file, by its name."""
    return {Path(entry["path"]).name: entry for entry in report.get("files", ())}


def moments(trial: Trial, count: int, rng: random.Random) -> Iterator[float]:
    """Random moments, one in each of `count` equal parts of the time that a run takes."""
    return (trial.seconds * (at + rng.random()) / count for at in range(count))


def broken_files(trial: Trial, now: dict[str, bytes]) -> Iterator[str]:
    """Files that are neither old nor new, are missing, or have come from nowhere."""
    for name in sorted({*trial.old, *now}):
        if name not in now or now[name] not in (trial.old.get(name), trial.new.get(name)):
            yield f"{name}: neither the old bytes nor the new"


def second_run(trial: Trial) -> Iterator[str]:
    """Run to the end; what is not as it would be if nothing had been."""
    before, left = texts(trial.work), leftovers(trial.work)
    done = {name for name in before if before[name] == trial.new.get(name)}
    status, report, said = end(start(trial.work))
    wanted = {n: trial.second[n] if n in done else trial.first[n] for n in trial.old}
    if status != max(trial.statuses) or said or report.get("errors"):
        yield f"second run: exit status {status}, {report.get('errors')}, {said}"
    if listed(report) != wanted or len(report.get("files", ())) != len(wanted):
        yield "second run: not the report of an undisturbed run"
    if texts(trial.work) != trial.new:
        yield "second run: files that are not new"
    if leftovers(trial.work) != left:
        yield "second run: other leftovers than before"


def one_hit(trial: Trial, moment: float, number: int) -> tuple[Counter[str], list[str]]:
    """A run ended by a signal, and the run after it: figures, and what broke."""
    lay_out(trial.work, trial.old)
    status, said = hit(start(trial.work), moment, number)
    now = texts(trial.work)
    left = leftovers(trial.work)
    done = sum(now.get(name) == data for name, data in trial.new.items())
    broken = list(broken_files(trial, now))
    # Nobody but Python can catch what comes before the command has begun.
    early = number == signal.SIGINT and "KeyboardInterrupt" in said and "in main\n" not in said
    if number == signal.SIGINT and not early and not _ended_well(trial, status, said):
        broken.append(f"exit status {status}: {said.strip()[-2000:]}")
    figures = Counter(
        {
            "runs": 1,
            "interrupted before the command had begun": early,
            "ended before the first file": done == 0,
            "ended after the last file": done == len(trial.new),
            "files new": done,
            "files old": len(now) - done,
            "temporary files left": len(left),
        }
    )
    return figures, broken + list(second_run(trial))


def _ended_well(trial: Trial, status: int, said: str) -> bool:
    """Whether this is how an interrupted run ends, or one that was through already."""
    through = status == trial.statuses[0] and not said
    return through or (status in INTERRUPTED and "Traceback" not in said)


def pair(trial: Trial) -> tuple[Counter[str], list[str]]:
    """Two runs at once: figures, and what broke."""
    lay_out(trial.work, trial.old)
    ended = [end(run) for run in [start(trial.work), start(trial.work)]]
    broken = [] if texts(trial.work) == trial.new else ["files that are not new"]
    figures: Counter[str] = Counter(
        {"pairs": 1, "temporary files left": len(leftovers(trial.work))}
    )
    for status, report, said in ended:
        errors = report.get("errors", [])
        figures["files that the other run was quicker with"] += len(errors)
        if status != (2 if errors else max(trial.statuses)) or "Traceback" in said:
            broken.append(f"exit status {status}: {said.strip()[-2000:]}")
        broken += [e["message"] for e in errors if not e["message"].endswith(LOST_RACE)]
        seen = [*listed(report), *(Path(error["path"]).name for error in errors)]
        if sorted(seen) != sorted(trial.old):
            broken.append(f"{len(seen)} of {len(trial.old)} files in the report")
    return figures, broken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200, help="runs that are killed")
    parser.add_argument("--interrupts", type=int, default=50, help="runs that are interrupted")
    parser.add_argument("--pairs", type=int, default=5, help="times that two run at once")
    parser.add_argument("--files", type=int, default=500, help="articles in the folder")
    parser.add_argument("--seed", type=int, default=0, help="for the moments")
    args = parser.parse_args()

    # A run that was started in the background ignores interrupts, and hands that on.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    rng = random.Random(args.seed)
    failures = 0
    memory = MEMORY if os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as work:
        trial = prepare(Path(work), args.files)
        size = sum(map(len, trial.old.values()))
        print(f"{args.files} files, {size:,} bytes, {trial.seconds:.1f} s undisturbed")
        same = [name for name in trial.old if trial.old[name] == trial.new.get(name)]
        if same or len(trial.first) != args.files or len(trial.second) != args.files:
            print(f"not a trial: unchanged: {same}; listed: {len(trial.first)}")
            return 1
        for title, hits in (
            ("killed", [(m, signal.SIGKILL) for m in moments(trial, args.kills, rng)]),
            ("interrupted", [(m, signal.SIGINT) for m in moments(trial, args.interrupts, rng)]),
            ("two at once", [(0.0, None)] * args.pairs),
        ):
            figures: Counter[str] = Counter()
            for moment, number in hits:
                got, broken = one_hit(trial, moment, number) if number else pair(trial)
                figures.update(got)
                failures += bool(broken)
                for what in broken:
                    print(f"{title} at {moment:.3f} s: {what}", flush=True)
            if hits:
                print(f"{title}: " + ", ".join(f"{n} {name}" for name, n in figures.items() if n))
    print(f"{failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
