"""What every quotation mark does: o opens, c closes, s strays, i is an inch, ? is unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.document import Document
from cleanup.quotation import MARK, Quotations, Role, quotations, survey
from cleanup.segments import paragraph_at, paragraphs

SIGNS = {
    Role.OPEN: "o",
    Role.CLOSE: "c",
    Role.STRAY: "s",
    Role.INCH: "i",
    Role.UNKNOWN: "?",
}


def roles(text: str) -> str:
    """A sign for every mark; the paragraphs that have any are parted by a bar."""
    found = Document(text).view(quotations)
    return "|".join("".join(SIGNS[mark.role] for mark in q.marks) for q in found)


def unclosed(text: str) -> int:
    return sum(len(q.unclosed) for q in Document(text).view(quotations))


WHOLE = [
    ("He said “no” and “yes.”", "ococ"),
    ('He said "no" and "yes."', "ococ"),
    ('"No," he said. "Yes."', "ococ"),
    ("(“No”) – “yes”—“so”", "ococ" + "oc"),
    ('("No") - "yes"--"so"', "ococ" + "oc"),
    ("He said “the word “peace” twice” and left.", "oocc"),
    ("‘“No” he said’", "oc"),
    ('A straight "quotation" and a “curly” one', "ococ"),
    ("“One.” “Two.”", "ococ"),
    ('"One." "Two."', "ococ"),
]
DAMAGED = [
    # A space inside, on either side or both.
    ("He said “ no” and “yes ” and “ so ” again", "ococ" + "oc"),
    ('He said " no " again', "oc"),
    ("It was late. ”", "?"),
    # Pointing the wrong way.
    ("She said “it is late.“", "oc"),
    ("She said ”it is late” again", "oc"),
    ("She said “it is late“ again", "oc"),
    # Too many.
    ("He would “wait and see.” “", "ocs"),
    ("He would wait and see. “", "s"),
    ("He said no” and left", "?"),
]
NO_QUOTATION_MARKS = [
    "The dogs’ bowl, ’tis the ‘90s, rock ’n’ roll",
    "He said 'no' and it's 6' long",
    "«Non», „nein“".replace("“", "‘"),
]


@pytest.mark.parametrize(("text", "expected"), WHOLE)
def test_marks_of_whole_quotations_open_and_close(text: str, expected: str) -> None:
    assert roles(text) == expected
    assert unclosed(text) == 0
    marks = [m for q in Document(text).view(quotations) for m in q.marks]
    assert all(m.partner and m.partner.partner is m for m in marks)
    assert not any(m.reversed or m.gap for m in marks)


@pytest.mark.parametrize(("text", "expected"), DAMAGED)
def test_marks_of_damaged_quotations_are_read_by_where_they_stand(text: str, expected: str) -> None:
    assert roles(text) == expected


@pytest.mark.parametrize("text", NO_QUOTATION_MARKS)
def test_apostrophes_single_marks_and_foreign_marks_are_not_read(text: str) -> None:
    assert roles(text) == ""


def test_an_inch_is_no_quotation_mark() -> None:
    assert roles('The board is 12" wide and 6 " thick.') == "ii"
    assert roles('He said "it is 12" and left.') == "oc"
    assert roles('A 6" board, "the best," she said.') == "ioc"


def test_a_gap_is_the_white_space_between_a_mark_and_what_it_encloses() -> None:
    text = "He said “ \u00a0no ” and “yes.”"
    ((first, second, *others),) = (q.marks for q in Document(text).view(quotations))
    assert text[first.gap.start : first.gap.end] == " \u00a0"
    assert text[second.gap.start : second.gap.end] == " "
    assert [m.gap for m in others] == [None, None]


def test_a_mark_is_reversed_when_it_is_written_against_what_it_does() -> None:
    marks = Document("She said ”no“ and “late.“").view(quotations)[0].marks
    assert marks[-1].reversed
    assert not marks[-2].reversed


def test_a_quotation_that_every_paragraph_reopens_is_closed_in_the_last() -> None:
    text = "He said: “One.\n\n“Two.\n\n“Three.” He left.\n\nAnd “so” on."
    assert roles(text) == "o|o|oc|oc"
    assert unclosed(text) == 0


def test_a_quotation_that_only_its_last_paragraph_closes_is_whole() -> None:
    text = "He said: “One.\n\nTwo.\n\nThree.” He left."
    assert roles(text) == "o|?"
    assert unclosed(text) == 0


@pytest.mark.parametrize("end", ["\n", "\r\n\r\n"])
def test_a_quotation_that_no_later_paragraph_takes_up_is_left_open(end: str) -> None:
    assert unclosed(f"Her lawyer called it “a step back.{end}The court said “no” again.") == 1
    assert unclosed(f"Her lawyer called it “a step back.{end}The court is closed.") == 1


@pytest.mark.parametrize("stray", ["“", "”", '"', " “", " ”", ' "', "“ “", '" ', "”“"])
def test_a_stray_mark_does_not_flip_the_next_paragraph(stray: str) -> None:
    following = '“It is late,” he said. "So it is," she said. “Yes.”'
    for place in (f"It rained{stray}.", f"It {stray}rained.", f"It rained.{stray}"):
        assert roles(f"{place}\n\n{following}").split("|")[-1] == "ocococ"


@given(st.text(alphabet="ab “”\"'’.,5\n\u00a0", max_size=40))
def test_every_mark_is_read_once_and_partners_enclose_each_other(text: str) -> None:
    found = Document(text).view(quotations)
    for q in found:
        runs = MARK.finditer(text, q.paragraph.start, q.paragraph.end)
        # Marks in a row stand as one where they are alike.
        places = [
            at
            for run in runs
            for at in ([run.start()] if len(set(run[0])) == 1 else range(*run.span()))
        ]
        assert [m.at for m in q.marks] == places
    for mark in (m for q in found for m in q.marks):
        assert mark.written == text[mark.at]
        if mark.partner:
            assert mark.partner.partner is mark
            assert {mark.role, mark.partner.role} == {Role.OPEN, Role.CLOSE}
            assert (mark.at < mark.partner.at) == (mark.role is Role.OPEN)
        if mark.gap and mark.partner:
            assert text[mark.gap.start : mark.gap.end].isspace()
    for q in found:
        assert all(m.role is Role.OPEN and not m.partner for m in q.unclosed)
        assert all(q.paragraph.start <= m.at < q.paragraph.end for m in q.marks)


def shape(found: Quotations) -> list[object]:
    marks = [(m.at, m.role, m.partner and m.partner.at, m.gap) for m in found.marks]
    return [marks, [m.at for m in found.unclosed], found.whole]


@given(st.text('ab .,!“”"()-–’5\n', max_size=60))
def test_only_paragraphs_that_pair_off_plainly_are_left_unread(text: str) -> None:
    document = Document(text)
    every = document.view(quotations)
    found = document.view(survey)
    doubtful = {q.paragraph: shape(q) for q in found.doubtful}
    every = [q for q in every if doubtful.pop(q.paragraph, None) != shape(q)]
    assert not doubtful
    pairs = {
        (m.at, m.partner.at)
        for q in every
        for m in q.marks
        if m.role is Role.OPEN and m.partner and not (m.gap or m.reversed or m.doubled)
    }
    assert pairs == set(found.plain)
    assert sum(len(q.marks) for q in every) == 2 * len(pairs)


@given(st.text('ab .“”"\n\r', max_size=60))
def test_every_paragraph_with_marks_is_found(text: str) -> None:
    document = Document(text)
    blocks = document.view(paragraphs)
    assert all(q.paragraph in blocks for q in document.view(quotations))
    assert all(paragraph_at(document, p.start) == p for p in blocks)
