"""JSON written piece by piece."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.reports.pieces import pieces

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def lazy(value: Any) -> Any:
    """The same with every list that is reached without one in between as a generator."""
    if isinstance(value, dict):
        return {k: lazy(v) for k, v in value.items()}
    if isinstance(value, list):
        return (lazy(one) for one in value)
    return value


@given(values)
def test_the_pieces_are_what_json_writes_in_one(value: Any) -> None:
    assert "".join(pieces(value)) == json.dumps(value, ensure_ascii=False, indent=1)


@given(st.dictionaries(st.text(), st.lists(st.lists(scalars) | scalars)) | st.lists(scalars))
def test_generators_are_written_as_lists(value: Any) -> None:
    assert "".join(pieces(lazy(value))) == json.dumps(value, ensure_ascii=False, indent=1)


def test_what_a_generator_gives_is_made_when_it_is_written() -> None:
    def failing():
        yield 1
        raise AssertionError("asked for too early")

    written = pieces({"found": failing()})
    assert next(written) + next(written) == '{\n "found": [\n  '
    assert next(written) == "1"
    with pytest.raises(AssertionError, match="too early"):
        next(written)
