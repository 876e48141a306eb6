"""`--report` and `--output-dir` by real runs: what is written, what is named, what is refused."""

import json
import os
import re
from pathlib import Path

import pytest
from support import cleanup_command
from test_cli import CLEAN, DAMAGED, MENDED, as_json, run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "story.txt").write_bytes(DAMAGED.encode())
    return tmp_path


@pytest.fixture
def desk(folder: Path) -> Path:
    """A folder with texts at two depths and with what is no text."""
    deep = folder / "in" / "may"
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text(DAMAGED)
    (folder / "in" / "b.txt").write_text(CLEAN)
    (folder / "in" / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(50))
    (deep / "table.csv").write_text("a,b\n")
    (folder / "in" / "noise.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200))
    return folder


def test_a_check_writes_a_page_and_says_the_same_as_without(folder: Path) -> None:
    status, out, _ = run(folder, "check", "story.txt")
    again = run(folder, "check", "story.txt", "--report", "sub/page.html")
    assert again == (status, out, "note: the report is in sub/page.html\n")
    page = (folder / "sub/page.html").read_text("utf-8")
    assert "1 change to make." in page
    assert "doubts<a" in page
    assert (folder / "story.txt").read_text() == DAMAGED


@pytest.mark.parametrize(
    ("arguments", "cleaned"),
    [([], "story.txt"), (["--unsafe-fixes"], "story.txt"), (["-o", "draft.txt"], "draft.txt")],
)
def test_a_fix_writes_a_page_beside_what_it_does(
    arguments: list[str], cleaned: str, folder: Path
) -> None:
    status, out, _ = run(folder, "fix", "story.txt", *arguments, "--report", "page.html")
    assert status == 0
    assert "1 fix made" in out
    assert (folder / cleaned).read_text() == MENDED
    assert "1 change made." in (folder / "page.html").read_text("utf-8")


def test_a_diff_writes_a_page_and_changes_nothing_else(folder: Path) -> None:
    plain = run(folder, "fix", "--diff", "story.txt")
    assert run(folder, "fix", "--diff", "story.txt", "--report", "page.html")[:2] == plain[:2]
    assert "1 change to make." in (folder / "page.html").read_text("utf-8")
    assert (folder / "story.txt").read_text() == DAMAGED


def test_the_json_of_a_run_with_a_page_is_whole(folder: Path) -> None:
    _, data = as_json(folder, "fix", "--diff", "story.txt", "--report", "page.html")
    assert data["files"][0]["applied"]
    assert (folder / "page.html").exists()


def test_standard_input_has_a_page_too(folder: Path) -> None:
    status, out, _ = run(folder, "fix", "-", "--report", "page.html", stdin=DAMAGED.encode())
    assert (status, out) == (0, MENDED)
    assert "<h1>standard input</h1>" in (folder / "page.html").read_text("utf-8")


def test_copies_of_a_folder_come_with_a_page_and_the_data(desk: Path) -> None:
    status, out, err = run(desk, "fix", "in", "--output-dir", "out")
    assert status == 0
    assert sorted(p.relative_to(desk / "out").as_posix() for p in (desk / "out").rglob("*.*")) == [
        *("b.txt", "may/a.txt", "report.html", "report.json"),
    ]
    assert (desk / "out/may/a.txt").read_text() == MENDED
    assert out.count("2 files, 1 fix made, nothing left") == 1
    assert "left out, not .txt: may/table.csv, photo.jpg" in err
    assert "left out, not text: noise.txt" in err
    page = (desk / "out/report.html").read_text("utf-8")
    assert "photo.jpg" in page
    assert "noise.txt" in page
    assert "<h1>in/</h1>" in page.replace(os.sep, "/")


def test_the_data_are_those_of_the_json_format(desk: Path) -> None:
    expected = as_json(desk, "fix", "in", "--diff", "--report", "page.html")[1]
    run(desk, "fix", "in", "--output-dir", "out")
    data = json.loads((desk / "out/report.json").read_bytes())
    assert data == expected
    # JSON on standard output is the same text.
    out = cleanup_command("fix", "in", "--output-dir", "out", "--output-format", "json", cwd=desk)
    assert out.stdout == (desk / "out/report.json").read_bytes()


def test_a_second_run_does_the_same_again(desk: Path) -> None:
    def files() -> dict[str, bytes]:
        every = (p for p in (desk / "in").rglob("*") if p.is_file())
        return {p.relative_to(desk).as_posix(): p.read_bytes() for p in every}

    first = run(desk, "fix", "in", "--output-dir", "in/out")
    written = files()
    # What the first run wrote is no text of the second.
    assert run(desk, "fix", "in", "--output-dir", "in/out") == first
    assert files() == written


def test_the_page_may_stand_elsewhere_than_the_copies(desk: Path) -> None:
    assert run(desk, "fix", "in", "--output-dir", "out", "--report", "page.html")[0] == 0
    assert (desk / "page.html").exists()
    assert (desk / "out/report.json").exists()
    assert not (desk / "out/report.html").exists()


def test_what_failed_stands_in_the_page(desk: Path) -> None:
    status, _, _ = run(desk, "check", "in", "gone.txt", "--report", "page.html")
    assert status == 2
    assert re.search('<li class="bad">gone.txt', (desk / "page.html").read_text("utf-8"))


def test_a_gate_that_failed_stands_in_the_page(folder: Path) -> None:
    assert run(folder, "check", "story.txt", "--min-quality", "99", "--report", "p.html")[0] == 1
    assert "gate min-quality failed: story.txt" in (folder / "p.html").read_text("utf-8")


def test_only_reports_are_ever_replaced(folder: Path) -> None:
    (folder / "mine.html").write_text("<p>my own page</p>")
    (folder / "empty.html").touch()
    status, _, err = run(folder, "check", "story.txt", "--report", "mine.html")
    assert (status, err.count("\n")) == (2, 1)
    assert "is no report of cleanup" in err
    assert (folder / "mine.html").read_text() == "<p>my own page</p>"
    for _ in range(2):
        assert run(folder, "check", "story.txt", "--report", "empty.html")[0] == 1
    (folder / "out").mkdir()
    (folder / "out/report.json").write_text('{"mine": 1}')
    assert run(folder, "fix", "story.txt", "--output-dir", "out")[0] == 2
    assert not (folder / "out/story.txt").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "story.txt", "--report", "story.txt"], "call it story.txt.html"),
        (["check", "story.txt", "--report", "page"], "call it page.html"),
        (["check", "story.txt", "--report", "."], "is a folder"),
        (["check", "story.txt", "--report", "sub.html"], "is a folder"),
        (["check", "page.html", "--report", "page.html"], "cannot hold the report too"),
        (["fix", "story.txt", "-o", "p.html", "--report", "p.html"], "cannot hold the report too"),
        (["fix", ".", "--output-dir", "."], "holds the texts themselves"),
        (["fix", "story.txt", "--output-dir", "."], "would be written over itself"),
        (["fix", "report.html", "--output-dir", "out"], "take the place of the report"),
    ],
)
def test_a_report_that_cannot_be_meant_is_one_line(
    arguments: list[str], message: str, folder: Path
) -> None:
    (folder / "sub.html").mkdir()
    (folder / "page.html").write_text("<p>They raised doubts. about it.</p>")
    (folder / "report.html").write_text("<p>They raised doubts. about it.</p>")
    status, _, err = run(folder, *arguments)
    assert (status, err.count("\n")) == (2, 1)
    assert message in err
    assert (folder / "story.txt").read_text() == DAMAGED
    assert not (folder / "out").exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="who may write anywhere may here")
def test_a_page_that_cannot_be_written_is_an_error_before_all_else(folder: Path) -> None:
    (folder / "shut").mkdir(mode=0o500)
    status, out, err = run(folder, "fix", "story.txt", "--report", "shut/page.html")
    assert status == 2
    assert out == ""
    assert "shut/page.html cannot be written" in err
    assert (folder / "story.txt").read_text() == DAMAGED


def test_a_file_in_place_of_a_folder_is_an_error_before_all_else(folder: Path) -> None:
    status, out, err = run(folder, "fix", "story.txt", "--report", "story.txt/page.html")
    assert status == 2
    assert out == ""
    assert "story.txt cannot be made: a file stands in its place" in err
    assert (folder / "story.txt").read_text() == DAMAGED


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="there are no devices for streams")
def test_the_page_may_go_to_a_device(folder: Path) -> None:
    result = cleanup_command("check", "story.txt", "--report", "/dev/stdout", cwd=folder)
    assert result.returncode == 1
    assert b"<!doctype html>" in result.stdout
