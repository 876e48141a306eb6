"""Heads of pages: what goes from above an article, and what comes near and stays."""

import re
from pathlib import Path

import pytest

import cleanup

BODY = """\
The ferry that links the two halves of the island did not sail for nine days in March, and the \
villages on the far side ran out of bread on the fourth. The company blamed a broken shaft and \
then the weather.

By the time a tug brought the first crates across, the mayor had asked for a bridge, the third in \
his family to do so. Engineers who looked at the strait last year called it possible, and dear.
"""
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


# Nothing tells these lists from the buttons of the page that they stand above.
NOT_TOLD = {
    *("play of button words", "list poem", "found poem", "song lyrics", "letter to a paper"),
}


@pytest.mark.parametrize("end", [RIGHT[name] for name in RIGHT if name not in NOT_TOLD])
def test_what_comes_near_to_the_end_of_a_page_stays_above_one(end: str) -> None:
    lines = [line for line in (BODY + end).splitlines() if line.strip()]
    left = kept(f"{BODY}\n{end}{TAIL}")
    assert left[: len(lines)] == lines
    assert "Privacy policy" not in left[len(lines) :]


HEADLINE = "Ferry company counts the cost of a broken shaft"
PAGES = {
    "a menu, a way and buttons": """
-Skip to main content
-Home
-News
-Sport
-Business
-Opinion
-Sign in
-Subscribe
-Home > News > Local
 HEADLINE
 Nine days without a boat leave villages short of bread
-By Anna Veldt, Transport Correspondent
-Published 3 March 2024 10:42 GMT
-Updated 2 hours ago
-4 min read
-Share on Facebook
-Share on Twitter
-Copy link
-Print
-Listen to this article
 The harbour on Monday
""",
    "buttons below a headline": """
 HEADLINE
-By ANNA VELDT
-The Associated Press
-Mar 3, 2024 Updated 2 hrs ago
-Facebook
-Twitter
-WhatsApp
-SMS
-Email
-Print
-Copy article link
-Save
""",
    "the way to the page ends in its headline": """
-Home » News » Local » HEADLINE
 HEADLINE
-by Anna Veldt — March 3, 2024
-Reading Time: 3 mins read
-Share on FacebookShare on Twitter
""",
    "a menu of words that may be any list’s": """
-HOME
-LATEST
-POLITICS
-SPORTS
-ENTERTAINMENT
-BUSINESS
-CONTACT US
-ADVERTISE
 HEADLINE
-March 3, 2024
-By Island Desk
-0 Comments
""",
    "a name above a time": """
-Sign In
-Subscribe
 HEADLINE
-Anna Veldt
-Sun, March 3, 2024 at 10:42 AM GMT·3 min read
-Link copied
""",
    "a headline that asks": """
-Skip to content
-Menu
-Log in
 Who pays when the ferry stops?
 The company and the council both say that it is not for them to do.
-By
-Anna Veldt
-Nov. 18, 2024 7:04 pm ET
-Share this article
""",
    "a date alone": """
 HEADLINE
 By Anna Veldt
-Published 3 March 2024 10:42 GMT
-Last modified on 3 March 2024 12.10 GMT
""",
    "a time without a zone may be of what is told": """
 Public hearing on the ferry
 By Anna Veldt
 3 March 2024, 10:42
""",
}


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_the_head_of_a_page_goes_and_its_headline_stays(page: str, end: str) -> None:
    marked = page.strip("\n").replace("HEADLINE", HEADLINE).split("\n")
    text = "\n".join(line[1:] for line in marked) + f"\n\n{BODY}"
    own = [line[1:] for line in marked if line[0] == " "]
    lines = [*own, *(line for line in BODY.splitlines() if line)]
    assert kept(text.replace("\n", end)) == lines
    assert kept(text.replace("\n", end * 2) + TAIL) == lines


HEAD = f"""Skip to content
Menu
Home
News
Sport
Sign in
Subscribe
{HEADLINE}
By Tess Holm
Published 3 March 2024 10:42 GMT
Share on Facebook
Share on Twitter
Copy link
"""
BEGINNINGS = {
    "a letter": "3 March 1916\n\nDear Anna,\n\n",
    "a diary": "3 March\n\n" + BODY + "\n4 March\n\n",
    "what happened when": "10:42 GMT\nThe ferry leaves.\n11:30 GMT\nThe ferry is back.\n\n",
    "headings that are words of pages": f"Search\n\n{BODY}\nPrint\n\n",
    "a list": "What the island needs\nHealth\nEducation\nHousing\nTransport\n\n",
    "a list that a colon announces": "They read these:\nFacebook\nTwitter\nEmail\nPrint\n\n",
    "questions": "How do I share?\nWith the arrow.\nHow do I print?\nNot at all.\n\n",
    "a poem": "The sea, the sea\nand nobody to see\nSearch\nfor me\n\n",
    "another writer": "The land\nBy Jon Hale\n\n",
    "a list with marks": "- Share on Facebook\n- Copy link\n- Print\n\n",
    "numbered parts": "1\n\n",
    "a match and its kick-off": "Saturday 2 March 2024, 15:00 GMT\nHarbour 2, Port Ness 1\n\n",
}


@pytest.mark.parametrize("beginning", BEGINNINGS.values(), ids=BEGINNINGS)
def test_an_article_on_a_page_loses_no_line_of_its_own(beginning: str) -> None:
    own = [line for line in (beginning + BODY).splitlines() if line]
    left = kept(f"{HEAD}\n{beginning}{BODY}")
    assert left[-len(own) :] == own
    assert HEADLINE in left


def test_what_is_no_article_keeps_its_head() -> None:
    text = f"{HEAD}\nA list\nof lines\nwithout an end\n"
    assert kept(text) == [line for line in text.splitlines() if line]


STANDFIRST = "The village school has waited for a teacher since the spring.\n"
SHORT = (
    *("Weather", "Search", "Home", "Breaking news", "More", "Print", "The latest", "No comment"),
    *("Share this", "Dark mode", "Housing", "By Royal Appointment", "Ferry fails", "Follow me"),
)


@pytest.mark.parametrize("below", ["", STANDFIRST], ids=["alone", "above-a-standfirst"])
@pytest.mark.parametrize("headline", SHORT)
def test_a_headline_of_words_that_pages_have_stays(headline: str, below: str) -> None:
    left = kept(HEAD.replace(f"{HEADLINE}\n", f"{headline}\n{below}") + "\n" + BODY)
    assert headline in left
