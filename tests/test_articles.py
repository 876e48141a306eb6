"""The two seed articles against `tests/golden/`. `pytest --golden` rewrites it: read the diff."""

import subprocess
from pathlib import Path

import pytest
from support import cleanup_command

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
BODY, DAMAGED = "seeds/000_b5dcb3be022ef2a8.txt", "seeds/002_98a44184ff506160.txt"
REPORTS = {
    "000.check.txt": ["check", BODY],
    "000.fix.diff": ["fix", "--diff", BODY],
    "002.check.txt": ["check", DAMAGED],
    "002.check.json": ["check", "--output-format", "json", DAMAGED],
    "002.reference.txt": ["check", "--select", "names", "--reference", BODY, DAMAGED],
    "002.fix.diff": ["fix", "--diff", DAMAGED],
    "002.unsafe.words": ["fix", "--word-diff", "--unsafe-fixes", "--reference", BODY, DAMAGED],
}


@pytest.mark.parametrize("name", REPORTS)
def test_the_report_on_a_seed_is_the_golden_one(name: str, request: pytest.FixtureRequest) -> None:
    printed = cleanup_command(*REPORTS[name], cwd=ROOT).stdout
    if request.config.getoption("--golden"):
        GOLDEN.mkdir(exist_ok=True)
        (GOLDEN / name).write_bytes(printed)
    assert printed.decode() == (GOLDEN / name).read_bytes().decode()


@pytest.mark.parametrize("seed", [BODY, DAMAGED])
@pytest.mark.parametrize("unsafe", [[], ["--unsafe-fixes", "--reference", BODY]])
def test_git_applies_the_diff_and_gets_the_corrected_draft(
    seed: str, unsafe: list[str], tmp_path: Path
) -> None:
    article = tmp_path / "story.txt"
    article.write_bytes((ROOT / seed).read_bytes())
    reference = [str(ROOT / a) if a.startswith("seeds/") else a for a in unsafe]
    diff = cleanup_command("fix", "--diff", *reference, "story.txt", cwd=tmp_path).stdout
    cleanup_command("fix", *reference, "story.txt", "-o", "draft.txt", cwd=tmp_path)
    subprocess.run(["git", "apply"], input=diff, cwd=tmp_path, check=True)
    assert (
        article.read_bytes() == (tmp_path / "draft.txt").read_bytes() != (ROOT / seed).read_bytes()
    )


@pytest.mark.parametrize("seed", [BODY, DAMAGED])
@pytest.mark.parametrize("unsafe", [[], ["--unsafe-fixes", "--reference", BODY]])
def test_cleaning_a_cleaned_seed_changes_nothing(
    seed: str, unsafe: list[str], tmp_path: Path
) -> None:
    draft, again = tmp_path / "draft.txt", tmp_path / "again.txt"
    cleanup_command("fix", *unsafe, seed, "-o", str(draft), cwd=ROOT)
    cleanup_command("fix", *unsafe, str(draft), "-o", str(again), cwd=ROOT)
    assert draft.read_bytes() == again.read_bytes()
