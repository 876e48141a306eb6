"""Cards kept in one file: the same rules with and without it, and never those of other cards."""

import contextlib
import marshal
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from support import cleanup_command
from test_rulebook import CARD, card

from cleanup import CardError, compiled, expressions
from cleanup.checks.residue import WORDS
from cleanup.lists import entries, entry_set, home, known
from cleanup.rulebook import Rulebook, rule_of, with_triggers

ROOT = Path(__file__).parent.parent


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(compiled.CACHE_FOLDER, str(tmp_path / "cache"))
    # What installing this checkout may have left.
    monkeypatch.setattr(compiled, "_beside", lambda digest: tmp_path / f"beside-{digest.hex()}")
    return tmp_path / "cache"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    card(tmp_path / "own", CARD)
    card(tmp_path / "own", f"options = {{ least = 2 }}\n{CARD}", "colours/other")
    return tmp_path / "own"


def rules(*folders: Path) -> dict[str, Any]:
    book = Rulebook.load(folders)
    return {key: rule.__getstate__() for key, rule in book.rules.items()}


def opened(data: bytes) -> object:
    return marshal.loads(data.partition(b"\n")[2])


def read_cards(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many cards are read each time that cards are, from now on."""
    seen: list[int] = []
    read = compiled._read

    def counted(files: Any) -> Any:
        files = list(files)
        seen.append(len(files))
        return read(files)

    monkeypatch.setattr(compiled, "_read", counted)
    return seen


def test_the_rules_are_the_same_with_a_compiled_file_and_without(
    cache: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = read_cards(monkeypatch)
    without = rules(own)
    assert len(seen) == 2
    assert len(list(cache.glob("cards-*.json"))) == 2
    assert rules(own) == without
    assert len(seen) == 2, "the compiled files were not used"


def test_what_installing_a_checkout_leaves_is_used_for_the_cards_it_is_of(
    cache: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled.keep_beside(own, with_triggers)
    seen = read_cards(monkeypatch)
    assert len(compiled.load(own, with_triggers)) == 2
    assert not seen
    assert not cache.exists()
    card(own, CARD.replace("colour", "color"))
    assert len(compiled.load(own, with_triggers)) == 2
    assert seen == [2]


def test_a_checkout_with_a_broken_card_can_be_installed(cache: Path, own: Path) -> None:
    card(own, "summary = 1", "colours/broken")
    compiled.keep_beside(own, with_triggers)
    assert not list(own.parent.glob("beside-*"))


def test_examples_are_read_when_asked_for(cache: Path, own: Path) -> None:
    for _ in range(2):
        rule = Rulebook.load([own]).rules["colours/red"]
        assert rule.why == "For the test."
        assert "examples" not in rule.__dict__
        assert [e.marked for e in rule.examples] == ["A [[red]] door."]
    (own / "colours" / "red.toml").unlink()
    assert len(rule.examples) == 1


@pytest.mark.parametrize("change", ["edited", "added", "removed", "renamed"])
def test_a_change_of_the_cards_is_seen(change: str, cache: Path, own: Path) -> None:
    before = rules(own)
    path = own / "colours" / "red.toml"
    old = path.stat()
    if change == "edited":
        path.write_text(CARD.replace('"A colour"', '"A coloUr"'), encoding="utf-8")
        # Neither size nor time tells.
        os.utime(path, ns=(old.st_atime_ns, old.st_mtime_ns))
        assert path.stat().st_size == old.st_size
    elif change == "added":
        card(own, CARD, "colours/new")
    elif change == "removed":
        path.unlink()
    else:
        path.rename(path.with_name("reddish.toml"))
    after = rules(own)
    assert after != before
    assert after == rules(own)


def test_a_card_that_breaks_is_refused_as_ever(cache: Path, own: Path) -> None:
    rules(own)
    path = card(own, CARD.replace("severity", "sevrity"))
    for _ in range(2):
        with pytest.raises(CardError) as caught:
            rules(own)
        assert str(caught.value) == (
            f"{path}: a card has no key 'sevrity'; did you mean 'severity'?"
        )


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"blue", b"pink"),
        lambda data: b"\0" * len(data),
        lambda data: data.partition(b"\n")[2],
    ],
    ids=["empty", "cut", "altered", "zeroes", "without its seal"],
)
def test_a_damaged_file_is_not_used_and_is_made_anew(damage: Any, cache: Path, own: Path) -> None:
    before = rules(own)
    whole = {path: path.read_bytes() for path in cache.iterdir()}
    for path, data in whole.items():
        path.write_bytes(damage(data))
    assert rules(own) == before
    assert {path: path.read_bytes() for path in cache.iterdir()} == whole


def test_the_file_of_other_cards_is_not_used(cache: Path, own: Path, tmp_path: Path) -> None:
    rules(own)
    (mine,) = (p for p in cache.iterdir() if b"is a colour" in p.read_bytes())
    card(tmp_path / "next", CARD.replace("red", "green"), "colours/green")
    before = rules(tmp_path / "next")
    (theirs,) = (p for p in cache.iterdir() if b'"pattern":"green"' in p.read_bytes())
    theirs.write_bytes(mine.read_bytes())
    assert rules(tmp_path / "next") == before


def test_without_a_place_for_it_the_cards_are_read(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(compiled.CACHE_FOLDER, str(tmp_path / "file"))
    assert set(rules(own)) > {"colours/red", "colours/other"}
    done = cleanup_command("rules", cwd=tmp_path, env={compiled.CACHE_FOLDER: "/dev/null/x"})
    assert done.returncode == 0
    assert done.stderr == b""


@pytest.mark.parametrize("place", ["home", ""])
def test_the_users_cache_folder_is_taken_if_there_is_one(
    place: str, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without a home the folder would be one called "~" in the current folder.
    folder = str(tmp_path / place) if place else "~/.cache/cleanup-text"
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_, **__: folder)
    monkeypatch.setenv(compiled.CACHE_FOLDER, "")
    monkeypatch.chdir(tmp_path)
    rules(own)
    assert (tmp_path / "home").is_dir() == bool(place)
    assert not (tmp_path / "~").exists()


def test_a_date_among_the_options_is_no_trouble(cache: Path, own: Path) -> None:
    card(own, f"options = {{ since = 2026-01-31 }}\n{CARD}")
    for _ in range(2):
        assert str(rules(own)["colours/red"]["options"]["since"]) == "2026-01-31"


def test_several_starts_at_once(cache: Path, own: Path) -> None:
    found: list[dict[str, Any]] = []
    several = [threading.Thread(target=lambda: found.append(rules(own))) for _ in range(8)]
    for one in several:
        one.start()
    for one in several:
        one.join()
    assert len(found) == 8
    assert all(one == found[0] for one in found)
    assert sorted(p.suffix for p in cache.iterdir()) == [".json", ".json"]


def test_old_files_are_taken_away(cache: Path, own: Path) -> None:
    rules(own)
    for number in range(2 * compiled.MOST):
        old = cache / f"cards-{number:032x}.json"
        old.write_text("")
        os.utime(old, (number, number))
    (cache / "results.json").write_text("of something else")
    card(own, CARD, "colours/new")
    rules(own)
    left = sorted(cache.glob("cards-*"))
    assert len(left) == compiled.MOST
    assert len([p for p in left if p.stat().st_size]) == 3
    assert (cache / "results.json").exists()


@pytest.fixture
def wheel(own: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of cards as a wheel has it."""
    (own / compiled.SHIPPED).write_bytes(compiled.compiled(own, with_triggers))
    (own / "lists").mkdir()
    monkeypatch.setattr(compiled, "home", lambda: own)
    return own


def loaded(folder: Path) -> dict[str, Any]:
    """The rules of one folder, as the wheel's are loaded if it is that of the wheel."""
    return {
        name: rule_of(name, path, table).__getstate__()
        for name, path, table in compiled.load(folder, with_triggers)
    }


def test_the_cards_of_the_wheel_are_those_of_the_folder(
    cache: Path, wheel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = read_cards(monkeypatch)
    shipped = loaded(wheel)
    assert seen == []
    (wheel / compiled.SHIPPED).unlink()
    assert loaded(wheel) == shipped
    assert seen == [2]


@pytest.mark.parametrize("change", ["longer", "later", "added", "removed", "damaged"])
def test_a_change_of_the_cards_in_a_wheel_is_seen(change: str, cache: Path, wheel: Path) -> None:
    before = loaded(wheel)
    path = wheel / "colours" / "red.toml"
    shipped = wheel / compiled.SHIPPED
    if change == "longer":
        path.write_text(CARD.replace('"A colour"', '"A deep colour"'), encoding="utf-8")
    elif change == "later":
        path.write_text(CARD.replace('"A colour"', '"A coloUr"'), encoding="utf-8")
        later = shipped.stat().st_mtime + compiled.SETTLES + 1
        os.utime(path, (later, later))
    elif change == "added":
        card(wheel, CARD, "colours/new")
    elif change == "removed":
        path.unlink()
    else:
        shipped.write_bytes(shipped.read_bytes().replace(b"colour", b"clamour"))
    after = loaded(wheel)
    shipped.unlink()
    assert after == loaded(wheel)
    assert (after == before) == (change == "damaged")


def test_the_wheel_is_built_with_compiled_cards_and_patterns() -> None:
    hooks = (ROOT / "hatch_build.py").read_text(encoding="utf-8")
    assert "compiled.compiled(rules" in hooks
    pytest.importorskip("hatchling")
    import tempfile
    import zipfile

    with tempfile.TemporaryDirectory() as folder:
        build = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
        done = subprocess.run(
            [sys.executable, "-c", build, folder], cwd=ROOT, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as inside:
            built = inside.read("cleanup/rules/cards.marshal")
            # The same twice may be written in two ways.
            assert opened(built) == opened(compiled.compiled(home(), with_triggers))
            kept = expressions._File(inside.read(f"cleanup/rules/{expressions.FILE}"))
        assert kept.pattern(WORDS.pattern, WORDS.flags)


def test_cards_are_found_as_a_pattern_would_find_them(own: Path, tmp_path: Path) -> None:
    (own / "colours" / "notes.txt").write_text("")
    (own / "empty").mkdir()
    card(own, CARD, "a-family/a.b")
    card(own, CARD, "colours-too/x")
    for folder in (own, home()):
        paths = [Path(path) for _, path, _ in compiled._files(folder)]
        assert paths == sorted(folder.glob("*/*.toml"))
    with contextlib.chdir(own):
        assert [path for _, path, _ in compiled._files(Path())] == [
            os.path.join(*name.split("/"))
            for name in ("a-family/a.b.toml", "colours/other.toml", "colours/red.toml")
        ] + [os.path.join("colours-too", "x.toml")]


def test_a_word_is_known_if_it_is_in_the_list() -> None:
    words = entry_set("words")
    assert all(known(word) for word in words)
    assert known("Zebra")
    for word in list(entries("words"))[::7]:
        for other in (word[:-1], word + "s", word[1:], "q" + word):
            assert known(other) == (other in words), other
    for other in ("", "#", "common words", "\n", "a\nab", "zzzz", "’"):
        assert not known(other)
