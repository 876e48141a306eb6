"""What every quotation mark does: o opens, c closes, s strays, i is an inch, ? is unknown.

Capitals stand for single marks, A for an apostrophe; ~ follows a mark whose reading is not sure.
"""

import bisect
import itertools
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import cleanup
from cleanup.document import Document
from cleanup.quotation import Mark, Quotations, Role, plainly_quoted, quotations, survey
from cleanup.segments import paragraph_at, paragraphs

SIGNS = {
    Role.OPEN: "o",
    Role.CLOSE: "c",
    Role.STRAY: "s",
    Role.INCH: "i",
    Role.UNKNOWN: "?",
    Role.APOSTROPHE: "a",
}


def roles(text: str, *, doubts: bool = False) -> str:
    """A sign for every mark; the paragraphs that have any are parted by a bar."""
    found = []
    for q in Document(text).view(quotations):
        marks = sorted((*q.marks, *q.apostrophes), key=lambda mark: mark.at)
        signs = [SIGNS[m.role].upper() if m.single else SIGNS[m.role] for m in marks]
        found.append(
            "".join(s + "~" * (doubts and not m.sure) for s, m in zip(signs, marks, strict=True))
        )
    return "|".join(found)


def unclosed(text: str) -> int:
    return sum(len(q.unclosed) for q in Document(text).view(quotations))


WHOLE = [
    ("He said “no” and “yes.”", "ococ"),
    ('He said "no" and "yes."', "ococ"),
    ('"No," he said. "Yes."', "ococ"),
    ("(“No”) – “yes”—“so”", "ococ" + "oc"),
    ('("No") - "yes"--"so"', "ococ" + "oc"),
    ("He said “the word “peace” twice” and left.", "oocc"),
    ('A straight "quotation" and a “curly” one', "ococ"),
    ("“One.” “Two.”", "ococ"),
    ('"One." "Two."', "ococ"),
    # Two levels, either way round.
    ("“She said ‘no’ and ‘never,’” he said.", "oOCOCc"),
    ("“‘Why?’ she asked,” he said.", "oOCc"),
    ("‘He said “no” to me,’ she said.", "OocC"),
    ("‘“No,” he said.’", "OocC"),
    ("He said: \"They call it 'a farce'.\"", "oOCc"),
    ("'Go,' he said, 'and don't look back.'", "OCOC"),
    # Cut off, or led in by dots.
    ("“I was—” he said. “—going.”", "ococ"),
    ("“…and so it ended…” and “...then it began...”", "ococ"),
]
DAMAGED = [
    # A space inside, on either side or both, or on the wrong side.
    ("He said “ no” and “yes ” and “ so ” again", "ococ" + "oc"),
    ('He said " no " again', "oc"),
    ("They met in“ Harbour House ”and left", "oc"),
    ('The ship "Swan "and her captain left.', "oc"),
    # Joined to the words beside.
    ("the“quiet zone”and“the farce”of it", "ococ"),
    # Pointing the wrong way.
    ("She said “it is late.“", "oc"),
    ("She said ”it is late” again", "oc"),
    ("She said “it is late“ again", "oc"),
    ("The ”quiet“ zone", "oc"),
    ("“It is late. “ said Ann, the cook, “We are closed.”", "ococ"),
    ("He said, “It is late. “ He also said that it rained.", "oc"),
    # Too many, or too few.
    ("He would “wait and see.” “", "ocs"),
    ("He would wait and see. “", "s"),
    ("It was late. ”", "s"),
    ("He said no” and left", "?"),
    ("The port “had been shut. “We wait,” he said.", "ooc"),
    # Of other languages: a low mark is closed by either curly one, or a straight one.
    ("„Haus“ and „Hof” and „Kind\" and ,,Tor''", "ocococ" + "oc"),
    ("“He called it „Haus“ and left,” she said.", "oocc"),
    ('““So”” and ``so\'\' and ""so"" and ‘‘so’’', "ocococ" + "oc"),
    # Apostrophes in a row: inches, or one too many, within a quotation that goes on.
    ("“It was 5’’ long,” he said, “and 3'' wide.”", "oicoic"),
    ("“The dogs’’ bowl,” he said.", "osc"),
]
SINGLE = [
    # Elisions, decades, genitives, names: no quotations.
    ("The dogs’ bowl, ’tis the ’90s, rock ’n’ roll, ’em", "AAAAAA"),
    ("The dogs' bowl, 'tis the '90s, rock 'n' roll, 'em", "AAAAAA"),
    ("Rock ‘n’ roll of the ‘90s", "AAA"),
    ("O’Neill, Xi'an, Qur'an, Sana‘a, Hawai‘i, don't, five o'clock", ""),
    ("The boys' and the girls' teams; James' hat; Jesus’ sake", "AAAA"),
    ("Runnin' and jumpin’ all day", "AA"),
    # Feet, minutes, the ends of a strand.
    ("It is 6' long; 40°26'N; the 5' and the 3' end", "AAA"),
    # Among quotations.
    ("‘the dogs’ bowl’ is", "OAC"),
    ("‘the dogs’ and cats", "OC"),
    ("He called it ‘the end of the ’90s’ and ‘a farce’.", "OACOC"),
    ("'I don't know,' he told the boys' mother.", "OCA"),
    ("‘90s music is back,’ he said.", "OC"),
    ("They called it ‘a quiet town‘ and left.", "OC"),
]
NO_QUOTATION_MARKS = [
    "«Non», 「no」",
    'x = ""; a row of """"""""""',
    "O’Neill and 5'10",
]


