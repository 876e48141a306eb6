"""What installing leaves in a file: all patterns, in the form that Python compiles them to.

See `expressions`, which reads the file.
"""

import gc
import importlib
import os
import pkgutil
import sys
from array import array
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from tempfile import mkstemp
from typing import Any

from .cards import read_card
from .expressions import BESIDE, NUMBERS, Form, asked, file_of, key_of, seal
from .lazy import Lazy
from .lists import CardError, home
from .patterns import Match

# What `functools.cache` makes.
_CACHED = type(cache(compile))


def keep_beside() -> None:
    """Leave the file of a checkout beside its compiled modules; not if a card cannot be used or
    the file not be written."""
    with suppress(CardError, OSError):
        data = compiled()
        os.makedirs(os.path.dirname(BESIDE), exist_ok=True)
        handle, made = mkstemp(dir=os.path.dirname(BESIDE), suffix=".new")
        with open(handle, "wb") as file:
            file.write(data)
        os.replace(made, BESIDE)


def compiled() -> bytes:
    """The file for the patterns of all modules and all cards; with none for a Python that compiles
    them in another way. Raises CardError."""
    patterns, forms, codes = sorted(_all()), dict[bytes, Form](), b""
    with suppress(AttributeError, ImportError, TypeError):
        for pattern, flags in patterns:
            own_flags, groups, numbers, code = _form(pattern, flags)
            end = len(codes) + len(code)
            form = own_flags, groups, numbers, len(codes), end, seal(code)
            # With the flags that it sets itself, it is asked for by those who know the pattern.
            forms[key_of(pattern, flags)] = forms[key_of(pattern, own_flags)] = form
            codes += code
    return file_of(forms, codes)


def _form(pattern: str, flags: int) -> tuple[int, int, dict[str, int], bytes]:
    """Flags, groups, their numbers, and the code."""
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(pattern, flags)
    code = array(NUMBERS, _compiler._code(parsed, flags)).tobytes()
    state = parsed.state
    return int(flags | state.flags), state.groups - 1, dict(state.groupdict), code


def _all() -> set[tuple[str, int]]:
    """Each pattern, with the flags that it is asked for with. Raises CardError."""
    _import_all()
    for path in home().glob("*/*.toml"):
        if match := read_card(path).table.get("match"):
            Match(match, str(path))
    for one in gc.get_objects():
        # Some objects take any question about themselves, so only their types are asked.
        if issubclass(type(one), Lazy):
            one.compile()
        elif type(one) is _CACHED and _writes_patterns(one.__wrapped__):
            one()
    return set(asked)


def _import_all() -> None:
    for module in pkgutil.walk_packages(sys.modules[__package__].__path__, f"{__package__}."):
        # What needs a package that is not there when this is built has few patterns.
        with suppress(ImportError):
            importlib.import_module(module.name)


def _writes_patterns(cached: Callable[..., Any]) -> bool:
    """Whether a cached function of this package makes patterns out of nothing."""
    return (
        cached.__module__.startswith(f"{__package__}.")
        and cached.__code__.co_argcount == 0
        and "re.Pattern" in str(cached.__annotations__.get("return"))
    )
