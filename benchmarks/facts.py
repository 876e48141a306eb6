"""Do safe fixes change a fact? Counts numbers, names and negations before and after cleaning.

    python benchmarks/facts.py PATH…      .txt files, folders of them, or .jsonl with "segments"

What is a fact is decided here, on its own: nothing is taken from the fact guard. Lines that were
taken out are compared with what the report says was taken out. Exits with 1 if a fact changed.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import cleanup

KINDS = {
    "numbers": re.compile(r"\d+"),
    # Every word with a capital, also at the head of a sentence: no capital may come or go.
    "names": re.compile(r"\b[A-Z]\w*"),
    "negations": re.compile(r"(?i)\b(?:not|no|never|nor|none|neither|cannot|without)\b|n't\b"),
}


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """The texts of a file or folder, each with a name."""
    if path.is_dir():
        for inner in sorted(path.rglob("*.txt")):
            yield str(inner), inner.read_text(encoding="utf-8")
    elif path.suffix == ".jsonl":
        for line in path.open(encoding="utf-8"):
            row = json.loads(line)
            yield str(row.get("id", path)), "\n\n".join(row["segments"])
    else:
        yield str(path), path.read_text(encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("paths", nargs="+", type=Path, help=".txt, .jsonl, folders", metavar="PATH")
    seen = Counter[str]()
    changed: list[str] = []
    paths = parser.parse_args().paths
    for path in paths:
        if not path.exists():
            parser.error(f"{path} does not exist")
    for path in paths:
        for name, text in texts(path):
            cleaning = cleanup.clean(text)
            gone = " ".join(removal.text for removal in cleaning.removed)
            seen["texts"] += 1
            seen["words"] += len(text.split())
            seen["safe fixes"] += len(cleaning.applied)
            for kind, pattern in KINDS.items():
                # An apostrophe is the same in either form.
                old, out, new = (
                    Counter(pattern.findall(t.replace("’", "'")))
                    for t in (text, gone, cleaning.after)
                )
                old -= out
                if old != new:
                    changed.append(f"{name}: {kind}: -{dict(old - new)} +{dict(new - old)}")
    print(*(f"{count:>9,} {what}" for what, count in seen.items()), sep="\n")
    print(f"{len(changed):>9,} texts and kinds with a changed fact", *changed, sep="\n")
    return int(bool(changed))


if __name__ == "__main__":
    sys.exit(main())
