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
    return cast("re.Pattern[AnyStr]", Lazy(pattern, flags))


def named(name: str, make: Callable[[], str]) -> re.Pattern[str]:
    """A lazy pattern whose source takes long to write, as a long list does: it goes by a name in
    braces, and `make` writes the source when it is first used."""
    return cast("re.Pattern[str]", Lazy(f"{{{name}}}", make=make))


def is_named(source: str) -> bool:
    """Whether this is the name of a pattern (see `named`) instead of one."""
    return source[:1] == "{"


class Lazy:
    """What stands in for a pattern until it is first asked for anything; what was asked for is
    kept."""

    def __init__(self, pattern: Any, flags: int = 0, make: Callable[[], str] | None = None) -> None:
        self.pattern = pattern
        self._given, self._make = flags, make
        if isinstance(pattern, str) and not (pattern[:2] == "(?" and _OWN_FLAGS.match(pattern)):
            self.flags = int(flags if flags & re.ASCII else flags | re.UNICODE)

    @cached_property
    def source(self) -> Any:
        """What is compiled: what the name stands for, if `pattern` is one."""
        return self._make() if self._make else self.pattern

    def compile(self) -> re.Pattern[Any]:
        """The pattern."""
        return ready(self.source, self._given)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.compile(), name)
        setattr(self, name, value)
        return value
