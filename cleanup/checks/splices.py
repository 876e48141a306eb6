"""Checks of sentences cut in two or run together."""

import re
from collections.abc import Iterator

from ..document import Document, Span
from ..findings import Edit, Finding
from ..prefilter import looks_for, matches
from ..rulebook import Rule

_COLLISION = re.compile(
    r"(?<=[a-z,;] )(?P<first>the|an?) (?P<second>[Tt]he|an?|[Tt]hese|[Tt]his|[Tt]hose|[Ii]ts|"
    r"[Oo]ur|[Tt]heir|[Mm]y|[Yy]our)(?= (?P<next>[a-z]+))"
)


@looks_for(_COLLISION)
def determiner_collision(document: Document, rule: Rule) -> Iterator[Finding]:
    """Two determiners in a row. One with a capital in mid-sentence opened the clause in the
    source, so the other is left over; of two in lower case either may be."""
    for m in matches(document, _COLLISION):
        first, second = m["first"], m["second"]
        # "the a cappella choir", "the these and those": the second is no determiner there.
        if m["next"] in ("cappella", "la", "priori", "and", "or") or first == second:
            continue
        drop_first = Edit(Span(*m.span()), second.lower())
        fixes = [(drop_first,)]
        if second.islower():
            fixes.append((Edit(Span(m.end("first"), m.end()), ""),))
        yield rule.finding(Span(*m.span()), *fixes, text=m[0])
