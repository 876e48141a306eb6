"""What UTF-8 looks like when it was read in an encoding of one byte a character."""

import functools
from collections.abc import Iterator
from typing import NamedTuple

from ..lazy import lazy

# In order of how common they are. Where one leaves bytes undefined, the control characters of the
# same numbers stand for them, as in browsers.
WINDOWS = ("latin-1", "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1257", "iso8859-2")
OTHERS = ("mac_roman", "cp437", "cp850")
LOST_END = "â€"
# The first two bytes of quotation marks and dashes in the encoding of Chinese, where they take the
# first half of what follows along: "it鈥檚".
IN_CHINESE = r"鈥[\u4e00-\u9fff]"
_IN_CHINESE = lazy(IN_CHINESE)
# Bytes that begin a sequence, but stand for marks that are common before letters.
_MARKS_OF_MAC = {*range(0xC7, 0xCE), *range(0xD2, 0xD6), *range(0xDA, 0xE0)}
# How far back the beginning of a quotation is looked for.
_QUOTATION = 2_000


class Guise(NamedTuple):
    """One character in the guise of several: where, which it is, and whether it can be no other."""

    start: int
    end: int
    reading: str
    known: bool = True


class Table:
    """One encoding: which character stands for which byte, and how a character of UTF-8 looks."""

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding
        self.bytes = {_read(encoding, n): n for n in range(0x80, 0x100)}
        out = _MARKS_OF_MAC if encoding == "mac_roman" else set()
        two, three, four, ed = (
            "[" + "".join(_read(encoding, n) for n in range(*ends) if n not in out) + "]"
            for ends in ((0xC2, 0xE0), (0xE0, 0xF0), (0xF0, 0xF5), (0xED, 0xEE))
        )
        rest = "".join(_read(encoding, n) for n in range(0x80, 0xC0))
        low = self._chars(range(0xA0, 0xB0))
        high = self._chars(range(0xB0, 0xC0))
        # Beyond the basic plane some programs write two halves of three bytes each.
        self.strict = (
            f"{ed}[{low}][{rest}]{ed}[{high}][{rest}]"
            f"|{two}[{rest}]|{three}[{rest}]{{2}}|{four}[{rest}]{{3}}"
        )
        # The dashes of Macs are the first half of Cyrillic letters: common, unless there are two.
        self.trigger = self.strict
        if encoding == "mac_roman":
            self.trigger = f"{self.strict.replace('–—', '')}|(?:[–—][{rest}]){{2}}"
        # Windows-1252 has nothing for the last byte of ”, and many programs leave it out.
        end = f"{LOST_END}(?:\ufffd|(?![{rest}]))|" if encoding in ("cp1252", "cp1254") else ""
        self.sequence = lazy(end + self.strict)
        self.loose = lazy(f"{end}{self._altered(rest)}|{self.strict}")

    def _chars(self, numbers: range) -> str:
        return "".join(_read(self.encoding, n) for n in numbers)

    def _altered(self, rest: str) -> str:
        """Sequences in which a no-break space has become a plain one, or a byte was lost."""
        if self.encoding not in WINDOWS:
            return r"(?!)"
        two, three = self._chars(range(0xC2, 0xE0)), self._chars(range(0xE0, 0xF0))
        a, spaced = (
            _read(self.encoding, 0xC3),
            [_read(self.encoding, n) for n in (0xC2, 0xC5, 0xCE, 0xD0, 0xD9)],
        )
        a_to_a = self._chars(range(0xE0, 0xE4))
        return (
            # "à la" lost the space of the character, not that between the words.
            rf"{a} (?= |quele|quela|quilo|s )|{a}(?= )|[{''.join(spaced)}] "
            rf"|[{a_to_a}](?: [{rest}]|[{rest}] )"
            f"|[{two}]\ufffd|[{three}](?:\ufffd[{rest}\ufffd]|[{rest}]\ufffd)"
        )

    def guises(self, text: str, loose: bool = False) -> Iterator[Guise]:
        """The places in `text` that can be read as UTF-8; `loose`: also where a byte has become a
        space or was lost."""
        for m in (self.loose if loose else self.sequence).finditer(text):
            if m[0].rstrip("\ufffd") == LOST_END:
                yield _end_of_quotation(text, *m.span())
            elif reading := self._reading(m[0]):
                yield Guise(*m.span(), reading)

    def _reading(self, guise: str) -> str | None:
        if "\ufffd" in guise:
            return "\ufffd"
        numbers = [0xA0 if c == " " else self.bytes[c] for c in guise]
        if numbers == [0xC3]:
            return "à"
        try:
            read = bytes(numbers).decode("utf-8", "surrogatepass")
            return read.encode("utf-16", "surrogatepass").decode("utf-16")
        except UnicodeDecodeError:
            return None


def in_chinese(text: str) -> Iterator[Guise]:
    """Marks, each with the letter behind it, that were read in the encoding of Chinese."""
    for m in _IN_CHINESE.finditer(text):
        try:
            reading = m[0].encode("gbk").decode("utf-8")
        except UnicodeError:
            continue
        if reading[0] in "‘’“”–—…" and reading[1:].isascii():
            yield Guise(*m.span(), reading)


def _end_of_quotation(text: str, start: int, end: int) -> Guise:
    """A closing mark; known to be one where a quotation is open, and perhaps a hyphen in a word."""
    low = max(0, start - _QUOTATION)
    opened = text.rfind("“", low, start)
    # The same mark is the last of three that stand for an en dash.
    while opened >= 0 and text.endswith(LOST_END, low, opened):
        opened = text.rfind("“", low, opened)
    opened = max(opened, text.rfind(f"{LOST_END}œ", low, start))
    known = opened >= 0 and not _CLOSING.search(text, opened, start)
    if text[start - 1 : start].isalnum() and text[end : end + 1].isalnum():
        return Guise(start, end, "‐", known=False)
    return Guise(start, end, "”", known)


def _read(encoding: str, byte: int) -> str:
    return _high(encoding)[byte - 0x80]


@functools.cache
def _high(encoding: str) -> str:
    """What the bytes from 0x80 on stand for; those that are undefined are escaped as they come."""
    every = bytes(range(0x80, 0x100)).decode(encoding, "surrogateescape")
    return "".join(chr(ord(one) & 0xFF) if "\udc80" <= one <= "\udcff" else one for one in every)


TABLES = tuple(Table(encoding) for encoding in (*WINDOWS, *OTHERS))
_CLOSING = lazy(
    rf"(?<!{LOST_END})”"
    rf"|{LOST_END}(?:\u009d|(?![{''.join(_read('cp1252', n) for n in range(0x80, 0xC0))}]))"
)
