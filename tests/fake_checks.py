"""Rules and checks for tests of what stands behind the rules."""

from collections.abc import Iterator
from typing import Any

from cleanup.document import Document, Span
from cleanup.findings import Edit, Finding, Safety, Severity
from cleanup.rulebook import Rule


def rule(rule_id: str, pattern: str = "", replace: Any = None, **more: Any) -> Rule:
    """A rule with a pattern, or with `check="fake_checks:…"`, for any language."""
    match = {"pattern": pattern, "replace": replace} if pattern else None
    table = {"safety": Safety.SAFE, "languages": ("*",), "match": match, **more}
    return Rule(
        id=rule_id,
        summary="",
        message="{text}" if pattern else "",
        severity=Severity.WARNING,
        mqm="Other/Not article text",
        path=rule_id,
        **table,
    )


def swap_ends(document: Document, rule: Rule) -> Iterator[Finding]:
    """`<…>` becomes `(…)`: two edits that belong together."""
    start = document.text.find("<")
    end = document.text.find(">", start + 2)
    if 0 <= start < end:
        edits = (Edit(Span(start, start + 1), "("), Edit(Span(end, end + 1), ")"))
        yield rule.finding(Span(start, end + 1), edits)


def no_change(document: Document, rule: Rule) -> Iterator[Finding]:
    """The first two letters, and the same again in their place."""
    yield rule.finding(Span(0, 2), (Edit(Span(0, 2), document.text[:2]),))


def two_candidates(document: Document, rule: Rule) -> Iterator[Finding]:
    """Every `?`, with two fixes to choose from."""
    for at, letter in enumerate(document.text):
        if letter == "?":
            span = Span(at, at + 1)
            yield rule.finding(span, (Edit(span, "."),), (Edit(span, "!"),))
