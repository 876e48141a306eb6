"""Writing a file so that whatever happens, either its old bytes stand there or the new ones.

The new bytes go into a temporary file beside the old one, which then takes its place in one step.
Only a kill can leave that temporary file behind: `.NAME.….cleanup-tmp`, safe to delete.

Two runs on one folder may not undo each other's work. So the last look at the file and the step
that replaces it are taken while the folder is locked. The lock is the system's own and ends with
its process, so that a killed run holds up nobody. Programs that do not ask for the lock, such as
an editor, are kept out by that last look alone: they would have to write in the same instant.
"""

import contextlib
import errno
import os
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from .files import FileProblem, real, reason

_PATIENCE = 10.0  # seconds; a run holds the lock for as long as it takes to read one file


# All of a file's new content, or its pieces; they are asked for once.
Data = bytes | Iterable[bytes]
_IN_PLACE = "cannot be made: a file stands in its place"


def write(
    path: Path, data: Data, *, expected: Data | None = None, backup: bool = False
) -> Path | None:
    """Replace the content of an existing file, or of the file a link leads to.

    `expected` is what was read earlier: the file is left alone if it holds anything else by now.
    With `backup` the old bytes stay in `NAME.orig`, or `NAME.orig.1` and so on where that exists;
    the answer is its path. Mode, owner and extended attributes stay as far as the system lets us;
    another hard link to the file keeps the old content.

    Raises FileProblem if it could not be done; the file is then as it was.
    """
    with _reported(path, "; it is unchanged"):
        target = _replaceable(path)
        with _temporary(target) as temporary:
            _fill(temporary, data, like=target)
            with _alone_in(target.parent, path):
                if expected is not None and not _holds(target, expected):
                    raise FileProblem(path, "changed while it was being cleaned; run again")
                kept = _keep(target) if backup else None
                try:
                    os.replace(temporary, target)
                except OSError:
                    if kept:
                        kept.unlink(missing_ok=True)
                    raise
        _settle(target.parent)
        return kept


def write_new(path: Path, data: Data) -> None:
    """Write a file that need not exist, nor the folders above it; one that exists is replaced.

    A device or a pipe is written to as it stands. Raises FileProblem if it could not be done.
    """
    with _reported(path):
        target = real(path)
        # Asked of the path: what standard output is a link to need have no name.
        if path.exists() and not path.is_file() and not path.is_dir():
            with open(path, "wb") as file:
                file.writelines(_pieces(data))
        elif target.exists():
            write(path, data)
        else:
            _make_folder(target.parent)
            with _temporary(target) as temporary:
                _fill(temporary, data)
                os.replace(temporary, target)
            _settle(target.parent)


def expect(path: Path) -> None:
    """Find out before a run whether `write_new` will be able to write a file at its end, as far as
    that can be told. Raises FileProblem if not."""
    target = real(path)
    if target.exists() and not target.is_file():
        return
    with _reported(path):
        if target.exists():
            _replaceable(path)
        # Of a drive that is not there nothing exists.
        folder = next((one for one in target.parents if one.exists()), target.parents[-1])
        if not folder.is_dir():
            raise FileProblem(folder, _IN_PLACE)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it. Raises FileProblem where a file stands in its place."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise FileProblem(folder, _IN_PLACE) from error


@contextlib.contextmanager
def _reported(path: Path, outcome: str = "") -> Iterator[None]:
    """Turns what the system complains of into a FileProblem."""
    try:
        yield
    except PermissionError as error:
        raise FileProblem(
            path,
            f"cannot be written: {reason(error)}{outcome}; its folder must be writable and no "
            "other program may have it locked",
        ) from error
    except OSError as error:
        raise FileProblem(path, f"cannot be written: {reason(error)}{outcome}") from error


