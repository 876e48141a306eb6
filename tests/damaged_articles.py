"""Articles for tests of whole folders: right sentences, damaged at random as translation does."""

import random
from collections.abc import Callable

OPENINGS = (
    "The town council of Ostrava agreed on Monday to rebuild the old bridge over the river",
    "Fishermen on the northern coast said the new quota leaves them with little to live on",
    "A small publisher in Porto has bought the rights to a novel that nobody wanted for years",
    "Doctors at the children's hospital in Graz have started a trial of a cheaper vaccine",
    "The railway will close its line to the mountains for six weeks in the spring",
    "Researchers who study glaciers say that the melt began two weeks early this year",
)
SENTENCES = (
    "The plan raised doubts about the cost of the works and the time they will take",
    "Residents told the newspaper that they had asked for a meeting in March and never got one",
    "The minister said that the government would look at the figures again before the summer",
    "It is the third time in five years that the company has changed its mind",
    "Prices rose by 4 percent in the region, twice as fast as in the rest of the country",
    "The mayor described the decision as a victory for everybody who lives by the water",
    "Nobody was hurt, but two houses had to be cleared during the night",
    "An engineer who knows the building well said it could stand for another century",
    "The union wants talks to begin within a week and has not ruled out a strike",
    "In the villages the news was met with relief, and here and there with a song",
    "Her colleagues remember a patient teacher who answered every letter by hand",
    "The court will hear both sides in the autumn, and a ruling is expected by the end of the year",
)
SAID = ("said", "explained", "told reporters", "warned")
PEOPLE = ("Ana Prado", "Jonas Lind", "Mirela Kos", "Peter Halloran", "Sunniva Dahl")


def stop_inside(text: str, rng: random.Random) -> str:
    """A full stop in the middle of a sentence."""
    return text.replace(" about ", ". about ", 1).replace(" who ", ". who ", rng.randint(0, 1))


def doubled(text: str, rng: random.Random) -> str:
    """A word twice."""
    return text.replace(" the ", " the the ", 1)


def glued(text: str, rng: random.Random) -> str:
    """No space behind a comma, or behind a full stop."""
    return text.replace(", ", ",", 1) if rng.random() < 0.5 else text.replace(". ", ".", 1)


def loose(text: str, rng: random.Random) -> str:
    """Space before a mark, and too much of it."""
    return text.replace(".", " .", 1).replace(" and ", "  and ", 1)


def odd_quotes(text: str, rng: random.Random) -> str:
    """Quotation marks that turn the wrong way or stand apart."""
    return text.replace("”", "“", 1) if rng.random() < 0.5 else text.replace("“", "“ ", 1)


def broken(text: str, rng: random.Random) -> str:
    """Letters that were read in another encoding."""
    return text.replace("’", "â€™", 1)


DAMAGE: tuple[Callable[[str, random.Random], str], ...] = (
    stop_inside,
    doubled,
    glued,
    loose,
    odd_quotes,
    broken,
)


def article(seed: int, paragraphs: int = 6) -> str:
    """An article with damage in most of its paragraphs; the same for the same seed."""
    rng = random.Random(seed)
    lines = []
    for number in range(paragraphs):
        first = rng.choice(OPENINGS) if not number else rng.choice(SENTENCES)
        person, verb = rng.choice(PEOPLE), rng.choice(SAID)
        text = f"{first}. {rng.choice(SENTENCES)}. “{rng.choice(SENTENCES)},” {person} {verb}."
        text += f" The town’s paper wrote: {rng.choice(SENTENCES)}."
        for damage in rng.sample(DAMAGE, rng.randint(0, 3)):
            text = damage(text, rng)
        lines.append(text)
    if rng.random() < 0.5:
        lines.append("#news #region #river #council\n2026-03-14 07:12:00")
    return "\n\n".join(lines) + "\n"


def many_findings(number: int, per_line: int) -> str:
    """A text with at least so many findings, `per_line` on a line."""
    pieces = [f"The vote of day {n} raised doubts. about the treaty." for n in range(number)]
    rows = [" ".join(pieces[at : at + per_line]) for at in range(0, number, per_line)]
    return "\n".join(rows) + "\n"
