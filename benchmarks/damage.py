"""Damage of the seeds' kinds put into clean texts: how much of it is found, how much repaired.

    python benchmarks/damage.py [--texts FOLDER] [--each 100] [--seed 0] [--json FILE] [--show KIND]

One piece of damage at a time, at a place drawn at random among all where its kind can happen.
*Found*: a finding touches the place that touched nothing there before. *Safe*, *unsafe*: the
fixes of that kind give the text back, to the letter, as it would be without the damage. Of the
kinds marked with a star, words are lost: nobody could give the text back without its source, and a
finding is all there is to ask for. The two seeds show all kinds but those marked with a plus.

The texts are the `.txt` files in a folder, best edited news that no rule has seen; without one,
articles put together from the English that comes with Python (see `corpus`). Half of them are set
with curly quotation marks. The kinds are in `damages`.
"""

import argparse
import itertools
import json
import random
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import corpus
from common import table
from damages import KINDS, LOST, UNSEEN, Damage, curled

import cleanup

# As much of a text as is damaged: all of a long one would be read again for every piece.
LONGEST = 12_000


def texts(folder: Path | None, rng: random.Random) -> list[str]:
    """The clean texts, every second one with curly marks."""
    if folder:
        found = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.txt"))]
        found = [cut_off(text.replace("\r\n", "\n")) for text in found]
    else:
        paragraphs = corpus.prose(rng)
        found = ["".join(itertools.islice(paragraphs, rng.randint(6, 14))) for _ in range(40)]
    return [curled(text) if at % 2 else text for at, text in enumerate(found)]


def cut_off(text: str) -> str:
    """The text, or its first paragraphs."""
    end = text.rfind("\n\n", 0, LONGEST) if len(text) > LONGEST else -1
    return text[: end + 1] if end > 0 else text


class Measured:
    """A clean text, what is found in it as it stands, and what it is cleaned to."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found = {(f.rule, f.span.start, f.span.end) for f in cleanup.check(text).findings}
        self.right = {
            unsafe: {text, cleanup.clean(text, unsafe=unsafe).after} for unsafe in (False, True)
        }

    def outcome(self, damage: Damage) -> dict[str, Any]:
        """Whether the damage is found and repaired, and by which rules."""
        start, end = damage.start, damage.end
        tail = len(damage.text) - end
        rules = set()
        for f in cleanup.check(damage.text).findings:
            # The same finding in the clean text is none about the damage.
            behind = len(self.text) - (len(damage.text) - f.span.start)
            there = f.span.start if f.span.end <= start else behind
            old = (f.rule, there, there + len(f.span)) in self.found
            if f.span.start <= end and f.span.end >= start and not old:
                rules.add(f.rule)
        safe, unsafe = (
            cleanup.clean(damage.text, unsafe=unsafe).after in {*self.right[unsafe], damage.right}
            for unsafe in (False, True)
        )
        around = damage.text[max(0, start - 40) : len(damage.text) - max(0, tail - 40)]
        return {
            "found": bool(rules),
            "safe": safe,
            "unsafe": unsafe or safe,
            "rules": sorted(rules),
            "around": around.replace("\n", "⏎"),
        }


def measure(clean: list[str], each: int, seed: int) -> dict[str, list[dict[str, Any]]]:
    """The outcomes by kind: `each` pieces of a kind, where the texts have room for so many."""
    outcomes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    measured = [Measured(text) for text in clean]
    for kind, make in KINDS.items():
        rng = random.Random(f"{seed} {kind}")
        seen: set[str] = set()
        # Texts in turn, so that no long one has the last word; a place is taken once.
        for text in itertools.islice(itertools.cycle(measured), 4 * each + len(measured)):
            if len(outcomes[kind]) == each:
                break
            damage = make(text.text, rng)
            if damage and damage.text != text.text and damage.text not in seen:
                seen.add(damage.text)
                outcomes[kind].append(text.outcome(damage))
    return outcomes


def figures(outcomes: dict[str, list[dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Shares by kind; `all` is the mean over the kinds, `repairable` over those without a star,
    and `the seeds' kinds` over those without a plus."""
    shares: dict[str, dict[str, Any]] = {}
    for kind, of in outcomes.items():
        n = len(of)
        if n:
            shares[kind] = {"n": n, **{k: sum(o[k] for o in of) / n for k in FLAGS}}
    every = list(shares)
    for name, kinds in (
        ("all", every),
        ("repairable", [k for k in every if k not in LOST]),
        ("the seeds' kinds", [k for k in every if k not in UNSEEN]),
        ("the seeds' kinds, repairable", [k for k in every if k not in UNSEEN | LOST]),
    ):
        shares[name] = {"n": sum(shares[k]["n"] for k in kinds)}
        shares[name] |= {f: sum(shares[k][f] for k in kinds) / max(1, len(kinds)) for f in FLAGS}
    return shares


FLAGS = ("found", "safe", "unsafe")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=Path, help="a folder of clean texts")
    parser.add_argument("--each", type=int, default=100, help="pieces of damage of a kind [100]")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    parser.add_argument("--show", help="print what is missed and not repaired of this kind")
    args = parser.parse_args()
    outcomes = measure(texts(args.texts, random.Random(args.seed)), args.each, args.seed)
    shares = figures(outcomes)
    rows = [
        [
            kind + " *" * (kind in LOST) + " +" * (kind in UNSEEN),
            str(f["n"]),
            *(f"{f[k]:.2f}" for k in FLAGS),
        ]
        for kind, f in shares.items()
    ]
    print(table(["kind", "n", *FLAGS], rows))
    if args.json:
        args.json.write_text(json.dumps(shares, indent=1) + "\n", encoding="utf-8")
    for one in outcomes.get(args.show, ()) if args.show else ():
        if not one["unsafe"]:
            print("found  " if one["found"] else "missed ", *one["rules"], "|", one["around"])
    if args.show:
        print(Counter(rule for one in outcomes.get(args.show, ()) for rule in one["rules"]))


if __name__ == "__main__":
    main()
