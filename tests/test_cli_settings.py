"""Real runs with settings files, limits and cards of the user's own."""

import json
from pathlib import Path

import pytest
from support import cleanup_command

from cleanup.watch import has_timer

STORY = """The council of the small town met on Monday evening to talk about the old bridge, and
heard three engineers, a banker and the mayor before it broke up at midnight without a vote on it.

The engineers had asked for twice the sum that the council was ready to spend on it this year. in spite
of the wishes of the banker and of the mayor, and of the long debate of Monday in the old hall.

#bridge #town #river

2023-05-14 06:39:00
"""
CARD = """summary = "Too many letters"
message = "letters"
why = "An expression that runs away."
severity = "warning"
mqm = "Linguistic conventions/Spelling"

[match]
pattern = "(?:a+)+b"

[[example]]
bad = "[[ab]]"

[[example]]
good = "b"

[[example]]
good = "a"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


def run(cwd: Path, *arguments: str) -> tuple[int, str, str]:
    result = cleanup_command(*arguments, cwd=cwd)
    assert b"Traceback" not in result.stderr
    return result.returncode, result.stdout.decode(), result.stderr.decode()


def test_the_nearest_settings_are_in_force_and_can_be_left_out(folder: Path) -> None:
    (folder / "cleanup.toml").write_text('ignore = ["boilerplate", "punctuation"]\n')
    assert run(folder, "check", "story.txt")[0] == 0
    assert run(folder, "check", "--isolated", "story.txt")[0] == 1
    (folder / "other.toml").write_text('select = ["boilerplate"]\n')
    _, out, _ = run(folder, "check", "--config", "other.toml", "story.txt")
    assert "stray-full-stop" not in out
    assert "trailing-hashtags" in out


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('selct = ["quotes"]', "cleanup.toml:1: no setting 'selct'; did you mean 'select'?"),
        ('\nignore = ["quots"]', "cleanup.toml:2: "),
        ("select = [", "cleanup.toml:"),
        ("[limits]\nmax-removed = 7", "cleanup.toml:2: max-removed must be from 0 to 1, not 7"),
    ],
)
def test_wrong_settings_end_the_run_before_anything_is_touched(
    text: str, message: str, folder: Path
) -> None:
    (folder / "cleanup.toml").write_text(text)
    status, _, err = run(folder, "fix", "story.txt")
    assert status == 2
    assert message in err
    assert err.count("\n") == 1
    assert (folder / "story.txt").read_text() == STORY


def test_config_says_what_is_in_force_and_why(folder: Path) -> None:
    (folder / "cleanup.toml").write_text('\nignore = ["quotes/stray"]\n')
    status, out, _ = run(folder, "config", "--select", "quotes")
    assert status == 0
    assert 'select = ["quotes"]' in out
    assert "# command line" in out
    assert "# cleanup.toml:2" in out


def test_the_removal_limit_holds_and_says_so(folder: Path) -> None:
    status, out, _ = run(folder, "fix", "--max-removed", "0.01", "story.txt")
    assert status == 1
    assert "of the words would go, more than 1%" in out
    assert (folder / "story.txt").read_text() == STORY.replace("year. in", "year in")
    assert run(folder, "fix", "--max-removed", "0.01", "--unsafe-fixes", "story.txt")[0] == 1


def test_what_is_taken_out_is_kept_as_data(folder: Path) -> None:
    status, _, _ = run(folder, "fix", "story.txt", "--keep-removed", "removed.json")
    assert status == 0
    (file,) = json.loads((folder / "removed.json").read_text())["files"]
    assert file["tags"] == ["bridge", "town", "river"]
    assert file["timestamp"] == "2023-05-14 06:39:00"
    for line in file["removed"]:
        assert STORY[line["start"] : line["end"]] == line["text"]


def test_a_backup_keeps_the_old_text(folder: Path) -> None:
    run(folder, "fix", "--backup", "story.txt")
    assert (folder / "story.txt.orig").read_text() == STORY
    assert (folder / "story.txt").read_text() != STORY


def test_excluded_files_are_left_out_of_folders(folder: Path) -> None:
    (folder / "cleanup.toml").write_text('exclude = ["old/"]\n')
    (folder / "old").mkdir()
    (folder / "old" / "story.txt").write_text(STORY)
    _, out, _ = run(folder, "check", ".")
    assert out.count("trailing-hashtags") == 1


@pytest.fixture
def runaway(folder: Path) -> Path:
    (folder / "rules" / "own").mkdir(parents=True)
    (folder / "rules" / "own" / "letters.toml").write_text(CARD)
    (folder / "cleanup.toml").write_text('rules = ["rules"]\n[limits]\nmax-seconds = 0.5\n')
    (folder / "long.txt").write_text("He said " + "a" * 60 + ", and left. about ten men saw it.\n")
    return folder


@pytest.mark.skipif(not has_timer(), reason="this system has no interval timers")
def test_a_runaway_card_is_stopped_and_named_and_the_run_goes_on(runaway: Path) -> None:
    status, out, err = run(runaway, "check", "long.txt", "story.txt")
    assert status == 1
    assert "long.txt: own/letters took too long and was stopped" in err
    assert out.count("stray-full-stop") == 2
    _, out, _ = run(runaway, "fix", "long.txt", "--output-format", "json")
    assert json.loads(out)["files"][0]["stopped"] == ["own/letters"]


def test_cards_of_ones_own_are_listed_and_explained(runaway: Path) -> None:
    assert "own/letters" in run(runaway, "rules")[1]
    assert "An expression that runs away." in run(runaway, "explain", "own/letters")[1]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('severity = "warning"', 'severity = "bad"', "bad"),
        ('why = "', 'wy = "', "did you mean 'why'?"),
        ('pattern = "(?:a+)+b"', 'pattern = "(a"', "bad regular expression"),
        ("summary", "=", "not a card"),
    ],
)
def test_a_broken_card_is_named_before_anything_is_touched(
    old: str, new: str, message: str, runaway: Path
) -> None:
    card = runaway / "rules" / "own" / "letters.toml"
    card.write_text(CARD.replace(old, new, 1))
    status, _, err = run(runaway, "fix", "story.txt")
    assert status == 2
    assert "letters.toml" in err
    assert message in err
    assert err.count("\n") == 1
    assert (runaway / "story.txt").read_text() == STORY


@pytest.mark.parametrize(
    "way", [["--diff"], ["--word-diff"], ["--diff", "--output-format", "json"], []]
)
def test_what_the_encoding_lacks_is_an_error_in_every_form(tmp_path: Path, way: list[str]) -> None:
    (tmp_path / "cleanup.toml").write_text('[style]\nquotes = "curly"\n')
    old = 'The café said "we are open" today, and it was a good day for all of the people.\n'
    (tmp_path / "a.txt").write_bytes(old.encode("latin-1"))
    (tmp_path / "b.txt").write_text(old, encoding="utf-8")
    status, out, err = run(tmp_path, "fix", *way, "a.txt", "b.txt")
    assert status == 2
    assert "a.txt is in iso-8859-1, which has no “" in err + out
    assert "Traceback" not in err
    assert "“" in (out if way else (tmp_path / "b.txt").read_text(encoding="utf-8"))
    assert (tmp_path / "a.txt").read_bytes() == old.encode("latin-1")


def test_the_source_language_is_told_by_an_option_or_in_the_settings(folder: Path) -> None:
    story = "For his part, the mayor of the small town said that the old bridge would be closed.\n"
    (folder / "story.txt").write_text(story)
    assert run(folder, "check", "story.txt")[0] == 0
    for arguments in (("check",), ("fix", "--diff")):
        _, out, err = run(folder, *arguments, "--source-lang", "ru,ar", "story.txt")
        assert ("calques/arabic-connective" in out + err) == (arguments == ("check",))
    (folder / "cleanup.toml").write_text('source-lang = ["ar"]\n')
    assert "calques/arabic-connective" in run(folder, "check", "story.txt")[1]
    assert "calques/arabic-connective" not in run(folder, "check", "--isolated", "story.txt")[1]
    assert 'source-lang = ["ar", "ru"]' in run(folder, "config", "--source-lang", "ru")[1]
    (folder / "cleanup.toml").write_text('\nsource-lang = ["arabic"]\n')
    status, _, err = run(folder, "check", "story.txt")
    assert status == 2
    assert "cleanup.toml:2: no rules for texts that come from 'arabic'" in err
    status, _, err = run(folder, "check", "--isolated", "--source-lang", "xx", "story.txt")
    assert status == 2
    assert err.count("\n") == 1
