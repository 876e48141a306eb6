"""What a person decided about the findings in a text, and the text that comes of it.

Cleaning goes in passes, and a review is one cleaning in which a person takes part: in each pass
every finding is looked up among the decisions. What is accepted is made, what is rejected stays,
and what nobody decided goes the way it goes without a review: safe fixes are made, others are left.
So no decisions at all give what `fix` gives, and every fix accepted gives what `fix --unsafe-fixes`
gives, by the same passes.

A decision is about one rule at one place in the text as it was read, and about the words that were
proposed there: if another fix has changed what would be made of that place, nobody has agreed to it
and it is asked again. A rejection holds for the rule at that place whatever else is changed around
it, and what a person wrote is not changed unasked. In a text that has changed since, places say
nothing: there a decision is found by its fingerprints, and equal places that were judged
differently are asked again.
"""

from .chooser import Chooser, Pass, Row, clean, edits_of
from .verdicts import Decision, Decisions, Key, Verdict, extent, trimmed

__all__ = [
    "Chooser",
    "Decision",
    "Decisions",
    "Key",
    "Pass",
    "Row",
    "Verdict",
    "clean",
    "edits_of",
    "extent",
    "trimmed",
]
