"""Patterns kept in compiled form: the same as compiled anew, and never another's."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from cleanup import expressions, installed
from cleanup.expressions import ready

SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))


@pytest.fixture(scope="module")
def data() -> bytes:
    return installed.compiled()


@pytest.fixture(scope="module")
def patterns(data: bytes) -> list[tuple[str, int]]:
    whole = expressions._File(data)
    # Those of other tests are asked for too.
    return [one for one in sorted(installed._all()) if whole.pattern(*one)]


@pytest.fixture
def kept(data: bytes, monkeypatch: pytest.MonkeyPatch) -> expressions._File:
    file = expressions._File(data)
    monkeypatch.setattr(expressions, "_kept", lambda: file)
    return file


def test_every_pattern_is_the_one_that_re_compiles(
    kept: expressions._File, patterns: list[tuple[str, int]]
) -> None:
    texts = [path.read_text(encoding="utf-8") for path in SEEDS]
    assert len(patterns) > 600
    for pattern, flags in patterns:
        found, right = kept.pattern(pattern, flags), re.compile(pattern, flags)
        assert found is not None, pattern
        assert (found.pattern, found.flags, found.groups) == (pattern, right.flags, right.groups)
        assert found.groupindex == right.groupindex
        for text in texts:
            # Some look for what runs away if it is looked for everywhere.
            for line in text.splitlines()[:20]:
                mine, theirs = found.search(line), right.search(line)
                assert (mine and (mine.span(), mine.groupdict(), mine.lastgroup)) == (
                    theirs and (theirs.span(), theirs.groupdict(), theirs.lastgroup)
                )


def test_a_check_compiles_nothing(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(data)
    # In a process of its own: what others have used is not asked for again.
    code = """
import sys
from cleanup import check, expressions
expressions.PLACES = (sys.argv[1],)
for path in sys.argv[2:]:
    check(open(path, encoding="utf-8").read())
kept = expressions._kept()
assert len(expressions.asked) > 50
print([one for one in expressions.asked if kept.pattern(*one) is None])
"""
    run = [sys.executable, "-c", code, str(tmp_path / "kept"), *map(str, SEEDS)]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")


@pytest.mark.parametrize("pattern", ["[0-9]{4}x", "(?P<one>a)|(?P<two>b)", "(?i)é|ß", "\ud800"])
@pytest.mark.parametrize("flags", [0, re.IGNORECASE, re.VERBOSE | re.DOTALL, re.ASCII])
def test_a_pattern_that_is_not_kept_is_compiled(pattern: str, flags: int) -> None:
    assert ready(pattern, flags) == re.compile(pattern, flags)


def test_bytes_and_wrong_patterns_are_the_business_of_re() -> None:
    assert ready(b"a+", re.IGNORECASE) == re.compile(b"a+", re.IGNORECASE)
    with pytest.raises(re.error):
        ready("a(")


def test_flags_tell_patterns_apart(data: bytes, patterns: list[tuple[str, int]]) -> None:
    pattern, flags = patterns[0]
    file = expressions._File(data)
    assert file.pattern(pattern, flags | re.UNICODE)
    assert file.pattern(pattern, flags ^ re.MULTILINE) is None


@pytest.mark.parametrize("part", [0, 4, 30, 0.02, 0.5, -1])
def test_what_is_damaged_is_not_used(
    data: bytes, patterns: list[tuple[str, int]], part: float
) -> None:
    at = int(part * len(data)) if isinstance(part, float) else part
    spoilt = bytearray(data)
    spoilt[at] ^= 0xFF
    file, lost = expressions._File(bytes(spoilt)), 0
    for pattern, flags in patterns:
        found = file.pattern(pattern, flags)
        lost += found is None
        assert found is None or found.flags == re.compile(pattern, flags).flags
    assert lost


@pytest.mark.parametrize("data", [b"", b"abc", b"\xff" * 40, bytes(20)])
def test_what_is_no_such_file_holds_nothing(data: bytes) -> None:
    assert expressions._File(data).pattern("a", 0) is None


def test_a_checkout_leaves_its_patterns_where_they_are_looked_for(
    patterns: list[tuple[str, int]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = tmp_path / "made" / expressions.FILE
    monkeypatch.setattr(installed, "BESIDE", str(beside))
    monkeypatch.setattr(expressions, "PLACES", (str(tmp_path / "none"), str(beside)))
    expressions._kept.cache_clear()
    assert expressions._kept().pattern("a", 0) is None
    installed.keep_beside()
    expressions._kept.cache_clear()
    assert all(expressions._kept().pattern(*one) for one in patterns)
    expressions._kept.cache_clear()
    assert [path.name for path in beside.parent.iterdir()] == [expressions.FILE]


def test_it_does_not_matter_where_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(installed, "BESIDE", str(tmp_path / "file" / "x"))
    installed.keep_beside()
