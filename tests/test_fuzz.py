"""Random and mutated texts: what must be true of every text (see `fuzzing`)."""

import os

import pytest
from fuzzing import (
    SCRAPS,
    BrokenError,
    text_of,
    tokens,
    try_seed,
    try_text,
    words_are_kept,
)

pytestmark = pytest.mark.weighty
SEEDS = int(os.environ.get("CLEANUP_FUZZ", "200"))
A_BATCH = 25


@pytest.mark.parametrize("first", range(0, SEEDS, A_BATCH))
def test_random_texts_break_nothing(first: int) -> None:
    broken = {}
    for seed in range(first, min(first + A_BATCH, SEEDS)):
        try:
            try_seed(seed)
        except Exception as error:
            broken[seed] = f"{type(error).__name__}: {error}"
    assert broken == {}


@pytest.mark.parametrize("scrap", SCRAPS, ids=ascii)
def test_a_scrap_alone_breaks_nothing(scrap: str) -> None:
    try_text(scrap)
    try_text(f"The mayor said{scrap} that the{scrap}the bridge “is old.{scrap}” He left.{scrap}")


@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n", "\ufeff", "\x00", "\ud800", "“", "a"])
def test_next_to_nothing_breaks_nothing(text: str) -> None:
    try_text(text)


def test_a_seed_gives_the_same_text_every_time() -> None:
    assert [text_of(seed) for seed in range(20)] == [text_of(seed) for seed in range(20)]
    assert len({text_of(seed) for seed in range(100)}) > 90


def test_words_and_numbers_are_told_apart_and_heads_of_sentences_known() -> None:
    assert [t.text for t in tokens("He paid 1,000.50, not U.S. dollars.")] == [
        *("He", "paid", "1,000.50", "not", "U", "S", "dollars")
    ]
    assert [t.opens for t in tokens("So it is. “Was it?” 5 men")] == [
        *(True, False, False, True, False, True, False)
    ]


KEPT = [
    ("He saw the the gate.", "He saw the gate."),
    ("He do n't go.", "He don't go."),
    ("It's late. the gate is shut.", "It’s late. The gate is shut."),
    ("He said , “ well -known ”.", "He said, “well-known”."),
    ("Raised doubts. about it", "Raised doubts about it"),
]
CHANGED = [
    ("He saw the gate.", "He saw a gate."),
    ("He did not go.", "He did go."),
    ("He did go.", "He did not go."),
    ("He had 3.5 euros.", "He had 35 euros."),
    ("He had 3 5 euros.", "He had 35 euros."),
    ("The Polish men polish it.", "The polish men polish it."),
    ("He saw the man the man.", "He saw the man."),
    ("The sanctionsThe banks", "The sanctions The banks"),
    ("Mark Root spoke.", "Mark Rutte spoke."),
    ("He went home.", "He went"),
    ("He went", "He went home."),
]


@pytest.mark.parametrize(("before", "after"), KEPT)
def test_the_comparison_of_words_lets_through_what_a_safe_fix_may_do(
    before: str, after: str
) -> None:
    words_are_kept(before, after)


@pytest.mark.parametrize(("before", "after"), CHANGED)
def test_the_comparison_of_words_sees_every_other_change(before: str, after: str) -> None:
    with pytest.raises(BrokenError):
        words_are_kept(before, after)
