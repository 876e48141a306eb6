"""The quotation marks of a text: which open, which close, and which are damaged.

Every rule about quotation marks reads this result. Nothing is decided mark by mark. What a mark is
*written* as (“ opens, ” closes, " says nothing) and where it *stands* (before a word, after one,
alone between spaces) say what each of its readings would cost; of all readings of a paragraph the
one with the least damage is taken (`reading`), and the distance to the next best tells how sure
it is. Apostrophes, inches and feet are readings like others, so "the dogs’ bowl" and "a 6" board"
need no rules of their own, and a quotation may hold one of the other level.

Each paragraph is read by itself; of its neighbours counts only whether a quotation runs on from
one to the other. So one stray mark cannot flip the rest of the file.
"""

from .marks import Mark, Quotations, Role
from .reading import DEEPEST
from .survey import (
    Survey,
    doubtful,
    is_carried,
    plainly_quoted,
    quotations,
    quotations_at,
    quotations_in,
    survey,
)

__all__ = [
    "DEEPEST",
    "Mark",
    "Quotations",
    "Role",
    "Survey",
    "doubtful",
    "is_carried",
    "plainly_quoted",
    "quotations",
    "quotations_at",
    "quotations_in",
    "survey",
]
