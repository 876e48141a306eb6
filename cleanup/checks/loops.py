"""Checks of text in which a translation model got stuck."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ..document import Document, Span
from ..findings import Edit, Finding, Severity
from ..lazy import lazy
from ..lists import known
from ..prefilter import looks_for, matches
from ..rulebook import Rule
from .repeats import FUNCTION_WORDS, LOOP, after_word, may_double, rhetoric
from .runs import Run, in_prose, quoted, runs

# A phrase is a loop from this many times on, and if marks stand between, from one more than a word.
_PHRASE_LOOP = 3
# Code points of a line that are looked at.
_FAR = 1_000
# So many words of one kind are a loop wherever they stand.
_SURELY = 12


def repetition(document: Document, rule: Rule) -> Iterator[Finding]:
    """A word said four times in a row or more, or a phrase three times: all but one go."""
    for run in document.view(runs):
        if _is_loop(document, run):
            found = rule.finding(
                run.span, (Edit(run.again, ""),), text=run.unit, times=str(run.times)
            )
            said = quoted(document, run.span.start)
            yield replace(found, severity=Severity.INFO) if said else found


def _is_loop(document: Document, run: Run) -> bool:
    text = document.text
    words = [word.lower() for word in run.words]
    marked, long = bool(run.between.strip()), run.times * len(words) >= _SURELY
    said = text[run.span.start : run.span.end]
    same = run.between.join([run.unit] * run.times)
    if not words or said[1:] != same[1:] or _is_sung(text, run.span.start):
        return False
    if all(may_double(text, run.span, word) for word in words) or rhetoric(text, run):
        return False
    if not any(len(word) > 1 and word[0].isalpha() for word in words):
        # Rows of a table; a number in a sentence is said once.
        said_once = words[0][0].isdigit() and not marked and after_word(text, run.span)
        return said_once and run.times >= LOOP and in_prose(document, run.span)
    if len(words) == 1:
        if run.times < LOOP or (not long if marked else words[0] in FUNCTION_WORDS):
            return False
        return in_prose(document, run.span) or (long and known(words[0]))
    least = LOOP + 1 if marked else _PHRASE_LOOP
    return run.times >= least and (in_prose(document, run.span) or long)


def _is_sung(text: str, at: int) -> bool:
    """Whether a note of music stands in the line before a place."""
    line = text[max(0, at - _FAR) : at].rpartition("\n")[2]
    return any(note in line for note in "♪♫♬")


# More of a letter than any shout has, of a mark than is put on purpose. Spelt out, because what the
# fast matcher looks for has no high counts.
_CHARACTERS = lazy(
    "|".join(f"{c * 40}{c}*" for c in "bcdefghijklmnopqrstuvwyz")
    + "|"
    + "|".join(rf"(?<=\w){re.escape(c * 10)}{re.escape(c)}*" for c in ",;:()")
)


@looks_for(_CHARACTERS)
def characters(document: Document, rule: Rule) -> Iterator[Finding]:
    """One letter or mark over and over."""
    for m in matches(document, _CHARACTERS):
        start, end = m.span()
        edge = document.text[max(0, start - 1) : start] + document.text[end : end + 1]
        if not re.search(r"[\d/+=_@#.-]", edge):
            yield rule.finding(Span(start, end), text=m[0][:10])
