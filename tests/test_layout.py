"""Text laid out in columns: nothing is lost, nothing is wider than the screen."""

from hypothesis import given
from hypothesis import strategies as st

from cleanup.document import Lines, Span
from cleanup.reports.excerpt import excerpt
from cleanup.reports.layout import Ink, breadth, flow, middle, tail, wrapped
from cleanup.reports.screen import Painter, shown, width

texts = st.text(st.sampled_from("ab é“—→中😀\u0301שא \n\t\u200b"), max_size=60).map(shown)
inks = st.lists(st.builds(Ink, texts, st.sampled_from([(), ("red",)])), max_size=6)


@given(inks, st.integers(2, 30))
def test_a_flow_loses_nothing_but_spaces_at_the_edge(pieces: list[Ink], columns: int) -> None:
    lines = flow(pieces, columns)
    kept = "".join(ink.text for line in lines for ink in line)
    assert kept.replace(" ", "") == "".join(p.text for p in pieces).replace(" ", "")
    assert all(breadth(line) <= columns for line in lines)
    # What is painted was changed: of it every space stays.
    painted = "".join(ink.text for line in lines for ink in line if ink.styles)
    assert painted == "".join(p.text for p in pieces if p.styles)


def test_lines_break_between_words_and_inside_only_those_that_are_too_long() -> None:
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped("one W" + "W" * 9, 5) == ["one", "WWWWW", "WWWWW"]
    assert wrapped("東京 東京", 5) == ["東京", "東京"]
    line = flow([Ink("con"), Ink("cern", ("red",)), Ink("s here")], 9)
    assert ["".join(i.text for i in one) for one in line] == ["concerns", "here"]


def test_the_sign_for_a_line_end_ends_a_line_where_asked() -> None:
    lines = flow([Ink("one⏎two")], 40, ends=True)
    assert ["".join(i.text for i in line) for line in lines] == ["one⏎", "two"]


@given(texts, st.integers(2, 20))
def test_a_tail_fits_and_begins_with_a_letter_not_with_its_mark(text: str, columns: int) -> None:
    cut = tail(text, columns)
    assert width(cut) <= columns
    if cut != text:
        assert cut[0] == "…"
        assert text.endswith(cut[1:])
        assert not cut[1:] or width(cut[1]) > 0
    assert width(middle(text, columns)) <= columns


@given(st.data())
def test_carets_stand_below_the_damage(data: st.DataObject) -> None:
    text = data.draw(
        st.text(st.sampled_from("ab é中😀\u0301\u202e\x1b \n"), min_size=1, max_size=80)
    )
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    (line, carets), _ = excerpt(Lines(text), span, 40, Painter(False), "red")
    assert width(line) <= 40
    assert width(carets) <= 41
    pad = len(carets) - len(carets.lstrip())
    marked = shown(text[span.start : span.end])
    if width(marked) <= 26:
        # What stands above the carets is the damage.
        assert len(carets.strip()) == max(1, width(marked))
        line += " " * 40
        starts = [i for i in range(len(line)) if width(line[:i]) == pad]
        assert any(line[i:].startswith(marked) for i in starts)


def test_a_place_among_right_to_left_letters_stands_in_marks_too() -> None:
    text = "مرحبا the the مرحبا"
    (line, carets), _ = excerpt(Lines(text), Span(6, 13), 60, Painter(False), "red")
    assert "[[the the]]" in line
    assert carets == " " * 8 + "^" * 7
    assert width(line[: line.index("the")]) == 8


def test_damage_that_is_longer_than_the_screen_shows_both_its_ends() -> None:
    text = "Before. " + "W" * 10_000 + "END after it."
    (line, carets), _ = excerpt(Lines(text), Span(8, 10_011), 60, Painter(False), "red")
    assert width(line) <= 60
    assert "WWW…" in line
    assert "WEND" in line
    assert set(carets.strip()) == {"^"}


def test_marks_heaped_on_a_letter_are_counted_instead() -> None:
    assert shown("z" + "\u0301" * 50 + "a") == "z" + "\u0301" * 4 + "<46 more marks>a"
