"""Accepted variants of a name, where the house has a choice of its own."""

from collections.abc import Iterator

from ..document import Document, Span
from ..findings import Edit, Finding
from ..names.people import read_names
from ..rulebook import Rule
from ..segments import Capitalised


def variant(document: Document, rule: Rule) -> Iterator[Finding]:
    """A variant of a name that a names file lists beside the name that the house has chosen."""
    chosen: dict[str, str] = {}
    for path in document.evidence.names:
        for person in read_names(path):
            for other in person.variants:
                chosen.setdefault(other, person.name if " " in other else person.last)
    taken: set[int] = set()
    # The longest first: a surname inside a whole name is written with it.
    for other in sorted(chosen, key=lambda one: (-len(one), one)):
        for span in _places(document, other):
            if taken.isdisjoint(range(span.start, span.end)):
                taken.update(range(span.start, span.end))
                right = chosen[other]
                yield rule.finding(span, (Edit(span, right),), text=other, new=right)


def _places(document: Document, name: str) -> Iterator[Span]:
    """Where a name of one word or of several stands."""
    first, _, rest = name.partition(" ")
    stands = document.view(Capitalised)
    ends = {span.end for span in stands(name.split()[-1])} if rest else set()  # noqa: PLC0207
    for span in stands(first):
        end = span.start + len(name)
        if not rest or (document.text.startswith(name, span.start) and end in ends):
            yield Span(span.start, end)
