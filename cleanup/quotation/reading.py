"""The reading of a paragraph's marks that supposes the least damage.

A reading gives every mark a role, and is followed with the levels that are open: D for a double
mark, S for a single one, L for a low one („ of other languages). All readings are weighed at once,
from left to right and back, so that for each mark the best reading of every role is known.
"""

import functools
from typing import Any

from ..document import Span
from .marks import Mark, Role, Token, gap, tokens

# A quotation left open at the end of the paragraph, or closed without having been opened.
LEFT_OPEN = {"D": 4.0, "S": 2.5, "L": 4.0}
UNOPENED = {"D": 4.0, "S": 3.0, "L": 9.0}
# The same where the neighbouring paragraph takes it up.
RUNS_ON = 0.5
# One quotation in another of the same marks.
NESTED_CURLY, NESTED_STRAIGHT = 2.0, 7.0
# Nobody quotes deeper.
DEEPEST = 3
# Readings worse than the best so far by more than this are given up.
HOPELESS = 16.0
NEVER = 1e9
# So many marks with so few characters for each, these included, are no text.
CROWD, FEWEST_EACH = 500, 8
# Paragraphs with no more marks are of a few kinds, which come again and again.
MOST_KEPT = 12

State = str
Step = tuple[State, State, Role, float]


def read(text: str, paragraph: Span, carried: bool, runs_on: bool) -> tuple[list[Mark], list[Mark]]:
    """The marks of a paragraph, and those that it leaves open.

    `carried` and `runs_on` say whether the paragraph before may leave a quotation open, and
    whether the one behind may take one up.
    """
    found = list(tokens(text, paragraph.start, paragraph.end))
    crowded = len(found) > CROWD and len(found) * FEWEST_EACH > len(paragraph)
    if not found or crowded:
        return [], []
    looks = tuple(token[1:] for token in found)
    weigh = _weighed if len(found) <= MOST_KEPT else _weighed.__wrapped__
    marks: list[Mark] = []
    open_marks: list[Mark] = []
    for token, (role, margin, state) in zip(found, weigh(looks, carried, runs_on), strict=True):
        mark = Mark(token.at, token.written, role, margin=margin)
        if role is Role.OPEN:
            # In the place of one that is never closed, or on top: "" may open two at once.
            more = len(state) - len(open_marks)
            open_marks[len(state) - max(1, more) :] = [mark] * max(1, more)
        elif role is Role.CLOSE:
            mark.partner = open_marks[len(state)]
            mark.partner.partner = mark
            if mark.doubled:
                mark.partner.partner = open_marks[-1].partner = mark
            del open_marks[len(state) :]
        _look_around(text, paragraph, mark)
        marks.append(mark)
    return marks, [m for m in marks if m.role is Role.OPEN and not m.partner]


@functools.lru_cache(maxsize=2_000)
def _weighed(
    looks: tuple[tuple[Any, ...], ...], carried: bool, runs_on: bool
) -> list[tuple[Role, float, State]]:
    """Of each mark, by all of its token but the place, the role it has in the best reading, by how
    much, and what is open behind it."""
    some = [Token(0, *look) for look in looks]
    steps, ahead = _forward(some, carried)
    behind = _backward(steps, ahead[-1], runs_on)
    found: list[tuple[Role, float, State]] = []
    state: State = ""
    for here, before, after in zip(steps, ahead[:-1], behind[1:], strict=True):
        margin = _margin(here, before, after)
        _, state, role, _ = min(
            (step for step in here if step[0] == state), key=lambda s: s[3] + after.get(s[1], NEVER)
        )
        found.append((role, margin, state))
    return found


def _look_around(text: str, paragraph: Span, mark: Mark) -> None:
    """Note the white space inside a mark and a word outside that it touches."""
    if mark.role is Role.OPEN:
        mark.gap = gap(text, mark.end, paragraph.end)
        mark.glued = mark.at > paragraph.start and text[mark.at - 1].isalnum()
    elif mark.role is Role.CLOSE:
        mark.gap = gap(text, mark.at, paragraph.start)
        mark.glued = mark.end < paragraph.end and text[mark.end].isalnum()


def _forward(
    found: list[Token], carried: bool
) -> tuple[list[list[Step]], list[dict[State, float]]]:
    """The steps at each mark, and the least cost of each state before it and at the end."""
    ahead: list[dict[State, float]] = [{"": 0.0}]
    steps: list[list[Step]] = []
    for token in found:
        now, after = ahead[-1], dict[State, float]()
        limit = min(now.values()) + HOPELESS
        here = [
            step
            for state, cost in now.items()
            if cost <= limit
            for step in _steps(token, state, carried)
        ]
        for state, following, _, cost in here:
            total = now[state] + cost
            if total < after.get(following, NEVER):
                after[following] = total
        steps.append(here)
        ahead.append(after)
    return steps, ahead


@functools.lru_cache(maxsize=5_000)
def _steps(token: Token, state: State, carried: bool) -> list[Step]:
    """What a mark can do where the levels of `state` are open."""
    level = token.level
    found: list[Step] = [(state, state, token.other, token.neither)]
    cost = token.opens
    if level == "D" and "D" in state:
        cost += NESTED_CURLY if token.written == "“" else NESTED_STRAIGHT
    if len(state) < DEEPEST and not (level == "S" and "S" in state):
        found.append((state, state + level, Role.OPEN, cost))
    if level == "D" and state.endswith("D"):
        # The one before was never closed.
        found.append((state, state, Role.OPEN, token.opens + LEFT_OPEN["D"]))
    if level == "L":
        return found
    two = len(token.written) > 1 and token.written[0] in "“”"
    if two and len(state) + 2 <= DEEPEST:
        found.append((state, state + "DD", Role.OPEN, cost + NESTED_CURLY))
    if two and state.count("D") > 1 and state.endswith("DD"):
        found.append((state, state[:-2], Role.CLOSE, token.closes))
    # A closing mark closes the innermost quotation of its level; what is open in there stays so.
    closed = max(state.rfind(level), state.rfind("L") if level == "D" else -1)
    if closed < 0:
        cost = token.closes + (RUNS_ON if carried and level == "D" else UNOPENED[level])
        found.append((state, state, Role.UNKNOWN, cost))
    else:
        cost = token.closes + sum(LEFT_OPEN[one] for one in state[closed + 1 :])
        # „So“ in German, „so” in Polish.
        cost -= 3 if state[closed] == "L" and token.written == "“" else 0
        found.append((state, state[:closed], Role.CLOSE, cost))
    return found


def _end(state: State, runs_on: bool) -> float:
    return sum(RUNS_ON if runs_on and one == "D" else LEFT_OPEN[one] for one in state)


def _backward(
    steps: list[list[Step]], last: dict[State, float], runs_on: bool
) -> list[dict[State, float]]:
    """The least cost of what is still to come, for each state before each mark and at the end."""
    behind = [{state: _end(state, runs_on) for state in last}]
    for here in reversed(steps):
        before: dict[State, float] = {}
        for state, following, _, cost in here:
            rest = cost + behind[-1].get(following, NEVER)
            if rest < before.get(state, NEVER):
                before[state] = rest
        # A state that was given up leads nowhere.
        behind.append(before)
    return behind[::-1]


def _margin(here: list[Step], before: dict[State, float], after: dict[State, float]) -> float:
    """How much more the best reading with another role of the mark costs."""
    roles: dict[Role, float] = {}
    for state, following, role, cost in here:
        total = before[state] + cost + after.get(following, NEVER)
        if total < roles.get(role, NEVER):
            roles[role] = total
    first, *others = sorted(roles.values())
    return others[0] - first if others else NEVER