@pytest.mark.parametrize(("text", "expected"), WHOLE)
def test_marks_of_whole_quotations_open_and_close(text: str, expected: str) -> None:
    assert roles(text) == expected
    assert unclosed(text) == 0
    marks = [m for q in Document(text).view(quotations) for m in q.marks]
    assert all(m.partner and m.partner.partner is m for m in marks)
    assert not any(m.reversed or m.gap for m in marks)


def test_one_mark_written_twice_may_stand_for_two() -> None:
    for text, expected in (
        ("““Yes,” he told me,” she said.", "occ"),
        ("“He told me “yes.”” Then he left.", "ooc"),
    ):
        assert roles(text, doubts=True) == expected
        assert unclosed(text) == 0
        assert all(m.partner for q in Document(text).view(quotations) for m in q.marks)


@pytest.mark.parametrize(("text", "expected"), DAMAGED)
def test_marks_of_damaged_quotations_are_read_by_where_they_stand(text: str, expected: str) -> None:
    assert roles(text) == expected


@pytest.mark.parametrize(("text", "expected"), SINGLE)
def test_single_marks_are_told_from_apostrophes_and_feet(text: str, expected: str) -> None:
    assert roles(text) == expected


@pytest.mark.parametrize("text", NO_QUOTATION_MARKS)
def test_what_can_be_no_quotation_mark_of_english_is_not_read(text: str) -> None:
    assert roles(text) == ""


# Texts that have two readings, or none that is near.
DOUBTFUL = [
    ("'Tis the season' is a line, and so is 'the dogs' bowl'", "OCOAC"),
    ('The boat "Swan "and the ship" Hope" left', "ococ"),
    ("She wept. ”", "s"),
]


@pytest.mark.parametrize(("text", "expected"), DOUBTFUL)
def test_a_text_that_may_be_read_in_two_ways_leaves_doubts(text: str, expected: str) -> None:
    assert "~" in roles(text, doubts=True)
    assert roles(text) == expected


@pytest.mark.parametrize(
    "text", [text for text, _ in WHOLE] + ["He was “tired,” “hungry” and ‘sad’."]
)
def test_a_text_that_is_right_leaves_no_doubts(text: str) -> None:
    assert "~" not in roles(text, doubts=True)


def test_an_inch_is_no_quotation_mark() -> None:
    assert roles('The board is 12" wide and 6 " thick.') == "ii"
    assert roles('He said "it is 12" and left.') == "oc"
    assert roles('A 6" board, "the best," she said.') == "ioc"
    assert roles('"The 12" pipe broke," he said.') == "oic"
    assert roles("“A 6” pipe,” he said, “and 5'10\" tall.”") == "oicoic"
    assert roles("40°26'46\"N 79°58'56\"W") == "ii"


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


PARAGRAPHS = [
    "“It is late,” he said. “So it is,” she said. “Yes.”",
    '"It is late," he said. "So it is," she said. "Yes."',
    "‘It is late,’ he said. ‘They call it “dusk,”’ she said.",
    "The dogs’ bowl stood by O’Neill’s door in the ’90s.",
    "He said “ no ” and meant it.“ The rest is lost.",
    'The “quiet zone“ is 6" wide and the“farce”of it is over.',
    "The port “had been shut for weeks. Nobody answered.",
    "Nobody spoke.",
]
STRAYS = st.sampled_from(["“", "”", '"', "‘", "’", "'", " “ ", " ” ", ' " ', "„", "«", "``"])


def reported(paragraphs: list[str]) -> list[set[tuple[str, int]]]:
    """What is found in each paragraph, by rule and place; the style of the text apart."""
    settings = cleanup.Settings(select=("quotes",), ignore=("quotes/mixed-style",))
    text = "\n\n".join(paragraphs)
    starts = [sum(len(p) + 2 for p in paragraphs[:at]) for at in range(len(paragraphs))]
    found: list[set[tuple[str, int]]] = [set() for _ in paragraphs]
    for finding in cleanup.check(text, settings).findings:
        at = bisect.bisect_right(starts, finding.span.start) - 1
        found[at].add((finding.rule, finding.span.start - starts[at]))
    return found


@given(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=7), st.data())
def test_a_stray_mark_changes_nothing_beyond_the_paragraphs_it_touches(
    paragraphs: list[str], data: st.DataObject
) -> None:
    k = data.draw(st.integers(0, len(paragraphs) - 1))
    place = data.draw(st.integers(0, len(paragraphs[k])))
    stray = data.draw(STRAYS)
    damaged = [*paragraphs]
    damaged[k] = damaged[k][:place] + stray + damaged[k][place:]
    before, after = reported(paragraphs), reported(damaged)
    # A quotation may run on from one paragraph with double marks to the next, and no further.
    touched = {k}
    for step in (-1, 1):
        at = k + step
        while 0 <= at < len(paragraphs) and not re.search(r"[“”\"„]", paragraphs[at]):
            touched.add(at)
            at += step
        touched.add(at)
    for at, (old, new) in enumerate(zip(before, after, strict=True)):
        assert at in touched or old == new


