"""What changed between two texts: the edits make one of the other, and no more than changed."""

from hypothesis import given
from hypothesis import strategies as st

from cleanup.reports.compare import compare
from cleanup.revision import Revision

texts = st.lists(
    st.sampled_from(["a ", "the ", "vote", ". ", "\n", "\r\n", "\n\n", "“", "漢", " ", "🙂"]),
    max_size=30,
).map("".join)


@given(texts, texts)
def test_the_edits_make_one_text_of_the_other(before: str, after: str) -> None:
    edits = compare(before, after)
    assert Revision.of(before, edits).after == after
    assert bool(edits) == (before != after)


def test_an_edit_is_of_words() -> None:
    before = "One line.\nMark Root said. so on Monday.\nAnother line.\n"
    after = "One line.\nMark Rutte said so on Monday.\nAnother line.\n"
    changed = [(before[e.span.start : e.span.end], e.replacement) for e in compare(before, after)]
    assert changed == [("Root", "Rutte"), (".", "")]


def test_words_that_changed_side_by_side_are_one_change() -> None:
    before, after = "It was at charge of him.", "It was at the expense of him."
    (edit,) = compare(before, after)
    assert edit.replacement == "the expense"


def test_texts_without_a_word_in_common_are_one_change() -> None:
    before, after = "x " * 3000, "y " * 3000
    assert Revision.of(before, compare(before, after)).after == after


def test_a_long_line_with_changes_all_over_is_compared_word_by_word() -> None:
    before = " ".join(f"word{n}. and" for n in range(5000))
    after = before.replace(". and", " and")
    edits = compare(before, after)
    assert len(edits) == 5000
    assert {(before[e.span.start : e.span.end], e.replacement) for e in edits} == {(".", "")}
