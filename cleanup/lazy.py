"""Regular expressions that are compiled when first used: many runs need few of them."""

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any, AnyStr, cast

from .expressions import ready

# Flags that a pattern sets itself, for which it has to be compiled, stand at its beginning.
_OWN_FLAGS = re.compile(r"\(\?[aiLmsux]+\)")


def lazy(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """`re.compile`, put off until the first use; a wrong pattern is an error only then."""
    return cast("re.Pattern[AnyStr]", _Lazy(pattern, flags))


def named(name: str, make: Callable[[], str]) -> re.Pattern[str]:
    """A lazy pattern whose source takes long to write, as a long list does: it goes by a name in
    braces, and `make` writes the source when it is first used."""
    return cast("re.Pattern[str]", _Named(name, make))


def is_named(source: str) -> bool:
    """Whether this is the name of a pattern (see `named`) instead of one."""
    return source[:1] == "{"


class Lazy:
    """What stands in for a pattern until it is first asked for anything; what was asked for is
    kept."""

    def compile(self) -> re.Pattern[Any]:
        """The pattern."""
        raise NotImplementedError

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.compile(), name)
        setattr(self, name, value)
        return value


class _Lazy(Lazy):
    """A pattern whose source is known."""

    def __init__(self, pattern: Any, flags: int) -> None:
        self._given = (pattern, flags)
        self.pattern = pattern
        if isinstance(pattern, str) and not (pattern[:2] == "(?" and _OWN_FLAGS.match(pattern)):
            self.flags = int(flags if flags & re.ASCII else flags | re.UNICODE)

    def compile(self) -> re.Pattern[Any]:
        return ready(*self._given)


class _Named(Lazy):
    """A pattern whose source is written when more than its name is asked for."""

    flags = int(re.UNICODE)

    def __init__(self, name: str, make: Callable[[], str]) -> None:
        self.pattern = f"{{{name}}}"
        self._make = make

    @cached_property
    def source(self) -> str:
        return self._make()

    def compile(self) -> re.Pattern[Any]:
        return ready(self.source)
