"""What is built beside the sources: the cards in a form that loads fast."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledCards(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles `rules/` into `cleanup/rules/cards.json`; for an editable install, whose cards
    change, into a file that holds for these cards only."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the file."""
        sys.path.insert(0, self.root)
        from cleanup.compiled import SHIPPED, compiled, keep_beside
        from cleanup.rulebook import with_triggers

        if version == "editable":
            keep_beside(Path(self.root, "rules"), with_triggers)
            return
        self.made = tempfile.TemporaryDirectory()
        path = Path(self.made.name, SHIPPED)
        path.write_bytes(compiled(Path(self.root, "rules"), with_triggers))
        build_data["force_include"][str(path)] = f"cleanup/rules/{SHIPPED}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take the file away again: it is in the wheel."""
        if version != "editable":
            self.made.cleanup()
