"""The pages made from the code are up to date. `pytest --golden` rewrites them."""

import re
import shlex
from pathlib import Path

import pytest
from support import cleanup_command

from cleanup.rule_index import index
from cleanup.settings import rulebook

ROOT = Path(__file__).parent.parent
_BLOCK = re.compile(r"<!-- \$ cleanup (?P<command>.+?) -->\n.*?<!-- end -->", re.DOTALL)


def _compare(path: Path, expected: str, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--golden"):
        path.write_text(expected, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == expected


def test_the_rule_index_is_written_from_the_cards(request: pytest.FixtureRequest) -> None:
    _compare(ROOT / "rules" / "README.md", index(rulebook().rules), request)


def test_the_readme_shows_what_the_commands_print(request: pytest.FixtureRequest) -> None:
    def printed(m: re.Match[str]) -> str:
        result = cleanup_command(*shlex.split(m["command"]), cwd=ROOT)
        text = "\n".join(line.rstrip() for line in result.stdout.decode().splitlines()).strip("\n")
        shown = "" if m["command"].endswith("--help") else f"$ cleanup {m['command']}\n"
        return f"<!-- $ cleanup {m['command']} -->\n```text\n{shown}{text}\n```\n<!-- end -->"

    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    assert len(_BLOCK.findall(text)) > 3
    _compare(readme, _BLOCK.sub(printed, text), request)


def test_the_readme_says_what_each_family_finds() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `(\w+)` \|", readme, re.MULTILINE)
    assert named == sorted({rule.family for rule in rulebook().rules.values()})
