"""Files in which nothing was found are not read again until they are touched."""

import os
from pathlib import Path

import pytest
from support import cleanup_command
from test_cache import task

from cleanup import runner, unchanged
from cleanup.files import Source
from cleanup.report import Report, Run
from cleanup.settings import Settings

CLEAN = "The council met on Monday, and nobody from the town had asked for a new bridge.\n"
DAMAGED = "The vote raised doubts. about the budget of the town and of all its neighbours.\n"


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Twenty clean articles and a damaged one, all of which count as at rest at once."""
    monkeypatch.setenv("CLEANUP_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(unchanged, "AT_REST", 0)
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(20):
        (folder / f"{number:02}.txt").write_text(CLEAN * 2)
    (folder / "damaged.txt").write_text(DAMAGED)
    return folder


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read, in order."""
    names: list[str] = []
    read = runner.read

    def noted(path: Path) -> Source:
        names.append(path.name)
        return read(path)

    monkeypatch.setattr(runner, "read", noted)
    return names


def run_over(folder: Path, settings: Settings | None = None, cached: bool = True) -> list[Report]:
    settings = settings or Settings()
    found = runner.reports([str(folder)], task(settings), Run(), cached=cached)
    return [report for _, report in found]


def told(found: list[Report]) -> list[object]:
    return [(r.document.path, r.findings, r.language, r.encoding, r.quality) for r in found]


def test_only_what_holds_findings_is_read_again(articles: Path, opened: list[str]) -> None:
    first = run_over(articles)
    assert len(opened) == 21
    opened.clear()
    second = run_over(articles)
    assert opened == ["damaged.txt"]
    assert told(second) == told(first)


def test_a_file_that_was_touched_is_read_again(articles: Path, opened: list[str]) -> None:
    run_over(articles)
    path = articles / "07.txt"
    old = path.stat()
    path.write_text(CLEAN + DAMAGED[: len(CLEAN) - 1] + "\n")
    os.utime(path, ns=(old.st_atime_ns, old.st_mtime_ns))
    (articles / "08.txt").unlink()
    (articles / "08.txt").write_text(CLEAN * 2)
    opened.clear()
    found = run_over(articles)
    assert set(opened) >= {"07.txt", "damaged.txt"}
    assert set(opened) <= {"07.txt", "08.txt", "damaged.txt"}
    assert [Path(r.document.path or "").name for r in found if r.findings] == [
        "07.txt",
        "damaged.txt",
    ]


def test_what_has_just_been_written_is_not_taken_for_known(
    articles: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unchanged, "AT_REST", 10**12)
    run_over(articles)
    opened.clear()
    run_over(articles)
    assert len(opened) == 21


def test_other_settings_and_other_evidence_know_of_nothing(
    articles: Path, opened: list[str], tmp_path: Path
) -> None:
    run_over(articles)
    for settings in (
        Settings(select=("quotes",)),
        Settings(per_file_ignores=(("*.txt", ("quotes",)),)),
        Settings(quotes="curly"),
    ):
        opened.clear()
        run_over(articles, settings)
        assert len(opened) == 21
    opened.clear()
    run_over(articles, cached=False)
    assert len(opened) == 21


def test_a_damaged_memory_counts_as_none(
    articles: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run_over(articles)
    for rubbish in ("[1, 2", "[]", '{"00.txt": 7, "01.txt": [1, 2, 3, 4, "en", "utf-8"]}'):
        monkeypatch.setattr("cleanup.cache.Cache.get", lambda self, key, value=rubbish: value)
        assert told(run_over(articles)) == told(first)


def test_what_is_said_of_silences_stays_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(20):
        (folder / f"{number:02}.txt").write_text(CLEAN * 2)
        os.utime(folder / f"{number:02}.txt", (1, 1))
    side = folder / ".cleanup-ignore.toml"
    side.write_text('[[ignore]]\nfile = "03.txt"\nrule = "quotes/stray"\nreason = "none"\n')
    env = {"CLEANUP_CACHE_DIR": str(tmp_path / "cache")}
    runs = [cleanup_command("check", str(folder), env=env) for _ in range(3)]
    assert len({(done.stdout, done.stderr, done.returncode) for done in runs}) == 1
    assert b"03.txt" in runs[0].stdout + runs[0].stderr
    side.write_text("[[ignore]\n")
    assert cleanup_command("check", str(folder), env=env).returncode == 2
