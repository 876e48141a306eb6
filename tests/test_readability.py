"""Readability: the formulas against published figures and textstat's, and what is counted."""

import json
import tomllib
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.document import Span
from cleanup.findings import Edit, Finding, Severity
from cleanup.readability import (
    MEASURES,
    Counts,
    counts,
    counts_after,
    readability,
    whole_lines,
    words,
)
from cleanup.readability.counts import BATCH, STRETCH
from cleanup.readability.formulas import measures
from cleanup.readability.syllables import syllables

HERE = Path(__file__).parent / "readability"
TEXTS: dict[str, dict[str, Any]] = tomllib.loads((HERE / "texts.toml").read_text("utf-8"))
TEXTSTAT: dict[str, dict[str, Any]] = json.loads((HERE / "textstat.json").read_text("utf-8"))
PLAIN = TEXTS["flood"]["text"]


@pytest.mark.parametrize(
    ("found", "measure", "published"),
    [
        # Wikipedia on Flesch's tests: "The cat sat on the mat", and a sentence on the platypus.
        (Counts(1, 6, 6), "flesch_reading_ease", 116.1),
        (Counts(1, 13, 24), "flesch_reading_ease", 37.5),
        (Counts(1, 13, 24), "flesch_kincaid_grade", 11.3),
        # The abstract of Coleman and Liau's paper, by their own formula.
        (Counts(5, 119, letters=639), "coleman_liau_index", 14.5),
        # The ends of McLaughlin's table: none, and 211 polysyllables in 30 sentences.
        (Counts(30, 400, polysyllables=0), "smog_index", 3.1),
        (Counts(30, 900, polysyllables=211), "smog_index", 18.3),
        # By hand: 25 + 100 × 40 / 100, 40 / 4, (100 + 35) / 4.
        (Counts(4, 100, long=40), "lix", 65.0),
        (Counts(4, 100, long=40), "rix", 10.0),
        (Counts(4, 100, short=35), "mcalpine_eflaw", 33.8),
        # 0.4 × (25 + 12); 4.71 × 5 + 12.5 - 21.43; 0.1579 × 20 + 1.24 + 3.6365; 0.1579 × 5 + 1.24.
        (Counts(4, 100, complex=12), "gunning_fog", 14.8),
        (Counts(4, 100, strokes=500), "automated_readability_index", 14.6),
        (Counts(4, 100, difficult=20), "dale_chall_readability_score", 8.0),
        (Counts(4, 100, difficult=5), "dale_chall_readability_score", 2.0),
        # (90 + 3 × 10) / 5 = 24, halved; (95 + 3 × 5) / 10 = 11, less 2, halved.
        (Counts(5, 100, sample_words=100, sample_hard=10, sample_sentences=5), "linsear", 12.0),
        (Counts(10, 100, sample_words=100, sample_hard=5, sample_sentences=10), "linsear", 4.5),
    ],
)
def test_a_formula_gives_what_is_published(found: Counts, measure: str, published: float) -> None:
    name = "linsear_write_formula" if measure == "linsear" else measure
    if not found.sample_words:
        found = found._replace(sample_words=found.words, sample_sentences=found.sentences)
    assert measures(found)[name] == pytest.approx(published, abs=0.0501)


@pytest.mark.parametrize("name", [name for name, text in TEXTS.items() if "counts" in text])
def test_counts_are_those_made_by_hand(name: str) -> None:
    found = counts(TEXTS[name]["text"])._asdict()
    assert {key: found[key] for key in TEXTS[name]["counts"]} == TEXTS[name]["counts"]


@pytest.mark.parametrize("name", TEXTSTAT)
def test_on_plain_texts_textstat_counts_the_same(name: str) -> None:
    found = counts(TEXTS[name]["text"])._asdict()
    assert {key: found[key] for key in TEXTSTAT[name]["counts"]} == TEXTSTAT[name]["counts"]
    for word, number in TEXTSTAT[name]["syllables"].items():
        assert syllables(word) == number, word


