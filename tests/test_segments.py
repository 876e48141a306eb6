"""Paragraphs, sentences, words, and the spans that no rule may cut into."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup import segments
from cleanup.document import Document, Span
from cleanup.segments import (
    WORD,
    paragraph_at,
    paragraphs,
    protected,
    sentence_at,
    sentences,
    text_lines,
)


def cut(text: str, view) -> list[str]:
    return [text[span.start : span.end] for span in Document(text).view(view)]


# The sentences of each text, parted by a bar that is no part of it.
SENTENCES = [
    "He left.| She stayed.| Nobody spoke!| Why not?| Well…| So it is.",
    # Abbreviations, initials, short forms with inner stops.
    "Mr. Hale met Dr. van Dam and Gen. Ruiz at St. Anne.| They left.",
    "J. R. R. Veldt and George W. Hale came.| Both left.",
    "The U.S. Senate and the U.K. government met at 5 p.m. Monday.| It rained.",
    "The firm Veldt Inc. Monday said no.| Shares fell.",
    "It was No. 10, see fig. 3 and op. 4.| That is modern art.| So.",
    "They sell nails, e.g. Screws and i.e. Bolts.| Good.",
    # Numbers.
    "It rose by 3.5 percent to 1,200.50 euros.| It fell at 10.30 on Monday.",
    "It rose to 3.| The year was over.",
    # Quotations.
    "“We are tired.” “So are we.” They left.".replace("” “", "”| “").replace("” T", "”| T"),
    "“Why?” he asked.| “No idea!” she said, and left.",
    "He said: “It is over. We go home.”| They went.".replace("over. ", "over.| "),
    '"It is over."| "Is it?" she asked.',
    "(He had left.)| She stayed [in Lund.]| So.",
    # Damage: a stray stop before a word in lower case ends nothing.
    "The vote raised doubts. about the treaty among members. and others.| It was late.",
    "He called it “a mistake. ” and left.| It rained.",
    # Pages, versions, volumes, names of files and firms, and two sentences glued together.
    "See p. 12 and pp. 3–5.| Then stop.",
    "Version 2.0.1 is out.| Vol. 3, No. 4 is here.| Read report.pdf.| Good.",
    "The firm (Veldt Co.) closed.| Yahoo! bought it.| Dr. A. B. Hale, Ph.D., spoke.",
    "Gen. Ruiz met Sen. Hale on Jan. 5 in St. Louis.| They spoke.",
    "He came.|She left.| They met.",
    # Marks in a row are one end.
    "What?!| No...| Yes!!| He waited... and waited.",
    # Nothing to end a sentence: the end of the paragraph does.
    "Ten ways to bake bread",
    "No end here|\nThe next line.|\n\nAnother one",
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_sentences_are_cut_where_a_reader_would_cut_them(marked: str) -> None:
    text = marked.replace("|", "")
    assert cut(text, sentences) == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_parts_lines(end: str) -> None:
    text = f"A headline{end}{end}The first line.{end}The second. And more.{end}"
    expected = ["A headline", "The first line.", "The second.", "And more."]
    assert cut(text, sentences) == expected
    assert cut(text, text_lines) == ["A headline", "The first line.", "The second. And more."]
    assert cut(text, paragraphs) == cut(text, text_lines)


WRAPPED = """\
The council of the small town met on Monday evening to talk
about the old bridge over the river. It heard three engineers,
a banker and the mayor, and broke up at midnight without a
vote."""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_in_hard_wrapped_text_a_line_end_ends_no_sentence(end: str) -> None:
    text = f"{WRAPPED}\n\nA headline".replace("\n", end)
    assert len(cut(text, paragraphs)) == 2
    assert [s[:3] for s in cut(text, sentences)] == ["The", "It ", "A h"]


def test_in_hard_wrapped_text_a_stray_stop_at_the_end_of_a_line_ends_nothing() -> None:
    text = WRAPPED.replace("to talk\n", "to talk.\n").replace("engineers,\n", "engineers,\t\n")
    assert [s[:3] for s in cut(text, sentences)] == ["The", "It "]


def test_lines_that_end_like_sentences_are_paragraphs_of_their_own() -> None:
    text = "The council of the small town met on Monday evening.\n" * 4
    assert len(cut(text, paragraphs)) == 4


def test_lines_of_verse_are_paragraphs_of_their_own() -> None:
    assert len(cut("One line of the poem,\nanother line of it,\na third", paragraphs)) == 3


def test_white_space_at_the_edges_belongs_to_no_line() -> None:
    assert cut(" \t a b \u00a0\n  \n\n c ", text_lines) == ["a b", "c"]
    assert cut(" \n\t\r\n ", text_lines) == []
    assert cut("", sentences) == []


def test_words_keep_their_hyphens_and_apostrophes() -> None:
    assert WORD.findall("O’Neill's well-known -x- café, 3rd a1b no_w -") == [
        *("O’Neill's", "well-known", "x", "café", "rd", "a", "b", "no", "w")
    ]


def test_the_sentence_around_a_place_is_found_and_between_sentences_there_is_none() -> None:
    document = Document("He left.  She stayed.\n\nSo.")
    assert sentence_at(document, 0) == sentence_at(document, 8) == Span(0, 8)
    assert sentence_at(document, 9) == Span(9, 9)
    assert sentence_at(document, 10) == Span(10, 21)
    assert paragraph_at(document, 9) == Span(0, 21)
    assert paragraph_at(document, 22) == Span(22, 22)
    assert sentence_at(Document(""), 0) == Span(0, 0)


texts = st.text(alphabet="aB.!?”“\"'( )\n\r1 \u00a0\u2028😀\ud800", max_size=60)


@given(texts)
def test_segments_are_in_order_hold_no_outer_white_space_and_miss_nothing(text: str) -> None:
    document = Document(text)
    for view in (text_lines, paragraphs, sentences):
        spans = document.view(view)
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
        assert all(len(span) for span in spans)
        assert all(s == s.strip() for s in cut(text, view))
        covered = sum(len("".join(s.split())) for s in cut(text, view))
        assert covered == len("".join(text.split()))
    blocks = document.view(paragraphs)
    assert all(any(s.within(block) for block in blocks) for s in document.view(sentences))


PROTECTED = [
    "see [[https://example.com/a.b?c=d&e=f_(g)/h#i]].",
    "see ([[http://example.com/x]]), or “[[https://example.com]]”.",
    "[[www.example.org]], and [[example.com]]. The end.",
    "write to [[desk.one+two@mail.example.org]] or [[@lund]].",
    "run [[`the the`]] and open [[report-2.pdf]] or [[a.txt]].",
    "on [[news.example.co.uk/a/b]]!",
]


@pytest.mark.parametrize("marked", PROTECTED)
def test_addresses_names_of_files_handles_and_code_are_protected(marked: str) -> None:
    text = marked.replace("[[", "").replace("]]", "")
    parts = marked.replace("]]", "[[").split("[[")[1::2]
    spans = [m.span() for m in segments.PROTECTED.finditer(text)]
    assert [text[start:end] for start, end in spans] == parts


def test_ordinary_words_and_numbers_are_not_protected() -> None:
    text = "He paid 3.5 euros.She left. e.g. Mr.Hale, U.S.A. and so on... a@ b @ c `d"
    assert not segments.PROTECTED.search(text)


def test_a_protected_span_is_cut_by_what_covers_it_in_part() -> None:
    text = "see a@b.co, so"
    closed = Document(text).view(protected)
    whole = [Span(4, 10), Span(0, 14), Span(0, 4), Span(10, 12), Span(4, 4), Span(10, 10)]
    in_part = [Span(0, 5), Span(4, 9), Span(5, 10), Span(6, 6), Span(9, 12), Span(5, 6)]
    assert [span for span in whole if closed.cut_by(span)] == []
    assert [span for span in in_part if not closed.cut_by(span)] == []


LINES = [
    "",
    "  ",
    "Short.",
    "x" * 120,
    *("w" * 9 + " " + "y" * n for n in (45, 55, 60, 88)),
    "z" * 70 + ".",
]


@given(st.lists(st.sampled_from(LINES), max_size=12), st.sampled_from(["\n", "\r\n", "\r"]))
def test_the_paragraph_at_a_place_is_the_one_of_all_paragraphs(lines: list[str], end: str) -> None:
    document = Document(end.join(lines))
    every = document.view(paragraphs)
    around = [
        next((p for p in every if p.start <= at <= p.end), Span(at, at))
        for at in range(len(document.text))
    ]
    assert [paragraph_at(document, at) for at in range(len(document.text))] == around
    assert [paragraph_at(document, p.end) for p in reversed(every)] == list(reversed(every))
