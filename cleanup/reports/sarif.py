"""SARIF 2.1.0, the form in which code scanning and editors take findings.

Columns are UTF-16 code units and say so; a lone CR is declared to end a line, as it does here. What
is silenced is there as suppressed. Rules are those that found something; they stand behind the
results, so that the report can be written as texts come. The standard:
https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from collections.abc import Iterator
from typing import Any

from .. import __version__
from ..document import Span
from ..findings import Finding, Fix, Severity, State
from ..report import Run
from ..silences.fingerprints import fingerprint
from .pieces import pieces, visible
from .screen import legible
from .told import Columns, How, Told, safety

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
# The name says how it is made: another way of making them would be v2.
FINGERPRINT = "cleanupFingerprint/v1"
LEVELS = {Severity.INFO: "note", Severity.WARNING: "warning", Severity.ERROR: "error"}
KNOWN = "known: in the baseline, or there in the version before"


def sarif(texts: Iterator[Told], run: Run, how: How) -> Iterator[str]:
    """One document with one run in it."""
    rules: dict[str, int] = {}
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": (
            one
            for one in [
                {
                    "columnKind": "utf16CodeUnits",
                    "newlineSequences": ["\r\n", "\n", "\r"],
                    "results": (one for told in texts for one in _results(told, how, rules)),
                    "tool": lambda: {"driver": _driver(rules, how)},
                    "invocations": lambda: [_invocation(run)],
                }
            ]
        ),
    }
    yield from map(visible, pieces(log))
    yield "\n"


def _driver(rules: dict[str, int], how: How) -> dict[str, Any]:
    return {
        "name": "cleanup",
        "version": __version__,
        "rules": [_rule(one, how) for one in rules],
    }


def _rule(name: str, how: How) -> dict[str, Any]:
    """What the card says; the rules of engines have none."""
    rule = how.rules.get(name)
    if rule is None:
        return {"id": name, "shortDescription": _message(name)}
    return {
        "id": name,
        "shortDescription": _message(rule.summary),
        "fullDescription": _message(rule.why),
        "help": _message(f"{rule.why}\n\ncleanup explain {name} shows examples."),
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": [rule.family, rule.mqm]},
    }


def _invocation(run: Run) -> dict[str, Any]:
    told: list[dict[str, Any]] = [
        {"level": "error", "message": _message(legible(error.message))} for error in run.errors
    ]
    told += ({"level": "note", "message": _message(legible(note))} for note in run.notes)
    for report in run.reports:
        for rule in report.stopped:
            what = f"{report.document.path}: {rule} took too long and was stopped"
            told.append({"level": "warning", "message": _message(legible(what))})
    return {"executionSuccessful": not run.errors, "toolExecutionNotifications": told}


def _results(told: Told, how: How, rules: dict[str, int]) -> Iterator[dict[str, Any]]:
    where = Columns(told.where, wide=2)
    artifact = {"uri": _uri(told.relative(how.root))}
    for finding in told.findings:
        result = {
            "ruleId": finding.rule,
            "ruleIndex": rules.setdefault(finding.rule, len(rules)),
            "level": LEVELS[finding.severity],
            "message": _message(told.message(finding)),
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": artifact,
                        "region": _region(where, finding.span),
                    }
                }
            ],
            "partialFingerprints": {FINGERPRINT: fingerprint(told.text, finding)},
            "properties": {
                "mqm": finding.mqm,
                "state": finding.state.value,
                "evidence": [legible(line) for line in finding.evidence],
            },
        }
        if finding.fixes and not finding.refused:
            result["fixes"] = [_fix(fix, artifact, where) for fix in finding.fixes]
        if finding.silenced:
            result["suppressions"] = [_suppression(finding)]
        yield result


def _region(where: Columns, span: Span) -> dict[str, int]:
    start, end = where.place(span.start), where.place(span.end)
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def _fix(fix: Fix, artifact: dict[str, str], where: Columns) -> dict[str, Any]:
    replacements = []
    for edit in fix.edits:
        replacement: dict[str, Any] = {"deletedRegion": _region(where, edit.span)}
        if edit.replacement:
            replacement["insertedContent"] = {"text": edit.replacement}
        replacements.append(replacement)
    return {
        "description": _message(safety(fix)),
        "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
    }


def _suppression(finding: Finding) -> dict[str, str]:
    """In the source where a comment says so, which needs no reason; otherwise beside it."""
    if finding.silenced is State.BASELINE:
        return {"kind": "external", "justification": KNOWN}
    if finding.silenced_for is None:
        return {"kind": "inSource"}
    return {"kind": "external", "justification": legible(finding.silenced_for)}


def _message(text: str) -> dict[str, str]:
    """A plain-text message: braces would be placeholders (3.11.5), brackets before a parenthesis a
    link (3.11.6)."""
    return {"text": text.replace("{", "{{").replace("}", "}}").replace("](", "] (")}


def _uri(path: str) -> str:
    import os
    from pathlib import Path
    from urllib.parse import quote

    if os.path.isabs(path):
        return Path(path).as_uri()
    return quote(os.fsencode(path))
