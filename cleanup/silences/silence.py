"""Findings that the user does not want to hear of, kept out of every pass of the cleaner.

A *silence* says of each finding in a document whether it is silenced: by a comment, a sidecar, a
baseline, or because the version before had it too. It is a function of the text and the findings
alone. The cleaner asks it anew in each pass, so that cleaning a cleaned text with the same
comments, sidecar and baseline changes nothing. Carrying places from pass to pass instead would
break that: the next run starts without those places, sees the silenced finding with other words
beside it, no longer knows it, and applies its fix.

Asked anew, a silence must still know what it knew. So a fix that would make it forget a silenced
finding is refused (`settled`): one that changes the finding's own text, words so close to it that
its fingerprint is another, or the lines that a comment counts. The same holds for a finding whose
own fix the silence refuses, as it cannot be told from a silenced one: a fix beside it may have made
the other that is now taken for it. Marks and spaces beside them are mended as ever. Whether a fix
does that is not guessed but tried: the edits of the pass are made, these findings are moved along,
and the silence is asked about them in the new text. A finding that disappears with its whole line
is not forgotten, it is gone.
"""

import bisect
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from ..document import Document, Span, lines
from ..findings import Edit, Finding, Fix, Safety
from ..lazy import lazy

if TYPE_CHECKING:
    from ..resolver import Resolution

# Gives back the same findings in the same order, those that are silenced so marked, and the fixes
# refused of those that cannot be told from them.
Silence = Callable[[Document, Sequence[Finding]], tuple[Finding, ...]]

# How many edits on each side of a finding are tried when it would be forgotten.
TRIED = 6
_BLANK = lazy(r"\s*")
REASON = "the fix would change words that a silenced finding is known by: {rule}"


def in_turn(silences: Iterable[Silence]) -> Silence:
    """One silence of several; what one has silenced, the next leave as it is."""
    chain = tuple(silences)

    def silence(document: Document, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        for one in chain:
            findings = one(document, findings)
        return tuple(findings)

    return silence


def settled(
    document: Document,
    findings: Sequence[Finding],
    silence: Silence,
    resolve: "Callable[[Sequence[Finding]], Resolution]",
) -> "tuple[tuple[Finding, ...], Resolution]":
    """The findings, already marked by `silence`, with fixes that it forbids refused, and what is
    then applied.

    `resolve` must leave silenced and refused findings alone. Each round refuses at least one more
    fix, so it ends.
    """
    findings = tuple(findings)
    resolution = resolve(findings)
    if not resolution.applied or not any(f.silenced for f in findings):
        return findings, resolution
    asked = silence(document, [_at(f, f.span) for f in findings])
    held = [f for f, known in zip(findings, asked, strict=True) if known.silenced or known.refused]
    while resolution.applied:
        forgotten = _forgotten(document, held, resolution.edits, silence)
        if not forgotten:
            break
        guilty = _guilty(document, forgotten, resolution.edits, silence)
        owners = {e: f for f in resolution.applied if f.fix for e in f.fix.edits}
        refused = {owners[edit]: REASON.format(rule=f.rule) for edit, f in guilty.items()}
        findings = tuple(f.refuse(refused[f]) if f in refused else f for f in findings)
        resolution = resolve(findings)
    return findings, resolution


def _forgotten(
    document: Document, held: Sequence[Finding], edits: Sequence[Edit], silence: Silence
) -> list[Finding]:
    """Those of the held findings that the edits change, or hide from the silence."""
    from ..revision import Revision

    ends = [e.span.end for e in edits]
    shifts = [0, *accumulate(len(e.replacement) - len(e.span) for e in edits)]
    forgotten, kept, moved = [], [], []
    for finding in held:
        span = finding.span
        at = bisect.bisect_right(ends, span.start)
        if at < len(edits) and edits[at].span.start < span.end:
            if not _takes_out_line(document, edits[at], span):
                forgotten.append(finding)
            continue
        kept.append(finding)
        place = Span(span.start + shifts[at], span.end + shifts[at])
        moved.append(_at(finding, place))
    after = document.with_text(Revision.of(document.text, edits).after)
    order = sorted(range(len(moved)), key=lambda i: moved[i].span)
    asked = silence(after, [moved[i] for i in order])
    gone = (i for i, f in zip(order, asked, strict=True) if not (f.silenced or f.refused))
    return forgotten + [kept[i] for i in gone]


def _at(finding: Finding, span: Span) -> Finding:
    """The finding at another place, not yet silenced, with some fix that may be refused."""
    fix = Fix((Edit(span, ""),), Safety.DISPLAY)
    return Finding(finding.rule, span, finding.message, finding.severity, finding.mqm, fixes=(fix,))


def _takes_out_line(document: Document, edit: Edit, span: Span) -> bool:
    """Whether the edit takes out the whole line of a finding that is only a part of it."""
    found = document.view(lines)
    line = Span(found.around(span.start).start, found.around(span.end).end)

    def all_within(part: Span) -> bool:
        before = _BLANK.fullmatch(document.text, line.start, max(line.start, part.start))
        return bool(before and _BLANK.fullmatch(document.text, min(part.end, line.end), line.end))

    return not edit.replacement.strip() and all_within(edit.span) and not all_within(span)


def _guilty(
    document: Document, forgotten: Sequence[Finding], edits: Sequence[Edit], silence: Silence
) -> dict[Edit, Finding]:
    """For each forgotten finding the nearest edit that alone would make the silence forget it; if
    it takes several together, the nearest of all."""
    guilty: dict[Edit, Finding] = {}
    near = {finding: _nearest(edits, finding.span) for finding in forgotten}
    for nth in range(2 * TRIED):
        tried = {f: around[nth] for f, around in near.items() if nth < len(around)}
        found = _forgotten(document, list(tried), sorted(set(tried.values())), silence)
        gone = set(found)
        guilty |= {tried[finding]: finding for finding in found}
        near = {f: around for f, around in near.items() if f not in gone}
    return guilty | {around[0]: finding for finding, around in near.items()}


def _nearest(edits: Sequence[Edit], span: Span) -> list[Edit]:
    """The edits around `span`, at most TRIED on each side, nearest first."""
    at = bisect.bisect_right(edits, span.start, key=lambda e: e.span.end)
    return sorted(
        edits[max(0, at - TRIED) : at + TRIED],
        key=lambda e: max(0, e.span.start - span.end, span.start - e.span.end),
    )