@pytest.mark.parametrize("name", TEXTSTAT)
def test_on_plain_texts_textstat_measures_the_same(name: str) -> None:
    theirs = dict(TEXTSTAT[name]["measures"])
    found = TEXTSTAT[name]["counts"]
    # The published coefficient is 0.0588 for 100 words; textstat has 0.058.
    theirs["coleman_liau_index"] += 0.08 * found["letters"] / found["words"]
    ours = readability(TEXTS[name]["text"]).measures
    assert set(ours) == set(theirs) == set(MEASURES)
    for measure, value in theirs.items():
        assert ours[measure] == pytest.approx(value, abs=0.1), measure


def test_a_text_without_sentences_has_no_readability() -> None:
    for text in ("", "A headline\n\nAnother headline", "* * *.", "“ ”."):
        assert readability(text).measures == {}


@pytest.mark.parametrize(
    ("text", "sentences", "found"),
    [
        ("“Why now?” he asked. “It is over!” she said.", 2, 9),
        ("The price rose 3.5 percent to $1.2 billion last year.", 1, 10),
        ("A Big Headline\n\nIt rained.", 1, 2),
        ("It closed in 1920.[2][3] He said so. ” It *works.* It is so.†", 4, 12),
        ("He came—and went – at once/never.", 1, 7),
        ("Nobody left. “", 1, 2),
        ("The well-known Dr. Hill’s dog.", 1, 5),
        ("One. Two.\r\n\r\nThree\rFour!", 3, 3),
    ],
)
def test_sentences_and_words(text: str, sentences: int, found: int) -> None:
    assert counts(text)[:2] == (sentences, found)


def test_lines_that_are_taken_out_are_not_counted() -> None:
    text = "It rained.\nShare this page now!\nIt snowed all day.\n"
    gone = whole_lines(text, [Span(11, 31), Span(11, 16), Span(35, 41)])
    assert gone == (Span(11, 31),)
    assert counts(text, gone)[:2] == (2, 6)


@given(st.lists(st.sampled_from(["It rained. ", "Why? ", "A head\n", "\n", "\r\n", "x—y, ", ". "])))
def test_a_text_is_counted_alike_in_one_piece_and_in_many(parts: list[str]) -> None:
    text = "".join(parts) + "\n\nThe end."
    once = counts(text)
    many = counts(f"{text}\n\n" * 3)
    assert [3 * n for n in once[:10]] == list(many[:10])
    assert words(text) >= once.words


PIECES = (
    "It rained on Monday. ",
    "Why not? ",
    "A headline",
    "\n",
    "\n\n",
    "\r\n\r\n",
    " \n",
    "!",
    "”",
)
texts = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
LONG = "The council met again and agreed on a budget for the coming year.\n\n" * 50


@given(texts, st.lists(st.tuples(texts, texts), max_size=3), texts)
def test_the_counts_after_edits_are_those_of_the_edited_text(
    head: str, changes: list[tuple[str, str]], tail: str
) -> None:
    edits: list[Edit] = []
    before, after = head + LONG, head + LONG
    for old, new in changes:
        span = Span(len(before), len(before) + len(old))
        edits.append(Edit(span, new))
        before, after = f"{before}{old}{tail}{LONG}", f"{after}{new}{tail}{LONG}"
    assert counts_after(before, after, edits, counts(before)) == counts(after)


def test_few_edits_are_counted_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    story = f"It rained.{LONG}Share this!\n\n{LONG}It snowed. on Monday.\n\n{LONG}"
    gone, stop = Span(story.index("Share"), story.index("Share") + 11), story.index(". on")
    edits = [Edit(Span(gone.start, gone.end + 2), ""), Edit(Span(stop, stop + 1), "")]
    after = story.replace("Share this!\n\n", "").replace(". on", " on")
    known = counts(story, [gone])
    seen: list[int] = []

    def counted(text: str, *more: Any) -> Counts:
        seen.append(len(text))
        return counts(text, *more)

    monkeypatch.setattr("cleanup.readability.changes.counts", counted)
    assert counts_after(story, after, edits, known, [gone]) == counts(after)
    assert sum(seen) < len(story) // 3
    assert counts_after(story, story, [], known) == known


