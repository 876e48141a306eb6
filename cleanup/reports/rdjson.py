"""reviewdog's diagnostic format, in one document or a finding a line, with suggestions.

Its definition (`reviewdog.proto`) counts columns in bytes of UTF-8, and so does this. A suggestion
there is one replacement, so a fix of several edits is one from its first to its last.
"""

import json
from collections.abc import Iterator
from typing import Any

from ..document import Place, Span
from ..report import Run
from .pieces import pieces, visible
from .screen import legible
from .told import Columns, How, Told

SOURCE = {"name": "cleanup"}


def rdjson(texts: Iterator[Told], run: Run, how: How) -> Iterator[str]:
    """One document."""
    result = {"source": SOURCE, "diagnostics": _diagnostics(texts, run)}
    yield from map(visible, pieces(result))
    yield "\n"


def rdjsonl(texts: Iterator[Told], run: Run, how: How) -> Iterator[str]:
    """One finding a line."""
    for diagnostic in _diagnostics(texts, run):
        yield visible(json.dumps({**diagnostic, "source": SOURCE}, ensure_ascii=False)) + "\n"


def _diagnostics(texts: Iterator[Told], run: Run) -> Iterator[dict[str, Any]]:
    for told in texts:
        where = Columns(told.where, wide=1)
        for finding in told.open:
            diagnostic: dict[str, Any] = {
                "message": told.message(finding),
                "location": {"path": told.path, "range": _range(where, finding.span)},
                "severity": finding.severity.value.upper(),
                "code": {"value": finding.rule},
            }
            if finding.fixes and not finding.refused:
                diagnostic["suggestions"] = [
                    {"range": _range(where, span), "text": text}
                    for span, text in map(told.merged, finding.fixes)
                ]
            yield diagnostic
    for error in run.errors:
        yield {
            "message": legible(error.message),
            "location": {"path": error.path},
            "severity": "ERROR",
            "code": {"value": "not-checked"},
        }


def _range(where: Columns, span: Span) -> dict[str, dict[str, int]]:
    return {"start": _position(where.place(span.start)), "end": _position(where.place(span.end))}


def _position(place: Place) -> dict[str, int]:
    return {"line": place.line, "column": place.column}
