"""The benchmark of scripted damage: it damages what it says, and counts as it says."""

import random
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parent.parent / "benchmarks"))

import damage
import damages

CLEAN = "\n\n".join(
    (
        "“We are tired of the long talks,” President Anna Veldt said; she added: “They went on.”",
        'Teachers, bankers and farmers, all "well rested," came on the well-known ferry to Norway.',
        "Veldt said that nobody’s household was lost in the same way. These houses were all old.",
        "Their friends stayed with Veldt in the town, which has their old gardens: it was fun.",
    )
)


@pytest.mark.parametrize("kind", damages.KINDS)
def test_a_kind_damages_the_text_at_its_span_only(kind: str) -> None:
    rng = random.Random(1)
    made = [damages.KINDS[kind](CLEAN, rng) for _ in range(20)]
    assert any(made)
    for one in made:
        if one:
            assert one.text != CLEAN
            assert 0 <= one.start <= one.end <= len(one.text)
            before = max(0, one.start - 1)
            assert one.text[:before] == CLEAN[:before] or kind in damages.LOST


def test_what_is_found_and_repaired_is_counted() -> None:
    text = damage.Measured("The vote raised doubts about the treaty. It was late.")
    stop = damages.replaced(text.text, 22, 22, ".")
    assert stop.text.startswith("The vote raised doubts. about")
    told = text.outcome(stop)
    assert (told["found"], told["safe"], told["unsafe"]) == (True, True, True)
    told = text.outcome(damages.replaced(text.text, 4, 8, "vole"))
    assert (told["found"], told["safe"], told["unsafe"]) == (False, False, False)


def test_a_kind_counts_as_much_as_another_however_often_it_was_tried() -> None:
    right = {"found": True, "safe": True, "unsafe": True}
    wrong = {"found": False, "safe": False, "unsafe": False}
    shares = damage.figures({"one": [right, wrong], "other": [right] * 8})
    assert shares["one"] == {"n": 2, "found": 0.5, "safe": 0.5, "unsafe": 0.5}
    assert shares["all"] == {"n": 10, "found": 0.75, "safe": 0.75, "unsafe": 0.75}


def test_without_a_folder_the_texts_are_made_and_always_the_same() -> None:
    one, same = (damage.texts(None, random.Random(0)) for _ in range(2))
    assert one == same
    assert all(len(text) > 500 for text in one)
    assert any("“" in text for text in one)
