"""What a review writes: the text, what is to be ignored in it, new names."""

import os
from collections.abc import Iterable
from pathlib import Path

from ..decisions import Verdict
from ..silences import sidecar
from ..writing import write
from .texts import Reviewed, known_by

WHY = "ignored in a review"


def as_read(text: Reviewed) -> bool:
    """Whether the file still holds what was read from it."""
    source, path = text.item.source, text.item.path
    try:
        return path is not None and path.read_bytes() == source.encode(source.text)
    except OSError:
        return False


def save_text(text: Reviewed, data: bytes, *, backup: bool) -> str:
    """Write a text, as `data`, and say what became of it. Raises FileProblem, and leaves the file
    alone, if it cannot be written or holds something else by now."""
    path, source = text.item.path, text.item.source
    assert path is not None
    if text.after != source.text:
        write(path, data, expected=source.encode(source.text), backup=backup)
    made, left = len(text.cleaning.applied), text.left()
    changes = counted(made, "change") if made else "unchanged"
    return f"{text.name}: {changes}, {counted(left, 'finding')} left to decide"


def save_ignored(text: Reviewed) -> list[str]:
    """Add entries to the sidecar for what is ignored in the text as it was saved. Raises
    SuppressionError and FileProblem."""
    folder, name = os.path.split(text.name)
    done: set[tuple[str, str]] = set()
    for row in text.last.rows:
        decision = row.decision
        if decision is None or decision.verdict is not Verdict.IGNORE:
            continue
        whole = decision.whole_rule
        known = known_by(text.after, row.finding, decision).fingerprints[0]
        entry = row.finding.rule, "" if whole else known
        if entry not in done:
            done.add(entry)
            sidecar.add(Path(folder), name, row.finding, text.after, WHY, whole_rule=whole)
    where = Path(folder) / sidecar.NAME
    entries = "1 entry" if len(done) == 1 else f"{len(done)} entries"
    return [f"{where}: {entries} added"] if done else []


def save_names(path: Path, names: Iterable[str], known: Iterable[Path]) -> list[str]:
    """Add names to a names file; `known` are those that the settings name. Raises CardError and
    FileProblem."""
    from ..names.adding import add_person

    added = [name for name in dict.fromkeys(names) if add_person(path, name)]
    lines = [f"{path.name}: {name} added" for name in added]
    if added and path not in known:
        lines.append(f'for them to count, cleanup.toml needs: names = ["{path.name}"]')
    return lines


def counted(number: int, one: str) -> str:
    """A number with its noun."""
    return f"{number} {one}{'' if number == 1 else 's'}"
