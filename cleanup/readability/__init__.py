"""Readability by textstat, made safe offline and given our own sentences.

textstat is used for its formulas. Two things of its own are replaced, because they fail here:

- Its English syllables come from NLTK's CMU dictionary, which it tries to download. `pyphen`,
  which textstat itself falls back on for unknown words, counts them instead.
- Its sentences end at every full stop: "3.5" makes two, a headline none. So it is given one
  sentence a line, with the marks inside taken out.

Only formulas that need neither a word list nor 30 sentences are given here. Of a long text the
first words are measured, MOST_WORDS of them to the end of their line: a book takes textstat long,
and what comes after a hundred pages hardly moves a mean.
"""

import re
from itertools import islice

from .document import LINE_END, Document
from .segments import END, WORD, sentences

# Function of textstat, and the name people know.
MEASURES = {
    "flesch_reading_ease": "Flesch reading ease",
    "flesch_kincaid_grade": "Flesch-Kincaid grade",
    "gunning_fog": "Gunning fog index",
    "coleman_liau_index": "Coleman-Liau index",
    "automated_readability_index": "Automated readability index",
    "lix": "LIX",
}
# As many as a small book has on a hundred pages.
MOST_WORDS = 20_000
LONGEST_LINE = 10_000


def measured(text: str) -> str:
    """The text as far as it is measured: all of it, unless it is long."""
    if len(text) <= MOST_WORDS:
        return text
    words = list(islice(WORD.finditer(text), MOST_WORDS - 1, MOST_WORDS + 1))
    if len(words) < 2:
        return text
    last = words[0].end()
    end = LINE_END.search(text, last, last + LONGEST_LINE)
    return text[: end.start() if end else last]


def prepared(text: str) -> str:
    """The text with one sentence a line, each closed by its only full stop.

    Lines without an end mark are headlines and labels, no sentences: they are left out.
    """
    document = Document(text)
    lines = []
    for span in document.view(sentences):
        sentence = text[span.start : span.end]
        closed = any(m.end() == len(sentence) for m in END.finditer(sentence))
        if closed and WORD.search(sentence):
            # A number in brackets behind the stop is a note.
            words = re.sub(r"(?<=\d)[.,](?=\d)|(?:\[\d{1,3}\])+$", "", sentence)
            words = " ".join(re.sub(r"[.!?…]", " ", words).split())
            lines.append(words.rstrip("\"'”’)]“»*_†‡ ") + ".")
    return "\n".join(lines)


def readability(text: str) -> dict[str, float] | None:
    """The measures of a text, rounded to one decimal; None where it holds no sentence."""
    body = prepared(measured(text))
    if not body:
        return None
    import textstat
    from textstat.backend.counts import _count_syllables

    # A private name: textstat offers no way to say "no dictionary". Held by a test.
    _count_syllables.get_cmudict = lambda lang: None
    return {name: round(float(getattr(textstat, name)(body)), 1) for name in MEASURES}
