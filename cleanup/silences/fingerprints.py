"""What a finding is known by when the text around it moves: a short hash of its surroundings.

A fingerprint is made of the rule, the finding's own text and the nearest letters and digits on both
sides. White space, line ends, marks and case of the surroundings do not count, so reflowing a
paragraph changes nothing, nor does mending a space or a quotation mark beside the finding. A change
of the words beside it does: it is then another place.

The surroundings end where the paragraph does, because paragraphs move, and already where the
sentence does: a text with single line ends between its paragraphs and a hard-wrapped one look the
same from nearby, and a sentence's end is one in both. If the sentence is short on one side, more
is taken from the other. A single line end in mid-sentence parts paragraphs unless it looks like
one of a hard-wrapped paragraph. A finding that is long enough to be known by its own text, or is a
line of its own, has no surroundings.

A finding in the white space between two paragraphs belongs to the one below: it survives that the
one below moves with its break, and whatever happens above it. At the end of the text it belongs to
the last one.

Nothing further than REACH from a finding is looked at, so a text costs as much as its findings.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from ..document import LINE_END
from ..findings import Finding, State
from ..lazy import lazy

LETTERS = 24
REACH = 400
# Nearly always enough, and quicker.
NEAR = 120

# Why a fix is refused.
EQUAL = "it cannot be told from a finding that was there before"

_STOP = lazy(r"[.!?…]+[\"'”’“‘)\]»]*(?=\s)|" + LINE_END.pattern)
_SENTENCE_END = lazy(r"[.!?…][\s\"'”’“‘)\]»]*$")
_OPENS_LINE = lazy(r"(?:[-*+•>|]|#+|\d+[.)])\s")
_TEXT = lazy(r"\S")
# A line of a hard-wrapped paragraph: not longer than this, and not shorter, unless the next line
# goes on in lower case.
LONGEST_LINE = 120
SHORTEST_LINE, SHORTEST_BEFORE_LOWER_CASE = 30, 15
# Code points by which a line may fall short of the width (GNU fmt aims below it).
SLACK = 6


def fingerprint(text: str, finding: Finding) -> str:
    """The fingerprint of a finding in `text`, 16 hexadecimal digits; equal places have one."""
    start, end = finding.span.start, finding.span.end
    own = text[start:end]
    if end - start > REACH:
        own = (
            _bare(text[start : start + REACH])[:LETTERS] + _bare(text[end - REACH : end])[-LETTERS:]
        )
    own_letters = len(_letters(own))
    alone = own_letters >= LETTERS or (own_letters and _fills_line(text, start, end))
    left = right = "" if alone else None
    if LINE_END.search(own) and not own.strip():
        if below := _TEXT.search(text, end, end + REACH):
            left, end = "", below.start()
        else:
            right, start = "", start - _blank_before(text, start)
    left = _before(text, start) if left is None else left
    right = _after(text, end) if right is None else right
    more_left, more_right = LETTERS - min(len(right), LETTERS), LETTERS - min(len(left), LETTERS)
    left = left[max(0, len(left) - LETTERS - more_left) :]
    key = "\0".join((finding.rule, _bare(own), left, right[: LETTERS + more_right]))
    import hashlib  # late: it loads OpenSSL

    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def snippet(text: str, finding: Finding) -> str:
    """A finding's place for people to recognise, on one line: `raised doubts[[.]] about it`."""
    start, end = finding.span.start, finding.span.end
    own = text[start:end]
    if end - start > 60:
        own = f"{text[start : start + 40]} … {text[end - 16 : end]}"
    before = LINE_END.split(text[max(0, start - 30) : start])[-1]
    after = LINE_END.split(text[end : end + 30], maxsplit=1)[0]
    marked = f"{before}[[{own}]]{after}"
    line = re.sub(r"\s+", " ", marked).strip()
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in line)


def count(text: str, findings: Iterable[Finding]) -> Counter[str]:
    """How many findings each fingerprint has. Suppressed ones are left out: taking away what
    suppresses a finding brings it in."""
    return Counter(fingerprint(text, f) for f in findings if f.silenced is not State.SUPPRESSED)


def known(text: str, findings: Iterable[Finding], counts: Mapping[str, int]) -> tuple[Finding, ...]:
    """The findings in their order, those that are known silenced as BASELINE.

    Of equal ones the first are silenced, as many as `counts` says; what is silenced already uses
    up none. The others are to be heard of, but which of all was known cannot be told: so their
    fixes are refused.
    """
    unseen = dict(counts)
    result = []
    for finding in findings:
        if not finding.silenced and unseen:
            key = fingerprint(text, finding)
            if unseen.get(key, 0) > 0:
                unseen[key] -= 1
                finding = finding.silence(State.BASELINE)  # noqa: PLW2901
            elif key in unseen and finding.fixes and not finding.refused:
                finding = finding.refuse(EQUAL)  # noqa: PLW2901
        result.append(finding)
    return tuple(result)


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _blank_before(text: str, at: int) -> int:
    stretch = text[max(0, at - REACH) : at]
    return len(stretch) - len(stretch.rstrip())


def _fills_line(text: str, start: int, end: int) -> bool:
    left = text[max(0, start - REACH) : start].rstrip(" \t")[-1:]
    right = text[end : end + REACH].lstrip(" \t")[:1]
    return left in ("", "\r", "\n") and right in ("", "\r", "\n")


def _before(text: str, at: int) -> str:
    """The letters to the left of `at` in its sentence, at most twice LETTERS."""
    for reach in (NEAR, REACH):
        low = max(0, at - reach)
        stops = reversed(list(_STOP.finditer(text, low, at)))
        start = next((m.end() for m in stops if not m[0].isspace() or _parts(text, m)), -1)
        letters = _letters(text[start if start >= 0 else low : at])
        if start >= 0 or len(letters) >= 2 * LETTERS:
            break
    return letters[-2 * LETTERS :]


def _after(text: str, at: int) -> str:
    """The letters to the right of `at` in its sentence, at most twice LETTERS."""
    for reach in (NEAR, REACH):
        stops = _STOP.finditer(text, at, min(len(text), at + reach))
        end = next((m.start() for m in stops if not m[0].isspace() or _parts(text, m)), -1)
        letters = _letters(text[at : end if end >= 0 else at + reach])
        if end >= 0 or len(letters) >= 2 * LETTERS:
            break
    return letters[: 2 * LETTERS]


def _parts(text: str, stop: re.Match[str]) -> bool:
    """Whether a paragraph ends at this line end: it does unless the paragraph is hard-wrapped, so
    that the first word of the next line would not have fitted."""
    above = text[max(0, stop.start() - LONGEST_LINE - 2) : stop.start()]
    if stop[0] == "\n":
        above = above.removesuffix("\r")  # The half of a line end that was out of reach.
    above = above[max(above.rfind("\n"), above.rfind("\r")) + 1 :].strip()
    below = LINE_END.split(text[stop.end() : stop.end() + LONGEST_LINE + 1], maxsplit=1)[0].strip()
    if not above or not below or max(len(above), len(below)) > LONGEST_LINE:
        return True
    if _SENTENCE_END.search(above[-REACH:]) or _OPENS_LINE.match(below):
        return True
    shortest = SHORTEST_BEFORE_LOWER_CASE if below[0].islower() else SHORTEST_LINE
    word = below.split(maxsplit=1)[0]
    return len(above) < shortest or len(above) + 1 + len(word) + SLACK <= len(below)
