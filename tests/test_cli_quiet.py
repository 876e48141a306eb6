"""Real runs that keep quiet about what is known: sidecars, comments, baselines, git."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support import cleanup_command

STRAY = "The vote raised doubts. about the treaty."
STORY = f"""The council of the small town met on Monday evening to talk about the bridge.

{STRAY}

The mayor spoke last. of all people, and nobody could say on Tuesday what he had said.

The session went on until midnight, and the engineers left it without a word to the press.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


def run(cwd: Path, *arguments: str) -> tuple[int, str, str]:
    result = cleanup_command(*arguments, cwd=cwd)
    assert b"Traceback" not in result.stderr
    return result.returncode, result.stdout.decode(), result.stderr.decode()


def found(cwd: Path, *arguments: str) -> list[dict[str, Any]]:
    """The findings that are neither suppressed nor known."""
    _, out, _ = run(cwd, "check", *arguments, "--output-format", "json")
    every = [f for file in json.loads(out)["files"] for f in file["findings"]]
    return [f for f in every if f["state"] not in ("suppressed", "baseline")]


def git(cwd: Path, *arguments: str) -> None:
    who = ["-c", "user.name=T", "-c", "user.email=t@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=cwd, check=True, capture_output=True)


def test_a_baseline_keeps_quiet_about_old_findings_wherever_they_move(folder: Path) -> None:
    assert len(found(folder, "story.txt")) == 2
    status, out, _ = run(folder, "baseline", "create", "story.txt")
    assert status == 0
    assert "known findings: 2" in out
    assert found(folder, "story.txt", "--baseline", ".cleanup-baseline.json") == []

    first, stray, spoke, last, *_ = STORY.split("\n\n")
    reflowed = spoke.replace(" and nobody could ", "\nand nobody could ").replace(
        " what ", "\nwhat "
    )
    lines = "".join(f"A new line number {n} was put in here.\n" for n in range(10))
    moved = "\n\n".join(p.strip() for p in [lines, last, reflowed, first, stray])
    (folder / "story.txt").write_text(moved, encoding="utf-8")
    assert found(folder, "story.txt", "--baseline", ".cleanup-baseline.json") == []
    assert run(folder, "check", "story.txt", "--baseline", ".cleanup-baseline.json")[0] == 0

    (folder / "story.txt").write_text(moved + "\n\n" + STRAY, encoding="utf-8")
    (new,) = found(folder, "story.txt", "--baseline", ".cleanup-baseline.json")
    assert new["rule"] == "punctuation/stray-full-stop"


def test_a_fix_leaves_known_findings_and_settles(folder: Path) -> None:
    run(folder, "baseline", "create", "story.txt")
    known = ("--baseline", ".cleanup-baseline.json")
    assert run(folder, "fix", "story.txt", *known)[0] == 0
    assert (folder / "story.txt").read_text() == STORY
    (folder / "story.txt").write_text(STORY + "\nThey all left the hall. without a vote.\n")
    run(folder, "fix", "story.txt", *known)
    assert (
        folder / "story.txt"
    ).read_text() == STORY + "\nThey all left the hall without a vote.\n"


def test_a_baseline_is_updated_and_shown(folder: Path) -> None:
    run(folder, "baseline", "create", ".")
    assert run(folder, "baseline", "create", ".")[0] == 2
    mended = STORY.replace("doubts. about", "doubts about")
    (folder / "story.txt").write_text(mended + "\nThey all left the hall. without a vote.\n")
    status, out, _ = run(folder, "baseline", "update", ".")
    assert status == 0
    assert "1 gone, 0 added" in out
    assert "1 new left out" in out
    assert "1 added" in run(folder, "baseline", "update", ".", "--add")[1]
    assert "story.txt: punctuation/stray-full-stop: 2" in run(folder, "baseline", "show")[1]


def test_a_broken_baseline_is_one_line_and_status_two(folder: Path) -> None:
    (folder / "known.json").write_text("{")
    status, _, err = run(folder, "check", "story.txt", "--baseline", "known.json")
    assert status == 2
    assert err.startswith("error: known.json: ")
    assert err.count("\n") == 1


def test_a_sidecar_suppresses_and_what_it_no_longer_matches_is_said(folder: Path) -> None:
    sidecar = folder / ".cleanup-ignore.toml"
    sidecar.write_text(
        '[[ignore]]\nfile = "story.txt"\nrule = "punctuation/stray-full-stop"\nreason = "house"\n'
    )
    assert found(folder, "story.txt") == []
    run(folder, "fix", "story.txt")
    assert (folder / "story.txt").read_text() == STORY
    (folder / "story.txt").write_text("All is well.\n")
    status, _, err = run(folder, "check", "story.txt")
    assert status == 0
    assert "matches nothing in story.txt" in err


def test_a_broken_sidecar_is_an_error_that_names_it(folder: Path) -> None:
    (folder / ".cleanup-ignore.toml").write_text(
        '[[ignore]]\nrule = "quotes/strai"\nreason = "x"\n'
    )
    status, _, err = run(folder, "fix", "story.txt")
    assert status == 2
    assert ".cleanup-ignore.toml" in err
    assert "did you mean 'quotes/stray'?" in err
    assert (folder / "story.txt").read_text() == STORY


def test_comments_in_markdown_suppress(folder: Path) -> None:
    page = f"<!-- cleanup: ignore-next-line punctuation -->\n{STRAY}\n\n{STRAY}\n"
    (folder / "page.md").write_text(page)
    (finding,) = found(folder, "page.md")
    assert finding["line"] == 4


def test_since_reports_what_the_change_brought_in(folder: Path) -> None:
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "first")
    assert found(folder, "--since", "HEAD", ".") == []
    (folder / "story.txt").write_text(
        "A line above.\n\n" + STORY + "\nThey all left the hall. without a vote.\n"
    )
    (new,) = found(folder, "--since", "HEAD", ".")
    assert new["text"] == "."
    assert new["line"] == 11
    assert [f["line"] for f in found(folder, "--since", "HEAD")] == [11]
    _, out, _ = run(folder, "check", "--since", "HEAD")
    assert out.startswith("story.txt:11:")
    status, _, err = run(folder, "check", ".", "--since", "no-such-branch")
    assert status == 2
    assert err.count("\n") == 1


def test_staged_looks_at_what_is_about_to_be_committed(folder: Path) -> None:
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "first")
    (folder / "story.txt").write_text(STORY + "\nThey all left the hall. without a vote.\n")
    git(folder, "add", ".")
    (folder / "story.txt").write_text(STORY)
    assert len(found(folder, "--staged")) == 1
    assert found(folder, "--since", "HEAD", ".") == []


@pytest.mark.skipif(sys.platform == "win32", reason="no folder in use can be removed on Windows")
def test_a_current_folder_that_is_gone_is_named_as_what_is_the_matter(tmp_path: Path) -> None:
    gone = (
        "import os, runpy; os.rmdir(os.getcwd()); runpy.run_module('cleanup', run_name='__main__')"
    )
    folder = tmp_path / "gone"
    folder.mkdir()
    result = cleanup_command("check", "story.txt", cwd=folder, program=("-c", gone))
    assert result.returncode == 2
    assert result.stderr.startswith(b"error: the current folder cannot be looked at")
    assert result.stderr.count(b"\n") == 1


def test_outside_a_checkout_since_is_an_error(folder: Path) -> None:
    status, _, err = run(folder, "check", ".", "--since", "HEAD")
    assert status == 2
    assert err.count("\n") == 1
