"""Options and Hypothesis profiles that the tests share."""

import os
import tempfile

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


# No test reads or writes the user's own cache.
_CACHE = tempfile.TemporaryDirectory(prefix="cleanup-cache-")
os.environ["CLEANUP_CACHE_DIR"] = _CACHE.name


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden",
        action="store_true",
        help="rewrite tests/golden/ from what the tool says now; then read the diff",
    )
