"""Real runs of the command: what it reads and writes, its exit status, and bad input."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from support import cleanup_command

DAMAGED = "The vote raised doubts. about the treaty.\n"
MENDED = "The vote raised doubts about the treaty.\n"
CLEAN = "The vote raised doubts about the treaty.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "story.txt").write_bytes(DAMAGED.encode())
    return tmp_path


def run(cwd: Path, *arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
    result = cleanup_command(*arguments, cwd=cwd, stdin=stdin)
    assert b"Traceback" not in result.stderr
    return result.returncode, result.stdout.decode(), result.stderr.decode()


def as_json(cwd: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    status, out, _ = run(cwd, *arguments, "--output-format", "json")
    return status, json.loads(out)


def test_check_shows_place_rule_damage_and_proposal(folder: Path) -> None:
    status, out, err = run(folder, "check", "story.txt")
    assert (status, err) == (1, "")
    head, message, line, marks, *_, summary, advice = out.rstrip().split("\n")
    assert head == "story.txt:1:23  error  punctuation/stray-full-stop"
    assert "carries it on" in message
    assert line.strip() == DAMAGED.strip()
    assert line[marks.index("^")] == "."
    assert "→ take it out" in marks
    assert summary == "1 file, 1 finding"
    assert advice.strip() == "1 can be fixed safely: cleanup fix"


def test_check_of_a_clean_file_finds_nothing(folder: Path) -> None:
    (folder / "story.txt").write_text(CLEAN)
    assert run(folder, "check", "story.txt")[:2] == (0, "1 file, nothing found\n")


def test_exit_zero_turns_findings_into_success_but_not_errors(folder: Path) -> None:
    assert run(folder, "check", "--exit-zero", "story.txt")[0] == 0
    assert run(folder, "check", "--exit-zero", "story.txt", "gone.txt")[0] == 2


def test_fix_mends_in_place_and_says_what_it_did(folder: Path) -> None:
    status, out, _ = run(folder, "fix", "story.txt")
    assert status == 0
    assert (folder / "story.txt").read_bytes() == MENDED.encode()
    assert "punctuation/stray-full-stop" in out
    assert "doubts[-.-] about" in out
    assert "Flesch reading ease" in out
    assert "1 file, 1 fix made, nothing left" in out


def test_fix_with_diff_writes_nothing_and_exits_with_one(folder: Path) -> None:
    status, out, _ = run(folder, "fix", "--diff", "story.txt")
    assert status == 1
    assert (folder / "story.txt").read_bytes() == DAMAGED.encode()
    assert out.startswith(
        "--- a/story.txt\n+++ b/story.txt\n@@ -1,1 +1,1 @@ punctuation/stray-full-stop\n-"
    )
    (folder / "story.txt").write_text(CLEAN)
    assert run(folder, "fix", "--diff", "story.txt")[:2] == (0, "")


def test_fix_writes_a_copy_to_a_file(folder: Path) -> None:
    assert run(folder, "fix", "story.txt", "-o", "sub/draft.txt")[0] == 0
    assert (folder / "sub/draft.txt").read_bytes() == MENDED.encode()
    assert (folder / "story.txt").read_bytes() == DAMAGED.encode()


def test_fix_writes_copies_in_the_same_tree(folder: Path) -> None:
    deep = folder / "in" / "may"
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text(DAMAGED)
    (folder / "in" / "b.txt").write_text(CLEAN)
    assert run(folder, "fix", "in", "--output-dir", "out")[0] == 0
    assert (folder / "out/may/a.txt").read_text() == MENDED
    assert (folder / "out/b.txt").read_text() == CLEAN


def test_two_files_that_would_become_one_copy_are_refused(folder: Path) -> None:
    for name in ("x", "y"):
        (folder / name).mkdir()
        (folder / name / "a.txt").write_text(DAMAGED)
    status, _, err = run(folder, "fix", "x/a.txt", "y/a.txt", "--output-dir", "out")
    assert status == 2
    assert "would both be written to" in err
    assert not (folder / "out").exists()


def test_standard_input_is_cleaned_to_standard_output(folder: Path) -> None:
    status, out, err = run(folder, "fix", "-", stdin=DAMAGED.encode())
    assert (status, out) == (0, MENDED)
    assert "1 fix made" in err
    status, out, _ = run(folder, "check", "-", "--stdin-filename", "x.txt", stdin=DAMAGED.encode())
    assert status == 1
    assert out.startswith("x.txt:1:23")


def test_json_keeps_the_contract(folder: Path) -> None:
    status, data = as_json(folder, "check", "story.txt")
    assert status == 1
    assert data["schema"] == 1
    assert data["tool"]["name"] == "cleanup"
    (file,) = data["files"]
    assert file["path"] == "story.txt"
    assert (file["language"], file["encoding"]) == ("en", "utf-8")
    assert file["readability"] is None
    assert file["quality"]["after"] is None
    (finding,) = file["findings"]
    assert finding == {
        "rule": "punctuation/stray-full-stop",
        "severity": "error",
        "message": "full stop in mid-sentence: “about” carries it on",
        "mqm": "Linguistic conventions/Punctuation",
        "start": 22,
        "end": 23,
        "line": 1,
        "column": 23,
        "end_line": 1,
        "end_column": 24,
        "text": ".",
        "evidence": [],
        "fixes": [{"safety": "safe", "edits": [{"start": 22, "end": 23, "replacement": ""}]}],
        "state": "fixable",
        "refused": None,
        "fingerprint": finding["fingerprint"],
    }
    assert data["errors"] == []
    assert data["summary"] == {"files": 1, "findings": 1, "left": 1, "fixable": 1, "unsafe": 0}


def test_json_of_a_fix_tells_what_was_applied(folder: Path) -> None:
    status, data = as_json(folder, "fix", "story.txt")
    (file,) = data["files"]
    assert status == 0
    assert [f["state"] for f in file["findings"]] == ["applied"]
    assert [f["rule"] for f in file["applied"]] == ["punctuation/stray-full-stop"]
    assert (file["waiting"], file["removed"], file["left"]) == ([], [], [])
    assert file["quality"]["after"] == 100
    assert file["readability"]["after"]


def test_score_adds_readability_to_a_check(folder: Path) -> None:
    status, data = as_json(folder, "check", "--score", "story.txt")
    readability = data["files"][0]["readability"]
    assert status == 1
    assert (
        set(readability["before"])
        == set(readability["after"])
        >= {"flesch_reading_ease", "coleman_liau_index"}
    )


def test_only_the_selected_rules_run(folder: Path) -> None:
    assert run(folder, "check", "--select", "quotes", "story.txt")[0] == 0
    assert run(folder, "check", "--ignore", "quotes,punctuation", "story.txt")[0] == 0
    assert run(folder, "check", "--select", "punctuation/stray-full-stop", "story.txt")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "gone.txt"], "gone.txt"),
        (["check", "nothing*.txt"], "nothing*.txt"),
        (["check", "empty"], "no text files"),
        (["check", "photo.txt"], "photo.txt"),
        (["check", "--select", "quotes/strai", "story.txt"], "did you mean 'quotes/stray'?"),
        (["check", "--ignore", "quots", "story.txt"], "did you mean 'quotes'?"),
        (["check", "--output-format", "xml", "story.txt"], "no output format 'xml'"),
        (["check", "--names", "story.txt", "story.txt"], "story.txt: not a names file"),
        (["check", "--reference", "gone.txt", "story.txt"], "--reference"),
        (["fix", "--diff", "-o", "x.txt", "story.txt"], "exclude each other"),
        (["fix", "-o", "x.txt", "story.txt", "empty"], "--output takes one file"),
        (["explain", "quotes/strai"], "did you mean 'quotes/stray'?"),
    ],
)
def test_bad_use_is_one_clear_line_and_status_two(
    arguments: list[str], message: str, folder: Path
) -> None:
    (folder / "empty").mkdir()
    (folder / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200))
    status, _, err = run(folder, *arguments)
    assert status == 2
    assert message in err
    assert err.count("\n") == 1
    assert (folder / "story.txt").read_bytes() == DAMAGED.encode()


def test_one_bad_file_does_not_stop_the_others(folder: Path) -> None:
    (folder / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200))
    status, data = as_json(folder, "fix", "photo.txt", "story.txt", "gone.txt")
    assert status == 2
    assert [f["path"] for f in data["files"]] == ["story.txt"]
    assert [e["path"] for e in data["errors"]] == ["photo.txt", "gone.txt"]
    assert (folder / "story.txt").read_text() == MENDED


def test_a_binary_file_met_in_a_folder_is_left_out_with_a_note(folder: Path) -> None:
    (folder / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200))
    status, _, err = run(folder, "check", ".")
    assert status == 1
    assert "left out" in err
    assert "photo.txt" in err


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-8-sig", "utf-8"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_are_kept(encoding: str, line_end: str, folder: Path) -> None:
    text = f"Café owners met.{line_end}The vote raised doubts. about it.{line_end}"
    path = folder / "story.txt"
    path.write_bytes(text.encode(encoding))
    assert run(folder, "fix", "story.txt")[0] == 0
    assert path.read_bytes() == text.replace("doubts. about", "doubts about").encode(encoding)


def test_an_empty_file_and_nuls_are_no_problem(folder: Path) -> None:
    (folder / "story.txt").write_bytes(b"")
    assert run(folder, "check", "story.txt")[0] == 0
    (folder / "story.txt").write_bytes(b"The vote\0 raised doubts. about the treaty.\n")
    # A control character at a word may stand for one of its letters: it is told of, and stays.
    assert run(folder, "fix", "story.txt")[0] == 1
    assert (folder / "story.txt").read_bytes() == b"The vote\0 raised doubts about the treaty.\n"


def test_a_read_only_file_is_named_and_left(folder: Path) -> None:
    (folder / "story.txt").chmod(0o444)
    (folder / "other.txt").write_text(DAMAGED)
    status, _, err = run(folder, "fix", "story.txt", "other.txt")
    assert status == 2
    assert "story.txt" in err
    assert "read-only" in err
    assert (folder / "story.txt").read_text() == DAMAGED
    assert (folder / "other.txt").read_text() == MENDED


def test_markdown_is_checked_around_its_code_and_not_fixed(folder: Path) -> None:
    front, code = "---\ntitle: a. about b\n---\n", "```\nrun it. about\n```\n"
    page = f"{front}\nThe vote raised doubts. about it.\n\n{code}"
    (folder / "page.md").write_text(page)
    status, data = as_json(folder, "fix", "page.md")
    (finding,) = data["files"][0]["left"]
    assert status == 1
    assert (finding["line"], finding["state"]) == (5, "refused")
    assert (folder / "page.md").read_text() == page


def test_a_text_that_is_not_english_gets_white_space_rules_and_a_note(folder: Path) -> None:
    german = "Der Rat der Stadt hat am Montag über die alte Brücke beraten. und das war es. " * 3
    (folder / "story.txt").write_text(german + " \nEnde\n", encoding="utf-8")
    status, out, err = run(folder, "check", "story.txt")
    assert status == 1
    assert "spacing/trailing-space" in out
    assert "stray-full-stop" not in out
    assert "story.txt: not English (German): only rules that apply to it were used" in err
    assert "off: assistant, boilerplate, calques" in err


def test_control_characters_never_reach_the_terminal(folder: Path) -> None:
    (folder / "story.txt").write_text(
        "He \x1b[31mraised\u202e doubts. about it.\n", encoding="utf-8"
    )
    _, out, _ = run(folder, "check", "story.txt")
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "<U+001B>" in out


def test_colour_is_for_terminals_and_can_be_forced_or_refused(folder: Path) -> None:
    def coloured(**env: str) -> bool:
        return b"\x1b[" in cleanup_command("check", "story.txt", cwd=folder, env=env).stdout

    assert not coloured()
    assert coloured(FORCE_COLOR="1")
    assert not coloured(FORCE_COLOR="1", NO_COLOR="1")


def test_a_plain_check_imports_nothing_heavy(folder: Path) -> None:
    script = (
        "import sys, cleanup; cleanup.check('It raised doubts. about it.');"
        "print([m for m in ('textstat', 'langdetect', 'nltk', 'rich', 'charset_normalizer',"
        " 'language_tool_python') if m in sys.modules])"
    )
    import subprocess

    out = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout
    assert out.decode().strip() == "[]"


def test_explain_shows_the_page_of_a_rule(folder: Path) -> None:
    status, out, _ = run(folder, "explain", "quotes/stray")
    assert status == 0
    assert out.startswith("quotes/stray: ")
    assert "Left alone:" in out


def test_rules_lists_every_rule(folder: Path) -> None:
    status, out, _ = run(folder, "rules")
    assert status == 0
    assert "punctuation/stray-full-stop" in out
    assert out == "".join(sorted(out.splitlines(keepends=True)))


@pytest.mark.skipif(os.name == "nt", reason="a pipe that closes early is a POSIX affair")
def test_a_reader_that_leaves_early_is_no_error(folder: Path) -> None:
    import subprocess

    (folder / "story.txt").write_text(DAMAGED * 3000)
    command = f"{sys.executable} -m cleanup check story.txt | head -1"
    result = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, check=False)
    assert result.stdout.startswith(b"story.txt:1:23")
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize("arguments", [["check", "story.txt"], ["rules"], ["fix", "--diff", "."]])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_an_output_that_cannot_be_written_is_one_line(arguments: list[str], folder: Path) -> None:
    import subprocess

    command = [sys.executable, "-m", "cleanup", *arguments]
    with open("/dev/full", "wb") as full:
        result = subprocess.run(command, cwd=folder, stdout=full, stderr=-1, check=False)
    assert result.returncode == 2
    assert b"cannot be written" in result.stderr
    assert b"Traceback" not in result.stderr
    assert (folder / "story.txt").read_text() == DAMAGED


@pytest.mark.skipif(os.name == "nt", reason="closing a stream in the shell is a POSIX affair")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-"])
def test_a_closed_stream_is_no_traceback(closed: str, folder: Path) -> None:
    import subprocess

    for arguments in ("check story.txt", "check -", "fix --diff story.txt"):
        command = f"{sys.executable} -m cleanup {arguments} {closed}"
        result = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, check=False)
        assert b"Traceback" not in result.stderr + result.stdout


@pytest.mark.skipif(os.name == "nt", reason="pipes end in another way there")
def test_all_is_fixed_though_nobody_reads_the_report(folder: Path) -> None:
    import subprocess

    texts = [folder / f"{number:03}.txt" for number in range(80)]
    for text in texts:
        text.write_text(DAMAGED)
    command = [sys.executable, "-m", "cleanup", "fix", "--no-cache", "."]
    with subprocess.Popen(command, cwd=folder, stdout=-1, stderr=-1) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert {text.read_text() for text in texts} == {MENDED}


def test_what_is_kept_of_removals_is_never_lost(folder: Path) -> None:
    run(folder, "fix", "story.txt", "-o", "o.txt")
    for arguments in (["-o", "o.txt", "--keep-removed", "o.txt"], ["--keep-removed", "story.txt"]):
        status, _, err = run(folder, "fix", "story.txt", *arguments)
        assert status == 2
        assert err.count("\n") == 1
    assert (folder / "story.txt").read_text() == DAMAGED


@pytest.mark.parametrize("record", ["--keep-removed", "--report", "--output-file"])
def test_nothing_is_fixed_if_it_is_plain_that_the_record_cannot_be_written(
    record: str, folder: Path
) -> None:
    (folder / "taken").write_text("")
    status, _, err = run(folder, "fix", "story.txt", record, "taken/record.html")
    assert status == 2
    assert err.count("\n") == 1
    assert "taken" in err
    assert (folder / "story.txt").read_text() == DAMAGED


@pytest.mark.skipif(os.name == "nt", reason="links are for administrators there")
@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "loop.txt"],
        ["fix", "loop.txt"],
        ["fix", "story.txt", "-o", "loop.txt"],
        ["fix", "story.txt", "--output-dir", "loop.txt"],
        ["fix", "story.txt", "--keep-removed", "loop.txt"],
        ["check", "story.txt", "--output-file", "loop.txt"],
        ["check", "story.txt", "--config", "loop.txt"],
    ],
)
def test_a_link_to_itself_is_no_traceback(arguments: list[str], folder: Path) -> None:
    (folder / "loop.txt").symlink_to("loop.txt")
    result = cleanup_command(*arguments, cwd=folder)
    assert b"Traceback" not in result.stderr
    assert result.returncode in (0, 1, 2)
    if arguments[1] == "loop.txt":
        assert b"loop.txt cannot be read: too many levels of symbolic links" in result.stderr


def test_a_diff_of_a_file_with_a_byte_order_mark_applies(folder: Path) -> None:
    import subprocess

    (folder / "story.txt").write_bytes(b"\xef\xbb\xbf" + DAMAGED.encode())
    diff = cleanup_command("fix", "--diff", "story.txt", cwd=folder).stdout
    subprocess.run(["git", "apply"], input=diff, cwd=folder, check=True)
    assert (folder / "story.txt").read_bytes() == b"\xef\xbb\xbf" + MENDED.encode()


def test_code_and_data_are_checked_and_not_fixed(folder: Path) -> None:
    (folder / "rows.csv").write_text(DAMAGED)
    assert run(folder, "fix", "rows.csv")[0] == 1
    assert (folder / "rows.csv").read_text() == DAMAGED


def test_json_leaves_standard_output_to_a_text_that_goes_there(folder: Path) -> None:
    status, out, err = run(folder, "fix", "-", "--output-format", "json", stdin=DAMAGED.encode())
    assert (status, out) == (0, MENDED)
    assert json.loads(err)["files"][0]["changed"]
