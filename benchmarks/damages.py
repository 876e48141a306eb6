"""The kinds of damage that `damage.py` puts into clean texts, one function each.

A kind takes a text and a source of chance and gives the damaged text and where the damage is, or
None where the text has no place for it. They imitate what the two articles in `seeds/` show, in
more forms than those have; none of them looks at a rule.
"""

import random
import re
from collections.abc import Callable
from typing import NamedTuple


class Damage(NamedTuple):
    """A damaged text, the span in it that is not as it was, and what else than the clean text
    would be a full repair."""

    text: str
    start: int
    end: int
    right: str | None = None


Kind = Callable[[str, random.Random], Damage | None]
KINDS: dict[str, Kind] = {}
# Of these, words are lost that only the source has.
LOST = set[str]()

# Of these the two articles in `seeds/` show none; other machine translations do.
UNSEEN = frozenset(
    {
        "space before the straight closing mark",
        "space behind the opening mark",
        "quotation never opened",
        "two marks for one",
        "space before a mark",
        "words glued behind a full stop",
        "words glued behind a comma",
        "two short words glued",
        "two words glued",
        "space in a word",
        "line-end hyphen kept",
        "space doubled",
        "word doubled",
    }
)


def kind(name: str, *, lost: bool = False) -> Callable[[Kind], Kind]:
    """Declares a kind under its name."""

    def declare(make: Kind) -> Kind:
        KINDS[name] = make
        if lost:
            LOST.add(name)
        return make

    return declare


def curled(text: str) -> str:
    """The text with curly quotation marks and apostrophes in place of straight ones."""
    text = re.sub(r'(^|[\s(\[—–/-])"(?=\S)', r"\1“", text, flags=re.MULTILINE).replace('"', "”")
    return re.sub(r"(?<=\w)'|'(?=\d\ds)", "’", text)


def replaced(text: str, start: int, end: int, new: str) -> Damage:
    """The text with `new` in place of a stretch."""
    return Damage(text[:start] + new + text[end:], start, start + len(new))


def at_one(
    text: str, rng: random.Random, pattern: str, *new: str | Callable[[re.Match[str]], str]
) -> Damage | None:
    """One of the matches of `pattern` replaced by one of `new`, both drawn at random."""
    found = list(re.finditer(pattern, text, re.MULTILINE))
    if not found:
        return None
    m, how = rng.choice(found), rng.choice(new)
    return replaced(text, *m.span(), how(m) if callable(how) else m.expand(how))


def simple(name: str, pattern: str, *new: str | Callable[[re.Match[str]], str]) -> None:
    """Declares a kind that replaces one match of a pattern."""
    KINDS[name] = lambda text, rng: at_one(text, rng, pattern, *new)


# Marks. What may stand before a stop: a word, no abbreviation.
_LINKS = (
    "in|on|at|about|and|or|but|without|with|to|for|of|from|by|that|which|who|because|as|after|"
    "before|during|while|since|among|between|against|into|over|under|through|until|if|when|where"
)
simple("full stop before a linking word", rf"(?<=[a-z]{{3}}) (?=(?:{_LINKS})\b)", ". ")
simple(
    "full stop before another word", rf"(?<=[a-z]{{4}}) (?=(?!(?:{_LINKS})\b)[a-z]{{2,}}\b)", ". "
)
simple("closing mark turned round", r"(?<=[.,?!])”(?=\s|$)", "“", " “")
simple("extra mark behind a quotation", r"(?<=[.,?!])([”\"])(?=\s|$)", r"\1 \1", r"\1\1", "” “")
simple("space before the closing mark", r"(?<=[.,?!\w])(?=”)", " ")
simple("space before the straight closing mark", r"(?<=[.,?!])(?=\"(?:\s|$))", " ")
simple("space behind the opening mark", r"(?<=“)(?=\w)", " ")
simple("mark repeated", r"(?<=[a-z])([.,])(?= |$)", r"\1\1")
simple("two marks for one", r"(?<=[a-z])([.,])(?= |$)", ",.", ".,", ";.")
simple("space before a mark", r"(?<=[a-z])(?=[.,;:?!](?: |$))", " ")

# Where a quotation is left open is told by the mark that is there: the damage reaches to it.
_QUOTED = r"(?:^|(?<=\s))(?:“(?=\w)[^“”\n]+[.,?!]”|\"(?=\w)[^\"\n]+[.,?!]\")(?=\s|$)"
simple("quotation never closed", _QUOTED, lambda m: m[0][:-1])
simple("quotation never opened", _QUOTED, lambda m: m[0][1:])


@kind("quotation cut in two", lost=True)
def _cut_quotation(text: str, rng: random.Random) -> Damage | None:
    quotation = r"(?<=“)[^“”\n]{20,}?(?=”)"
    places = [
        m.start() + gap.start()
        for m in re.finditer(quotation, text)
        for gap in re.finditer(r"(?<=[a-z]{3}) (?=[a-z])", m[0])
    ]
    if not places:
        return None
    at = rng.choice(places)
    return replaced(text, at, at + 2, f".” “{text[at + 1].upper()}")


