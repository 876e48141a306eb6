"""Which rules are behind an edit of a text."""

import bisect
from collections.abc import Iterable, Sequence
from itertools import chain

from ..document import Span
from ..findings import Edit, Finding


def causes(edits: Sequence[Edit], findings: Iterable[Finding]) -> list[tuple[Finding, ...]]:
    """For each edit, disjoint and in order, the findings that meet it, in order of position.

    A finding is where its fixes edit the text, and where it points if it has none. Edits of
    several passes are joined where they touch, so one edit may have several findings behind it.
    """
    ends = [e.span.end for e in edits]
    met: list[dict[Finding, None]] = [{} for _ in edits]
    for finding in sorted(findings, key=lambda f: (f.span, f.rule)):
        for span in _places(finding):
            at = bisect.bisect_left(ends, span.start)
            while at < len(edits) and edits[at].span.start <= span.end:
                met[at][finding] = None
                at += 1
    return [tuple(some) for some in met]


def rules(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The rules of findings, each once, in their order."""
    return tuple(dict.fromkeys(f.rule for f in findings))


def _places(finding: Finding) -> Iterable[Span]:
    edits = chain.from_iterable(fix.edits for fix in finding.fixes)
    return [edit.span for edit in edits] or [finding.span]
