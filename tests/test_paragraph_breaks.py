"""Paragraphs that lost the blank line between them, whatever a line ends with."""

import re

import pytest

from cleanup.cards import Example
from cleanup.checker import Limits, check
from cleanup.document import Document
from cleanup.rulebook import Rulebook

RULE = Rulebook.load().rules["spacing/mixed-paragraph-breaks"]


def places(text: str) -> list[tuple[int, int]]:
    """Between which words, by number, a blank line is missing."""
    found = check(Document(text), [RULE], Limits())
    return [
        (len(re.findall(r"\w+", text[: f.span.start])), len(re.findall(r"\w+", text[f.span.end :])))
        for f in found
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("around", ["", "\n", " \n\n"])
@pytest.mark.parametrize("example", RULE.examples, ids=lambda one: one.text.split("\n")[1][:12])
def test_a_blank_line_is_missed_whatever_the_line_end(
    example: Example, around: str, end: str
) -> None:
    text = f"{around}{example.text}{around}"
    assert bool(places(text)) == bool(example.spans)
    assert places(text.replace("\n", end)) == places(text)


def test_blank_lines_may_hold_spaces() -> None:
    bad = next(one.text for one in RULE.examples if one.spans)
    assert places(bad.replace("\n\n", "\n \t\n")) == places(bad) != []
    # What looks like the only line end between two paragraphs stands behind a line of spaces.
    assert places(bad.replace(".\nThe", ".\n \nThe")) == []
