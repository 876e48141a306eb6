"""Texts with thousands of findings: each is told of, and it costs no more the more there are."""

import sys
from collections.abc import Callable
from typing import Any

import pytest
from told import crowded, told

from cleanup.document import Span
from cleanup.findings import Edit
from cleanup.report import Report
from cleanup.reports.diff import unified
from cleanup.reports.hunks import Change, HunkPrinter
from cleanup.reports.painted import on_screen
from cleanup.reports.screen import Painter


def change(report: Report) -> Change:
    text = report.document.text
    edits = tuple(Edit(Span(f.span.start, f.span.start + 1), "") for f in report.findings)
    after = text.replace(".", "")
    return Change(text, after, edits, [(f,) for f in report.findings])


def screen(report: Report) -> str:
    one = change(report)
    return "".join(on_screen(unified("a", one.before, one.edits, one.causes), Painter(True), 80))


FORMS: dict[str, Callable[[Report], str]] = {
    **{name: lambda r, n=name: told(n, [r]) for name in ("full", "concise", "grouped")},
    "words": lambda r: "".join(HunkPrinter(Painter(True), 80).words(change(r))),
    "side-by-side": lambda r: "".join(HunkPrinter(Painter(True), 80).side_by_side(change(r))),
    "unified on a screen": screen,
}


def calls(form: str, number: int) -> int:
    """How many functions are called for so many findings on one line."""
    report, seen = crowded(number), 0

    def count(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal seen
        seen += event in ("call", "c_call")

    FORMS[form](report)
    sys.setprofile(count)
    try:
        FORMS[form](report)
    finally:
        sys.setprofile(None)
    return seen


@pytest.mark.parametrize("form", FORMS)
def test_ten_times_the_findings_are_ten_times_the_work(form: str) -> None:
    assert calls(form, 1000) < 12 * calls(form, 100)


def test_five_thousand_findings_on_a_line_are_all_told_of() -> None:
    lines = told("concise", [crowded(5000)]).splitlines()
    assert sum("quotes/stray" in line for line in lines) == 5000
    full = told("full", [crowded(5000)], columns=80).splitlines()
    assert sum(line.startswith("crowded.txt:1:") for line in full) == 5000