# Spaces and words.
simple("words glued at a capital", r"(?<=[a-z]{3}) (?=[A-Z][a-z]{2})", "")
simple("words glued behind a full stop", r"(?<=[a-z]{3}[.?!]) (?=[A-Z])", "")
simple("words glued behind a colon", r"(?<=[a-z]{3}[:;]) (?=[A-Za-z])", "")
simple("words glued behind a comma", r"(?<=[a-z]{3},) (?=[A-Za-z])", "")
simple("two short words glued", r"(?<=\b(?:of|in|to|by|on|at)) (?=(?:the|their|a|this|his)\b)", "")
simple("two words glued", r"(?<=\b[a-z]{4}) (?=[a-z]{4})", "")
simple("space in a word", r"(?<=\b[a-z])(?=[a-z]{4,}\b)|(?<=\b[a-z]{3})(?=[a-z]{3,}\b)", " ")
simple("hyphen in the air", r"(?<=[a-z]{2})-(?=[a-z]{3})", " -", "- ")
simple("line-end hyphen kept", r"(?<=\b[a-z]{4})(?=[a-z]{4})", "- ", "-\n")
simple("mixed apostrophe", r"(?<=[a-z])’(?=[a-z])", "'")
simple("non-breaking space at the end of a line", r"(?<=\S)$(?=\n)", " ", "\u00a0", "\u00a0 ")
simple("paragraphs run together", r"(?<=[.”\"])\n\n(?=\S)", "\n")
simple("extra blank lines", r"(?<=\S)\n\n(?=\S)", "\n\n\n", "\n\n \n\n")
simple("space doubled", r"(?<=\w) (?=\w)", "  ")
simple(
    "missing article in a set phrase",
    r"\b(in|at|on|as|for) (?:a|the) (\w+ (?:way|manner|time|result|hand|moment|meantime))\b",
    r"\1 \2",
)
simple("word doubled", r"(?<= )(the|a|of|to|and|in|for|that|was|with) ", r"\g<0>\g<0>")


@kind("second part of a compound lost", lost=True)
def _compound(text: str, rng: random.Random) -> Damage | None:
    return at_one(text, rng, r"(?<=\b)([a-z]{3,})-[a-z]{3,} (?=[A-Za-z])", r"\1 -")


@kind("no article in “in … way”")
def _way(text: str, rng: random.Random) -> Damage | None:
    """The sentence says how: the text to be given back is the one with the article."""
    how = rng.choice("limited peaceful similar different indirect clear meaningful new".split())
    stops = list(re.finditer(r"(?<=[a-z]{3})\.(?=\s|$)", text))
    if not stops:
        return None
    at, way = rng.choice(stops).start(), rng.choice(_WAYS)
    article = "an" if how[0] in "aeiou" else "a"
    right = replaced(text, at, at, f" in {article} {how} {way}").text
    return replaced(text, at, at, f" in {how} {way}")._replace(right=right)


_WAYS = ("way", "way", "manner")


# Names.
def _misspelled(name: str, rng: random.Random) -> str:
    """The name with one letter behind the first gone, doubled or another one."""
    at = rng.randrange(1, len(name))
    letter = name[at]
    pool = "aeiou" if letter in "aeiou" else "bcdfgklmnprstvz"
    new = rng.choice(["", letter * 2, rng.choice(pool.replace(letter, ""))])
    return name[:at] + new + name[at + 1 :]


_SPEAKS = "said|says|told|added|explained|tweeted|wrote|replied|argued"
# What speaks and is no person.
_NO_PERSON = re.compile("Police|Court|Ministry|Office|Airways|Government|Secretary|Minister")


@kind("a person's name in two spellings")
def _two_spellings(text: str, rng: random.Random) -> Damage | None:
    people = re.findall(r"(?<=\w )[A-Z][a-z]+ ([A-Z][a-z]{4,})\b", text)
    names = [n for n in sorted(set(people)) if not _NO_PERSON.match(n)]
    often = [n for n in names if len(re.findall(rf"\b{n}\b", text)) > 1]
    often = [n for n in often if re.search(rf"\b{n} (?:{_SPEAKS})\b", text)]
    if not often:
        return None
    name = rng.choice(often)
    m = rng.choice(list(re.finditer(rf"\b{name}\b", text)))
    return replaced(text, *m.span(), _misspelled(name, rng))


