"""The lists of names: their form, order and dates."""

import itertools
import re
from collections import defaultdict

from cleanup.lists import entries

DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
ROWS = [tuple(line.split("\t")) for line in entries("people")]
SOURCES = {line.split("\t")[0]: line.split("\t")[1:] for line in entries("sources")}
# Offices that more than one person holds at a time.
SHARED = {"adviser", "leader", "special envoy", "spokesperson", "vice president"}


def first_day(date: str) -> str:
    return (date + "-01-01")[:10]


def last_day(date: str) -> str:
    return (date + ("-12-31" if len(date) == 4 else "-31"))[:10] if date else "9999-12-31"


def test_rows_have_nine_columns_and_stand_in_order() -> None:
    assert {len(row) for row in ROWS} == {9}
    lines = list(entries("people"))
    assert lines == sorted(set(lines))
    assert all(row[0] and row[8] for row in ROWS)
    assert all(field == field.strip() for row in ROWS for field in row)


def test_every_source_is_known_and_used() -> None:
    keys = list(SOURCES)
    assert keys == sorted(keys)
    used = {row[8] for row in ROWS}
    assert used - set(SOURCES) <= {"recalled"}
    assert all(len(rest) == 3 and all(map(DATE.fullmatch, rest[1:])) for rest in SOURCES.values())


def test_dates_are_in_order() -> None:
    for name, _, _, _, _, start, end, _, key in ROWS:
        for date in (start, end):
            assert not date or DATE.fullmatch(date), (name, date)
        assert not end or start <= end, name
        if key in SOURCES and start and not end:
            assert first_day(start) <= last_day(SOURCES[key][2]), (name, start, key)


def test_an_office_has_one_holder_at_a_time() -> None:
    held = defaultdict(list)
    for name, _, _, office, entity, start, end, affiliation, key in ROWS:
        if office and not affiliation and office not in SHARED:
            # An open row holds up to the day that its source describes.
            until = end or (SOURCES[key][2] if key in SOURCES else "")
            held[office, entity].append((first_day(start), last_day(until), name))
    for office, terms in held.items():
        for (_, end, one), (start, _, other) in itertools.pairwise(sorted(terms)):
            # The month or year of the handing over may be in both.
            assert end[:7] <= start[:7] or end[:4] == start[:4], (office, one, other)


def test_there_are_many_people_and_analysts() -> None:
    sourced = {row[0] for row in ROWS if row[8] != "recalled"}
    assert len(sourced) >= 1000
    assert len({row[0] for row in ROWS if row[7]}) >= 100
    assert len({row[0] for row in ROWS if row[7]} & sourced) >= 100
