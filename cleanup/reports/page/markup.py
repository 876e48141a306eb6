"""Text put into HTML: escaped, and what is invisible or would reorder its neighbours shown by
number."""

import html
import re

from ...lazy import lazy

# What can do something to a page unseen. Joiners, variation selectors and soft hyphens cannot, and
# stand in emoji and in words of other scripts.
_ODD = lazy(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e01ef\ud800-\udfff]"
)
# In a finding these are shown too: it may be about them.
_HIDDEN = lazy(
    "[\u00a0\u00ad\u034f\u115f\u1160\u2000-\u200a\u200c\u200d\u202f\u205f\u3000\ufe00-\ufe0f]"
)
_LINE_ENDS = lazy(r"\r\n|\n|\r")


def prose(text: str) -> str:
    """Text of an article, or anything else from outside, as content of an element."""
    return _ODD.sub(_number, html.escape(text))


def laid_bare(text: str) -> str:
    """The same for a text that a finding is about: white space that would be overlooked is shown
    too, and line ends as ⏎."""
    if text and not text.strip():
        text = text.replace(" ", "␣").replace("\t", "⇥")
    return _HIDDEN.sub(_number, prose(_LINE_ENDS.sub("⏎", text)))


def attribute(text: str) -> str:
    """Text for an attribute in double quotes."""
    return html.escape(_ODD.sub("\ufffd", text))


def _number(m: re.Match[str]) -> str:
    return f"<b>U+{ord(m[0]):04X}</b>"


def count(number: int, one: str, many: str | None = None) -> str:
    """A number and what is counted, in the right number."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
