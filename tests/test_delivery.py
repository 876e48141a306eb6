"""Where the commands write their reports, and what they say meanwhile."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support import cleanup_command

from cleanup.console import Stop
from cleanup.delivery import Delivery
from cleanup.report import Report, Run
from cleanup.reports import formats
from cleanup.reports.told import How, Told

DAMAGED = "The vote raised doubts. about the treaty.\n"
MENDED = "The vote raised doubts about the treaty.\n"
# Unsafe: it stays after safe fixes, a paragraph further up than before.
LEFT = "It was so.\n\n\n\nThe vote raised doubts about the These treaty of Rome.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "story.txt").write_bytes(DAMAGED.encode())
    return tmp_path


def run(cwd: Path, *arguments: str, **given: Any) -> tuple[int, str, str]:
    quiet = dict.fromkeys(("GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"), "")
    env = {**quiet, **given.pop("env", {})}
    result = cleanup_command(*arguments, cwd=cwd, env=env, **given)
    assert b"Traceback" not in result.stderr
    return result.returncode, result.stdout.decode(), result.stderr.decode()


@pytest.mark.parametrize("name", ["text", *formats.FORMATS])
def test_every_format_has_its_own_file_and_one_line_tells_of_it(name: str, folder: Path) -> None:
    status, out, err = run(
        folder, "check", "story.txt", "--output-format", name, "--output-file", "out/report"
    )
    assert (status, err) == (1, "")
    assert out == f"{Path('out/report')}: 1 file, 1 finding\n"
    report = (folder / "out" / "report").read_text(encoding="utf-8")
    assert "stray-full-stop" in report
    assert "\x1b" not in report
    shown = run(folder, "check", "story.txt", "--output-format", name)
    assert shown == (1, report, "")


def test_a_report_replaces_an_older_one_and_is_for_standard_output_too(folder: Path) -> None:
    for _ in range(2):
        run(folder, "check", ".", "--output-format", "sarif", "--output-file", "r.sarif")
    assert len(json.loads((folder / "r.sarif").read_text(encoding="utf-8"))["runs"]) == 1
    assert sorted(p.name for p in folder.iterdir()) == ["r.sarif", "story.txt"]
    _, out, _ = run(folder, "check", ".", "--output-format", "json", "--output-file", "-")
    assert json.loads(out)["summary"]["findings"] == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "story.txt", "--output-file", "story.txt"], "is one of the texts"),
        (["check", ".", "--output-file", "./story.txt"], "is one of the texts"),
        (["fix", ".", "--output-file", "story.txt"], "is one of the texts"),
        (["check", "story.txt", "--output-file", "."], "is a folder"),
        (["fix", "story.txt", "-o", "x", "--output-file", "x"], "is for something else"),
        (
            ["fix", ".", "--output-dir", "d", "--output-file", "d/story.txt"],
            "is for something else",
        ),
        (["fix", ".", "--keep-removed", "k", "--output-file", "k"], "is for something else"),
        (["fix", "story.txt", "-o", "-"], "goes to standard output"),
        (["fix", "story.txt", "--output-dir", "c.toml"], "c.toml is no folder"),
        (["check", ".", "--config", "c.toml", "--output-file", "c.toml"], "is for something else"),
        (["check", "story.txt", "--output-format", "saref"], "no output format 'saref': text, "),
        (["score", "story.txt", "--output-format", "sarif"], "no format for scores: 'sarif'"),
    ],
)
def test_what_cannot_be_meant_ends_the_run_before_it_begins(
    arguments: list[str], message: str, folder: Path
) -> None:
    (folder / "c.toml").write_text("", encoding="utf-8")
    status, out, err = run(folder, *arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert message in err
    assert sorted(p.name for p in folder.iterdir()) == ["c.toml", "story.txt"]
    assert (folder / "story.txt").read_text() == DAMAGED


@pytest.mark.skipif(os.name == "nt", reason="a file in the place of a folder has another message")
def test_a_report_that_cannot_be_written_is_an_error_in_one_line(folder: Path) -> None:
    status, out, err = run(folder, "check", "story.txt", "--output-file", "story.txt/report")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "cannot be made" in err


def test_a_report_is_never_half_written(folder: Path) -> None:
    file = folder / "report.json"
    file.write_text("old", encoding="utf-8")

    def texts() -> Iterator[Told]:
        yield Told(cleanup_report(), "a.txt")
        raise KeyboardInterrupt

    delivery = Delivery("jsonl", file)
    with pytest.raises(KeyboardInterrupt):
        delivery.send(texts(), Run(), How(), sys.stdout)
    assert file.read_text(encoding="utf-8") == "old"
    assert list(folder.glob("*tmp*")) == []


def cleanup_report() -> Report:
    import cleanup

    return cleanup.check(DAMAGED, path="a.txt")


def test_places_after_fixing_are_those_of_the_text_that_was_written(folder: Path) -> None:
    (folder / "left.txt").write_text(LEFT, encoding="utf-8")
    for target, path in (
        (["-o", "copy.txt"], "copy.txt"),
        (["--output-dir", "out"], "out/left.txt"),
        ([], "left.txt"),
    ):
        _, out, _ = run(folder, "fix", "left.txt", *target, "--output-format", "gitlab")
        (issue,) = json.loads(out)
        line = issue["location"]["lines"]["begin"]
        assert (issue["location"]["path"], line) == (path, 3)
        assert "the These" in (folder / path).read_text(encoding="utf-8").splitlines()[line - 1]


def test_a_preview_is_about_the_text_as_it_is(folder: Path) -> None:
    status, out, _ = run(folder, "fix", "--diff", "story.txt", "--output-format", "rdjsonl")
    assert status == 1
    assert json.loads(out)["code"]["value"] == "punctuation/stray-full-stop"
    status, out, err = run(
        folder, "fix", "--diff", "story.txt", "--output-format", "rdjsonl", "--output-file", "r"
    )
    assert out.startswith("--- a/story.txt")
    assert err == "r: 1 file, 1 finding\n"
    assert json.loads((folder / "r").read_bytes())["severity"] == "ERROR"
    assert (folder / "story.txt").read_text() == DAMAGED


def test_a_text_from_standard_input_keeps_standard_output(folder: Path) -> None:
    status, out, err = run(
        folder, "fix", "-", "--output-format", "junit", "--output-file", "r", stdin=DAMAGED.encode()
    )
    assert (status, out, err) == (0, MENDED, "r: 1 file, nothing found\n")


def test_gates_are_told_of_beside_a_report_for_programs(folder: Path) -> None:
    status, out, err = run(
        folder, "check", "story.txt", "--max-findings", "0", "--output-format", "checkstyle"
    )
    assert status == 1
    assert out.endswith("</checkstyle>\n")
    assert err == "gate max-findings failed: 1 findings are 1 over the limit of 0\n"
    _, out, _ = run(folder, "check", "story.txt", "--fail-on", "info", "--output-format", "github")
    assert out.splitlines()[-1].startswith("::error title=gate fail-on failed::1 finding at level")


def test_a_score_has_the_formats_that_have_room_for_it(folder: Path) -> None:
    _, out, _ = run(folder, "score", "story.txt", "--output-format", "jsonl")
    file = next(line for line in map(json.loads, out.splitlines()) if line["type"] == "file")
    assert file["readability"]["before"]
    _, out, _ = run(folder, "score", "story.txt", "--output-format", "markdown")
    assert "Flesch reading ease" in out
    assert "stray-full-stop" not in out.split("```")[0]


def test_in_ci_paths_are_those_of_the_repository(folder: Path) -> None:
    inner = folder / "articles"
    inner.mkdir()
    (inner / "a.txt").write_text(DAMAGED, encoding="utf-8")
    summary = folder / "summary.md"
    env = {"GITHUB_WORKSPACE": str(folder), "GITHUB_STEP_SUMMARY": str(summary)}
    _, out, _ = run(inner, "check", "./a.txt", "--output-format", "github", env=env)
    assert out.startswith("::error file=articles/a.txt,line=1,")
    assert "stray-full-stop" in summary.read_text(encoding="utf-8")
    env = {"CI_PROJECT_DIR": str(folder)}
    _, out, _ = run(inner, "check", "a.txt", "--output-format", "gitlab", env=env)
    assert json.loads(out)[0]["location"]["path"] == "articles/a.txt"


def test_suppressed_findings_keep_their_reason_in_sarif(folder: Path) -> None:
    (folder / ".cleanup-ignore.toml").write_text(
        '[[ignore]]\nrule = "punctuation"\nreason = "as it was said"\n', encoding="utf-8"
    )
    (folder / "page.md").write_text(
        f"<!-- cleanup: ignore-next-line punctuation -->\n{DAMAGED}", encoding="utf-8"
    )
    status, out, _ = run(folder, "check", "story.txt", "page.md", "--output-format", "sarif")
    results = json.loads(out)["runs"][0]["results"]
    assert status == 0
    assert [r["suppressions"] for r in results] == [
        [{"kind": "external", "justification": "as it was said"}],
        [{"kind": "inSource"}],
    ]


@pytest.mark.skipif(os.name == "nt", reason="reads a pipe while the other end is held up")
def test_lines_come_out_of_a_pipe_as_files_finish(folder: Path) -> None:
    command = [sys.executable, "-m", "cleanup", "check", "story.txt", "-", "--output-format"]
    with subprocess.Popen(
        [*command, "jsonl"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stdin
        # Standard input is not at its end yet.
        first = [json.loads(process.stdout.readline()) for _ in range(2)]
        assert [one["type"] for one in first] == ["finding", "file"]
        process.stdin.write(DAMAGED.encode())
        process.stdin.close()
        rest = [json.loads(line) for line in process.stdout]
    assert [one["type"] for one in rest] == ["finding", "file", "summary"]


def test_a_format_that_is_not_known_is_refused_by_name(folder: Path) -> None:
    with pytest.raises(Stop, match="rdjsonl or markdown"):
        Delivery("xml", None)
