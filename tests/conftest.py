"""Options and Hypothesis profiles that the tests share."""

import os

import pytest
from hypothesis import HealthCheck, settings

for _name, _examples in (("default", 100), ("thorough", 2_000)):
    settings.register_profile(
        _name,
        max_examples=_examples,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden",
        action="store_true",
        help="rewrite tests/golden/ from what the tool says now; then read the diff",
    )
