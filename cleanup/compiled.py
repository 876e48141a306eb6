"""The cards of a folder in one file that loads fast.

Reading a hundred TOML files takes longer than checking an article. So what cards say, without
their examples, and what their patterns are triggered by, is kept. In the user's cache folder such a
file is JSON, and holds only for exactly the bytes of the cards it was made from and of the code
that read them, and so does the one that installing a checkout leaves where Python keeps its
compiled modules. In a wheel it stands beside the cards and is made with them; nobody is meant to
edit them there, so they are only opened if a name, a size or a time is not as it was left, as
Python does with its own compiled files. What comes with the code is in the form of these, which
loads four times as fast and is to be read from nowhere else. If there is no such file, or it is
damaged, or cannot be written, the cards themselves are read, and nothing is said.
"""

import contextlib
import marshal
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from .lists import CardError, home

try:
    # What hashlib gives out too; hashlib itself loads OpenSSL, which takes longer than all of this.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

SHIPPED = "cards.marshal"
# Of the form: any Python reads it.
_MARSHAL = 4
CACHE_FOLDER = "CLEANUP_CACHE_DIR"
# What decides which cards are right, and what is kept of them; in a folder all of it.
CODE = (
    "cards.py",
    "classes.py",
    "compiled.py",
    "findings.py",
    "literals.py",
    "patterns.py",
    "rare.py",
    "rulebook.py",
    "triggers.py",
)
CODE_FOLDERS = ("checks", "names")
# So many compiled folders are kept: those of a few checkouts and of a few versions of each.
MOST = 8

# Seconds by which one file of a wheel may be written later than another.
SETTLES = 2

# A card on disk: its id, its path and its bytes.
File = tuple[str, str, bytes]
# What a card says (see `cards.Card.table`).
Table = Mapping[str, Any]
# Takes the id and the path of a card and what it says, and gives that with more in it.
Complete = Callable[[str, str, Table], Table]


def load(folder: Path, complete: Complete) -> list[tuple[str, str, Table]]:
    """Each card in `folder` in order: its id, its path, and what it says, completed.

    Raises CardError for a card that cannot be used.
    """
    if folder == home() and (found := _as_installed(folder)) is not None:
        return found
    files = list(_files(folder))
    tables = _tables(files, complete)
    return [(card, path, table) for (card, path, _), table in zip(files, tables, strict=True)]


def compiled(folder: Path, complete: Complete) -> bytes:
    """The compiled form of the cards in `folder`, for a wheel. Raises CardError."""
    files = list(_files(folder))
    tables = _completed(files, complete)
    return _sealed(_sizes((card, len(data)) for card, _, data in files), _marshalled(tables))


def keep_beside(folder: Path, complete: Complete) -> None:
    """Keep the compiled form of the cards in `folder` beside the code, for the first run of a
    checkout; not if a card cannot be used or the file not be written: that is told, if it
    matters, when the cards are read."""
    with contextlib.suppress(CardError, OSError, TypeError):
        files = list(_files(folder))
        digest = _digest(files, _code())
        _keep(_beside(digest), _sealed(digest, _marshalled(_completed(files, complete))))


def _as_installed(folder: Path) -> list[tuple[str, str, Table]] | None:
    """The cards of a wheel, if no size and no time says that one was changed since."""
    try:
        until = os.stat(folder / SHIPPED).st_mtime + SETTLES
        paths = list(_paths(folder))
        status = [os.stat(path) for _, path in paths]
    except OSError:
        return None
    if any(one.st_mtime > until for one in status):
        return None
    sizes = _sizes((card, one.st_size) for (card, _), one in zip(paths, status, strict=True))
    tables = _opened(folder / SHIPPED, sizes)
    if tables is None:
        return None
    return [(card, path, table) for (card, path), table in zip(paths, tables, strict=True)]


def _sizes(cards: Iterable[tuple[str, int]]) -> bytes:
    """What stands for cards of these names and sizes."""
    return blake2b(repr(list(cards)).encode("utf-8", "surrogateescape"), digest_size=16).digest()


def _tables(files: Sequence[File], complete: Complete) -> Sequence[Table]:
    """What each card says, from a compiled file if there is one."""
    try:
        digest = _digest(files, _code())
    except OSError:
        return _read(files)
    cache = _cache_file(digest)
    for place in (_beside(digest), cache):
        if place and (found := _opened(place, digest)) is not None:
            return found
    tables = _completed(files, complete)
    # A date among the options of a card has no place in JSON; such cards are read each time.
    with contextlib.suppress(OSError, TypeError):
        if cache and tables:
            _keep(cache, _sealed(digest, _json(tables)))
    return tables


def _files(folder: Path) -> Iterable[File]:
    """The cards of a folder, in order. Raises CardError."""
    return ((card, path, _bytes(path)) for card, path in _paths(folder))


