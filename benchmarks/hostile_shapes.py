"""Shapes of text for `hostile.py`: prose that has one kind of damage in each sentence, and more.

Each is a function of how many code points are wanted. The prose never repeats a sentence, so that
nothing but the damage is a finding; the same size gives the same text.
"""

import random
from collections.abc import Callable, Iterator

Shape = Callable[[int], str]

_WORDS = (
    "the a of in to with from bridge river town council engineer banker mayor evening plan agenda "
    "meeting people walked quiet trees because they like every place near old small stands talk "
    "about vote house garden month price road report children water winter Berlin Smith Monday"
).split()
# What is put into the middle of each sentence, as a word or right behind one.
_DAMAGE = {
    "doubled words": " the the",
    "doubled words, twice": " was was held in in",
    "a phrase twice": " the old bridge the old bridge",
    "stops": ".",
    "commas": " ,",
    "two dots": "..",
    "dots apart": " . . .",
    "tokenised": " , it 's do n't ( old ) @-@ 5 % and",
    "token codes": " -LRB- old -RRB- &apos;s",
    "glued names": " sanctionsThe",
    "glued words": " ofthe inthe",
    "split words": " some thing gov ernment",
    "glued marks": " old,new:first;then",
    "mojibake": " cafÃ© donâ€™t",
    "zero width": "\u200b",
    "zero width within": " br\u200bidge",
    "odd spaces": "\u00a0\u2009",
    "direction marks": "\u202bx\u202c",
    "look-alikes": " plаn",
    "decomposed": " cafe\u0301",
    "full width": " Ｂｅｒｌｉｎ",
    "ligatures": " oﬃce",
    "replacement characters": " caf\ufffd",
    "entities": " &amp;nbsp; &quot;old&quot; &#39;",
    "foreign letters": " привет",
    "Arabic": " قال،",
    "Han": " 桥梁，",
    "foreign words": " und nicht pour les",
    "foreign digits": " ٢٠٢٤",
    "hashtags": " #Sending #North",
    "addresses": " https://a.example/b?utm_source=c&utm_medium=d",
    "tags": " <b>old</b> <br/>",
    "shortcodes": " [caption id=1] {{old}}",
    "emphasis": " ** old** _new *",
    "backticks": " `",
    "links": " [old](",
    "placeholders": " %s ⟦1⟧ PERSON_1 <unk>",
    "opened brackets": " (",
    "closed brackets": " )",
    "wide brackets": " （old）",
    "dates": " 31 June 2024, Monday 2024-02-30, 03/04/2024",
    "ordinals": " the 21th and 2th",
    "numbers": " 1.234,56 € and 12,34,5 and % 5 and 5 $",
    "hyphens": " low -Nato well- known",
    "hyphens at line ends": " govern-\nment",
    "wrong articles": " a hour an university",
    "joined determiners": " in the These",
    "connectives": " citing its However, talks",
    "calques": " in the frame of on the air of",
    "abbreviations": " e.g. U.S. Dr. J. R. R.",
    "strange marks": " ؟ 。 、 „ ¿",
    "repeated marks": "!!?? ;;",
    "apostrophes": " dogs ’ boy 's s'",
    "a space before a mark": " ?",
    "citations": " 【4†source】 [oaicite:1]",
    "labels": " translated by subtitles by for watching",
    "loops": " hahahahahahahaha",
    "stray symbols": " ■ �",
    "full names": " Prime Minister Anna Veldtman Anna Feldtman",
}
# Pairs of quotation marks: right, left open, closed only, turned round, apart, doubled.
_PAIRS = ("“ ”", "‘ ’", "« »", "„ “", "„ ”", "‹ ›", "「 」", '" "', "' '", "`` ''", "» «", "‚ ‘")
_LINES = {
    "bullets": ("- {}", "• {}"),
    "numbered lists": ("1. {}", "2) {}"),
    "tables": ("| {} | 5 | x, y |",),
    "tables of tabs": ("{}\t5\tx\t",),
    "dialogue": ('"{}," he said.', "“{},” she said, “{}.”", "— {}."),
    "interviews": ("Q: {}?", "A: {}."),
    "headlines": ("{}",),
    "code": ("```", "x = f({})", "```", "{}."),
    "code fences, open": ("```python", "{}."),
    "share lines": ("Share on Facebook", "Read more: {}", "Subscribe to our newsletter"),
    "menus": ("Home", "World", "Politics", "Sport", "Read more"),
    "share lines in prose": ("{}. {}.", "Share this:", "{}. {}.", "Read also: {}"),
    "comments": ("Comments", "Anna says:", "{}.", "Reply", "3 hours ago"),
    "captions": ("{}. (Photo: AFP)", "{} / Getty Images", "By Anna Veldtman"),
    "preambles": ("Sure! Here is the translation:", "{}.", "I hope this helps!"),
    "refusals": ("I'm sorry, but I cannot help with that.", "As an AI language model, {}."),
    "thinking": ("<think>", "{}.", "</think>"),
    "thinking, open": ("<think>{}",),
    "labels of translators": ("Translation:", "{}.", "[Translator's note: {}]", "Translated by X"),
    "German among English": ("{}. Der Hund und die Katze sind nicht mit dem Auto gefahren. {}.",),
    "Spanish among English": ("{}. Los vecinos no quieren que se cierre la escuela. {}.",),
    "Russian among English": ("{}. Совет города говорил о мосте. {}.",),
    "lower-case sentences": ("{}. they left. {}. it rained.",),
    "verse": ("{},", "{};"),
    "recipes": ("{} 200 g flour", "1/2 cup {}"),
}


