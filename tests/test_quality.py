"""The quality score: points, weights, categories."""

import cleanup
from cleanup.document import Span
from cleanup.findings import Finding, Severity
from cleanup.quality import Category, Scale, quality

TEXT = "word " * 199 + "end."


def finding(severity: Severity, mqm: str = "Style/Awkward", rule: str = "a/b") -> Finding:
    return Finding(rule, Span(0, 1), "", severity, mqm)


INFO, WARNING, ERROR = map(finding, (Severity.INFO, Severity.WARNING, Severity.ERROR))


def test_points_go_by_severity() -> None:
    found = quality(TEXT, [INFO, WARNING, ERROR], Scale())
    assert (found.points, found.words, found.score) == (6.1, 200, 97.0)
    assert found.per_thousand == 30.5


def test_a_critical_rule_weighs_more_and_weights_can_be_set() -> None:
    scale = Scale({**Scale().weights, "warning": 2.0}, frozenset({"a/worst"}))
    worst = finding(Severity.INFO, rule="a/worst")
    assert quality(TEXT, [worst, WARNING], scale).points == 27
    settings = cleanup.Settings(weights={"error": 1})
    assert settings.scale.weights == {"info": 0.1, "warning": 1, "error": 1, "critical": 25}
    assert "assistant/refusal" in settings.scale.critical


def test_categories_are_listed_by_what_they_cost() -> None:
    grammar = finding(Severity.ERROR, "Linguistic conventions/Grammar")
    rows = quality(TEXT, [WARNING, WARNING, grammar], Scale()).categories
    assert rows == (
        Category("Linguistic conventions/Grammar", 1, 5.0),
        Category("Style/Awkward", 2, 2.0),
    )


def test_the_score_is_never_below_0_and_without_issues_or_words_100() -> None:
    assert quality("a b c", [ERROR] * 9, Scale()).score == 0
    assert quality("", [ERROR], Scale()).score == 100
    assert quality(TEXT, [], Scale()).score == 100


def test_what_is_silenced_does_not_count() -> None:
    silenced = ERROR.silence(ERROR.state.BASELINE)
    assert quality(TEXT, [silenced], Scale()) == quality(TEXT, [], Scale(), 0)


def test_a_report_follows_the_weights_in_the_settings() -> None:
    text = "The vote raised doubts. about the treaty."
    default, strict = (
        cleanup.check(text, cleanup.Settings(weights=w)).quality.before for w in ((), {"error": 7})
    )
    assert default
    assert strict
    assert (default.points, strict.points) == (5, 7)
