"""How often each rule came up in a run: a table, in place of the findings."""

from collections import Counter
from collections.abc import Iterator

from ..findings import State
from .screen import Painter, head
from .told import How, Told

_COLUMN = 7
# What can be done about it: the form for one and for several is the same.
_WORDS = {
    State.FIXABLE: "safe",
    State.UNSAFE: "unsafe",
    State.CANDIDATES: "to choose from",
    State.MANUAL: "by hand",
    State.REFUSED: "refused",
}


class Statistics:
    """Counts findings by rule; after fixing also the fixes made, and what is left."""

    def __init__(self, how: How) -> None:
        self._how = how
        self._left: Counter[str] = Counter()
        self._fixed: Counter[str] = Counter()
        self._states: dict[str, Counter[State]] = {}

    def add(self, told: Told) -> None:
        """Count what is found in a text."""
        cleaning = told.report.cleaning
        for finding in told.report.left:
            self._left[finding.rule] += 1
            self._states.setdefault(finding.rule, Counter())[finding.state] += 1
        for finding in cleaning.applied if cleaning else ():
            self._fixed[finding.rule] += 1

    def lines(self, paint: Painter, columns: int) -> Iterator[str]:
        """The table, what came up most often first; nothing if nothing came up."""
        every = self._left + self._fixed
        if not every:
            return
        fixed = self._how.fixed
        names = ("fixed", "left") if fixed else ("found",)
        longest = max(map(len, every))
        title = "".join(f"{name:>{_COLUMN}}" for name in names) + f"  {'rule':<{longest}}  fixes"
        yield paint(title, "dim") + "\n"
        for rule, _ in sorted(every.items(), key=lambda item: (-item[1], item[0])):
            numbers = (self._fixed[rule], self._left[rule]) if fixed else (self._left[rule],)
            figures = "".join(f"{n:>{_COLUMN},}" for n in numbers)
            states = self._states.get(rule, Counter())
            one = len(states) == 1
            what = ", ".join(
                _WORDS[s] if one else f"{states[s]:,} {_WORDS[s]}" for s in _WORDS if states[s]
            )
            what = head(what, max(10, columns - len(figures) - longest - 4))
            yield f"{figures}  {paint(f'{rule:<{longest}}', 'bold')}  {what}".rstrip() + "\n"
        yield "\n"