class _Prose:
    """Sentences that differ, the same ones each time."""

    def __init__(self) -> None:
        self.chance = random.Random(7)

    def words(self, many: int = 12) -> str:
        """So many words, the first with a capital."""
        found = " ".join(self.chance.choices(_WORDS, k=many))
        return found[:1].upper() + found[1:]

    def damaged(self, what: str) -> str:
        """A sentence with something put in behind its fifth word."""
        return f"{self.words(5)}{what} {self.words(6).lower()}."


def _upto(size: int, pieces: Iterator[str], between: str) -> str:
    found, length = [], 0
    while length < size:
        found.append(next(pieces))
        length += len(found[-1]) + len(between)
    return between.join(found)[:size]


def _each(what: str) -> Iterator[str]:
    prose = _Prose()
    while True:
        yield " ".join(prose.damaged(what) for _ in range(5))


def _lines(forms: tuple[str, ...]) -> Iterator[str]:
    prose = _Prose()
    while True:
        for form in forms:
            yield form.format(*(prose.words(7) for _ in range(form.count("{}"))))


def _changed(change: Callable[[str], str]) -> Iterator[str]:
    for paragraph in _each(""):
        yield change(paragraph)


def _near_repeats() -> Iterator[str]:
    """Paragraphs of which each is the one before but for a word."""
    prose = _Prose()
    words = prose.words(60).split()
    while True:
        words[prose.chance.randrange(60)] = prose.chance.choice(_WORDS)
        yield " ".join(words) + "."


def _names() -> Iterator[str]:
    """Names in two spellings, many of them."""
    prose = _Prose()
    letters = "aeioubdgklmnrst"
    while True:
        name = "".join(prose.chance.choices(letters, k=7)).capitalize()
        other = name[:3] + prose.chance.choice(letters) + name[4:]
        yield f"{prose.words(6)} Anna {name} {prose.words(5).lower()}. {other} said so."


def _shapes() -> Iterator[tuple[str, Shape]]:
    for title, what in _DAMAGE.items():
        yield f"each: {title}", lambda size, what=what: _upto(size, _each(what), "\n\n")
        yield f"one line: {title}", lambda size, what=what: _upto(size, _each(what), " ")
    for pair in _PAIRS:
        left, right = pair.split()
        forms = {
            "paired": f" {left}old bridge{right}",
            "opened": f" {left}old",
            "closed": f" old{right}",
            "turned": f" {right}old bridge{left}",
            "apart": f" {left} old bridge {right}",
            "doubled": f" {left}{left}old{right}{right}",
        }
        for title, what in forms.items():
            yield f"{pair} {title}", lambda size, what=what: _upto(size, _each(what), "\n\n")
            yield f"{pair} {title}, one line", lambda size, what=what: _upto(size, _each(what), " ")
    for title, lines in _LINES.items():
        yield f"lines: {title}", lambda size, lines=lines: _upto(size, _lines(lines), "\n")
        yield f"apart: {title}", lambda size, lines=lines: _upto(size, _lines(lines), "\n\n")
        yield f"one line: {title}", lambda size, lines=lines: _upto(size, _lines(lines), " ")
    changes = {"lower": str.lower, "upper": str.upper, "title": str.title, "swapped": str.swapcase}
    changes |= {
        "without stops": lambda text: text.replace(".", ""),
        "without spaces": lambda text: text.replace(" ", ""),
        "misread": lambda text: text.replace("e", "é").encode().decode("latin-1"),
        "spaced out": " ".join,
        "lines of a word": lambda text: text.replace(" ", "\n"),
        "carriage returns": lambda text: text.replace(" ", "\r"),
        "two spaces": lambda text: text.replace(" ", "  "),
        "said twice": lambda text: f"{text} {text}",
        "paragraphs twice": lambda text: f"{text}\n\n{text}",
        "sentences twice": lambda text: ". ".join(f"{one}. {one}" for one in text.split(". ")),
        "hard-wrapped": lambda text: "\n".join(text[at : at + 70] for at in range(0, 400, 70)),
    }
    for title, change in changes.items():
        yield f"prose, {title}", lambda size, c=change: _upto(size, _changed(c), "\n\n")
        yield f"one line, {title}", lambda size, c=change: _upto(size, _changed(c), " ")
    pieces = {"ab": "ab ", "mojibake only": "Ã¼â€™Ð¿Ñ€", "phrase": "every day they ", "ha": "ha"}
    pieces |= {"a sentence": "The old bridge stands near the small river. ", "a line": "Read on.\n"}
    pieces |= {"number lines": "5\n", "tags only": "<a><b>", "open tags": "<", "ands": "and, "}
    pieces |= {"emphasis only": "*_", "stars": "* ", "underscores": "_a ", "citations": "[1]"}
    pieces |= {
        "hashtag lines": "#a #b\n",
        "code words": "a_b(c) ",
        "ellipses": "… ",
        "dashes": "– ",
    }
    for title, piece in pieces.items():
        yield f"only {title}", lambda size, p=piece: (p * (size // len(p) + 1))[:size]
    yield "near-repeats", lambda size: _upto(size, _near_repeats(), "\n\n")
    yield "near-repeats, one line", lambda size: _upto(size, _near_repeats(), " ")
    yield "names in two spellings", lambda size: _upto(size, _names(), "\n")
    yield "names in two spellings, one line", lambda size: _upto(size, _names(), " ")


SHAPES: dict[str, Shape] = dict(_shapes())
