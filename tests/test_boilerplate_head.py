"""Heads of pages: what goes from above an article, and what comes near and stays."""

import re
from pathlib import Path

import pytest

import cleanup

BODY = (
    "The ferry that links the two halves of the island did not sail for nine days in March, and the"
    " villages on the far side ran out of bread on the fourth. The company blamed a broken shaft and"
    " then the weather.\n\n"
    "By the time a tug brought the first crates across, the mayor had asked for a bridge, the third"
    " in his family to do so. Engineers who looked at the strait last year called it possible, and"
    " dear.\n"
)
TAIL = """
Share this article
Facebook
Twitter
Related stories
A village that bakes for three others
Who pays when the ferry stops
Leave a comment
Sign up for our newsletter
Your email address
About us
Contact us
Privacy policy
Terms of use
© 2023 The Island Post. All rights reserved.
"""
RIGHT = dict(
    re.findall(
        r"^===== (.+)\n((?:(?!=====).*\n)+)",
        Path(__file__).with_name("right_heads.txt").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
)
BOILERPLATE = cleanup.Settings(select=("boilerplate",))


def kept(text: str) -> list[str]:
    """The lines that are left."""
    after = cleanup.clean(text, BOILERPLATE).after
    assert cleanup.clean(after, BOILERPLATE).after == after
    return [line for line in after.splitlines() if line.strip()]


@pytest.mark.parametrize("below", ["", TAIL], ids=["alone", "on-a-page"])
@pytest.mark.parametrize("head", RIGHT.values(), ids=RIGHT)
def test_what_comes_near_to_the_head_of_a_page_stays(head: str, below: str) -> None:
    lines = [line for line in (head + BODY).splitlines() if line.strip()]
    assert kept(f"{head}\n{BODY}{below}") == lines
