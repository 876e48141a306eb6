"""What lines of a page are by the lines around them: menus, lists of stories, readers' comments."""

import itertools
from collections.abc import Iterable, Sequence

from ..lazy import lazy
from .boilerplate_lines import Label, Shape

# A headline that comes again so soon, or a name that comes so often, is a list's of the page.
AGAIN_WITHIN = 4
OFTEN = 3
FEWEST_COMMENTS = 2
# A comment has no more lines, and a thread at least so many comments.
MOST_COMMENT_LINES = 20
FEWEST_SECTIONS = 4
# How far around a label others of its page are looked for.
NEAR = 8
FEWEST_TEASERS = 3

# "The boat is found  Police say that nobody was on board."
_GLUED = lazy(r"\s*[^\s.](?:[^.]|\.(?! )){20,120}[^\s.!?:,;–—-] {2,4}[A-Z“‘\"'][^\r\n]{20,200}")


def mark(shapes: list[Shape], lines: Sequence[str]) -> None:
    """Change the shapes, in the order of the text, to what their neighbours say they are."""
    _mark_repeated(shapes, lines)
    _mark_glued(shapes, lines)
    _mark_menus(shapes)
    _mark_threads(shapes)


def words_of(shapes: Iterable[Shape]) -> int:
    """How many words these lines are."""
    return sum(shape.words for shape in shapes)


def prose_words(shapes: Iterable[Shape]) -> int:
    """How many words are prose."""
    return words_of(shape for shape in shapes if shape.prose)


def _mark_repeated(shapes: list[Shape], lines: Sequence[str]) -> None:
    """Mark headlines that stand twice, below a picture and beside it, and names of sections that
    stand above each."""
    places: dict[str, list[int]] = {}
    for at, (shape, line) in enumerate(zip(shapes, lines, strict=True)):
        if shape.title and shape.words and not shape.label:
            places.setdefault(line.strip(), []).append(at)
    for found in places.values():
        near = {i for a, b in itertools.pairwise(found) if b - a <= AGAIN_WITHIN for i in (a, b)}
        for at in found if len(found) >= OFTEN else near:
            shapes[at] = shapes[at]._replace(prose=False, neutral=True, again=True)


def _mark_glued(shapes: list[Shape], lines: Sequence[str]) -> None:
    """Make items of headlines that stand one below the other, each with a sentence behind it on
    the same line."""
    glued = [
        shape.prose and bool(_GLUED.fullmatch(line))
        for shape, line in zip(shapes, lines, strict=True)
    ]
    for is_glued, group in itertools.groupby(range(len(glued)), glued.__getitem__):
        run = list(group)
        if is_glued and len(run) >= FEWEST_TEASERS:
            for at in run:
                shapes[at] = shapes[at]._replace(prose=False, neutral=True)


def _mark_menus(shapes: list[Shape]) -> None:
    """Make labels of the names of a site's sections, where several stand together."""
    sections = [at for at, shape in enumerate(shapes) if shape.section]
    for first, last in zip(sections, sections[FEWEST_SECTIONS - 1 :], strict=False):
        if last - first <= NEAR and not any(shape.prose for shape in shapes[first:last]):
            for at in range(first, last + 1):
                if shapes[at].section:
                    shapes[at] = shapes[at]._replace(label=Label("site-menu", 1))


def _mark_threads(shapes: list[Shape]) -> None:
    """Mark what readers wrote: below a label for comments, each with its writer's name and time."""
    end = 0
    for at, shape in enumerate(shapes):
        if at < end or not shape.label or shape.label.kind != "comments-widget":
            continue
        fewest = FEWEST_COMMENTS if shape.label.weight > 1 else FEWEST_COMMENTS + 1
        if not prose_words(shapes[:at]):
            continue
        last, commenters, certain = at, 0, False
        for here in range(at + 1, len(shapes)):
            if shapes[here].commenter:
                last, commenters = here, commenters + 1
                continue
            far = here - last > (MOST_COMMENT_LINES if commenters else 3)
            label = shapes[here].label
            # "View all" may stand between the label and the first of them.
            other = label and label.kind != "comments-widget" and (commenters or label.weight > 1)
            if far or shapes[here].counted or other:
                break
            # "Reply" below the only one there is.
            certain |= bool(label) and commenters > 0 and fewest == FEWEST_COMMENTS
            end = here
        if commenters >= fewest or certain:
            for here in range(at + 1, end + 1):
                if not shapes[here].label:
                    shapes[here] = shapes[here]._replace(comment=True)