def _replaceable(path: Path) -> Path:
    """The file that a path means in the end. Raises FileProblem if it is not ours to replace."""
    target = real(path)
    try:
        status = target.stat()
    except FileNotFoundError as error:
        raise FileProblem(path, "does not exist, or does no longer") from error
    if stat.S_ISDIR(status.st_mode):
        raise FileProblem(path, "is a folder, not a file")
    if not stat.S_ISREG(status.st_mode):
        raise FileProblem(path, "is a device or a pipe, which cannot be replaced")
    # Root may write to anything; but a file without a write bit was meant to stay as it is.
    # A locked file on macOS cannot be replaced, and its lock would be copied with the mode.
    locked = getattr(status, "st_flags", 0) & (stat.UF_IMMUTABLE | stat.SF_IMMUTABLE)
    if locked or not status.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise FileProblem(path, "is read-only; make it writable, or write to another file")
    return target


@contextlib.contextmanager
def _temporary(target: Path) -> Iterator[Path]:
    """A path beside `target` that nothing has yet, and that is cleared away in the end."""
    # Cut short, or the name might get longer than a file system takes.
    path = target.with_name(f".{target.name[:50]}.{secrets.token_hex(8)}.cleanup-tmp")
    try:
        yield path
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _fill(path: Path, data: Data, like: Path | None = None) -> None:
    """Make a file with this content and see it onto the disk.

    Given `like`, it takes after that file, and nobody else can read it until it does.
    """
    mode = 0o600 if like else 0o666
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
        file.writelines(_pieces(data))
        file.flush()
        if like:
            _take_after(path, like)
        os.fsync(file.fileno())


def _pieces(data: Data) -> Iterable[bytes]:
    return [data] if isinstance(data, bytes) else data


def _take_after(path: Path, like: Path) -> None:
    """Give a file the owner, the mode and the extended attributes of another where permitted."""
    status = like.stat()
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.chown(path, -1, status.st_gid)
        with contextlib.suppress(OSError):
            os.chown(path, status.st_uid, -1)
    with contextlib.suppress(OSError):
        shutil.copystat(like, path)
    with contextlib.suppress(OSError):
        path.chmod(stat.S_IMODE(status.st_mode))
    # Build tools and copying tools tell by its time that a file has changed.
    os.utime(path)


def _keep(target: Path) -> Path:
    """Copy a file to `NAME.orig`, or the next free name like it. The folder must be locked."""
    kept, number = target.with_name(f"{target.name}.orig"), 0
    while os.path.lexists(kept):
        number += 1
        kept = target.with_name(f"{target.name}.orig.{number}")
    with _temporary(kept) as temporary:
        _fill(temporary, target.read_bytes(), like=target)
        with contextlib.suppress(OSError):
            shutil.copystat(target, temporary)
        os.replace(temporary, kept)
    return kept


def _holds(target: Path, expected: Data) -> bool:
    """Whether a file has just this content."""
    try:
        with open(target, "rb") as file:
            same = all(file.read(len(piece)) == piece for piece in _pieces(expected))
            return same and not file.read(1)
    except FileNotFoundError:
        return False


def _settle(folder: Path) -> None:
    """See a new name in a folder onto the disk, where the system offers that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def _alone_in(folder: Path, path: Path) -> Iterator[None]:
    """Keeps other runs from replacing files in a folder meanwhile.

    Where the file system knows no locks, as some network drives do not, it goes without.
    """
    patience = time.monotonic() + _PATIENCE
    handle = None
    while handle is None:
        try:
            handle = _lock(folder)
        except _BUSY as error:
            if time.monotonic() > patience:
                raise FileProblem(
                    path, "stands in a folder that another run keeps locked; run again"
                ) from error
            time.sleep(0.01)
        except OSError:
            break
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


if sys.platform == "win32":
    # A folder cannot be locked, so a file in it stands for it, which Windows deletes when its
    # process ends. While that goes on, opening it is refused.
    _BUSY = (FileExistsError, PermissionError)

    def _lock(folder: Path) -> int:
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_TEMPORARY
        return os.open(folder / ".lock.cleanup-tmp", flags)

else:
    import fcntl

    _BUSY = (BlockingIOError,)

    def _lock(folder: Path) -> int:
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BaseException:
            os.close(handle)
            raise
        return handle
