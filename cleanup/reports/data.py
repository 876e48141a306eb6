"""The reports as data: JSON in one document, and JSON lines."""

import json as _json
from collections.abc import Iterator
from typing import Any

from .. import __version__
from ..report import Run, file_json, run_json
from .pieces import pieces, visible
from .told import How, Told

KINDS = {"findings": "finding", "applied": "applied", "waiting": "waiting", "left": "left"}


def json(texts: Iterator[Told], run: Run, how: How) -> Iterator[str]:
    """One document, written as the texts come; its form is a contract: see `report`."""
    reports = (told.report for told in texts)
    yield from map(visible, pieces(run_json(run, __version__, reports)))
    yield "\n"


def jsonl(texts: Iterator[Told], run: Run, how: How) -> Iterator[str]:
    """A line for each finding, then one for its file; at the end the errors and the summary.

    `type` says which it is: finding (after fixing also applied, waiting, left), file, error or
    summary. The fields are those of the JSON document; but a finding also has the `path`, and a
    file how many findings there are in place of them.
    """
    for told in texts:
        file = file_json(told.report)
        for name, kind in KINDS.items():
            number = 0
            for one in file.get(name, ()):
                number += 1
                yield _line(kind, {"path": file["path"], **one})
            if name in file:
                file[name] = number
        yield _line("file", file)
    whole = run_json(run, __version__, ())
    for error in whole["errors"]:
        yield _line("error", error)
    yield _line("summary", {**whole["summary"](), "gates": whole["gates"]()})


def _line(kind: str, fields: dict[str, Any]) -> str:
    return visible(_json.dumps({"type": kind, **fields}, ensure_ascii=False)) + "\n"
