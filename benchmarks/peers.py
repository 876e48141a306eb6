"""Other checkers on the same files, in the same run: each in turn with cleanup, again and again."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from common import MB, Bench, Failed, Figures, Usage, megabytes, middle, table, times, under_way
from corpus import ARTICLE

# What the package index has; proselint's command line changed with 0.16.
PACKAGES = ("proselint==0.16.*", "codespell", "typos", "ftfy")
# A peer that would take longer for one text is left out.
PATIENCE = 60
SIZES = (ARTICLE, 1 * MB, 10 * MB)
KINDS = ("prose", "damaged")
ANY_STATUS = range(256)
# Numbers of articles that nothing else here has checked.
UNSEEN = 10_000


@dataclass(frozen=True)
class Peer:
    """A command that takes a file at its end, and the command of cleanup's that does the like."""

    name: str
    command: tuple[object, ...]
    against: str = "check"


def installed(folder: Path) -> tuple[list[Peer], dict[str, str]]:
    """The peers and their versions; those of the package index in an environment in `folder`."""
    bin_folder = folder / "bin"
    if not (bin_folder / "proselint").exists():
        pip = (bin_folder / "python", "-m", "pip", "install", "-q", *PACKAGES)
        for step in ((sys.executable, "-m", "venv", folder), pip):
            if subprocess.run(step, check=False).returncode:
                raise Failed("the peers could not be installed; --peers takes an environment")
    listed = subprocess.run(
        (bin_folder / "python", "-m", "pip", "list", "--format", "json"),
        stdout=subprocess.PIPE,
        check=True,
    )
    versions = {one["name"]: one["version"] for one in json.loads(listed.stdout)}
    found = [
        Peer("proselint", (bin_folder / "proselint", "check")),
        Peer("codespell", (bin_folder / "codespell",)),
        Peer("typos", (bin_folder / "typos",)),
        Peer("ftfy", (bin_folder / "ftfy", "-o", os.devnull), against="fix"),
    ]
    if vale := shutil.which("vale"):
        settings = folder / "vale.ini"
        settings.write_text("[*.txt]\nBasedOnStyles = Vale\n", encoding="utf-8")
        found.append(Peer("vale", (vale, "--config", settings)))
    if languagetool := shutil.which("languagetool"):
        found.append(Peer("languagetool", (languagetool, "-l", "en-GB")))
    return found, {peer.name: versions.get(peer.name, "on the path") for peer in found}


def measure(bench: Bench) -> Figures:
    """Seconds of CPU of whole commands, and how many times as long as cleanup each peer takes."""
    peers, versions = installed(bench.peers or bench.folder / "peers")
    rows: list[Figures] = []
    pace: dict[tuple[str, str], float] = {}
    for kind in KINDS:
        for size in (size for size in SIZES if size <= max(ARTICLE, *bench.sizes)):
            under_way("peers", kind, megabytes(size))
            quick = [p for p in peers if pace.get((p.name, kind), 0) * size <= PATIENCE]
            rows += [_left_out(p, kind, size) for p in peers if p not in quick]
            for row in round_robin(bench, quick, kind, size):
                if size >= MB and "cpu" in row:
                    pace[row["peer"], kind] = row["cpu"] / size
                rows.append(row)
    return {"versions": versions, "rows": rows}


def _left_out(peer: Peer, kind: str, size: int) -> Figures:
    said = f"left out: more than {PATIENCE} s"
    return {"kind": kind, "size": size, "peer": peer.name, "against": peer.against, "said": said}


def round_robin(bench: Bench, peers: Sequence[Peer], kind: str, size: int) -> list[Figures]:
    """cleanup and the peers in turn, each round beginning with another; articles always new."""
    names = ["check", "fix", *(peer.name for peer in peers)]
    taken: dict[str, list[Usage]] = {name: [] for name in names}
    failed: dict[str, str] = {}
    new = size == ARTICLE
    for turn in range(bench.rounds(size)):
        path = bench.text(kind, size, UNSEEN + turn if new else 0)
        everyone: dict[str, Sequence[object]] = {
            **{action: bench.command(action, path, new=new) for action in ("check", "fix")},
            **{peer.name: (*peer.command, path) for peer in peers},
        }
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            if name not in failed:
                try:
                    took = bench.run(everyone[name], fine=ANY_STATUS, patience=PATIENCE * 3)
                except Failed as failure:
                    failed[name] = str(failure)
                else:
                    taken[name].append(took)
    rows = []
    for peer in peers:
        row: Figures = {"kind": kind, "size": size, "peer": peer.name, "against": peer.against}
        if said := failed.get(peer.name) or failed.get(peer.against):
            rows.append({**row, "said": said})
            continue
        own, other = ([u.cpu for u in taken[name]] for name in (peer.against, peer.name))
        row |= {"cpu": middle(other), "own": middle(own), "times": times(other, own)}
        rows.append({**row, "rss": middle(usage.rss for usage in taken[peer.name])})
    return rows


def render(figures: Figures) -> str:
    rows = [
        [
            f"{row['peer']}, {row['kind']}, {megabytes(row['size'])}",
            row["against"],
            *(
                [f"{row['cpu']:.2f}", f"{row['own']:.2f}", f"{row['times']:.2f}"]
                if "cpu" in row
                else [row["said"], "", ""]
            ),
        ]
        for row in figures["rows"]
    ]
    versions = ", ".join(f"{name} {version}" for name, version in figures["versions"].items())
    return "\n\n".join(
        [
            f"CPU seconds of whole commands on the same files: {versions}.",
            table(["peer and text", "against", "peer", "cleanup", "peer ÷ cleanup"], rows),
        ]
    )
