"""Checks of sentences cut in two or run together."""

from collections.abc import Iterator

from ..document import Document, Span
from ..findings import Edit, Finding, Safety
from ..lazy import lazy
from ..prefilter import looks_for, matches
from ..rulebook import Rule

_COLLISION = lazy(
    r"(?<=[a-z,;] )(?P<first>the|an?) (?P<second>[Tt]he|an?|[Tt]hese|[Tt]his|[Tt]hose|[Ii]ts|"
    r"[Hh]is|[Hh]er|[Oo]ur|[Tt]heir|[Mm]y|[Yy]our)(?= (?P<next>[a-z]+))"
)


# "the a cappella choir", "the his and hers towels", "the my of the poem".
_NOT_DETERMINED = frozenset(
    "after and as at before by cappella for in is la of or priori stand stands to was with".split()
)


@looks_for(_COLLISION)
def determiner_collision(document: Document, rule: Rule) -> Iterator[Finding]:
    """An article before another determiner. One with a capital in mid-sentence opened the clause in
    the source, so the article is left over; of two in lower case it says less."""
    for m in matches(document, _COLLISION):
        first, second = m["first"], m["second"]
        # "the a cappella choir", "the these and those": the second is no determiner there.
        if m["next"] in _NOT_DETERMINED or first == second:
            continue
        # The article says less than the other one, so less is lost with it.
        fix = (Edit(Span(*m.span()), second.lower()),)
        # "A burden an the town" is one on it as well as not.
        safety = Safety.DISPLAY if first == "an" else None
        yield rule.finding(Span(*m.span()), fix, safety=safety, text=m[0])