def _paths(folder: Path) -> Iterable[tuple[str, str]]:
    """The names and paths of the cards of a folder, `<family>/<name>.toml`, in order. Raises
    CardError for a card that lies beside the families."""
    # As `Path.glob`, in a quarter of its time.
    start = "" if str(folder) == "." else os.path.join(folder, "")
    for family in sorted(_names(start or ".")):
        if family.endswith(".toml") and b"[[example]]" in _bytes(start + family):
            raise CardError(f"{start}{family}: a card belongs into the folder of its family")
        inside = os.path.join(start + family, "")
        for name in sorted(_names(inside)):
            stem, ending = os.path.splitext(name)
            if ending == ".toml":
                yield f"{family}/{stem}", inside + name


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb", buffering=0) as file:
            return file.read()
    except OSError as error:
        raise CardError(f"{path}: not a card: {error}") from error


def _completed(files: Sequence[File], complete: Complete) -> list[Table]:
    return [
        complete(card, path, table)
        for (card, path, _), table in zip(files, _read(files), strict=True)
    ]


def _read(files: Iterable[File]) -> list[Table]:
    """What each card says, from the cards. Raises CardError."""
    from .cards import card_of

    return [card_of(data, path).table for _, path, data in files]


def _digest(files: Iterable[File], code: Iterable[str]) -> bytes:
    """What stands for exactly these cards, read by the code in these files. Raises OSError.

    Python's version does not count: it changes what a pattern means, never what a card says.
    """
    made = blake2b(digest_size=16)
    for path in code:
        with open(path, "rb", buffering=0) as file:
            made.update(file.read())
    for card, _, data in files:
        made.update(f"\0{card}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
        made.update(data)
    return made.digest()


def _code() -> Iterator[str]:
    """The code that reads cards, that of the checks, and the lists that patterns are made of."""
    here, lists = os.path.dirname(__file__), os.path.join(home(), "lists")
    yield from (os.path.join(here, name) for name in CODE)
    for folder in (*(os.path.join(here, name) for name in CODE_FOLDERS), lists):
        for name in sorted(os.listdir(folder)):
            if name.endswith((".py", ".txt")):
                yield os.path.join(folder, name)


def _json(tables: Sequence[Table]) -> bytes:
    """The tables as JSON. Raises TypeError for a date."""
    import json

    return json.dumps(tables, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _marshalled(tables: Sequence[Table]) -> bytes:
    """The tables as Python keeps what is its own. Raises TypeError for a date."""
    import json

    return marshal.dumps(json.loads(_json(tables)), _MARSHAL)


def _sealed(digest: bytes, data: bytes) -> bytes:
    """A compiled file: a line that shows damage, and the tables."""
    return _seal(digest, data) + b"\n" + data


def _seal(digest: bytes, data: bytes) -> bytes:
    return blake2b(data, digest_size=16, key=digest).hexdigest().encode()


def _opened(path: Path, digest: bytes) -> list[Table] | None:
    """The tables in a compiled file; None if it is not there, damaged, or of other cards."""
    try:
        seal, _, data = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if seal != _seal(digest, data):
        return None
    if path.suffix == ".json":
        import json

        return list(json.loads(data))
    return list(marshal.loads(data))


def _cache_file(digest: bytes) -> Path | None:
    """Where the compiled file of these cards is kept; None without a place for it."""
    folder = cache_folder()
    return folder / f"cards-{digest.hex()}.json" if folder else None


def _beside(digest: bytes) -> Path:
    """Where installing a checkout leaves them."""
    return Path(__file__).parent / "__pycache__" / f"cards-{digest.hex()}.marshal"


def cache_folder() -> Path | None:
    """The folder for what can be made again: that of the user, or the one that CLEANUP_CACHE_DIR
    names; None if the user has none."""
    folder = os.environ.get(CACHE_FOLDER)
    if not folder:
        from platformdirs import user_cache_dir

        folder = user_cache_dir("cleanup-text", appauthor=False)
    return Path(folder) if os.path.isabs(folder) or os.environ.get(CACHE_FOLDER) else None


def _keep(path: Path, data: bytes) -> None:
    """Write a compiled file, whole or not at all, and take away the oldest. Raises OSError."""
    from tempfile import mkstemp

    os.makedirs(path.parent, mode=0o700, exist_ok=True)
    handle, made = mkstemp(dir=path.parent, prefix=path.stem, suffix=".new")
    try:
        with open(handle, "wb") as file:
            file.write(data)
        os.replace(made, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(made)
        raise
    others = sorted(path.parent.glob("cards-*"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in others[MOST:]:
        with contextlib.suppress(OSError):
            old.unlink()
