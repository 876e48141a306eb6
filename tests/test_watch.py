"""A rule that runs away is stopped and named, and the others go on."""

from dataclasses import replace
from typing import Any

import pytest

from cleanup.checker import Limits, check
from cleanup.document import Document
from cleanup.findings import Finding, Severity
from cleanup.lists import CardError
from cleanup.rulebook import Rule
from cleanup.watch import Watch, has_timer

# Doubles its steps with every letter: hours for this line.
RUNAWAY = r"(?:a+)+b"
TEXT = "He said aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, and left."


def rule(name: str, pattern: str) -> Rule:
    more: dict[str, Any] = {"mqm": "", "severity": Severity.INFO}
    return Rule(id=name, summary="", message="", match={"pattern": pattern}, **more)


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


def test_without_timers_a_worker_runs_the_rules_and_is_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("cleanup.watch.has_timer", lambda: False)
    watch = Watch(1)
    assert [f.rule for f in found(watch)] == ["own/tame"]
    assert watch.stopped == {"own/runaway"}


def test_what_a_rule_raises_in_a_worker_is_raised_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleanup.watch.has_timer", lambda: False)
    broken = replace(rule("own/broken", "x"), match=None, check="no.such:check")
    with pytest.raises(CardError, match="no such check"):
        Watch(5)(broken, Document(TEXT))
