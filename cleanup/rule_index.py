"""The rule index, `rules/README.md`, and the page of a rule: both written from the cards."""

from collections.abc import Iterator, Mapping

from .cards import Example
from .rulebook import Rule

_HEAD = """\
# Rules

Written from the cards by `python -m cleanup.rule_index`; a test compares it. A rule's name is its
card's path. *Fix*: safe fixes are applied by `cleanup fix`, unsafe ones with `--unsafe-fixes`; "–"
means that a person decides.
"""


def of_engine(name: str) -> Iterator[str]:
    """What there is to say of an engine's rules, or of one of them: they have no cards."""
    _, _, own = name.partition("/")
    yield f"{name}: {'a rule' if own else 'the rules'} of LanguageTool, asked with --engine\n\n"
    yield "Severity info; what it proposes is shown and never applied.\n"
    if own:
        where = f"https://community.languagetool.org/rule/show/{own}?lang=en"
        yield f"LanguageTool explains it at {where}\n"


def page(rule: Rule) -> str:
    """The page of one rule: what it finds, why, and all its examples."""
    lines = [f"{rule.id}: {rule.summary}", "", rule.why, ""]
    lines.append(f"Severity {rule.severity.value} · {_fix(rule)} · MQM {rule.mqm}")
    if rule.unsafe_because:
        lines.append(f"The fix is unsafe: {rule.unsafe_because}.")
    if rule.source_languages:
        lines.append(f"Only for texts that come from {_from(rule)} (--source-lang).")
    if "*" in rule.languages:
        lines.append("For texts in every language.")
    if not rule.default:
        lines.append("Off unless asked for by name.")
    for title, examples in (
        ("Found, between [[ and ]]:", [e for e in rule.examples if e.spans]),
        ("Left alone:", [e for e in rule.examples if not e.spans]),
    ):
        lines += ["", title]
        for example in examples:
            lines.append("")
            lines += [f"    {line}" for line in _shown(example).split("\n")]
            if example.fixed is not None and not example.miss:
                lines.append("  becomes")
                lines += [f"    {line}" for line in example.fixed.strip("\n").split("\n")]
            for key, value in example.given.items():
                lines += [f"  {key}:", *(f"    {one}" for one in str(value).strip().split("\n"))]
            if example.miss:
                lines.append(f"  missed: {example.miss}")
    return "\n".join(line.rstrip() for line in lines) + "\n\n"


def _shown(example: Example) -> str:
    return example.marked.strip("\n")


def _fix(rule: Rule) -> str:
    return f"fix {rule.safety.value}" if rule.safety else "no fix"


def _from(rule: Rule) -> str:
    return " or ".join(rule.source_languages)


def _off(rule: Rule) -> str:
    """When a rule is off, if it ever is."""
    if not rule.default:
        return "off by default"
    return f"from {_from(rule)}" if rule.source_languages else ""


def row(rule: Rule, width: int) -> str:
    """The rule in one line, its name padded to `width`."""
    safety = rule.safety.value if rule.safety else "–"
    off = f" ({off})" if (off := _off(rule)) else ""
    return f"{rule.id:<{width}}  {rule.severity.value:<7}  {safety:<7}  {rule.summary}{off}\n"


def index(rules: Mapping[str, Rule]) -> str:
    """The whole of `rules/README.md`: a table for each family, then the pages."""
    parts = [_HEAD]
    for family in dict.fromkeys(rule.family for rule in rules.values()):
        parts.append(f"\n## {family}\n\n| rule | finds | severity | fix |\n|---|---|---|---|\n")
        for rule in rules.values():
            if rule.family == family:
                fix = rule.safety.value if rule.safety else "–"
                off = f" *({off})*" if (off := _off(rule)) else ""
                name = f"[`{rule.id}`]({rule.id}.toml)"
                parts.append(f"| {name} | {rule.summary}{off} | {rule.severity.value} | {fix} |\n")
    parts.append("\n## Pages\n")
    for rule in rules.values():
        parts.append(f"\n### {rule.id}\n\n```text\n{page(rule).rstrip()}\n```\n")
    return "".join(parts)


if __name__ == "__main__":
    from .lists import home
    from .settings import rulebook

    (home() / "README.md").write_text(index(rulebook().rules), encoding="utf-8")
