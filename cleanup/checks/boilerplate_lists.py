"""Lists of an article that are made of the words of pages, above the end of a page."""

from collections.abc import Sequence

from .boilerplate_lines import Shape, speaks_of_words

# A longer line is no item of a list, and no title of one.
MOST_ITEM_WORDS = 8
# So many lines may stand above a list and say what it is.
MOST_TITLES = 4
# What has more lines is no list but a page without blank lines.
MOST_LIST_LINES = 12


def in_list_of_words(shapes: Sequence[Shape], lines: Sequence[str], top: int) -> bool:
    """Whether the labels that begin at `top` stand below a title that says they are words, lines of
    a play or a poem, or works that an article refers to."""
    for at in range(top - 1, max(-1, top - 1 - MOST_TITLES), -1):
        if shapes[at].prose and shapes[at].words > MOST_ITEM_WORDS:
            return False
        if speaks_of_words(lines[at]):
            return True
    return False


def below_title(shapes: Sequence[Shape], at: int) -> bool:
    """Whether a label stands in a paragraph of short lines, the first of them no line of a page:
    below the title of a list, with no blank line between."""
    first = at
    while first and not shapes[first].apart:
        first -= 1
    last = next((i for i in range(at + 1, len(shapes)) if shapes[i].apart), len(shapes))
    title = shapes[first]
    own = not (title.prose or title.label or title.neutral or title.comment)
    short = last - first <= MOST_LIST_LINES and title.words <= MOST_ITEM_WORDS
    return first < at and title.apart and own and short
