"""Words and phrases said twice in a row: where runs begin and end, and what they cost."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleanup
from cleanup.checks import duplicates
from cleanup.checks import runs as module
from cleanup.checks.pieces import _split
from cleanup.checks.runs import _CHUNK, Run, quoted, runs
from cleanup.document import Document


def found(text: str) -> list[tuple[str, int, str]]:
    return [(run.unit, run.times, run.between) for run in Document(text).view(runs)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They went to the the coast.", [("the", 2, " ")]),
        ("The café café was shut.", [("café", 2, " ")]),
        ("Don’t don’t do it.", [("Don’t", 2, " ")]),
        ("In the old in the old town.", [("In the old", 2, " ")]),
        ("It seems that, it seems that, it seems that.", [("It seems that", 3, ", ")]),
        (
            "one two three four five six one two three four five six",
            [("one two three four five six", 2, " ")],
        ),
        ("a b a b a b a", [("a b", 3, " ")]),
        ("Łukasz Łukasz met Ščepan Ščepan.", [("Łukasz", 2, " "), ("Ščepan", 2, " ")]),
        ("The œuvre œuvre was shut.", [("œuvre", 2, " ")]),
        ("town left town left left left", [("town left", 2, " "), ("left", 2, " ")]),
        ("He left. Left left alone.", [("Left", 2, " ")]),
        ("The end.\nThe end came.", []),
        ("food\nfood", []),
        ("the theatre, thethe, the-the", []),
        ("He said that that was so.", []),
        ("the U.S. of A. A man", []),
        ("3.5 3.5 percent", [("3.5", 2, " ")]),
    ],
)
def test_a_run_is_what_is_said_at_once(text: str, wanted: list[tuple[str, int, str]]) -> None:
    assert found(text) == wanted


def test_a_run_says_what_is_said_again() -> None:
    text = "There was food food food there."
    run: Run = next(iter(Document(text).view(runs)))
    assert text[: run.again.start] + text[run.again.end :] == "There was food there."


def test_a_run_is_found_wherever_the_text_is_taken_apart() -> None:
    sentence = "They said so and then they left for home. "
    for width in range(_CHUNK - 50, _CHUNK + 150):
        text = (sentence * 200)[:width] + " x of the of the " + sentence * 5
        assert ("of the", 2, " ") in found(text)


@pytest.mark.parametrize("before", ["", "It was never never so. "])
def test_the_unit_of_a_run_is_a_word_whatever_else_the_text_holds(before: str) -> None:
    assert ("never", 12, ", ") in found(f"{before}He said {', '.join(['never'] * 12)} and left.")


@given(st.lists(st.sampled_from(["the", "of", "to", "Two", ",", ". ", "\n"]), max_size=60))
def test_what_was_taken_apart_in_two_ways_holds_the_same_runs(words: list[str]) -> None:
    text = " ".join(words)
    with patch.object(module, "_HUGE", 0):
        at_once = found(text)
    assert found(text) == at_once


@pytest.mark.parametrize(
    "text",
    [
        "She left the house and the food for him. " * 5_000 + "food " * 20_000,
        "The mayor said that the town could wait another month for it. " * 5_000,
        "The mayor said that he had seen 雨 in the town, and it was so. " * 5_000,
        "“They saw the the boat and it was late, " * 5_000,
    ],
    ids=["loop", "sentence", "script", "quotation"],
)
def test_what_comes_again_and_again_costs_no_more_than_its_length(text: str) -> None:
    settings = cleanup.Settings(select=("repeats", "loops", "residue"), max_seconds=20)
    assert cleanup.check(text, settings).findings


def test_a_sentence_said_three_times_far_apart_is_meant() -> None:
    refrain = "The old mill by the river was turning slowly in the cold wind of that night."
    between = " ".join(f"Verse {number} speaks of something else." for number in range(200))
    text = f"\n\n{between} ".join(f"{refrain} They sang {n} times." for n in range(3))
    rules = [finding.rule for finding in cleanup.check(text).findings]
    assert "repeats/duplicate-sentence" not in rules
    twice = text.rpartition("\n\n")[0]
    rules = [finding.rule for finding in cleanup.check(twice).findings]
    assert rules.count("repeats/duplicate-sentence") == 1


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_sentence_is_said_twice_at_the_end_of_a_paragraph_too(line_end: str) -> None:
    said = "The mayor said that the town could wait another month."
    text = f"It rained. {said} {said}{line_end}{line_end}He left. {said}{line_end}"
    report = cleanup.check(text, cleanup.Settings(select=("repeats/duplicate-sentence",)))
    again = text.index(said) + len(said) + 1
    assert [f.span.start for f in report.findings] == [again]


@pytest.mark.parametrize("before", [0, 40_000, 90_000])
def test_a_place_is_quoted_in_a_very_long_paragraph_too(before: int) -> None:
    head = ("She walked on. " * (before // 15 + 1))[:before]
    text = f"{head}He said, “We will wait here for the others,” and left. {'It rained. ' * 9_000}"
    document = Document(text)
    assert quoted(document, text.index("wait"))
    assert not quoted(document, text.index("left"))


@pytest.mark.parametrize(
    "piece", ["One thing. ", ". . ", "x", " .", "Long ones of many words. And. "]
)
def test_a_long_line_is_taken_to_pieces_as_a_short_one(piece: str) -> None:
    line = piece * 20_000
    assert list(_split(line)) == line.split(". ")


def test_huge_lines_are_told_apart_as_short_ones_are(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        "A line, one of several.",
        "a line — ONE of several",
        "A line, one of many.",
        "",
        "So.",
    ]
    text = "\n".join([*lines, *(line * 9 for line in lines), *lines])
    keys, sizes = duplicates._keys(text)
    monkeypatch.setattr(duplicates, "_HUGE", 30)
    in_parts, their_sizes = duplicates._keys(text)
    assert their_sizes == sizes
    assert [in_parts.index(key) for key in in_parts] == [keys.index(key) for key in keys]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("behind", ["", "They left.\rIt was late.\n"])
def test_a_paragraph_is_said_twice_whatever_ends_its_lines(line_end: str, behind: str) -> None:
    said = "The council of the small town met to talk about the old bridge over the river."
    text = f"{said}{line_end * 2}{said}{line_end * 2}{behind}"
    report = cleanup.check(text, cleanup.Settings(select=("repeats/duplicate-paragraph",)))
    assert [text[f.span.start : f.span.end] for f in report.findings] == [said]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_blank_line_below_is_no_line_of_text_whatever_its_end(line_end: str) -> None:
    text = "He saw the cat cat in the old town of Lund{0}{0}Next he went home again.{0}"
    report = cleanup.check(text.format(line_end))
    assert [finding.rule for finding in report.findings] == ["repeats/doubled-word"]


@pytest.mark.parametrize("behind", ["", " on Monday."])
def test_a_letter_that_is_two_in_lower_case_is_one_in_the_text(behind: str) -> None:
    text = f"The mayor of the old town went to İzmir İzmir{behind}"
    (finding,) = cleanup.check(text).findings
    assert text[finding.span.start : finding.span.end] == "İzmir İzmir"