@kind("a surname turned into a word", lost=True)
def _word_for_name(text: str, rng: random.Random) -> Damage | None:
    """Everywhere in the text; the damage is where the office stands."""
    offices = r"(?:President|Prime Minister|Chancellor|Secretary General|Foreign Minister)"
    found = list(re.finditer(rf"\b{offices} [A-Z][a-z]+ ([A-Z][a-z]{{3,}})\b", text))
    if not found:
        return None
    m = rng.choice(found)
    word = rng.choice("Root Trumpet Beaten Starter Mercy Shells Macaroni Button Hard".split())
    new = re.sub(rf"\b{m[1]}\b", word, text)
    start = re.search(rf"\b{offices} [A-Z][a-z]+ {word}\b", new)
    return Damage(new, *start.span()) if start else None


# Sentences.
@kind("the and a determiner meet at a splice")
def _spliced(text: str, rng: random.Random) -> Damage | None:
    """Two sentences run together; with a comma between them, too, they are right again."""
    splice = r"(?<=[a-z])\. (This|These|Those|Their|Its|His|Our)(?= [a-z])"
    found = list(re.finditer(splice, text))
    if not found:
        return None
    m = rng.choice(found)
    right = replaced(text, *m.span(), f", {m[1].lower()}").text
    return replaced(text, *m.span(), f", the {m[1]}")._replace(right=right)


_DAYS = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec)"
)
simple(
    "two determiners in mid-sentence",
    r"(?<=[a-z] )(this|these|those|their|its|his|our|her)(?= [a-z]{3})",
    r"the \1",
    r"a \1",
    lambda m: f"the {m[1].capitalize()}",
)
simple(
    "pronoun before its name",
    # "From him Friday" is right.
    rf"( (?:on|of|to|by|for|against|with|from) )((?!{_DAYS})[A-Z][a-z]+[,.])",
    r"\1it \2",
    r"\1him \2",
    r"\1them \2",
)
_CONNECTIVES = "However Moreover Therefore Meanwhile Furthermore Nevertheless".split()


@kind("a sentence broken off before a connective", lost=True)
def _broken_off(text: str, rng: random.Random) -> Damage | None:
    word = rng.choice(_CONNECTIVES)
    cut = r"(?P<last> (?:the|its|of|to|and|in|a)) [^.!?\n“”\"]{4,60}[.] (?=[A-Z][a-z]+ )"
    return at_one(text, rng, cut, rf"\g<last> {word}, ")


@kind("a list with one item twice", lost=True)
def _twice(text: str, rng: random.Random) -> Damage | None:
    return at_one(
        text, rng, r"\b(\w{4,}), (\w{4,}),? and \w{4,}\b", r"\1, \2, and \2", r"\1, \2 and \2"
    )


# Lines that are not of the article. Those in the middle stand between paragraphs.
def _end_line(*lines: str) -> Kind:
    def make(text: str, rng: random.Random) -> Damage | None:
        body = text.rstrip("\n")
        gap = rng.choice(["\n", "\n\n"])
        added = gap + rng.choice(lines).replace("{gap}", gap)
        return Damage(body + added + text[len(body) :], len(body) + 1, len(body) + len(added))

    return make


KINDS["line of hashtags"] = _end_line(
    "#Trade #talks #Geneva #tariffs",
    "#Election #results #north #coast.. #vote",
    "#Breaking #News #flood",
    "Tags: flood, rain, north coast",
)
KINDS["timestamp"] = _end_line(
    "2023-04-18 07:12:00",
    "2023-04-18T07:12:00Z",
    "18/04/2023 07:12",
    "April 18, 2023 at 7:12 AM",
    "18 April 2023 - 07:12",
    "Published on 18 April 2023, 07:12",
)
KINDS["share and comment lines"] = _end_line(
    "Share",
    "Share on Facebook{gap}Share on Twitter",
    "Comments",
    "Comments (0)",
    "Leave a comment",
    "Post a Comment",
    "Share this article{gap}Tweet{gap}WhatsApp",
    "Read also: Five towns cut off by flood",
)
KINDS["list of other articles"] = _end_line(
    "Popular posts from this blog{gap}Five Towns Cut Off By Flood In The North{gap}"
    "Singer Steps Out In New Coat After Long Break",
    "Comments{gap}Popular posts from this blog{gap}Ten Ways To Bake Better Bread At Home",
    "Related articles{gap}Five towns cut off by flood in the north{gap}Mayor resigns over bridge",
    "You may also like{gap}Mayor Resigns Over Bridge{gap}Ten Ways To Bake Better Bread",
)


@kind("headline of another story in the text")
def _headline(text: str, rng: random.Random) -> Damage | None:
    places = [m.start() for m in re.finditer(r"(?<=[.”\"])\n\n(?=\S)", text)]
    if not places:
        return None
    at = rng.choice(places)
    line = rng.choice(
        [
            "“If it rains.” Mayor: The town has the right to close the bridge",
            "“We are ready.” Minister: No troops will be sent abroad",
            '"They lied." Coach: The team was never told of the plan',
            "READ ALSO: Mayor closes the old bridge",
            "Read more: Five towns cut off by flood",
        ]
    )
    return Damage(text[:at] + "\n\n" + line + text[at:], at + 2, at + 2 + len(line))
