"""GitLab's Code Quality report: an array of issues, as its documentation lists their fields.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format. Two issues with one
fingerprint are one to GitLab, so the fingerprint here is made of the path, the finding's own, and
how many like it stand above it.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ..findings import Severity
from ..report import Run
from ..silences.fingerprints import fingerprint
from .pieces import pieces, visible
from .screen import legible
from .told import How, Told

SEVERITIES = {Severity.INFO: "info", Severity.WARNING: "minor", Severity.ERROR: "major"}


def gitlab(texts: Iterator[Told], run: Run, how: How) -> Iterator[str]:
    """One array; lines only, the report has no columns."""
    yield from map(visible, pieces(_issues(texts, run, how)))
    yield "\n"


def _issues(texts: Iterator[Told], run: Run, how: How) -> Iterator[dict[str, Any]]:
    for told in texts:
        path = told.relative(how.root)
        seen: Counter[str] = Counter()
        for finding in told.open:
            own = fingerprint(told.text, finding)
            seen[own] += 1
            lines = {"begin": told.start(finding).line, "end": told.end(finding).line}
            yield {
                "description": told.message(finding),
                "check_name": finding.rule,
                "fingerprint": _digest(path, own, str(seen[own])),
                "severity": SEVERITIES[finding.severity],
                "location": {"path": path, "lines": lines},
            }
    for error in run.errors:
        yield {
            "description": legible(error.message),
            "check_name": "not-checked",
            "fingerprint": _digest(error.path, error.message),
            "severity": "critical",
            "location": {"path": error.path, "lines": {"begin": 1, "end": 1}},
        }


def _digest(*parts: str) -> str:
    import hashlib

    key = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(key, digest_size=16).hexdigest()
