"""Texts built to hurt, small: they break nothing. How long they take: `benchmarks/hostile.py`."""

import sys
from pathlib import Path

import pytest
from fuzzing import edits_are_the_whole_change, try_text

import cleanup

sys.path.append(str(Path(__file__).resolve().parent.parent / "benchmarks"))

from hostile import CASES, english

SIZE = 500


@pytest.mark.parametrize("title", CASES)
def test_a_hostile_text_breaks_nothing(title: str) -> None:
    case = CASES[title](SIZE)
    if case.path is None and not case.references:
        try_text(case.text)
        try_text(english(SIZE) + case.text)
        return
    report = cleanup.check(case.text, path=case.path, references=case.references)
    for unsafe in (False, True):
        given = {"path": case.path, "references": case.references}
        cleaning = cleanup.clean(case.text, unsafe=unsafe, **given)
        edits_are_the_whole_change(cleaning)
        assert cleaning.found == report.findings
        again = cleanup.clean(cleaning.after, unsafe=unsafe, **given)
        assert again.after == cleaning.after
        assert again.found == cleaning.left
