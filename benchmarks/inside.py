"""Measures taken inside one process; `speed.py` starts it. Prints JSON; seconds are of CPU.

python benchmarks/inside.py yardstick FILE      seconds for finding every word
python benchmarks/inside.py pace FILE ROUNDS    check, clean, counts and the yardstick, in turn
python benchmarks/inside.py costs FILE ROUNDS   each rule alone, and the views they share
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parent.parent)]

WORDS = re.compile(r"\w+")


def yardstick(text: str) -> float:
    """How long the least takes that can be done with every word: to find it."""
    taken = []
    for _ in range(3):
        begin = process_time()
        WORDS.findall(text)
        taken.append(process_time() - begin)
    return median(taken)


def pace(text: str, rounds: int) -> dict[str, list[float]]:
    """Seconds for `check`, `clean`, what is counted for a score, and the yardstick, in turn."""
    import cleanup
    from cleanup.readability import counts

    cleanup.clean("The mayor said so.")  # the cards are read
    calls: dict[str, Callable[[str], Any]] = {
        **{"check": cleanup.check, "clean": cleanup.clean, "counts": counts}
    }
    taken: dict[str, list[float]] = {name: [] for name in (*calls, "yardstick")}
    for _ in range(rounds):
        for name, call in calls.items():
            begin = process_time()
            call(text)
            taken[name].append(process_time() - begin)
        taken["yardstick"].append(yardstick(text))
    return taken


class Clock:
    """Tells the time that goes into each view from that of the rule that asks for it."""

    def __init__(self) -> None:
        self.views: dict[str, list[float]] = defaultdict(list)
        self._known: set[Callable[..., Any]] = set()
        self._inner = [0.0]

    def watch(self, document: type[Any]) -> None:
        """From now on every view of every document is timed, without the views it asks for."""
        view = document.view

        def timed(this: Any, make: Callable[[Any], Any]) -> Any:
            if make in self._known:
                return view(this, make)
            self._known.add(make)
            name = f"{make.__module__.removeprefix('cleanup.')}.{make.__qualname__}"
            made, own, total = self.take(lambda: view(this, make))
            self.views[name].append(own)
            self._inner[-1] += total
            return made

        document.view = timed

    def take(self, call: Callable[[], Any]) -> tuple[Any, float, float]:
        """What a call gives, how long it took without the views made in it, and with them."""
        self._inner.append(0.0)
        begin = process_time()
        try:
            made = call()
        finally:
            total = process_time() - begin
            inner = self._inner.pop()
        return made, total - inner, total

    def fresh(self) -> None:
        """A new document has no views yet."""
        self._known.clear()


def _all(rule: Any, document: Any) -> list[Any]:
    return list(rule.findings(document))


def costs(text: str, rounds: int) -> dict[str, Any]:
    """Seconds for each rule alone on a fresh document, for each view, and for the whole check."""
    from cleanup import checker, prefilter
    from cleanup.document import Document
    from cleanup.settings import Settings

    settings = Settings()
    selected = settings.selected()
    clock = Clock()
    clock.watch(Document)
    rules: dict[str, list[float]] = defaultdict(list)
    whole, words = [], []
    for _ in range(rounds):
        rules_here = checker.applicable(Document(text), selected)
        clock.fresh()
        # All triggers are looked for at once; a rule runs where its own were seen.
        sought = Document(text)
        triggers = [trigger for rule in rules_here for trigger in rule.triggers]
        _, own, _ = clock.take(partial(prefilter.seek, sought, triggers))
        clock.views["prefilter.seek"].append(own)
        for rule in rules_here:
            clock.fresh()
            document = Document(text)
            document.places.update(sought.places)
            _, own, _ = clock.take(partial(_all, rule, document))
            rules[rule.id].append(own)
        clock.fresh()
        _, _, total = clock.take(lambda: checker.check(Document(text), selected, settings.limits))
        whole.append(total)
        words.append(yardstick(text))
    return {
        "bytes": len(text.encode()),
        "rules": {name: median(taken) for name, taken in rules.items()},
        "views": {name: median(taken) for name, taken in clock.views.items()},
        "check": median(whole),
        "yardstick": median(words),
    }


def main() -> None:
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    what, path, *rounds = sys.argv[1:]
    text = Path(path).read_text(encoding="utf-8")
    measures: dict[str, Callable[[], Any]] = {
        "yardstick": lambda: yardstick(text),
        "pace": lambda: pace(text, int(rounds[0])),
        "costs": lambda: costs(text, int(rounds[0])),
    }
    print(json.dumps(measures[what]()))


if __name__ == "__main__":
    main()
