"""`cleanup doctor` tells what is on, what is off, why, and how to switch it on."""

import io
import json
import os
import stat
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from support import cleanup_command

from cleanup import config, doctor
from cleanup.doctor import Part, State
from cleanup.engines import fasttext
from cleanup.settings_file import SettingsError

HERE = Part("terminal", State.ON, "a screen")


def parts(loaded: config.Loaded | Exception | None = None) -> dict[str, Part]:
    return {part.name: part for part in doctor.examined(loaded or config.defaults(), HERE)}


@pytest.fixture(autouse=True)
def _somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLEANUP_CACHE_DIR", str(tmp_path / "cache"))


def write_program(folder: Path, name: str, script: str) -> None:
    folder.mkdir(exist_ok=True)
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


def test_every_part_is_told_of_and_what_is_off_says_how_to_switch_it_on() -> None:
    found = parts()
    assert list(found) == [
        *("settings", "rules", "fast matcher", "languages", "fastText", "readability"),
        *("LanguageTool", "git", "cache", "terminal"),
    ]
    assert all(part.how for part in found.values() if part.state is not State.ON)
    for name in ("settings", "rules", "languages", "readability", "cache"):
        assert found[name].state is State.ON, found[name]
    assert found["readability"].what.startswith("12 of 12 measures")
    assert "langdetect" in found["languages"].what


def test_the_command_prints_all_parts(tmp_path: Path) -> None:
    done = cleanup_command("doctor", cwd=tmp_path, env={"CLEANUP_CACHE_DIR": str(tmp_path / "c")})
    assert (done.returncode, done.stderr) == (0, b"")
    printed = done.stdout.decode()
    assert printed.startswith("cleanup ")
    rows = {
        line[8:22].strip(): line[:6].strip() for line in printed.splitlines()[2:] if line[0] in "ob"
    }
    assert set(rows) >= set(parts())
    assert set(rows.values()) <= {"on", "off", "broken"}
    assert max(map(len, printed.splitlines()[1:])) <= 100
    told = json.loads(cleanup_command("doctor", "--output-format", "json", cwd=tmp_path).stdout)
    assert [part["name"] for part in told["parts"]] == list(parts())
    assert told["tool"]["name"] == "cleanup"


def test_a_narrow_screen_cuts_no_word(tmp_path: Path) -> None:
    done = cleanup_command("doctor", cwd=tmp_path, env={"COLUMNS": "40"})
    assert "pip install" in " ".join(done.stdout.decode().split())


def test_settings_that_cannot_be_used_are_broken(tmp_path: Path) -> None:
    (tmp_path / "cleanup.toml").write_text('selct = ["quotes"]\n')
    done = cleanup_command("doctor", cwd=tmp_path)
    assert done.returncode == 1
    assert "broken  settings" in done.stdout.decode()
    assert "cleanup.toml:1: no setting 'selct'" in done.stdout.decode()
    assert cleanup_command("doctor", "--isolated", cwd=tmp_path).returncode == 0
    with pytest.raises(SettingsError) as error:
        config.choose(None)
    assert parts(error.value)["rules"].state is State.ON


def test_what_the_settings_name_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "cleanup.toml").write_text('names = ["people.toml"]\n')
    assert parts(config.choose(None))["settings"].state is State.BROKEN
    (tmp_path / "people.toml").write_text('[[person]]\nname = "Ada Veldt"\n')
    assert parts(config.choose(None))["settings"] == Part("settings", State.ON, "cleanup.toml")
    (tmp_path / "cleanup.toml").write_text('references = ["agency"]\n')
    broken = parts(config.choose(None))["settings"]
    assert (broken.state, "agency" in broken.what) == (State.BROKEN, True)


def test_a_package_that_is_missing_or_damaged_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "re2", None)
    matcher = parts()["fast matcher"]
    assert (matcher.state, matcher.how) == (State.OFF, "pip install google-re2")
    monkeypatch.setitem(sys.modules, "langdetect", None)
    assert parts()["languages"].state is State.BROKEN
    wrong: Any = ModuleType("langdetect")
    monkeypatch.setitem(sys.modules, "langdetect", wrong)
    assert parts()["languages"].state is State.BROKEN


def test_fasttext_needs_a_package_and_a_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fasttext", None)
    fasttext.load.cache_clear()
    off = parts()["fastText"]
    assert off.state is State.OFF
    assert "pip install 'cleanup-text[fasttext]'" in off.how
    module: Any = ModuleType("fasttext")
    module.load_model = lambda path: object()
    monkeypatch.setitem(sys.modules, "fasttext", module)
    without = parts()["fastText"]
    assert (without.state, "pip" in without.how) == (State.OFF, False)
    (tmp_path / "cleanup.toml").write_text('language-model = "lid.ftz"\n')
    assert parts(config.choose(None))["fastText"].state is State.BROKEN
    (tmp_path / "lid.ftz").write_bytes(b"")
    on = parts(config.choose(None))["fastText"]
    assert (on.state, str(tmp_path / "lid.ftz") in on.what) == (State.ON, True)


@pytest.mark.skipif(os.name == "nt", reason="the programs are shell scripts")
def test_git_is_asked_for_its_version_and_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    none = parts()
    assert (none["git"].state, none["git"].how) == (State.OFF, "install git")
    outside = 'if [ "$1" = --version ]; then echo git version 2.99; else exit 128; fi'
    write_program(tmp_path / "bin", "git", outside)
    assert "2.99, but this folder is in no repository" in parts()["git"].what
    write_program(tmp_path / "bin", "git", "echo git version 2.99")
    assert parts()["git"].state is State.ON


def test_languagetool_is_broken_only_where_it_was_asked_for(tmp_path: Path) -> None:
    nowhere = f'languagetool-folder = "{(tmp_path / "none").as_posix()}"\n'
    (tmp_path / "cleanup.toml").write_text(nowhere)
    off = parts(config.choose(None))["LanguageTool"]
    assert off.state is State.OFF
    assert off.how
    (tmp_path / "cleanup.toml").write_text(f'engines = ["languagetool"]\n{nowhere}')
    assert parts(config.choose(None))["LanguageTool"].state is State.BROKEN


def test_a_cache_that_cannot_be_written_to_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CLEANUP_CACHE_DIR", str(tmp_path / "file"))
    broken = parts()["cache"]
    assert (broken.state, "CLEANUP_CACHE_DIR" in broken.how) == (State.BROKEN, True)


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_is_told_from_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor.terminal_of(io.StringIO(), 80, False).state is State.OFF
    assert doctor.terminal_of(Screen(), 80, True).state is State.ON
    monkeypatch.setenv("NO_COLOR", "1")
    assert "NO_COLOR is set" in doctor.terminal_of(Screen(), 80, False).what
