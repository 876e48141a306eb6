"""Readability: offline, and counted on sentences that are sentences."""

import subprocess
import sys

from cleanup.readability import MEASURES, MOST_WORDS, measured, prepared, readability

PLAIN = "The cat sat on the mat. The dog ran to the gate. It was a warm day in May."


def test_every_measure_is_given() -> None:
    assert set(readability(PLAIN) or {}) == set(MEASURES)


def test_a_text_without_sentences_has_no_readability() -> None:
    assert readability("") is None
    assert readability("A headline\n\nAnother headline") is None


def test_each_sentence_ends_once() -> None:
    quoted = "“Why now?” he asked. “It is over!” she said."
    assert prepared(quoted).count(".") == 2
    figures = "The price rose 3.5 percent to $1.2 billion last year."
    assert prepared(figures).count(".") == 1


def test_what_stands_behind_a_stop_is_no_word() -> None:
    noted = "It closed in 1920.[2][3] He said so. ” It *works.* It is so.†"
    assert prepared(noted).splitlines() == [
        "It closed in 1920.",
        "He said so.",
        "It *works.",
        "It is so.",
    ]


def test_headlines_are_not_counted() -> None:
    assert prepared("A Big Headline\n\nIt rained.") == "It rained."


def test_easy_words_in_short_sentences_score_as_easy() -> None:
    hard = (
        "Institutional reorganisation necessitated comprehensive administrative renegotiation "
        "notwithstanding considerable parliamentary opposition."
    )
    easy, difficult = readability(PLAIN), readability(hard)
    assert easy is not None
    assert difficult is not None
    assert easy["flesch_reading_ease"] > 90
    assert difficult["flesch_reading_ease"] < 10
    assert easy["flesch_kincaid_grade"] < 3
    assert difficult["flesch_kincaid_grade"] > 18


def test_no_download_is_tried() -> None:
    script = (
        "import socket, nltk\n"
        "def refuse(*a, **k): raise AssertionError('a download was tried')\n"
        "nltk.download = refuse; socket.socket.connect = refuse\n"
        "from cleanup.readability import readability\n"
        f"assert readability({PLAIN!r})\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_of_a_long_text_the_first_words_are_measured_to_the_end_of_their_line() -> None:
    lines = "It rained all day.\n" * (MOST_WORDS // 4)
    assert measured(lines) == lines
    assert measured("He left. " + lines).count("\n") == MOST_WORDS // 4 - 1
    assert readability(lines + "Internationalisation notwithstanding. " * 99) == readability(lines)
    endless = "word " * 2 * MOST_WORDS
    assert len(measured(endless)) == len("word ") * MOST_WORDS - 1
