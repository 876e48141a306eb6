"""The speed benchmark runs and says what it should; how fast anything is, no test can know."""

import random
import re
import sys
from itertools import islice
from pathlib import Path

import pytest

import cleanup

pytest.importorskip("resource", reason="the benchmark needs os.wait4")
sys.path.append(str(Path(__file__).resolve().parent.parent / "benchmarks"))

import common
import corpus
import goals
import page
import peers
import sizes
import speed

SIZE = 20_000


@pytest.fixture
def bench(tmp_path: Path) -> common.Bench:
    return common.Bench(tmp_path, repeats=1, sizes=(5_000,), files=2)


@pytest.mark.parametrize("kind", corpus.KINDS)
def test_a_text_is_as_long_as_asked_for_and_always_the_same(kind: str, tmp_path: Path) -> None:
    one, same, other = (
        corpus.write(kind, SIZE, tmp_path / f"{name}.txt", seed).read_bytes()
        for name, seed in (("one", 0), ("same", 0), ("other", 1))
    )
    assert SIZE <= len(one) < SIZE + 3_000
    assert one == same != other


def test_the_forms_of_prose(tmp_path: Path) -> None:
    texts = {
        kind: corpus.write(kind, SIZE, tmp_path / "text.txt").read_text(encoding="utf-8")
        for kind in ("prose", "one line", "wrapped")
    }
    assert re.fullmatch(r"(?:\S.*\n\n)+", texts["prose"])
    assert "\n" not in texts["one line"]
    assert max(map(len, texts["wrapped"].splitlines())) <= 72


def test_damage_is_where_it_is_meant_to_be() -> None:
    found = {
        kind: len(cleanup.check("".join(islice(make(random.Random(0)), 40))).findings)
        for kind, make in corpus.KINDS.items()
    }
    # Two to five sentences a paragraph, and every one is damaged.
    assert found["dense"] > 80
    assert found["damaged"] > 20
    assert max(found["prose"], found["one line"], found["wrapped"]) < 5


def test_a_folder_of_articles(tmp_path: Path) -> None:
    articles = sorted(corpus.folder(tmp_path / "articles", 11).iterdir())
    assert len({article.read_bytes() for article in articles}) == 11
    assert all(corpus.ARTICLE <= article.stat().st_size < 8_000 for article in articles)


def test_a_command_is_measured(bench: common.Bench) -> None:
    usage = bench.run([sys.executable, "-c", "b'x' * 50_000_000"])
    assert usage.cpu > 0
    assert usage.wall > 0
    assert usage.rss > 50_000_000


def test_a_command_that_fails_or_never_ends_is_told(bench: common.Bench) -> None:
    with pytest.raises(common.Failed, match="status 3: no such luck"):
        bench.run(
            [
                sys.executable,
                "-c",
                "import sys; print('no such luck', file=sys.stderr); sys.exit(3)",
            ]
        )
    with pytest.raises(common.Failed, match="status -9"):
        bench.run([sys.executable, "-c", "import time; time.sleep(60)"], patience=0.2)


def test_every_part_runs_and_is_shown(
    bench: common.Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    into = tmp_path / "run.json"
    result, measured = speed.run(bench, ["start", "costs", "folder"], into)
    result["sizes"] = sizes.measure(bench, kinds=["prose"])
    result["peers"] = {"versions": {"nothing": "1"}, "rows": _nothing(bench)}
    assert measured
    assert into.stat().st_size
    assert {"quotes/stray", "repeats/doubled-word"} <= set(result["costs"]["rules"])
    assert result["costs"]["check"] > 0
    row = sizes.of(result["sizes"], "prose", "check")[0]
    assert row["bytes"] >= 5_000
    assert row["rss"] > 10_000_000
    shown = tmp_path / "README.md"
    shown.write_text(page.PAGE.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(page, "PAGE", shown)
    page.write(result)
    once = shown.read_text(encoding="utf-8")
    assert once.count("\n### ") == len(page.SECTIONS)
    page.write(result)
    assert shown.read_text(encoding="utf-8") == once


def _nothing(bench: common.Bench) -> list[common.Figures]:
    """A peer that does nothing at all."""
    peer = peers.Peer("nothing", (sys.executable, "-c", "pass"))
    rows = peers.round_robin(bench, [peer], "prose", corpus.ARTICLE)
    assert [row["peer"] for row in rows] == ["nothing"]
    assert rows[0]["cpu"] > 0
    return rows


def test_goals_are_met_missed_or_not_measured() -> None:
    assert {goal.verdict for goal in goals.goals({})} == {"not measured"}
    result = {"start": {"version over typer": 1.2, "first over later": 2.5}}
    verdicts = {goal.name: goal.verdict for goal in goals.goals(result)}
    assert verdicts["--version: times `import typer`"] == "ok"
    assert verdicts["first run: times a later one"] == "FAILED"


def test_growth_is_against_the_smallest_size() -> None:
    rows = [{"net": net, "bytes": size} for net, size in ((1.0, 10), (12.0, 100))]
    assert sizes.growth(rows) == pytest.approx([1, 1.2])
