"""`cleanup score`, the table of scores, and the gates: real runs of the command."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from support import cleanup_command

SEEDS = Path(__file__).parent.parent / "seeds"
CALM, DAMAGED = "000_b5dcb3be022ef2a8.txt", "002_98a44184ff506160.txt"


def run(*arguments: str, cwd: Path = SEEDS) -> tuple[int, str, str]:
    done = cleanup_command(*arguments, cwd=cwd)
    assert b"Traceback" not in done.stderr
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def scored(*arguments: str, cwd: Path = SEEDS) -> Any:
    status, out, _ = run("score", *arguments, "--output-format", "json", cwd=cwd)
    assert status == 0
    return json.loads(out)["files"][0]


def test_the_score_of_the_calm_seed() -> None:
    file = scored(CALM)
    assert file["quality"]["after"] >= 99.5
    for when in ("before", "after"):
        unreliable = file["readability"]["unreliable"][when]
        assert unreliable == {"smog_index": ["too short: 9 of 30 sentences"]}
        assert file["readability"]["counts"][when]["words"] == 269


def test_the_score_of_the_damaged_seed() -> None:
    file = scored(DAMAGED)
    unreliable = file["readability"]["unreliable"]
    assert (
        set(unreliable["before"]) == set(unreliable["after"]) == set(file["readability"]["after"])
    )
    assert any("too short" in why for why in unreliable["before"]["smog_index"])
    assert "punctuation/stray-full-stop ×4" in unreliable["before"]["lix"][0]
    assert "stray-full-stop" not in unreliable["after"]["lix"][0]


def test_unsafe_fixes_and_a_reference_win_back_half_of_the_points() -> None:
    points = scored("--unsafe-fixes", "--reference", CALM, DAMAGED)["quality"]
    assert points["before"] <= 90
    assert points["points"]["after"] <= points["points"]["before"] / 2


def test_the_table_is_aligned_and_gives_the_reasons_below() -> None:
    status, out, err = run("score", CALM)
    assert (status, err) == (0, "")
    head, *rows = out.split("\n")
    assert head.split() == [CALM, "before", "after"]
    arrows = {row.index("→") for row in rows if row.startswith("  ") and "→" in row[:60]}
    assert len(arrows) == 1
    assert "  SMOG index                             18.8*  →     18.8*" in out
    assert "  *         unreliable: too short: 9 of 30 sentences" in out
    assert "  fixes     5 boilerplate" in out


def test_what_moved_the_grade_is_said(tmp_path: Path) -> None:
    story = "The council raised doubts. about the treaty with the neighbours in the north.\n"
    (tmp_path / "a.txt").write_text(story)
    out = run("score", "a.txt", cwd=tmp_path)[1]
    # One sentence of 13 words, not two: 6.5 words more for each, 0.39 grades a word.
    assert "moved by  words per sentence 13.0" in out or "fixes     1 punctuation" in out


def test_check_prints_the_table_only_if_asked() -> None:
    assert "Flesch" not in run("check", CALM)[1]
    assert "Flesch" in run("check", "--score", CALM)[1]


def test_a_file_without_a_sentence_is_scored_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A headline\n")
    (tmp_path / "b.txt").write_text("")
    status, out, _ = run("score", "a.txt", "b.txt", cwd=tmp_path)
    assert status == 0
    assert out.count("no sentence, so no measure") == 2
    assert scored("a.txt", cwd=tmp_path)["readability"]["before"] is None


@pytest.mark.parametrize(
    ("gate", "message"),
    [
        (("--min-quality", "99"), f"{DAMAGED}: quality {{value}} is {{by}} below the limit of 99"),
        (("--max-grade", "10"), f"{DAMAGED}: grade {{value}} is {{by}} above the limit of 10"),
        (("--fail-on", "error"), "{value} findings at level error, {by} too many"),
        (("--fail-on", "info"), "{value} findings at level info or above, {by} too many"),
        (("--max-findings", "3"), "{value} findings are {by} over the limit of 3"),
    ],
)
def test_a_gate_that_fails_says_by_how_much(gate: tuple[str, ...], message: str) -> None:
    for command in ("check", "score"):
        _, data, err = run(command, DAMAGED, *gate, "--output-format", "json")
        (failed,) = json.loads(data)["gates"]
        assert failed["gate"] == gate[0][2:]
        # Of levels, none is the limit.
        limit = 0 if "fail-on" in gate[0] else float(gate[1])
        assert failed["by"] == pytest.approx(abs(failed["value"] - limit)) != 0
        said = message.format(value=f"{failed['value']:g}", by=f"{failed['by']:g}")
        status, out, _ = run(command, DAMAGED, *gate)
        assert status == 1
        assert f"gate {failed['gate']} failed: {said}" in out
        assert said in err
        assert run(command, DAMAGED, *gate, "--exit-zero")[0] == 0


def test_with_gates_only_the_gates_decide() -> None:
    passing = ("--min-quality", "50", "--max-grade", "40", "--max-findings", "99")
    status, out, _ = run("check", DAMAGED, *passing)
    assert status == 0
    assert "all gates passed" in out
    assert run("check", CALM, "--fail-on", "error")[0] == 0
    assert run("check", CALM, "--fail-on", "warning")[0] == 1


def test_gates_and_weights_may_stand_in_the_settings(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The vote raised doubts. about the treaty.\n")
    (tmp_path / "cleanup.toml").write_text("[gates]\nmin-quality = 20\n[weights]\nerror = 6\n")
    status, out, _ = run("check", "a.txt", cwd=tmp_path)
    assert status == 1
    assert "a.txt: quality 14.3 is 5.7 below the limit of 20" in out
    shown = run("config", cwd=tmp_path)[1]
    assert "min-quality = 20" in shown
    assert "# no max-grade" in shown
    assert run("check", "a.txt", "--min-quality", "10", cwd=tmp_path)[0] == 0


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("[gates]\nmin-quality = 101\n", "cleanup.toml:2: min-quality must be from 0 to 100"),
        ("[gates]\nfail-on = 'fatal'\n", "fail-on must be 'info', 'warning' or 'error'"),
        ("[gates]\nmax-findings = 1.5\n", "max-findings must be a whole number"),
        ("[weights]\nfatal = 1\n", "cleanup.toml:2: weights: a key must be 'info'"),
        ("[weights]\nerror = 'x'\n", "cleanup.toml:2: weights must be a number"),
    ],
)
def test_a_gate_or_weight_that_cannot_be_used_is_an_error(
    tmp_path: Path, settings: str, message: str
) -> None:
    (tmp_path / "a.txt").write_text("It rained.\n")
    (tmp_path / "cleanup.toml").write_text(settings)
    status, _, err = run("check", "a.txt", cwd=tmp_path)
    assert status == 2
    assert message in err


NO_SOCKET = """
import socket, sys
def refuse(*a, **k): raise AssertionError("a socket was opened")
socket.socket = refuse
socket.create_connection = socket.getaddrinfo = refuse
from cleanup.__main__ import run
try:
    run()
finally:
    print(*(m for m in ("textstat", "nltk", "pyphen") if m in sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize("command", [("check", "--score"), ("check",), ("fix", "-o"), ("score",)])
def test_no_socket_is_opened_and_textstat_is_not_needed(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    arguments = [*command, *([str(tmp_path / "out.txt")] if "-o" in command else []), DAMAGED]
    program = ("-c", NO_SOCKET)
    done = cleanup_command(*arguments, "--no-cache", cwd=SEEDS, program=program)
    assert done.returncode in (0, 1)
    assert done.stderr.split() == []
    assert sys.executable
