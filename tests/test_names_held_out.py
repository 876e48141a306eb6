"""Garbled office-holders who were set aside before the costs of letters were tuned."""

from collections import Counter
from pathlib import Path

import pytest

import cleanup
from cleanup.names.gazetteer import Person, person, rows

HERE = Path(__file__).parent / "data" / "names-held-out.tsv"
CASES = [
    line.split("\t")
    for line in HERE.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
SENTENCES = (
    "{entity}'s {office} {name} said on Monday that talks would go on.",
    "The {office} of {entity}, {name}, met reporters after the vote.",
    "They waited for {name}, the {office} of {entity}, until late.",
    "“We will see,” {name}, {entity}’s {office}, told the paper.",
)
SETTINGS = cleanup.Settings(select=("names",))


def holders() -> dict[str, tuple[Person, tuple[str, ...]]]:
    """Everyone of the list by name, with the line that tells of the last office."""
    found = ((person(row), row) for row in rows())
    return {p.name: (p, row) for p, row in found if p.office and not p.affiliation}


HOLDERS = holders()


def sentence(number: int, name: str, right: str) -> tuple[str, str]:
    """A sentence of our own with a name and its holder's office, and the day it is of."""
    holder, row = HOLDERS[right]
    text = SENTENCES[number % len(SENTENCES)].format(name=name, office=row[3], entity=row[4])
    return text, f"{holder.start}-01-01"[:10] if len(holder.start) < 10 else holder.start


def test_garbled_names_are_put_right_and_hardly_any_wrong() -> None:
    outcomes: Counter[str] = Counter()
    for number, (_, _, garbled, right) in enumerate(CASES):
        text, date = sentence(number, garbled, right)
        # A text that has no accents is given none.
        after = cleanup.clean(f"É. {text}", SETTINGS, unsafe=True, date=date).after[3:]
        outcomes["right" if after == text.replace(garbled, right) else "left"] += 1
        outcomes["wrong"] += after not in (text, text.replace(garbled, right))
    assert len(CASES) >= 150
    assert len({language for language, *_ in CASES}) == 5
    assert outcomes["right"] >= 0.8 * len(CASES), outcomes
    assert outcomes["wrong"] <= 0.01 * len(CASES), outcomes


@pytest.mark.parametrize("right", sorted({right for *_, right in CASES}))
def test_the_right_names_are_left_alone(right: str) -> None:
    for number in range(len(SENTENCES)):
        text, date = sentence(number, right, right)
        assert cleanup.check(text, SETTINGS, date=date).findings == ()


# Who was in office on another day is not put in: the name is garbled beyond what a name can tell.
def test_nothing_is_applied_for_a_day_out_of_office() -> None:
    for number, (_, _, garbled, right) in enumerate(CASES):
        text, _ = sentence(number, garbled, right)
        assert cleanup.clean(text, SETTINGS, unsafe=True, date="1990-01-01").after == text
