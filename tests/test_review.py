"""A review as a program runs it, asked line by line; and what is written when it is saved."""

import json
import os
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from desk import HOSTILE, KEPT, MARKS, RULES, STORY, fixed, furnish, item, marks, opened
from support import cleanup_command

from cleanup import Settings
from cleanup.review.entry import readable, unescaped
from cleanup.review.texts import ReviewError

SIDECAR = Path(".cleanup-ignore.toml")


@pytest.fixture
def chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    return furnish(tmp_path)


def plain(*answers: str, paths: tuple[str, ...] = ("story.txt",)) -> tuple[int, str, str]:
    """Exit status, output and errors of a review that is given these answers."""
    stdin = "".join(f"{answer}\n" for answer in answers).encode()
    done = cleanup_command("review", "--plain", *paths, stdin=stdin)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def story() -> str:
    return Path("story.txt").read_bytes().decode()


# Saved as it stands, it is what `fix` makes; nothing is written before.


def test_saved_at_once_it_is_fix(chosen: Settings) -> None:
    expected = fixed(chosen).cleaning.after
    status, output, errors = plain("q")
    assert (status, story(), errors) == (1, expected, "")
    assert output.endswith("story.txt: 4 changes, 4 findings left to decide\n")
    assert not Path(KEPT).exists()


def test_everything_accepted_that_has_one_fix_is_fix_with_unsafe_fixes(chosen: Settings) -> None:
    expected = fixed(chosen, unsafe=True).cleaning.after
    # The finding with candidates and the one without a proposal are passed over.
    status, _, _ = plain("y", "", "", "y", "q")
    assert (status, story()) == (1, expected)


def test_everything_rejected_leaves_the_file_untouched(chosen: Settings) -> None:
    before = os.stat("story.txt")
    status, output, _ = plain(*["k", "n", "n"] * 4, "q")
    assert (status, story()) == (0, STORY)
    assert os.stat("story.txt").st_mtime_ns == before.st_mtime_ns
    assert output.endswith("story.txt: unchanged, 0 findings left to decide\n")
    # What was rejected is not asked again.
    assert marks(opened(chosen)) == "n" * 8


def test_a_review_without_an_end_changes_no_text_and_keeps_the_decisions(
    chosen: Settings,
) -> None:
    status, output, _ = plain("y", "2")
    assert (status, story()) == (1, STORY)
    assert output.endswith(f"left, no text was changed; {KEPT} keeps the decisions\n")
    status, output, _ = plain("Q")
    assert "8 findings: 6 decided, 2 to decide" in output
    status, _, _ = plain("n", "n", "q")
    assert status == 0
    assert "these measures" in story()
    assert "a dubious plan" in story()
    assert "in limited way" in story()
    # What was made is done with; what was left alone is still known.
    kept = json.loads(Path(KEPT).read_bytes())["files"]["story.txt"]["decisions"]
    assert [(row["rule"], row["verdict"]) for row in kept] == [
        ("repeats/duplicate-conjunct", "reject"),
        ("grammar/missing-article", "reject"),
    ]
    assert plain("q")[0] == 0


def test_every_answer(chosen: Settings) -> None:
    status, output, errors = plain(
        *("?", "z", "y", "u", "y"),  # help, no answer, accept, undo, accept
        *("y", "3", "2"),  # several: no, no such, the second
        *("e", "", "e Baltic, and North", "/ limited", "a", "/"),
        *("k", "d", "u", "r", "k", "j", "", "q"),
    )
    assert (status, errors) == (0, "")
    after = story()
    assert "these measures" in after
    assert "a dubious plan" in after
    assert "Baltic, and North seas" in after
    assert "in a limited way" in after
    for said in (
        "Q    quit without changing a text",
        "no answer 'z'; ? helps",
        "undone",
        "several are possible: choose by number",
        "the proposals have numbers up to 2",
        "there stands: Baltic, and Baltic",
        "nothing was written",
        "(2 of 2)",
        "accepted all 1 of grammar/missing-article",
        "left all 1 of quotes/space-inside as they are",
        "nothing has changed",
        "everything is decided; q saves and quits",
    ):
        assert said in output, said


