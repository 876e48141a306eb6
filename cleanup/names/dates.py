"""The day a text was written: the one that is given with it, else one that a line of it gives."""

import datetime
import re

from ..document import Document
from ..lazy import lazy

_MONTHS = "january february march april may june july august september october november december"
_MONTH = r"(?P<month>[A-Z][a-z]{2,8})\.?"
_TH = r"(?:st|nd|rd|th)?"
_DATE = lazy(
    rf"\b(?:(?P<iso>\d{{4}}-\d\d-\d\d)\b"
    rf"|(?P<day>\d{{1,2}}){_TH} {_MONTH},? (?P<year>\d{{4}})\b"
    rf"|{_MONTH.replace('month', 'month2')} (?P<day2>\d{{1,2}}){_TH},? (?P<year2>\d{{4}})\b)"
)
# A line that gives the date of the text holds little else.
_LONGEST_LINE = 60
# And stands among the first or the last lines.
_EDGE = 2_000


def date_of(document: Document) -> str:
    """The date of a document (a view) in ISO 8601, empty if it is not known. Never today's."""
    if document.evidence.date:
        return document.evidence.date[:10]
    text = document.text
    edges = [text] if len(text) < 2 * _EDGE else [text[:_EDGE], text[-_EDGE:]]
    found = {
        date
        for edge in edges
        for line in edge.splitlines()
        if len(line) <= _LONGEST_LINE and (m := _DATE.search(line)) and (date := _iso(m))
    }
    return found.pop() if len(found) == 1 else ""


def _iso(m: re.Match[str]) -> str:
    """The date in ISO 8601, empty for one that never was."""
    if m["iso"]:
        year, month, day = map(int, m["iso"].split("-"))
    else:
        name = (m["month"] or m["month2"]).lower()
        months = [n for n, full in enumerate(_MONTHS.split(), 1) if full.startswith(name)]
        year, day = int(m["year"] or m["year2"]), int(m["day"] or m["day2"])
        month = months[0] if months else 0
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return ""
