"""Writes down what textstat makes of the plain texts: textstat.json.

    python tests/readability/make.py FOLDER

textstat 0.7.13 must be installed. FOLDER holds `cmudict.dict`, which textstat would download
otherwise (see benchmarks/syllables.py). Beside its measures, its counts and the syllables of each
word are kept.
"""

import json
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

import textstat

HERE = Path(__file__).parent
MEASURES = (
    *("flesch_reading_ease", "flesch_kincaid_grade", "gunning_fog", "smog_index"),
    *("coleman_liau_index", "automated_readability_index", "dale_chall_readability_score"),
    *("linsear_write_formula", "lix", "rix", "mcalpine_eflaw"),
)


def dictionary(path: Path) -> dict[str, list[list[str]]]:
    """The first pronunciation of each word, in the form of NLTK's reader."""
    words = {}
    for line in path.read_text(encoding="latin-1").splitlines():
        word, *sounds = line.split("#")[0].split()
        if "(" not in word:
            words[word] = [sounds]
    return words


def figures(text: str) -> dict[str, Any]:
    """Everything about one text."""
    measures = {name: round(getattr(textstat, name)(text), 4) for name in MEASURES}
    measures["consensus_grade"] = textstat.text_standard(text, float_output=True)
    words = {word.strip(".,").lower() for word in text.split()}
    return {
        "measures": measures,
        "counts": {
            "sentences": textstat.sentence_count(text),
            "words": textstat.lexicon_count(text),
            "syllables": textstat.syllable_count(text),
            "polysyllables": textstat.polysyllabcount(text),
            "complex": textstat.difficult_words(text, 3, unique=False),
            "difficult": textstat.difficult_words(text, 0, unique=False),
            "long": textstat.long_word_count(text),
            "short": textstat.miniword_count(text),
            "letters": textstat.letter_count(text),
            "strokes": textstat.char_count(text),
        },
        "syllables": {word: textstat.syllable_count(word) for word in sorted(words)},
    }


def main() -> None:
    known = dictionary(Path(sys.argv[1]) / "cmudict.dict")
    import_module("textstat.backend.counts._count_syllables").get_cmudict = lambda lang: known
    texts = tomllib.loads((HERE / "texts.toml").read_text(encoding="utf-8"))
    made = {name: figures(t["text"]) for name, t in texts.items() if t.get("plain")}
    into = HERE / "textstat.json"
    into.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