@given(st.text(alphabet="ab “”\"'’.,5\n\u00a0", max_size=40))
def test_every_mark_is_read_once_and_partners_enclose_each_other(text: str) -> None:
    found = Document(text).view(quotations)
    for q in found:
        every = sorted((*q.marks, *q.apostrophes), key=lambda mark: mark.at)
        assert all(a.end <= b.at for a, b in itertools.pairwise(every))
        # Marks in a row stand as one where they are alike; a longer row is none.
        inside = text[q.paragraph.start : q.paragraph.end]
        rows = [run for run in re.findall(r"[“”\"]+", inside) if len(run) <= 3]
        alike = sum(1 if len(set(run)) == 1 else len(run) for run in rows if run != '""')
        read = [m for m in every if m.written[0] in '“”"' and m.written != '""']
        assert len(read) == alike
    for mark in (m for q in found for m in q.marks):
        assert mark.written == text[mark.at : mark.end]
        if mark.partner:
            assert mark.doubled or mark.partner.doubled or mark.partner.partner is mark
            assert {mark.role, mark.partner.role} == {Role.OPEN, Role.CLOSE}
            assert (mark.at < mark.partner.at) == (mark.role is Role.OPEN)
        if mark.gap and mark.partner:
            assert text[mark.gap.start : mark.gap.end].isspace()
    for q in found:
        assert all(m.role is Role.OPEN and not m.partner for m in q.unclosed)
        assert all(q.paragraph.start <= m.at < q.paragraph.end for m in q.marks)


def double(found: Quotations) -> list[Mark]:
    return [mark for mark in found.marks if mark.written[0] in '“”"']


def shape(found: Quotations) -> list[object]:
    marks = [(m.at, m.role, m.partner and m.partner.at, m.gap) for m in double(found)]
    return [marks, [m.at for m in found.unclosed], found.whole]


@given(st.text("ab .,!“”\"()-–’'„5\n", max_size=60))
@example("“5’’”")
@example("“a’’ b”")
@example("“a, „b”")
@example("5„“5”")
@example("“a,,” b")
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
        for m in double(q)
        if m.role is Role.OPEN and m.partner and not (m.gap or m.reversed or m.doubled)
    }
    assert pairs == set(zip(found.opening, found.closing, strict=True))
    assert sum(len(double(q)) for q in every) == 2 * len(pairs)


@given(st.text('ab .“”"\n\r', max_size=60))
def test_every_paragraph_with_marks_is_found(text: str) -> None:
    document = Document(text)
    blocks = document.view(paragraphs)
    assert all(q.paragraph in blocks for q in document.view(quotations))
    assert all(paragraph_at(document, p.start) == p for p in blocks)


WRAPPED = """\
The mayor of the small town said on Monday that the bridge “will be
closed to all cars until the engineers have looked at every beam of
it” and that nobody would be sent round by the hills for more than a
month.
"""


def test_a_quotation_may_go_on_in_the_next_line_of_a_wrapped_paragraph_only() -> None:
    start, end = WRAPPED.index("“"), WRAPPED.index("”")
    found = Document(WRAPPED).view(survey)
    assert ([*found.opening], [*found.closing]) == ([start], [end])
    assert not found.doubtful
    # Blank lines between them, the lines are paragraphs, and the marks of two of them alone.
    apart = Document(WRAPPED.replace("\n", "\n\n")).view(survey)
    assert not apart.opening
    assert len(apart.doubtful) == 2
    # So they are where the lines are no wrapped paragraph.
    short = Document(WRAPPED.replace("it” and", "it” and.\nThen")).view(survey)
    assert not short.opening


def test_what_was_read_is_let_go_when_the_rules_that_ask_for_it_are_done() -> None:
    document = Document("She said “ yes ” and left. " * 9)
    first = document.view(survey)
    document.forget_for("punctuation")
    assert document.view(survey) is first
    document.forget_for("quotes")
    assert document.view(survey) is not first


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("She said “we HERE wait” and left.", True),
        ('She said "we HERE wait" and left.', True),
        ("“We wait,” she HERE said. “It’s late.”", False),
        ("The dogs’ bowl HERE isn't full.", False),
        ("She said “we HERE wait and left.", None),
        ("We wait” she HERE said.", None),
        ("She said ‘we HERE wait’ and left.", None),
        ("She said ``we HERE wait'' and left.", None),
        ("She said ,,we HERE wait“ and left.", None),
        ("“ We wait” HERE she said.", None),
    ],
)
def test_marks_that_pair_off_plainly_tell_what_is_quoted(text: str, inside: bool | None) -> None:
    assert plainly_quoted(text, text.index("HERE"), 0, len(text)) is inside
