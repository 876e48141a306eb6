"""Regular expressions in the form that Python compiles them to, kept as it keeps that of modules.

Compiling its patterns is a tenth of what a check of an article, or of a megabyte, takes. So what
`re` makes of them when cleanup is installed is left in a file. The file holds for one version of
Python's regular expressions; elsewhere, if it is damaged, and for a pattern that is not in it, `re`
compiles as ever. What is in it is looked over by `re` once more before it is used.
"""

import _sre
import marshal
import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import AnyStr, Literal, cast

try:
    # See `compiled`.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

# Flags, how many groups, the numbers of those with a name, where the code begins and ends, and what
# shows damage to it.
Form = tuple[int, int, dict[str, int], int, int, bytes]

# What the code depends on: its form and, written out in it, which letters are alike.
_OF = f"{sys.implementation.cache_tag}-{_sre.MAGIC}-{_sre.CODESIZE}-{sys.byteorder}"
FILE = f"expressions.{_OF}"
_HERE = os.path.dirname(__file__)
# In a wheel, and where installing a checkout leaves it.
SHIPPED, BESIDE = os.path.join(_HERE, "rules", FILE), os.path.join(_HERE, "__pycache__", FILE)
PLACES = (SHIPPED, BESIDE)
# How a code is written: for Python they are numbers without a sign.
NUMBERS: Literal["I"] = "I"
# Bytes that show damage, and that the size of the index takes.
_SEAL, _SIZE = 16, 4

# The patterns that this process asked for, with the flags given.
asked: list[tuple[str, int]] = []


def ready(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, without compiling if that is done. Raises re.error."""
    if not isinstance(pattern, str):
        return re.compile(pattern, flags)
    found = _kept().pattern(pattern, flags) or re.compile(pattern, flags)
    asked.append((pattern, flags))
    return found


def file_of(forms: dict[bytes, Form], codes: bytes) -> bytes:
    """A file with compiled forms: the size of their index, what shows damage to it, the index, and
    the codes."""
    index = marshal.dumps(forms)
    return len(index).to_bytes(_SIZE, "little") + seal(index) + index + codes


class _File:
    """A file with compiled forms, opened."""

    def __init__(self, data: bytes = b"") -> None:
        self._data = data
        start = _SIZE + _SEAL
        self._codes = start + int.from_bytes(data[:_SIZE], "little")
        index = data[start : self._codes]
        whole = seal(index) == data[_SIZE:start]
        self._forms: Mapping[bytes, Form] = marshal.loads(index) if whole else {}

    def pattern(self, pattern: str, flags: int) -> re.Pattern[str] | None:
        """The pattern; None if it is not there, or damaged."""
        form = self._forms.get(key_of(pattern, flags))
        if form is None:
            return None
        own_flags, groups, numbers, start, end, right = form
        code = self._data[self._codes + start : self._codes + end]
        if seal(code) != right:
            return None
        names: list[str | None] = [None] * (groups + 1)
        for name, number in numbers.items():
            names[number] = name
        numerals = memoryview(code).cast(NUMBERS).tolist()
        made = _sre.compile(pattern, own_flags, numerals, groups, numbers, tuple(names))
        return cast("re.Pattern[str]", made)


@cache
def _kept() -> _File:
    for path in PLACES:
        with suppress(OSError), open(path, "rb", buffering=0) as file:
            return _File(file.read())
    return _File()


def key_of(pattern: str, flags: int) -> bytes:
    """What a pattern goes by in a file."""
    # Which a pattern has unless it says otherwise.
    flags &= ~re.UNICODE
    return seal(f"{int(flags)} {pattern}".encode("utf-8", "surrogatepass"))


def seal(data: bytes) -> bytes:
    """What shows damage to data."""
    return blake2b(data, digest_size=_SEAL).digest()