@pytest.mark.parametrize("answers", [("u",), ("e \\u12", "Q"), ("e \\q", "Q"), ("N Rutte", "Q")])
def test_an_answer_that_cannot_be_carried_out_is_asked_again(
    chosen: Settings, answers: tuple[str, ...]
) -> None:
    status, output, errors = plain(*answers)
    assert (status, errors) == (1, "")
    assert output.count("(2 of 8)") == 2
    assert story() == STORY


def test_a_question_names_place_rule_change_and_reason(chosen: Settings) -> None:
    assert plain("Q")[1] == (
        "8 findings: 4 decided, 4 to decide; ? helps\n"
        "\n"
        "story.txt:5:18  error  splices/determiner-collision  (2 of 8)\n"
        "    After the storm, [-the These-]{+these+} measures were dropped by the cabinet, "
        "which had\n"
        "    “the These”: two determiners meet; one is left over\n"
        "    changes words: accept it?\n"
        "Decide [y,n,e,a,d,i,I,N,u,/,j,k,q,Q,?]? \n"
        "left, no text was changed\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_review_that_is_cut_off_keeps_the_decisions(chosen: Settings, name: str) -> None:
    command = [sys.executable, "-m", "cleanup", "review", "--plain", "story.txt"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdin
        assert running.stdout
        running.stdin.write(b"n\n")
        running.stdin.flush()
        seen = b""
        while not seen.endswith(b"Decide [1-2,n,e,a,d,i,I,N,u,/,j,k,q,Q,?]? "):
            seen += running.stdout.read(1)
        running.send_signal(getattr(signal, name))
        rest = running.stdout.read().decode()
        assert running.wait() == 1
    assert rest == f"\nleft, no text was changed; {KEPT} keeps the decisions\n"
    assert story() == STORY
    assert marks(opened(chosen)) == "yny?y?y?"


# What goes into other files.


def test_what_is_ignored_goes_into_the_sidecar_when_it_is_saved(chosen: Settings) -> None:
    assert plain("i", "I", "Q")[0] == 1
    assert not SIDECAR.exists()
    status, output, _ = plain("u", "q")
    assert status == 1
    assert ".cleanup-ignore.toml: 2 entries added\n" in output
    entries = tomllib.loads(SIDECAR.read_text())["ignore"]
    assert [(e["rule"], "fingerprint" in e) for e in entries] == [
        ("splices/determiner-collision", True),
        ("colour/doubtsome", False),
    ]
    assert {e["file"] for e in entries} == {"story.txt"}
    # It holds for every command, in the text as it is now.
    left = cleanup_command("check", "story.txt").stdout.decode()
    assert "doubtsome" not in left
    assert "determiner-collision" not in left
    assert len(opened(chosen).texts[0].items) == 2


def test_a_name_goes_into_the_names_file(chosen: Settings) -> None:
    Path("story.txt").write_text("Malta Prime Minister Anna Feld met the the press. Feld left.\n")
    _, output, _ = plain("/ the", "N Anna Feld", "q")
    assert output.endswith(
        "people.toml: Anna Feld added\n"
        'for them to count, cleanup.toml needs: names = ["people.toml"]\n'
    )
    assert Path("people.toml").read_text() == '[[person]]\nname = "Anna Feld"\n'
    with open("cleanup.toml", "a") as file:
        file.write('names = ["people.toml"]\n')
    Path("story.txt").write_text("He met the the press in the the hall.\n")
    plain("k", "N", "Zoë  Quoted", "q")
    assert Path("people.toml").read_text() == (
        '[[person]]\nname = "Anna Feld"\n\n[[person]]\nname = "Zoë Quoted"\n'
    )
    # In each other place where the same words were found it is a name too.
    assert story() == "He met the the press in the the hall.\n"


def test_what_is_ignored_or_suppressed_already_is_not_asked(chosen: Settings) -> None:
    entry = 'rule = "repeats"\nfile = "story.txt"\nreason = "so it was said"\n'
    SIDECAR.write_text(f"[[ignore]]\n{entry}")
    session = opened(chosen)
    assert {i.key.rule.partition("/")[0] for i in session.texts[0].items} == {
        *("punctuation", "splices", "colour", "spacing", "quotes", "grammar")
    }
    session.accept(*item(session, "determiner-collision"))
    assert "dropped by the the cabinet" in session.texts[0].after


def test_an_exported_review_writes_nothing_else(chosen: Settings) -> None:
    before = {p.name for p in Path().iterdir()}
    status, output, _ = plain("i", "N Anna Feld", "q", paths=("story.txt", "--export", "d.json"))
    assert status == 1
    assert output.count("exported decisions write nothing that holds for good") == 2
    assert output.endswith("d.json: 2 decisions; cleanup fix --decisions d.json applies them\n")
    assert {p.name for p in Path().iterdir()} == before | {"d.json"}
    assert story() == STORY
    # It goes on where it was.
    assert (
        "8 findings: 6 decided, 2 to decide" in plain(paths=("story.txt", "--export", "d.json"))[1]
    )


def test_two_reviews_at_once_keep_the_decisions_of_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    chosen = furnish(tmp_path, "one.txt", "two.txt")
    one, two = opened(chosen, "one.txt"), opened(chosen, "two.txt")
    for session in (one, two):
        session.reject(*item(session, "stray-full-stop"))
        session.keep()
    both = opened(chosen, "one.txt", "two.txt")
    assert (marks(both), marks(both, 1)) == ("n" + MARKS[1:], "n" + MARKS[1:])


def test_a_backup_is_kept_if_it_is_asked_for(chosen: Settings) -> None:
    plain("q", paths=("story.txt", "--backup"))
    assert Path("story.txt.orig").read_bytes() == STORY.encode()


def test_several_files_are_one_review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    chosen = furnish(tmp_path, "one.txt", "two.txt")
    Path("clean.txt").write_text("The council met on Monday.\n")
    session = opened(chosen, ".")
    assert [text.name for text in session.texts] == ["one.txt", "two.txt"]
    said = session.accept_rule(*item(session, "determiner-collision"))
    assert said == "accepted all 2 of splices/determiner-collision"
    session.ignore_rule(*item(session, "missing-article", 1))
    assert (marks(session), marks(session, 1)) == ("yyy?y?y?", "yyy?y?yi")
    session.undo()
    assert (marks(session), marks(session, 1)) == ("yyy?y?y?", "yyy?y?y?")
    session.undo()
    assert (marks(session), marks(session, 1)) == (MARKS, MARKS)
    with pytest.raises(ReviewError, match="nothing to undo"):
        session.undo()
    assert len(session.save()) == 2


# What can go wrong.


def test_a_file_that_changes_meanwhile_is_noticed_and_nothing_is_written(
    chosen: Settings,
) -> None:
    session = opened(chosen)
    session.accept(*item(session, "determiner-collision"))
    session.reject(*item(session, "stray-full-stop"))
    assert session.changed() == []
    changed = STORY.replace("Monday", "Tuesday")
    Path("story.txt").write_text(changed)
    assert session.changed() == session.texts
    with pytest.raises(ReviewError, match=r"story\.txt changed meanwhile; r reads it again"):
        session.save()
    assert story() == changed
    assert session.reload() == "story.txt was read again: 2 of 2 decisions still hold"
    assert marks(session) == "nyy?y?y?"
    session.save()
    assert story() == session.texts[0].after
    assert "Tuesday" in story()
    assert "doubts. about" in story()


def test_a_file_that_changed_between_two_sittings_is_noticed(chosen: Settings) -> None:
    plain("y", "2", "Q")
    Path("story.txt").write_text("First.\n\n" + STORY)
    assert plain("Q")[1].startswith(
        "story.txt has changed since it was reviewed: 2 of 2 decisions still hold\n"
    )


def test_a_file_that_is_gone_is_noticed(chosen: Settings) -> None:
    session = opened(chosen)
    Path("story.txt").unlink()
    with pytest.raises(ReviewError, match="changed meanwhile"):
        session.save()
    with pytest.raises(ReviewError, match="does not exist"):
        session.reload()
    assert not Path("story.txt").exists()


def test_a_character_that_the_encoding_lacks_stops_the_saving_of_all(chosen: Settings) -> None:
    Path("story.txt").write_bytes("He paid the the café.\n".encode("latin-1"))
    session = opened(chosen)
    session.edit(session.texts[0], session.texts[0].items[0], "日本")
    with pytest.raises(ReviewError, match="which has no 日"):
        session.save()
    assert Path("story.txt").read_bytes() == "He paid the the café.\n".encode("latin-1")


@pytest.mark.skipif(not hasattr(os, "geteuid") or sys.platform == "win32", reason="needs modes")
def test_what_cannot_be_written_is_an_error_and_its_decisions_are_kept(chosen: Settings) -> None:
    os.chmod("story.txt", 0o444)
    status, _, errors = plain("y", "q")
    assert status == 2
    assert errors.startswith("error: story.txt is read-only")
    assert story() == STORY
    assert marks(opened(chosen)) == "yyy?y?y?"


def test_a_file_that_cannot_be_read_does_not_stop_the_review(chosen: Settings) -> None:
    status, _, errors = plain("q", paths=("missing.txt", "story.txt"))
    assert status == 2
    assert errors == "error: missing.txt does not exist\n"
    assert story() == fixed(chosen).cleaning.before


def test_wrong_use_is_one_line(chosen: Settings) -> None:
    Path("broken.json").write_text("{}")
    for arguments, says in (
        (["-", "--plain"], "a review is of files"),
        (["story.txt"], "the full-screen review needs a terminal; --plain works without"),
        (["story.txt", "--plain", "--decisions", "broken.json"], "broken.json: not a file of dec"),
        (["story.txt", "--plain", "--export", "story.txt"], "story.txt: not a file of decisions"),
    ):
        done = cleanup_command("review", *arguments)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.decode().startswith(f"error: {says}")
        assert done.stderr.count(b"\n") == 1
    assert story() == STORY


def test_nothing_found_is_nothing_to_review(chosen: Settings) -> None:
    Path("story.txt").write_text("The council met on Monday.\n")
    assert plain()[:2] == (0, "nothing found, nothing to review\n")


def test_without_textual_one_line_says_how_to_get_it_and_what_works_without(
    chosen: Settings,
) -> None:
    blocked = (
        "import sys, importlib.util as u; real = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name == 'textual' else real(name, *a)\n"
        "sys.modules['textual'] = None\n"
        "from cleanup.__main__ import run; run()"
    )
    done = cleanup_command("review", "story.txt", program=("-c", blocked))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        "error: the full-screen review needs Textual: pip install 'cleanup-text[review]'; "
        "--plain works without\n"
    )
    done = cleanup_command("review", "--plain", "story.txt", program=("-c", blocked), stdin=b"q\n")
    assert done.returncode == 1
    assert story() == fixed(chosen).cleaning.before


# Texts that nobody would send to a friend.


def test_a_hostile_text_is_harmless_and_legible(chosen: Settings) -> None:
    Path("story.txt").write_bytes(HOSTILE.encode())
    expected = fixed(chosen).cleaning.after
    _, output, _ = plain(*["k"] * 20, *["?", "j"] * 20, "q")
    assert not any(ord(c) < 32 and c != "\n" for c in output)
    assert not set(output) & set("\x1b\x07\x9b\u202e\u202c\u200d")
    assert max(map(len, output.splitlines())) < 200
    assert "[red]the[/red] treaty[-<U+001B>[0m-]<U+0007> among <U+202E>members." in output
    assert story() == expected


@pytest.mark.parametrize(
    "text", ["a\nb", "\\n", "\u202e\x1b", "\U000e0001", "\r\n\t", "é漢\ud800", ""]
)
def test_what_is_typed_is_what_is_meant(text: str) -> None:
    shown = readable(text)
    assert unescaped(shown) == text
    assert "\n" not in shown
    assert "\x1b" not in shown


def test_thousands_of_findings_are_asked_as_one_is(chosen: Settings) -> None:
    Path("story.txt").write_text("He saw the the gate, and the These doors. " * 2000)
    session = opened(chosen)
    assert len(session.texts[0].items) > 5000
    session.accept_rule(*item(session, "determiner-collision"))
    assert session.texts[0].after == fixed(chosen, unsafe=True).cleaning.after


def test_the_rules_are_what_the_tests_think(chosen: Settings) -> None:
    assert [i.key.rule for i in opened(chosen).texts[0].items] == RULES
