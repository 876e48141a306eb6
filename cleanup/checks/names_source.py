"""Checks of names against the source text. What they stand on is loaded when there is a source."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..document import Document
from ..findings import Edit, Finding, Safety
from ..rulebook import Rule

if TYPE_CHECKING:
    from ..names.source import Verdict


def attested_spelling(document: Document, rule: Rule) -> Iterator[Finding]:
    """A name that is no attested spelling of any word of the source, near to what one of them is
    attested to be; or one word of a full name that the source has and an index knows."""
    if document.evidence.source and document.evidence.indexes:
        from ..names.attested import verdicts

        yield from _found(document.view(verdicts), rule)


def misread_pinyin(document: Document, rule: Rule) -> Iterator[Finding]:
    """A Chinese full name in pinyin: the source has the surname with a given name, one character of
    which is read as it stands and the other is not, and nobody whose name is read like that."""
    if document.evidence.source:
        from ..names.readings import misread

        yield from _found(misread(document), rule)


def unlike_source(document: Document, rule: Rule) -> Iterator[Finding]:
    """A surname that is none of the ways to write any name of the source, and a letter or two off a
    Slavic one, which stands nowhere in the text."""
    if document.evidence.source:
        from ..names.readings import unlike

        yield from _found(unlike(document), rule)


def _found(verdicts: "Iterable[Verdict]", rule: Rule) -> Iterator[Finding]:
    for verdict in verdicts:
        span, new = verdict.at.span, verdict.spellings
        yield rule.finding(
            span,
            *((Edit(span, one),) for one in new),
            evidence=verdict.grounds,
            safety=None if verdict.sure else Safety.DISPLAY,
            name=verdict.at.name,
            right=new[0],
        )
