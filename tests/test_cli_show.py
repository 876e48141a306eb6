"""Real runs of the reports for people and of the diffs: forms, options, pipes and terminals."""

import os
import shlex
import shutil
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

import pytest
from support import cleanup_command

DAMAGED = "The vote raised doubts. about the treaty.\n"
MENDED = "The vote raised doubts about the treaty.\n"
# One safe fix, one unsafe one.
BOTH = "The vote raised doubts. about it, and after the talks, the These developments matter.\n"
STOP, PAIR = "punctuation/stray-full-stop", "splices/determiner-collision"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "story.txt").write_bytes(DAMAGED.encode())
    (tmp_path / "both.txt").write_bytes(BOTH.encode())
    return tmp_path


def run(cwd: Path, *arguments: str, env: dict[str, str] | None = None) -> tuple[int, str, str]:
    result = cleanup_command(*arguments, cwd=cwd, env=env)
    assert b"Traceback" not in result.stderr
    return result.returncode, result.stdout.decode(), result.stderr.decode()


def test_full_says_why_once_and_fits_the_screen(folder: Path) -> None:
    (folder / "story.txt").write_text(DAMAGED + BOTH)
    _, out, _ = run(folder, "check", "story.txt", env={"COLUMNS": "60"})
    assert out.count("    why: Sentences are cut at links") == 1
    assert max(map(len, out.splitlines())) <= 60


def test_concise_is_a_line_for_each_finding(folder: Path) -> None:
    status, out, _ = run(folder, "check", "both.txt", "--output-format", "concise", "-q")
    first, second = out.splitlines()
    assert status == 1
    assert first.startswith(f"both.txt:1:23: error {STOP} full stop in mid-sentence")
    assert first.endswith("→ take it out")
    assert second.startswith(f"both.txt:1:56: error {PAIR} ")
    _, out, _ = run(folder, "fix", "both.txt", "--output-format", "concise", "--show-fixes")
    assert out.startswith(f"both.txt:1:23: fixed {STOP} ")


def test_grouped_has_the_path_once(folder: Path) -> None:
    _, out, _ = run(
        folder, "check", ".", "--output-format", "grouped", "-q", env={"COLUMNS": "140"}
    )
    lines = out.splitlines()
    assert [line for line in lines if line.endswith(".txt")] == ["both.txt", "story.txt"]
    assert lines[1].split()[:2] == ["1:23", "error"]
    assert lines[1].endswith(STOP)


def test_scores_in_a_line(folder: Path) -> None:
    _, out, _ = run(folder, "score", ".", "--output-format", "concise")
    assert out.splitlines()[0].startswith("both.txt: quality ")


@pytest.mark.parametrize("form", ["text", "concise", "grouped"])
def test_statistics_take_the_place_of_the_findings(form: str, folder: Path) -> None:
    _, out, _ = run(folder, "check", ".", "--statistics", "--output-format", form)
    rows = [line.split() for line in out.splitlines()]
    assert ["2", STOP, "safe"] in rows
    assert ["1", PAIR, "unsafe"] in rows
    assert "story.txt" not in out
    _, out, _ = run(folder, "fix", ".", "--statistics", "--output-format", form)
    rows = [line.split() for line in out.splitlines()]
    assert ["2", "0", STOP] in rows
    assert ["0", "1", PAIR, "unsafe"] in rows


def test_statistics_are_not_for_machines(folder: Path) -> None:
    status, _, err = run(folder, "check", ".", "--statistics", "--output-format", "json")
    assert (status, err.count("\n")) == (2, 1)


def test_quiet_prints_findings_and_errors_only(folder: Path) -> None:
    (folder / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200))
    status, out, err = run(folder, "check", ".", "-q")
    assert (status, err) == (1, "")
    assert "found" not in out.splitlines()[-1]
    assert STOP in out
    assert run(folder, "fix", "story.txt", "-q") == (0, "", "")
    assert "gone.txt" in run(folder, "check", "-q", "gone.txt")[2]
    _, out, err = run(folder, "fix", "--diff", "-q", "both.txt")
    assert out.startswith("--- a/both.txt")
    assert err == ""


def test_fixes_are_shown_where_asked(folder: Path) -> None:
    text = (folder / "both.txt").read_bytes()
    for arguments, shown in [
        ([], True),
        (["--no-show-fixes"], False),
        (["-q"], False),
        (["-q", "--show-fixes"], True),
        (["--output-format", "grouped"], False),
        (["--output-format", "grouped", "--show-fixes"], True),
    ]:
        (folder / "both.txt").write_bytes(text)
        out = run(folder, "fix", "both.txt", *arguments)[1]
        assert ("doubts[-.-]" in out) == shown, arguments


def test_every_form_of_a_diff_names_the_rule(folder: Path) -> None:
    for form in ("unified", "words", "side-by-side"):
        status, out, _ = run(folder, "fix", "story.txt", "--diff-format", form)
        assert status == 1
        assert STOP in out
    assert "@@ -1,1 +1,1 @@ " + STOP in run(folder, "fix", "story.txt", "--diff")[1]
    words = run(folder, "fix", "story.txt", "--diff", "--diff-format", "words")[1]
    assert words == run(folder, "fix", "story.txt", "--word-diff")[1]
    assert (folder / "story.txt").read_text() == DAMAGED


@pytest.mark.parametrize(
    "arguments",
    [
        ["fix", "--diff-format", "wards", "story.txt"],
        ["fix", "--word-diff", "--diff-format", "unified", "story.txt"],
        ["fix", "--diff-format", "words", "-o", "x.txt", "story.txt"],
        ["diff", "story.txt", "gone.txt"],
        ["diff", "gone.txt", "story.txt"],
        ["diff", "story.txt", "."],
        ["diff", "-", "-"],
    ],
)
def test_wrong_use_is_one_line(arguments: list[str], folder: Path) -> None:
    status, out, err = run(folder, *arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)


