"""`check` and `clean`: the Python contract, for texts that are strings."""

from collections.abc import Sequence

from . import checker, cleaner
from .cleaner import Cleaning
from .document import Document, Evidence, iso_date
from .engines.language import language
from .report import Report
from .settings import Settings


def check(
    text: str,
    settings: Settings | None = None,
    *,
    path: str | None = None,
    references: Sequence[str] = (),
    source: str | None = None,
    date: str | None = None,
) -> Report:
    """What is damaged in `text`: a Report whose `findings` are in order of position.

    `text` may be any str. `references` and `source` are texts, not paths; `path` is only a name
    for messages; `date` is ISO 8601. Raises UnknownRuleError or CardError for wrong
    settings, TypeError for a text that is no str, ValueError for a date that is none.
    """
    settings = settings or Settings()
    rules = settings.selected(path)
    document = _document(text, settings, path, references, source, date)
    findings = checker.check(document, rules, settings.limits)
    code = document.view(language)
    off = checker.families_off(code, rules)
    return Report(document, findings, code, scale=settings.scale, off=off)


def clean(
    text: str,
    settings: Settings | None = None,
    *,
    unsafe: bool = False,
    path: str | None = None,
    references: Sequence[str] = (),
    source: str | None = None,
    date: str | None = None,
) -> Cleaning:
    """`text` with every safe fix applied, and with `unsafe` the unsafe ones too: a Cleaning.

    Takes and raises what `check` does, and FightingRulesError where rules of the user's own undo
    each other's fixes for ever.
    """
    settings = settings or Settings()
    rules = settings.selected(path)
    document = _document(text, settings, path, references, source, date)
    return cleaner.clean(document, rules, settings.limits, unsafe=unsafe)


def _document(
    text: str,
    settings: Settings,
    path: str | None,
    references: Sequence[str],
    source: str | None,
    date: str | None,
) -> Document:
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, not {type(text).__name__}")
    if isinstance(references, str):
        raise TypeError("references must be texts, not one text")
    if source is not None and not isinstance(source, str):
        raise TypeError(f"source must be a text, a str, not {type(source).__name__}")
    if date is not None:
        iso_date(date)
    evidence = Evidence(
        tuple(references), settings.names_files, source, date, settings.indexes, settings.model
    )
    return Document(text, path=path, evidence=evidence)
