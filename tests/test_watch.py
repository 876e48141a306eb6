"""A rule that runs away is stopped and named, and the others go on."""

import functools
from typing import Any

import pytest

from cleanup.checker import Limits, check
from cleanup.document import Document
from cleanup.findings import Finding, Severity
from cleanup.rulebook import Rule
from cleanup.watch import Watch, has_timer, in_worker

# Doubles its steps with every letter: hours for this line.
RUNAWAY = r"(?:a+)+b"
TEXT = "He said aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, and left."


def rule(name: str, pattern: str) -> Rule:
    more: dict[str, Any] = {"mqm": "", "examples": (), "severity": Severity.INFO}
    return Rule(id=name, summary="", message="", why="", match={"pattern": pattern}, **more)


RULES = [rule("own/runaway", RUNAWAY), rule("own/tame", "left")]


def found(watch: Watch) -> tuple[Finding, ...]:
    return check(Document(TEXT), RULES, Limits(), watch)


@pytest.mark.skipif(not has_timer(), reason="this system has no interval timers")
def test_a_runaway_expression_is_stopped_in_its_own_process() -> None:
    watch = Watch(0.2)
    assert [f.rule for f in found(watch)] == ["own/tame"]
    assert watch.stopped == {"own/runaway"}


@pytest.mark.skipif(not has_timer(), reason="this system has no interval timers")
def test_a_stopped_rule_is_not_tried_again_on_the_same_text() -> None:
    watch = Watch(0.2)
    found(watch)
    watch.seconds = 3600
    assert [f.rule for f in found(watch)] == ["own/tame"]


def test_without_timers_a_worker_is_ended_and_the_text_tried_without_the_rule(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    job = functools.partial(_without_timer)
    result, stopped = in_worker(job, 2)
    assert [f.rule for f in result] == ["own/tame"]
    assert stopped == {"own/runaway"}


def test_what_a_worker_raises_is_raised_here() -> None:
    with pytest.raises(ValueError, match="no text"):
        in_worker(_raises, 5)


def _without_timer(watch: Watch) -> tuple[Finding, ...]:
    import cleanup.watch

    cleanup.watch.has_timer = lambda: False
    return found(watch)


def _raises(watch: Watch) -> None:
    raise ValueError("no text")
