"""Tokenised texts as a whole: what one line leaves open the others decide."""

import re

import pytest

import cleanup

ARTICLE = """\
Council meets

The council of Lund (in the south) met on Monday, and didn't break up before midnight.

"We have waited eleven years," said the mayor's sister, "and that's enough!"

What will it cost? Nobody knows: the banks won't say, and the farmers' union can't.

Thank you."""


def tokenised(text: str) -> str:
    """The text as a program that counts words cuts it."""
    text = re.sub(r"n't\b", " n't", text)
    text = re.sub(r"(?<=\w)('s\b|'(?= ))", r" \1", text)
    text = re.sub(r'(?<!\w)"(?=\w)', '" ', text)
    return re.sub(r'([(])|(?<=\S)([,.:?!)"])(?=[\s",.]|$)', r"\1 \2", text).replace("(  ", "( ")


def test_every_line_of_a_tokenised_article_is_put_together_again() -> None:
    damaged = tokenised(ARTICLE)
    assert "do n't" not in damaged
    assert "did n't" in damaged
    assert "Thank you ." in damaged
    assert cleanup.clean(damaged).after == ARTICLE


@pytest.mark.parametrize(
    "text",
    [
        "Thank you .",
        "Leeds 3 , Hull 2\nYork 1 , Bath 1\nLund 2 , Riga 2",
        "x = ( a , b ) ;\ny = ( c , d ) ;\nz = ( e , f ) ;",
        "Name : Anna\nTown : Lund\nAge : 43",
    ],
)
def test_a_line_that_proves_nothing_is_left_alone(text: str) -> None:
    assert cleanup.clean(text).after == text


def test_amounts_are_joined_only_where_all_is_apart() -> None:
    spaced = "The share rose to 50 % in May, and the bank paid $ 5 for it, she said ."
    assert "50 %" in cleanup.clean(spaced).after
    apart = "The share rose to 50 % in May , and the bank paid $ 5 for it , she said ."
    assert cleanup.clean(apart).after == (
        "The share rose to 50% in May, and the bank paid $5 for it, she said."
    )


@pytest.mark.parametrize(
    "unit", ["The bank , shut ( so ) . ", "The old mill，sold？（it was）", "It~ is' "]
)
def test_one_endless_line_costs_no_more_a_word_than_a_short_one(unit: str) -> None:
    assert cleanup.clean(unit * 500).after
