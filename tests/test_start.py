"""What a short run loads: what takes long to load is loaded only when asked for."""

from pathlib import Path

from support import cleanup_command

CLEAN = "The council met on Monday and agreed on the budget. Nobody spoke against it.\n"
# Loaded by a check of a clean text, each of these would be a tenth of the run or more, or stand
# for work that is not needed.
LATE = (
    *("textstat", "langdetect", "nltk", "rich", "pydantic", "language_tool_python"),
    *("tomllib", "charset_normalizer", "pathspec", "difflib", "multiprocessing", "sqlite3"),
    *("wcwidth", "hashlib", "_hashlib", "tempfile", "platformdirs", "cleanup.cards"),
    *("textual", "cleanup.review", "cleanup.decisions"),
    *("cleanup.cleaner", "cleanup.readability", "cleanup.silences.baseline", "cleanup.writing"),
    *("cleanup.reports.data", "cleanup.reports.sarif", "cleanup.reports.markdown"),
)
LOADED = """
import sys, typer
before = set(sys.modules)
sys.argv = ["cleanup", *sys.argv[1:]]
from cleanup.__main__ import run
try:
    run()
finally:
    print(*set(sys.modules) - before, sep="\\n", file=sys.stderr)
"""


def loaded(folder: Path, *arguments: str) -> set[str]:
    """The modules that a run loads beside those that typer does."""
    done = cleanup_command(*arguments, cwd=folder, program=("-c", LOADED))
    assert done.returncode == 0, done.stderr
    return set(done.stderr.decode().split())


def test_a_check_of_a_clean_text_loads_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    (tmp_path / "clean.txt").write_text(CLEAN, encoding="utf-8")
    loaded(tmp_path, "check", "clean.txt")  # The cards are compiled now.
    assert loaded(tmp_path, "check", "clean.txt") & set(LATE) == set()


def test_a_name_in_icelandic_letters_is_not_taken_to_ftfy(tmp_path: Path) -> None:
    # Two of its letters are one character of Cyrillic to DOS.
    text = CLEAN.replace("Monday", "Monday in Sauðárkrókur")
    (tmp_path / "clean.txt").write_text(text, encoding="utf-8")
    modules = loaded(tmp_path, "check", "clean.txt")
    assert "cleanup.checks.encoding_mojibake" in modules
    assert "ftfy" not in modules


def test_the_version_needs_no_rules(tmp_path: Path) -> None:
    modules = loaded(tmp_path, "--version")
    assert not {"cleanup.rulebook", "cleanup.settings", "json", *LATE} & modules
