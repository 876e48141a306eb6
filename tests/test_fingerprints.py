"""Fingerprints: what they survive, what they tell apart."""

import random
import re
import textwrap
import time
from collections import Counter

import pytest
from fake_checks import rule
from hypothesis import given
from hypothesis import strategies as st

from cleanup.document import Document, Span
from cleanup.findings import Finding, Severity, State
from cleanup.silences.fingerprints import count, fingerprint, known, snippet

FIRST = (
    "The council of the small town met on Monday evening to talk about the odd bridge over the "
    "river. It heard three engineers, a banker and Mayor Hale, and broke up at midnight in an odd "
    "mood. “We have waited eleven years,” said the mayor, “and that is odd.”"
)
SECOND = (
    "The vote raised doubts. about the odd treaty among members in Asia. and in Europe, where "
    "Peter Keller of the Bank of Lund spoke first. He found it odd that nobody from St. Anne came."
)
THIRD = "Prices rose by 3.5 % in March.. after an odd winter. An odd thing, he said."
ODD = rule("words/odd", r"\bodd\b")


def finding(text: str, part: str, rule_id: str = "a/b", nth: int = 0) -> Finding:
    at = [m.start() for m in re.finditer(re.escape(part), text)][nth]
    return Finding(rule_id, Span(at, at + len(part)), "", Severity.WARNING, "")


def fingerprints(text: str) -> Counter[str]:
    return count(text, ODD.findings(Document(text)))


def test_it_is_short_and_never_changes() -> None:
    text = "The vote raised doubts. about the treaty."
    assert fingerprint(text, finding(text, ".")) == "46548298ecf0de18"


def test_rule_own_text_and_words_beside_it_count() -> None:
    text = "One odd day, one even day.\n\nTwo odd days."
    prints = {
        fingerprint(text, finding(text, "odd")),
        fingerprint(text, finding(text, "odd", "a/c")),
        fingerprint(text, finding(text, "even")),
        fingerprint(text, finding(text, "odd", nth=1)),
    }
    assert len(prints) == 4


def test_equal_places_are_counted() -> None:
    assert list(fingerprints(f"{THIRD}\n\n{FIRST}\n\n{THIRD}").values()).count(2) == 2


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n"])
@pytest.mark.parametrize(
    "inserted",
    [
        "".join(f"Line {n} is new here.\n" for n in range(10)),
        "".join(f"Line {n}\n" for n in range(10)),
        "A line without a full stop that is about as long as a headline can get\n" * 10,
        "\n" * 10,
    ],
)
def test_inserted_lines_change_nothing(gap: str, inserted: str) -> None:
    text = gap.join((FIRST, SECOND, THIRD))
    assert fingerprints(text) <= fingerprints(inserted + text)
    assert fingerprints(text) <= fingerprints(gap.join((FIRST, inserted + SECOND, THIRD)))


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n"])
def test_moved_paragraphs_keep_theirs(gap: str) -> None:
    assert fingerprints(gap.join((FIRST, SECOND, THIRD))) == fingerprints(
        gap.join((THIRD, FIRST, SECOND))
    )


@pytest.mark.parametrize("width", range(45, 120))
def test_reflowed_paragraphs_keep_theirs(width: int) -> None:
    text = "\n".join((FIRST, SECOND, THIRD))
    for wrapped in (FIRST, SECOND, THIRD):
        folded = textwrap.fill(wrapped, width, break_on_hyphens=False)
        assert fingerprints(text) == fingerprints(text.replace(wrapped, folded))


words = st.sampled_from(f"{FIRST} {SECOND} {THIRD}".split())
sentences = st.lists(words, min_size=1, max_size=25).map(lambda w: f"{' '.join(w)} odd end.")
paragraphs = st.lists(sentences, min_size=1, max_size=3).map(" ".join)


@given(st.lists(paragraphs, min_size=1, max_size=5), st.integers(50, 110), st.randoms())
def test_moving_inserting_and_reflowing_keep_the_fingerprints(
    blocks: list[str], width: int, rng: random.Random
) -> None:
    before = fingerprints("\n\n".join(blocks))
    moved = [textwrap.fill(b, width) if rng.random() < 0.5 else b for b in blocks]
    moved += ["Something new."] * rng.randint(0, 3)
    rng.shuffle(moved)
    assert fingerprints("\r\n\r\n".join(moved)) == before


def test_a_fix_elsewhere_or_of_marks_beside_it_changes_nothing() -> None:
    text = FIRST.replace("odd", "even", 1)
    for old, new in (("The council", "A council"), ("“and", '"and'), ("mayor, ", "mayor ,  ")):
        assert old in text
        assert fingerprints(text.replace(old, new)) == fingerprints(text)


def test_a_break_belongs_to_the_paragraph_below() -> None:
    text = f"{FIRST}\n{SECOND}\n{THIRD}"
    prints = [fingerprint(text, finding(text, "\n", nth=n)) for n in (0, 1)]
    other = f"{SECOND}\nNew.\n{THIRD}"
    assert fingerprint(other, finding(other, "\n", nth=1)) == prints[1]
    assert prints[0] != prints[1]
    ends = [fingerprint(t, finding(t, "\n\n\n")) for t in ("One odd.\n\n\n", "Two odd.\n\n\n")]
    assert ends[0] != ends[1]


def test_known_findings_are_silenced_in_order_as_often_as_they_are_known() -> None:
    text = "\n\n".join([THIRD] * 3)
    found = sorted(ODD.findings(Document(text)), key=lambda f: f.span)
    counts = fingerprints(f"{THIRD}\n\n{THIRD}")
    states = [f.silenced for f in known(text, found, counts)]
    assert states == [State.BASELINE] * 4 + [None] * 2
    suppressed = [found[0].silence(State.SUPPRESSED), *found[1:]]
    states = [f.silenced for f in known(text, suppressed, counts)]
    assert states == [State.SUPPRESSED] + [State.BASELINE] * 4 + [None]
    assert count(text, suppressed).total() == 5


def test_the_snippet_is_one_printable_line() -> None:
    text = "raised doubts\u200b.\n about it, \ud800 and so on for a long long time"
    assert snippet(text, finding(text, ".")) == "raised doubts\\u200b[[.]]"
    assert snippet(text, finding(text, ".\n about")) == (
        "raised doubts\\u200b[[. about]] it, \\ud800 and so on for a long lo"
    )


@given(st.text("aA.“ \r\n\ud800", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_any_text_has_fingerprints(text: str, start: int, end: int) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    there = Finding("a/b", Span(start, end), "", Severity.INFO, "")
    assert len(fingerprint(text, there)) == 16
    snippet(text, there).encode("utf-8")


def test_an_endless_line_costs_as_much_as_its_findings() -> None:
    text = "word. “ odd\t" * 100_000
    found = [Finding("a/b", Span(n, n + 100_000), "", Severity.INFO, "") for n in range(5_000)]
    started = time.perf_counter()
    count(text, found)
    assert time.perf_counter() - started < 5
