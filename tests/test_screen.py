"""What a terminal is given: columns counted, heads cut."""

from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcwidth

from cleanup.reports.screen import head, shown, width

texts = st.text(st.sampled_from("ab é“—→⏎\t\u00ad\u0301\u200b中😀"), max_size=12)


def test_a_character_is_as_wide_as_wcwidth_says() -> None:
    wrong = [c for c in map(chr, range(0x3000)) if width(c) != max(0, wcwidth(c))]
    assert wrong == []


@given(texts)
def test_a_text_is_as_wide_as_its_characters(text: str) -> None:
    assert width(text) == sum(map(width, text))


@given(texts, st.integers(1, 14))
def test_a_head_fits_and_is_as_long_as_it_can_be(text: str, columns: int) -> None:
    cut = head(text, columns)
    if width(text) <= columns:
        assert cut == text
    else:
        kept = cut.removesuffix("…")
        assert text.startswith(kept)
        assert width(kept) < columns <= width(text[: len(kept) + 1])


def test_what_is_invisible_is_shown_by_its_number() -> None:
    assert shown("a\u200bb\r\nc\td\u00ad") == "a<U+200B>b⏎c d<U+00AD>"
    assert shown("“plain” → text") == "“plain” → text"
