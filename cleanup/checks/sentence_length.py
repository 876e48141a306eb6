"""The check of sentences that are too long to be read at one go."""

from collections.abc import Iterator

from ..document import Document
from ..findings import Finding
from ..lazy import lazy
from ..rulebook import Rule
from ..segments import sentences

_WORD = lazy(r"[^\W_]+(?:[-'’.,][^\W_]+)*")
# No word is shorter than a letter and its space: told at once of most sentences.
_SHORTEST = 2


def overlong_sentence(document: Document, rule: Rule) -> Iterator[Finding]:
    """A sentence of more words than the rule's option `words` says."""
    text, most = document.text, int(rule.options["words"])
    for sentence in document.view(sentences):
        if len(sentence) > _SHORTEST * most:
            number = len(_WORD.findall(text, sentence.start, sentence.end))
            if number > most:
                yield rule.finding(sentence, number=str(number), most=str(most))
