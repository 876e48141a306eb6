"""What is built beside the sources: cards and regular expressions in a form that loads fast."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Compiled(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles `rules/` into `cleanup/rules/cards.marshal`, and all patterns into a file beside it;
    for an editable install, whose cards and patterns change, into files that hold for these only.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files."""
        sys.path.insert(0, self.root)
        from cleanup import compiled, expressions, installed
        from cleanup.rulebook import with_triggers

        rules = Path(self.root, "rules")
        if version == "editable":
            compiled.keep_beside(rules, with_triggers)
            installed.keep_beside()
            return
        self.made = tempfile.TemporaryDirectory()
        contents = {
            compiled.SHIPPED: compiled.compiled(rules, with_triggers),
            expressions.FILE: installed.compiled(),
        }
        for name, data in contents.items():
            path = Path(self.made.name, name)
            path.write_bytes(data)
            build_data["force_include"][str(path)] = f"cleanup/rules/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take the files away again: they are in the wheel."""
        if version != "editable":
            self.made.cleanup()
