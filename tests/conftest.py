"""Options and Hypothesis profiles that the tests share."""

import atexit
import os
import shutil
import signal
import tempfile

import pytest
from hypothesis import HealthCheck, settings

# No test, and no run that a test starts, may touch the cache of whoever runs the tests.
os.environ["CLEANUP_CACHE_DIR"] = tempfile.mkdtemp(prefix="cleanup-tests-")
atexit.register(shutil.rmtree, os.environ["CLEANUP_CACHE_DIR"], ignore_errors=True)

# Started in the background of a script, the tests and all they start would ignore interrupts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

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
