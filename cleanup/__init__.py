"""Find and repair machine-translation damage in English articles.

    import cleanup
    report = cleanup.check(text)        # report.findings
    cleaning = cleanup.clean(text)      # cleaning.after, .applied, .left, .removed

Apart from the rules and names files given in the settings, neither reads a file, starts a process,
looks at the clock or uses the network. The same input gives the same output. Of rules that do not
come with an installed cleanup a copy that loads faster is kept in the user's cache folder.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import check, clean
    from .cleaner import Cleaning
    from .document import Span
    from .findings import Edit, Finding, Fix, Safety, Severity, State
    from .lists import CardError
    from .report import Report
    from .rulebook import FightingRulesError, UnknownRuleError
    from .settings import Settings
    from .settings_file import SettingsError

__version__ = "0.1.0"
__all__ = [
    "CardError",
    "Cleaning",
    "Edit",
    "FightingRulesError",
    "Finding",
    "Fix",
    "Report",
    "Safety",
    "Settings",
    "SettingsError",
    "Severity",
    "Span",
    "State",
    "UnknownRuleError",
    "check",
    "clean",
]
# Where each name lives. It is imported when first asked for: the command answers `--version`, and
# an interrupt, before the rules are loaded.
_HOMES = {
    "api": ("check", "clean"),
    "cleaner": ("Cleaning",),
    "document": ("Span",),
    "findings": ("Edit", "Finding", "Fix", "Safety", "Severity", "State"),
    "lists": ("CardError",),
    "report": ("Report",),
    "rulebook": ("FightingRulesError", "UnknownRuleError"),
    "settings": ("Settings",),
    "settings_file": ("SettingsError",),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f".{home}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