def test_diff_of_two_files_names_the_rules_and_applies(folder: Path) -> None:
    (folder / "mine.txt").write_text(MENDED.replace("vote", "ballot"))
    status, out, _ = run(folder, "diff", "story.txt", "mine.txt")
    assert status == 1
    assert f" @@ {STOP}\n" in out
    subprocess.run(["git", "apply"], input=out.encode(), cwd=folder, check=True)
    assert (folder / "story.txt").read_bytes() == (folder / "mine.txt").read_bytes()
    assert run(folder, "diff", "story.txt", "mine.txt") == (0, "", "")


def test_a_change_that_no_rule_asked_for_says_so(folder: Path) -> None:
    (folder / "mine.txt").write_text(DAMAGED.replace("vote", "ballot"))
    assert " @@ no rule\n" in run(folder, "diff", "story.txt", "mine.txt")[1]
    words = run(folder, "diff", "--diff-format", "words", "story.txt", "mine.txt")[1]
    assert "The [-vote-]{+ballot+} raised" in words
    assert words.rstrip().endswith("no rule")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("later", [b"", b"\xef\xbb\xbf"])
def test_a_diff_of_two_files_has_their_byte_order_marks(
    mark: bytes, later: bytes, folder: Path
) -> None:
    (folder / "story.txt").write_bytes(mark + DAMAGED.replace("\n", "\r\n").encode())
    (folder / "mine.txt").write_bytes(later + MENDED.strip().encode())
    diff = cleanup_command("diff", "story.txt", "mine.txt", cwd=folder).stdout
    subprocess.run(["git", "apply"], input=diff, cwd=folder, check=True)
    assert (folder / "story.txt").read_bytes() == (folder / "mine.txt").read_bytes()


def test_a_diff_in_another_encoding_has_names_that_git_finds(folder: Path) -> None:
    path = folder / "café.txt"
    text = "Café owners met. “So,” he said. " + DAMAGED
    path.write_bytes(text.encode("cp1252"))
    diff = cleanup_command("fix", "--diff", "café.txt", cwd=folder).stdout
    subprocess.run(["git", "apply"], input=diff, cwd=folder, check=True)
    assert path.read_bytes() == text.replace("doubts.", "doubts").encode("cp1252")


def test_a_diff_that_the_encoding_has_no_letter_for_is_refused(folder: Path) -> None:
    (folder / "old.txt").write_bytes("Café owners met.\n".encode("cp1252"))
    (folder / "new.txt").write_text("Café owners 東京 met.\n", encoding="utf-8")
    status, out, err = run(folder, "diff", "old.txt", "new.txt")
    assert (status, out) == (2, "")
    assert "--diff-format words" in err
    assert run(folder, "diff", "old.txt", "new.txt", "--diff-format", "words")[0] == 1


_NUMBERS = count()
needs_tmux = pytest.mark.skipif(
    os.name == "nt" or not shutil.which("tmux"), reason="tmux, a terminal to test in, is not here"
)


def screen(folder: Path, command: str, key: str = "", env: str = "") -> str:
    """What a terminal of 80 columns and 24 rows shows when a command is over; `key` is pressed
    while it waits for one."""
    # A server of its own: one that is about to end takes no new screens.
    name = f"cleanup-{os.getpid()}-{next(_NUMBERS)}"
    tmux = ["tmux", "-L", name, "-f", os.devnull]
    path = os.pathsep.join(sys.path)
    program = (
        f"env -u NO_COLOR -u FORCE_COLOR LESS=FRX PYTHONPATH={shlex.quote(path)} {env} "
        f"{shlex.quote(sys.executable)} -m cleanup {command}; echo status $?; sleep 60"
    )
    new = [*tmux, "new-session", "-d", "-x", "80", "-y", "24", program]
    subprocess.run(new, cwd=folder, check=True)
    shown = ""
    try:
        for _ in range(600):
            capture = [*tmux, "capture-pane", "-p", "-e"]
            shown = subprocess.run(capture, capture_output=True, check=True).stdout.decode()
            if "status " in shown:
                return shown
            if key and shown.rstrip().endswith(":"):
                subprocess.run([*tmux, "send-keys", key], check=True)
            time.sleep(0.1)
        raise AssertionError(shown)
    finally:
        subprocess.run([*tmux, "kill-server"], check=False, capture_output=True)


@needs_tmux
def test_a_diff_on_a_terminal_is_coloured_and_harmless(folder: Path) -> None:
    (folder / "story.txt").write_text("\x1b]0;x\x07\u202e " + DAMAGED, encoding="utf-8")
    shown = screen(folder, "fix --diff story.txt")
    assert "<U+001B>" in shown
    assert "<U+202E>" in shown
    assert "\x1b[31m" in shown
    assert "status 1" in shown


@needs_tmux
@pytest.mark.skipif(not shutil.which("less"), reason="less is not here")
def test_a_long_diff_on_a_terminal_waits_in_a_pager(folder: Path) -> None:
    (folder / "story.txt").write_text((DAMAGED + "\n" * 8) * 30)
    shown = screen(folder, "fix --diff --ignore spacing story.txt", key="q")
    assert "30 fixes to make" in shown
    # The pager was left on its first screen.
    assert "@@ -262" not in shown


@needs_tmux
@pytest.mark.parametrize("env", ["TERM=dumb", "NO_COLOR=1"])
def test_a_terminal_without_colours_gets_none(env: str, folder: Path) -> None:
    for command in ("check story.txt", "fix --diff --no-pager story.txt"):
        shown = screen(folder, command, env=env)
        assert STOP in shown
        assert "\x1b[" not in shown
