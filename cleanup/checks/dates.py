"""Checks of dates: days that no month has, weekdays that were others, orders of two readings."""

import re
from calendar import isleap
from collections.abc import Iterator
from datetime import date, timedelta

from ..document import Document, Span
from ..findings import Edit, Finding
from ..lazy import lazy
from ..prefilter import looks_for, matches
from ..rulebook import Rule

_NAMES = "january february march april may june july august september october november december"
_MONTHS = {name[:3]: number for number, name in enumerate(_NAMES.split(), 1)}
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sep(?:tember|t\.?|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_SHORT = r"(?:Feb(?:ruary|\.)?|Apr(?:il|\.)?|June|Sep(?:tember|t\.?|\.)|Nov(?:ember|\.)?)"
_YEAR = r"(?:1[89]|20)\d\d"
_END = r"(?![\w’'-]|[.,/:]\d)"
_IMPOSSIBLE = lazy(
    rf"(?<![\w.,/:-])(?P<before>29|3[01])(?P<nth>st|th)?(?P<of> of)? (?P<month>{_SHORT})"
    rf"(?:,? (?P<year>{_YEAR}))?{_END}"
    rf"|(?<![\w’'-])(?P<month2>{_SHORT}) (?P<after>29|3[01])(?P<nth2>st|th)?"
    rf"(?:,? (?P<year2>{_YEAR}))?{_END}"
)
_ON = lazy(r"\b(?:on|until|till|by|from|since|before|after|dated|due|to) \Z", re.IGNORECASE)
_CLOSES = lazy(r"[.,;:)!?]|$", re.MULTILINE)
_LONGEST = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}

_WEEKDAY = r"(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?"
_DATED = lazy(
    rf"(?<![\w’'-]){_WEEKDAY} "
    rf"(?:(?P<before>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH}),? (?P<year>{_YEAR})"
    rf"|(?P<month2>{_MONTH}) (?P<after>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year2>{_YEAR})){_END}"
)
_OTHER_DAY = lazy(r"(?:day,?(?: and| or| to| through| until| till|,)?|day ?[-–—/&]) ?\Z")
# Where both calendars were in use the older one may be meant: in Russia and Greece until then.
_ONE_CALENDAR = 1924

_SLASHED = lazy(r"(?<![\w/.,-])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)(?![\w/-]|[.,]\d)")


@looks_for(_IMPOSSIBLE)
def impossible_date(document: Document, rule: Rule) -> Iterator[Finding]:
    """A day that its month does not have."""
    text = document.text
    for m in matches(document, _IMPOSSIBLE):
        day, month = int(m["before"] or m["after"]), _number(m["month"] or m["month2"])
        year = m["year"] or m["year2"]
        if day <= _LONGEST[month] - (month == 2 and bool(year) and not isleap(int(year))):
            continue
        # "In June 31 people came", and "31 June brides": a date says that it is one.
        marked = year or m["of"] or ((m["nth"] or m["nth2"]) and _closed(text, m))
        if marked or (_ON.search(text, max(0, m.start() - 12), m.start()) and _closed(text, m)):
            yield rule.finding(Span(*m.span()), text=m[0])


def _closed(text: str, m: re.Match[str]) -> bool:
    return bool(_CLOSES.match(text, m.end()))


def _number(month: str) -> int:
    return _MONTHS[month[:3].lower()]


@looks_for(_DATED)
def weekday_contradicts_date(document: Document, rule: Rule) -> Iterator[Finding]:
    """A weekday beside a full date that fell on another."""
    for m in matches(document, _DATED):
        if _OTHER_DAY.search(document.text, max(0, m.start() - 20), m.start()):
            continue
        year = int(m["year"] or m["year2"])
        try:
            day = date(year, _number(m["month"] or m["month2"]), int(m["before"] or m["after"]))
        except ValueError:
            continue
        said, was = f"{m['weekday']}day", _DAYS[day.weekday()].title()
        julian = _DAYS[(day + timedelta(days=12 if year < 1900 else 13)).weekday()].title()
        if said != was and not (year < _ONE_CALENDAR and said == julian):
            yield rule.finding(Span(*m.span()), text=m[0], new=was)


@looks_for(_SLASHED)
def ambiguous_date(document: Document, rule: Rule) -> Iterator[Finding]:
    """A date in figures that reads one way in Britain and another in America."""
    months = [name.title() for name in _NAMES.split()]
    for m in matches(document, _SLASHED):
        one, two = int(m[1]), int(m[3])
        if one != two and 1 <= one <= 12 and 1 <= two <= 12:
            span = Span(*m.span())
            readings = (f"{one} {months[two - 1]} {m[4]}", f"{two} {months[one - 1]} {m[4]}")
            edits = [(Edit(span, reading),) for reading in readings]
            yield rule.finding(span, *edits, text=m[0], new=" or ".join(readings))