@pytest.mark.parametrize("end", ["\n\n", "\n", " "])
def test_long_texts_are_counted_whole(end: str) -> None:
    number = 2 * max(STRETCH, BATCH) // 20
    found = counts(f"It rained on Monday.{end}" * number)
    assert (found.sentences, found.words, found.syllables) == (number, 4 * number, 5 * number)
    endless = "word " * number + "end."
    assert counts(f"A head\n\nIt rained.\n{endless}\nA head")[:2] == (2, number + 3)
    assert counts(endless)[:2] == (1, number + 1)
    assert words(endless) == number + 1


@pytest.mark.parametrize(
    ("word", "number"),
    [
        *(("the", 1), ("abalone", 4), ("created", 3), ("business", 2), ("russia's", 2)),
        *(("james's", 2), ("grace's", 2), ("don't", 1), ("every", 3), ("rhythm", 2)),
        # Not in the dictionary.
        *(("camphausen", 3), ("glorbing", 2), ("unfootballed", 3), ("zzz", 1), ("3", 1)),
    ],
)
def test_syllables(word: str, number: int) -> None:
    assert syllables(word) == number


@pytest.mark.parametrize(
    "text",
    [
        *("a" + "!" * 200_000 + "b.", "'s" * 50_000 + " s.", "a-" * 100_000 + "a.", "." * 300_000),
        *(
            "a’s" * 50_000 + ".",
            "—" * 200_000 + "a.",
            "\n \n" * 50_000 + "It rained.",
            "é" * 200_000,
        ),
        "It rained. " * 3 + "“" * 100_000,
    ],
    ids=lambda text: text[:6],
)
def test_odd_texts_are_counted_in_no_time(text: str) -> None:
    begin = process_time()
    counts(text)
    words(text)
    assert process_time() - begin < 5


def finding(rule: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(rule, Span(0, 1), "", severity, "Style/Awkward")


def test_a_short_text_is_unreliable_and_smog_needs_thirty_sentences() -> None:
    short = readability("It rained all day.").unreliable
    assert set(short) == set(MEASURES)
    assert short["lix"] == ("too short: 4 of 100 words",)
    assert short["smog_index"] == ("too short: 1 of 30 sentences",)
    assert set(readability(PLAIN + " " + PLAIN).unreliable) == {"smog_index"}
    assert readability(PLAIN * 4).unreliable == {}


def test_damage_that_shifts_the_counts_makes_every_measure_unreliable() -> None:
    text = PLAIN * 4
    one = [finding("punctuation/stray-full-stop")]
    assert readability(text, one).unreliable == {}
    two = readability(text, one * 2).unreliable
    assert set(two) == set(MEASURES)
    assert two["lix"] == ("damaged: punctuation/stray-full-stop ×2 in 32 sentences",)
    assert readability(text, [finding("quotes/stray")] * 9).unreliable == {}
    assert readability(text, [finding("spacing/glued-words", Severity.INFO)] * 9).unreliable == {}
    silenced = [f.silence(f.state.SUPPRESSED) for f in one * 9]
    assert readability(text, silenced).unreliable == {}


def test_measures_made_for_english_are_unreliable_elsewhere() -> None:
    assert set(readability(PLAIN * 4, language="de").unreliable) == set(MEASURES) - {"lix", "rix"}


def test_markup_is_counted_and_said_to_be() -> None:
    marked = readability(PLAIN * 4, markup=True).unreliable
    assert marked == dict.fromkeys(MEASURES, ("the markup is counted too",))
