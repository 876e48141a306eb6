"""A person added to a names file."""

import json
import tomllib
from pathlib import Path

from ..files import FileProblem, reason
from ..lists import CardError
from .people import read_names


def add_person(path: Path, name: str) -> bool:
    """Add a name to a names file, at its end; one that does not exist is made.

    All that was there stays as it is. Returns whether the name was new. Raises CardError for a name
    of one word, a file that is no names file, and FileProblem if it cannot be read or written.
    """
    from ..writing import write, write_new

    name = " ".join(name.split())
    if len(name.split()) < 2:
        raise CardError(f"a names file takes a first name and a surname, not {name!r}")
    try:
        old = path.read_bytes()
    except FileNotFoundError:
        old = b""
    except OSError as error:
        raise FileProblem(path, f"cannot be read: {reason(error)}") from error
    if old:
        read_names.cache_clear()
        if any(name in (person.name, *person.variants) for person in read_names(path)):
            return False
    end = "\r\n" if b"\r\n" in old else "\n"
    # A TOML basic string is JSON's, but that DEL is escaped too.
    string = json.dumps(name, ensure_ascii=False).replace("\x7f", r"\u007f")
    gap = ("" if old.endswith(b"\n") else end) + end if old else ""
    entry = f"{gap}[[person]]{end}name = {string}{end}"
    try:
        new = old + entry.encode("utf-8")
        tomllib.loads(new.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeError) as error:
        raise CardError(f"{path}: {name!r} cannot be added: {error}") from error
    if old:
        write(path, new, expected=old)
    else:
        write_new(path, new)
    read_names.cache_clear()
    return True
