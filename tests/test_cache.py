"""The cache: what a key depends on, what is never kept, and what is done when it is in trouble."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from support import cleanup_command

from cleanup import cache as caches
from cleanup import digests as digesting
from cleanup import lists
from cleanup.cache import NAME, Cache
from cleanup.checker import Limits
from cleanup.digests import Digests, closed
from cleanup.document import Document, Evidence, Span
from cleanup.findings import Edit, Finding, Fix, Safety, Severity
from cleanup.outcomes import DAMAGED, Outcome, Outcomes, checked, decode, encode
from cleanup.prepare import task
from cleanup.report import Report, Run
from cleanup.runner import reports
from cleanup.settings import Settings
from cleanup.watch import Watch

DAMAGED_TEXT = "They raised doubts. about the treaty.\n\nThe the mayor said “so.\n"
KEY = b"k" * 16


def key(
    settings: Settings | None = None,
    *,
    text: str = DAMAGED_TEXT,
    path: str = "story.txt",
    evidence: Evidence | None = None,
    unsafe: bool = False,
    stopped: tuple[str, ...] = (),
) -> bytes:
    settings = settings or Settings()
    evidence = evidence or Evidence()
    document = Document(text, path=path, evidence=evidence)
    made = Digests(evidence, tuple(map(Path, settings.rules)))
    limits = settings.limits._replace(unsafe=unsafe)
    return made.check(document, settings.selected(path), limits, stopped)


PER_FILE = (("*.txt", ("quotes",)),)


@pytest.mark.parametrize(
    "other",
    [
        lambda: key(text=DAMAGED_TEXT + " "),
        lambda: key(path="story.md"),
        lambda: key(Settings(select=("quotes",))),
        lambda: key(Settings(ignore=("quotes/stray",))),
        lambda: key(Settings(extend_select=("punctuation/dash-form",))),
        lambda: key(Settings(per_file_ignores=PER_FILE)),
        lambda: key(Settings(severity=(("quotes/unclosed", "info"),))),
        lambda: key(Settings(extend_safe_fixes=("grammar/missing-article",))),
        lambda: key(Settings(extend_unsafe_fixes=("quotes/stray",))),
        lambda: key(Settings(quotes="curly")),
        lambda: key(Settings(quotes="straight")),
        lambda: key(Settings(max_removed=0.2)),
        lambda: key(unsafe=True),
        lambda: key(evidence=Evidence(references=("NATO Secretary General Mark Rutte",))),
        lambda: key(evidence=Evidence(references=("a", "b"))),
        lambda: key(evidence=Evidence(references=("ab",))),
        lambda: key(evidence=Evidence(source="text")),
        lambda: key(evidence=Evidence(date="2026-01-31")),
        lambda: key(stopped=("quotes/stray",)),
    ],
)
def test_a_key_depends_on(other: Callable[[], bytes]) -> None:
    assert other() != key()
    assert other() == other()


def test_a_key_does_not_depend_on() -> None:
    assert key(path="elsewhere/other.TXT") == key()
    assert key(Settings(max_seconds=1)) == key()
    assert key(Settings(exclude=("old/",))) == key()
    assert key(Settings(per_file_ignores=(("*.md", ("quotes",)),))) == key()


def test_a_key_depends_on_what_names_files_and_cards_hold(tmp_path: Path) -> None:
    names = tmp_path / "people.toml"
    cards = tmp_path / "own"
    (cards / "words").mkdir(parents=True)
    card = (lists.home() / "repeats" / "doubled-word.toml").read_text(encoding="utf-8")
    (cards / "words" / "own.toml").write_text(card, encoding="utf-8")
    keys = [key()]
    for name in ("Mark Rutte", "Bruce Klingner"):
        names.write_text(f'[[person]]\nname = "{name}"\n')
        keys.append(key(evidence=Evidence(names=(names,))))
    for added in ("", "# a remark\n"):
        (cards / "words" / "own.toml").write_text(card + added, encoding="utf-8")
        keys.append(key(Settings(rules=(cards,))))
    assert len(set(keys)) == len(keys)


def test_a_key_depends_on_the_program_its_rules_and_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package, rules = tmp_path / "cleanup", tmp_path / "rules"
    (rules / "lists").mkdir(parents=True)
    package.mkdir()
    monkeypatch.setattr(digesting, "__file__", str(package / "digests.py"))
    monkeypatch.setattr(lists, "home", lambda: rules)
    made = [digesting.program()]
    for path in (package / "a.py", rules / "card.toml", rules / "lists" / "words.txt"):
        for content in ("", "one", "two"):
            path.write_text(content)
            made.append(digesting.program())
    monkeypatch.setattr(digesting, "_installed", lambda: ["langdetect-0.dist-info"])
    made.append(digesting.program())
    assert len(set(made)) == len(made)


def test_rules_with_a_check_from_elsewhere_are_never_cached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = Settings().selected()
    assert closed(rules)
    assert not closed([*rules, replace(rules[0], match=None, check="ours.checks:find")])
    monkeypatch.setattr(digesting, "closed", lambda rules: False)
    monkeypatch.setenv("CLEANUP_CACHE_DIR", str(tmp_path / "cache"))
    run_over(many(tmp_path))
    assert not (tmp_path / "cache" / NAME).exists()


# --- Values ----------------------------------------------------------------------------------


def test_an_outcome_comes_back_as_it_was() -> None:
    document = Document(DAMAGED_TEXT * 3)
    found = checked(document, Settings().selected(), Limits(), Watch(10))
    odd = Finding(
        "own/rule",
        Span(0, 0),
        "lone \ud800 and \x00",
        Severity.INFO,
        "",
        ("one", "two"),
        (Fix((Edit(Span(0, 0), "\u2028"), Edit(Span(2, 3), "")), Safety.DISPLAY),) * 2,
        "not this",
    )
    for outcome in (found, Outcome((odd,), "und", ("own/slow",)), Outcome((), "en")):
        assert decode(encode(outcome)) == outcome
    assert found.findings


@pytest.mark.parametrize("value", ["", "1", "[]", "[[]]", '["en",1,[],[1]]', '{"a":1}', "[" * 9999])
def test_what_is_no_outcome_is_checked_again(value: str, tmp_path: Path) -> None:
    with pytest.raises(DAMAGED):
        decode(value)
    outcomes = Outcomes(Digests(Evidence()), Cache(tmp_path))
    document, rules = Document(DAMAGED_TEXT), Settings().selected()
    outcomes.add(outcomes.digests.check(document, rules, Limits(), ()), value)
    found = outcomes.check(document, rules, Limits(), Watch(10))
    assert found == checked(document, rules, Limits(), Watch(10))


class Impatient(Watch):
    """A watch that has already stopped a rule."""

    def __init__(self) -> None:
        super().__init__(10, {"quotes/stray"})


def test_what_a_time_limit_had_a_part_in_is_never_kept(tmp_path: Path) -> None:
    outcomes = Outcomes(Digests(Evidence()), Cache(tmp_path), fresh={})
    document, rules = Document(DAMAGED_TEXT), Settings().selected()
    outcomes.check(document, rules, Limits(), Impatient())
    assert outcomes.fresh
    assert [keep for _, keep in outcomes.fresh.values()] == [False]
    # Within the run it is known, so that nobody waits for the limit a second time.
    home = Outcomes(outcomes.digests, Cache(tmp_path))
    home.take(outcomes.fresh)
    watch = Watch(10, {"quotes/stray"})
    assert home.check(document, rules, Limits(), watch).stopped == ("quotes/stray",)
    for kept in (outcomes.cache, home.cache):
        assert kept
        kept.close()
    assert rows(tmp_path) == 0


# --- The file --------------------------------------------------------------------------------


def rows(folder: Path) -> int:
    with sqlite3.connect(folder / NAME) as database:
        return int(database.execute("select count(*) from outcomes").fetchone()[0])


def test_values_come_back_in_the_next_run_and_old_ones_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Cache(tmp_path)
    first.put(KEY, "value")
    first.put(b"other", "2")
    assert first.get(KEY) == "value"
    first.close()
    assert (first.get(b"none"), first.get(b"other")) == (None, None)
    now = caches.time.time()
    monkeypatch.setattr(caches.time, "time", lambda: now + 20 * 86_400)
    second = Cache(tmp_path)
    assert second.get(KEY) == "value"
    second.close()
    monkeypatch.setattr(caches.time, "time", lambda: now + 40 * 86_400)
    third = Cache(tmp_path)
    third.put(b"new", "3")
    third.close()
    fourth = Cache(tmp_path)
    assert [fourth.get(k) for k in (KEY, b"other", b"new")] == ["value", None, "3"]


def test_it_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caches, "MOST", 200_000)
    for run in range(5):
        cache = Cache(tmp_path)
        for number in range(100):
            cache.put(b"%d %d" % (run, number), "x" * 1000)
        cache.close()
    assert rows(tmp_path) == 200
    assert (tmp_path / NAME).stat().st_size < 2 * 200_000


def test_a_value_that_was_changed_on_disk_counts_as_not_there(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(KEY, "value")
    cache.close()
    with sqlite3.connect(tmp_path / NAME) as database:
        database.execute("update outcomes set value = 'vague'")
    assert Cache(tmp_path).get(KEY) is None


def no_database(folder: Path) -> None:
    (folder / NAME).write_bytes(b"This is no database. " * 1000)


def torn(folder: Path) -> None:
    cache = Cache(folder)
    for number in range(1000):
        cache.put(b"%d" % number, "value" * 100)
    cache.close()
    data = (folder / NAME).read_bytes()
    (folder / NAME).write_bytes(data[:4096] + bytes(len(data) // 2))


def another_table(folder: Path) -> None:
    with sqlite3.connect(folder / NAME) as database:
        database.execute("create table outcomes (a, b)")


def folder_in_its_place(folder: Path) -> None:
    (folder / NAME).mkdir()


def locked(folder: Path) -> sqlite3.Connection:
    Cache(folder).close()
    database = sqlite3.connect(folder / NAME, isolation_level=None)
    database.execute("pragma locking_mode = exclusive")
    database.execute("begin exclusive")
    return database


def read_only(folder: Path) -> None:
    Cache(folder).close()
    (folder / NAME).chmod(0o444)
    folder.chmod(0o555)


@pytest.mark.parametrize(
    "trouble", [no_database, torn, another_table, folder_in_its_place, locked, read_only]
)
def test_a_run_goes_on_without_a_cache_that_is_in_trouble(
    trouble: Callable[[Path], object], tmp_path: Path
) -> None:
    articles, place = many(tmp_path), tmp_path / "cache"
    place.mkdir()
    held = trouble(place)
    env = {"CLEANUP_CACHE_DIR": str(place)}
    done = cleanup_command("check", str(articles), env=env)
    without = cleanup_command("check", str(articles), "--no-cache")
    assert (done.returncode, done.stdout, done.stderr) == (1, without.stdout, b"")
    if isinstance(held, sqlite3.Connection):
        held.close()
    place.chmod(0o755)


@pytest.mark.parametrize("trouble", [no_database, torn])
def test_a_damaged_file_is_thrown_away(trouble: Callable[[Path], object], tmp_path: Path) -> None:
    trouble(tmp_path)
    for _ in range(2):
        cache = Cache(tmp_path)
        cache.put(KEY, "value")
        for number in range(1000):
            cache.get(b"%d" % number)
        cache.close()
    again = Cache(tmp_path)
    again.put(KEY, "value")
    again.close()
    assert Cache(tmp_path).get(KEY) == "value"


def test_no_folder_to_be_had_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = Cache(tmp_path / "file" / "cache")
    cache.put(KEY, "value")
    cache.close()
    assert cache.get(KEY) is None


# --- Runs ------------------------------------------------------------------------------------


def many(folder: Path) -> Path:
    articles = folder / "articles"
    articles.mkdir()
    for number in range(30):
        (articles / f"{number:02}.txt").write_text(f"Article {number}.\n\n" + DAMAGED_TEXT)
    return articles


def run_over(folder: Path, **options: bool) -> list[Report]:
    run, settings = Run(), Settings()
    return [r for _, r in reports([str(folder)], task(settings, **options), run, cached=True)]


@pytest.mark.parametrize("options", [{}, {"readability": True}, {"clean": True, "unsafe": True}])
def test_a_second_run_checks_nothing_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, bool]
) -> None:
    monkeypatch.setenv("CLEANUP_CACHE_DIR", str(tmp_path / "cache"))
    articles = many(tmp_path)
    first = run_over(articles, **options)
    (articles / "05.txt").write_text("Something. else now.\n")
    checks = []

    def counted(document: Document, *more: object) -> Outcome:
        checks.append(document.path)
        return checked(document, *more)  # type: ignore[arg-type]

    monkeypatch.setattr("cleanup.outcomes.checked", counted)
    second = run_over(articles, **options)
    assert set(checks) == {str(articles / "05.txt")}
    assert len(second) == len(first) == 30
    for old, new in zip(first, second, strict=True):
        if old.document.path != checks[0]:
            assert (new.findings, new.cleaning) == (old.findings, old.cleaning)
            assert (new.quality, new.readability) == (old.quality, old.readability)


def test_what_is_silenced_is_looked_up_anew(tmp_path: Path) -> None:
    articles = many(tmp_path)
    before = cleanup_command("check", str(articles))
    sidecar = articles / ".cleanup-ignore.toml"
    sidecar.write_text('[[ignore]]\nrule = "repeats/doubled-word"\nreason = "as it was said"\n')
    after = cleanup_command("check", str(articles))
    assert before.stdout.count(b"repeats/doubled-word") == 30
    assert after.stdout.count(b"repeats/doubled-word") == 0


def test_two_runs_at_once_share_it(tmp_path: Path) -> None:
    articles = many(tmp_path)
    command = [sys.executable, "-m", "cleanup", "check", str(articles), "--jobs", "1"]
    env = {**os.environ, "CLEANUP_CACHE_DIR": str(tmp_path / "cache")}
    pair = [subprocess.Popen(command, stdout=subprocess.PIPE, env=env) for _ in range(3)]
    said = [run.communicate()[0] for run in pair]
    assert [run.returncode for run in pair] == [1, 1, 1]
    assert said[0] == said[1] == said[2]
    assert rows(tmp_path / "cache") == 30


def test_a_small_run_opens_no_cache(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DAMAGED_TEXT)
    env = {"CLEANUP_CACHE_DIR": str(tmp_path / "cache")}
    cleanup_command("check", "a.txt", cwd=tmp_path, env=env)
    assert not (tmp_path / "cache" / NAME).exists()


def test_no_cache_leaves_the_cache_alone(tmp_path: Path) -> None:
    env = {"CLEANUP_CACHE_DIR": str(tmp_path / "cache")}
    cleanup_command("check", "--no-cache", str(many(tmp_path)), env=env)
    assert not (tmp_path / "cache" / NAME).exists()
