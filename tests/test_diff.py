"""Unified diffs of random edits: `git apply` and `patch` make of the old text what the edits do."""

import random
import shutil
import subprocess
from pathlib import Path

import pytest

from cleanup.document import Span
from cleanup.findings import Edit, Finding, Severity
from cleanup.reports import diff as reports_diff
from cleanup.reports.causes import causes
from cleanup.revision import Revision


def unified(name: str, text: str, edits: list[Edit], *, rules: bool = False) -> str:
    """The diff; with `rules` each edit has a finding behind it."""
    if not rules:
        return "".join(reports_diff.unified(name, text, edits))
    found = [
        Finding(f"quotes/rule-{i}", e.span, "", Severity.INFO, "Other") for i, e in enumerate(edits)
    ]
    return "".join(reports_diff.unified(name, text, edits, causes(edits, found)))


PIECES = [
    "a word",
    " ",
    "“said”",
    "\n",
    "\n\n",
    "\r\n",
    "Ünïcode 漢字 🙂",
    ".",
    "\t",
    "\u2028",
    "x" * 300,
]


def random_text(rng: random.Random) -> str:
    text = "".join(rng.choice(PIECES) for _ in range(rng.randrange(1, 60)))
    return text if rng.random() < 0.5 else text + "\n"


def random_edits(rng: random.Random, text: str) -> list[Edit]:
    """Disjoint edits: every second stretch between random cuts."""
    cuts = sorted(rng.sample(range(len(text) + 1), min(len(text) + 1, 2 * rng.randrange(1, 6))))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return [Edit(Span(a, b), rng.choice(["", "", *PIECES])) for a, b in pairs]


@pytest.mark.parametrize(
    "program",
    [
        ["git", "apply", "--whitespace=nowarn"],
        pytest.param(
            ["patch", "--binary", "-s", "-p1"],
            marks=pytest.mark.skipif(not shutil.which("patch"), reason="patch is not installed"),
        ),
    ],
    ids=["git", "patch"],
)
def test_a_diff_of_many_files_applies_and_gives_the_corrected_text(
    program: list[str], tmp_path: Path
) -> None:
    rng = random.Random(7)
    expected = {}
    diffs = []
    for number in range(1000):
        text = random_text(rng)
        edits = random_edits(rng, text)
        name = f"story {number}.txt" if number % 7 == 0 else f"deep/ü{number}.txt"
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
        after = Revision.of(text, edits).after
        diff = unified(name, text, edits, rules=True)
        assert diff.count("\n@@") == diff.count(" @@ quotes/rule-")
        assert bool(diff) == (after != text)
        if after == "":
            continue  # git takes an emptied file for a deleted one
        expected[path] = after
        diffs.append(diff)
    applied = subprocess.run(
        program, input="".join(diffs).encode(), cwd=tmp_path, capture_output=True, check=False
    )
    assert applied.returncode == 0, applied.stderr.decode()
    for path, after in expected.items():
        assert path.read_bytes() == after.encode(), path


def test_a_hunk_shows_three_lines_of_context_and_only_what_changed() -> None:
    text = "".join(f"line {n}\n" for n in range(1, 21))
    at = text.index("line 10")
    diff = unified("a.txt", text, [Edit(Span(at, at + 4), "Line")])
    assert diff.splitlines()[2:] == [
        "@@ -7,7 +7,7 @@",
        " line 7",
        " line 8",
        " line 9",
        "-line 10",
        "+Line 10",
        " line 11",
        " line 12",
        " line 13",
    ]


def test_a_line_taken_out_does_not_show_its_neighbour_as_changed() -> None:
    diff = unified("a.txt", "one\ntwo\nthree\n", [Edit(Span(3, 7), "")])
    assert diff.splitlines()[2:] == ["@@ -1,3 +1,2 @@", " one", "-two", " three"]


def test_a_missing_final_newline_is_said() -> None:
    diff = unified("a.txt", "one\ntwo", [Edit(Span(4, 5), "T")])
    assert diff.splitlines()[3:] == [
        " one",
        "-two",
        "\\ No newline at end of file",
        "+Two",
        "\\ No newline at end of file",
    ]


def test_nothing_changed_is_no_diff() -> None:
    assert unified("a.txt", "one\n", []) == ""
    assert unified("a.txt", "one\n", [Edit(Span(0, 3), "one")]) == ""
