"""Reading files so that no byte is lost.

A file is read as bytes and decoded strictly: line ends, a byte-order mark and every odd character
come back as they were when the text is encoded again. Where the encoding has to be guessed, the
guess counts only if it gives the same bytes back; otherwise the file is refused with a reason.
Guesses look at a sample of a big file; only strict decoding reads all of it.
"""

import codecs
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import AnyStr, NamedTuple

from .lazy import lazy


class FileProblem(Exception):
    """A file that cannot be used. Its text is one line for a person: the name and `what` is so."""

    def __init__(self, name: str | Path, what: str) -> None:
        super().__init__(f"{shown(name)} {what}")
        self.name = str(name)
        self.what = what


class NotText(FileProblem):
    """A file that was read, but holds no text, or text in an encoding that cannot be told."""


def shown(name: str | Path) -> str:
    """A file name fit for any terminal, on one line: what cannot be printed is escaped."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in str(name))


def reason(error: OSError) -> str:
    """What the system says went wrong, fit to stand after a colon."""
    words = error.strerror or type(error).__name__
    return words[0].lower() + words[1:]


def real(path: str | Path) -> Path:
    """The file that a path leads to, by whatever links; for links that lead back to themselves the
    path as it is: whoever opens it says what is wrong."""
    return Path(os.path.realpath(path))


# Code points that are encoded at a time.
_PIECE = 100_000


class Source(NamedTuple):
    """A decoded file: its text without the byte-order mark, and what it takes to encode it again.

    `encoding` is the name for people, `codec` the one for Python; `mark` is the byte-order mark.
    """

    text: str
    encoding: str
    name: str
    codec: str
    mark: bytes = b""

    def encode(self, text: str) -> bytes:
        """The bytes of a file with this text, in the encoding that the file was read in.

        Raises FileProblem for a character that the encoding lacks.
        """
        return b"".join(self.encoded(text))

    def encoded(self, text: str) -> Iterator[bytes]:
        """The same in pieces: of a long text the bytes need not stand beside it. Raises FileProblem
        at once, so that nothing is begun with a part of them."""
        for _ in self._encoded(text):
            pass
        return chain((self.mark,), self._encoded(text))

    def _encoded(self, text: str) -> Iterator[bytes]:
        pieces = (text[at : at + _PIECE] for at in range(0, len(text), _PIECE))
        try:
            yield from codecs.iterencode(pieces, self.codec)
        except UnicodeEncodeError as error:
            lacking = error.object[error.start]
            title = unicodedata.name(lacking, "a character without a name")
            raise FileProblem(
                self.name,
                f"is in {self.encoding}, which has no {shown(lacking)} "
                f"(U+{ord(lacking):04X} {title}); convert the file to UTF-8 first",
            ) from error


# UTF-32 stands before UTF-16: its little-endian mark begins with the other one.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
_PDF = b"%PDF-"
_DOCUMENTS = {
    _PDF: "a PDF document",
    b"PK\x03\x04": "a ZIP archive, as are .docx, .odt and .epub",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old Office document",
}
_SIGNATURES = (  # archives, images, sound, programs, a database
    *(b"\x1f\x8b", b"BZh91AY&SY", b"\xfd7zXZ\x00", b"7z\xbc\xaf\x27\x1c", b"\x28\xb5\x2f\xfd"),
    *(b"Rar!\x1a\x07", b"PK\x05\x06"),
    *(b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*"),
    *(b"OggS\x00", b"fLaC\x00", b"ID3\x03", b"ID3\x04"),
    *(b"\x7fELF", b"MZ\x90\x00", b"\x00asm", b"\xca\xfe\xba\xbe", b"SQLite format 3\x00"),
)
_CONTROLS = bytes(c for c in (*range(32), 127) if chr(c) not in "\t\n\r\f")
_HIGH_CONTROLS = lazy(rb"[\x80-\x9f]")
_UTF8_CHARACTER = lazy(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_WINDOWS_PUNCTUATION = "€‚„…‘’“”•–—™\xa0«»".encode("cp1252")
_PRINTABLE_ASCII = bytes(range(32, 127))
_SAMPLE = 1 << 15


def sign(path: Path) -> tuple[int, ...] | None:
    """What tells that a file is still the same: its number, size, and the times of its last
    changes, in nanoseconds. None for what is no file."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def read(path: Path) -> Source:
    """The text of a file. Raises FileProblem if it cannot be read, NotText if it holds no text."""
    try:
        mode = os.stat(path).st_mode
        # A shell hands over the output of `<(…)` as a pipe in one of these folders; of any other
        # pipe nobody knows whether something ever comes.
        piped = stat.S_ISFIFO(mode) and str(path).startswith(("/dev/fd/", "/proc/"))
        plain = stat.S_ISREG(mode) or stat.S_ISDIR(mode) or piped
        if not plain and str(path) not in ("/dev/stdin", os.devnull):
            raise FileProblem(path, "is a pipe or a device, not a file; - is standard input")
        with open(path, "rb", buffering=0) as file:
            data = file.readall()
    except OSError as error:
        raise FileProblem(path, unreadable(path, error)) from error
    return decode(data, str(path))


def decode(data: bytes, name: str) -> Source:
    """The text in these bytes; `name` is for messages. Encoded again, it gives the same bytes.

    Raises NotText for binary data, for UTF-16 without a byte-order mark, for text that is UTF-8
    but for some bytes, and for an encoding that cannot be told.
    """
    if (text := _plain(data)) is not None:
        return Source(text, "utf-8", name, "utf-8")
    if source := _marked(data, name):
        return source
    if _is_unmarked_utf16(data) and not _is_signed(data):
        raise NotText(
            name,
            "looks like UTF-16 without a byte-order mark; save it as UTF-8, or with the mark",
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _legacy(data, error.start, name)
    # A signature made of letters can open a text as well ("GIF89a is a format ..."), so it counts
    # only beside a control character. Only a PDF file can be printable all through.
    if _is_signed(data) and (_controls(text) or data.startswith(_PDF)):
        raise _binary(data, name)
    return _unless_controls(Source(text, "utf-8", name, "utf-8"))


def _plain(data: bytes) -> str | None:
    """The text in UTF-8 without a mark and without a single control character: of most files this
    is all that has to be asked."""
    if data.startswith((codecs.BOM_UTF8, _PDF)) or len(data.translate(None, _CONTROLS)) < len(data):
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _marked(data: bytes, name: str) -> Source | None:
    """The text of a file with a byte-order mark; None without one."""
    problem = None
    for mark, codec, encoding in _MARKS:
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(codec)
            except UnicodeDecodeError as error:
                problem = NotText(
                    name,
                    f"begins with the byte-order mark of {codec.upper()} but is not "
                    f"{codec.upper()} at byte {len(mark) + error.start}; repair that place first",
                )
            else:
                return _unless_controls(Source(text, encoding, name, codec, mark))
    if problem:
        raise problem
    return None


def _legacy(data: bytes, start: int, name: str) -> Source:
    """Text in an older encoding; `start` is the first byte that is not UTF-8."""
    sample = _sample(data)
    if _is_signed(data) or _controls(sample.decode("latin-1")) > max(2, len(sample) // 20):
        raise _binary(data, name)
    if _is_nearly_utf8(data[max(0, start - _SAMPLE) : start + _SAMPLE]):
        line = data.count(b"\n", 0, start) + 1
        raise NotText(
            name,
            f"is UTF-8 except at byte {start} (line {line}): damaged, cut off, or in two "
            "encodings at once; repair that place first",
        )
    for codec in _candidates(data, start):
        if (text := _lossless(data, codec)) is not None:
            return Source(text, _known_as(codec), name, codec)
    raise NotText(name, "is in an encoding that cannot be told; convert it to UTF-8 first")


def _is_nearly_utf8(data: bytes) -> bool:
    """Whether more UTF-8 characters than stray bytes stand among the bytes beyond ASCII.

    Read as windows-1252, such a text would be garbled all through, and be written back as that.
    """
    characters = _UTF8_CHARACTER.findall(data)
    return len(characters) > _count_high(data) - sum(map(len, characters))


def _candidates(data: bytes, start: int) -> Iterator[str]:
    """The codecs that the data may be in, likeliest first; `start` is its first byte beyond ASCII.

    Mostly ASCII is taken for Western European, anything else is left to charset_normalizer.
    """
    sample = _sample(data)
    letters = _count_high(sample.translate(None, _WINDOWS_PUNCTUATION))
    if letters <= len(sample) // 10 or (letters <= 3 and letters * 2 <= len(sample)):
        yield "cp1252" if _HIGH_CONTROLS.search(data, start) else "latin-1"
    from charset_normalizer import from_bytes

    begin = max(data.rfind(b"\n", 0, start) + 1, start - _SAMPLE)
    lines = data[begin : start + _SAMPLE]
    if begin + len(lines) < len(data):
        # Cut inside a character of two bytes, the lines would rule the right codec out.
        lines = lines[: max(lines.rfind(b"\n"), lines.rfind(b" ")) + 1] or lines
    if best := from_bytes(lines).best():
        yield from best.could_be_from_charset


def _lossless(data: bytes, codec: str) -> str | None:
    """The text of `data`, if this codec extends ASCII and gives exactly these bytes back."""
    try:
        if _PRINTABLE_ASCII.decode(codec) != _PRINTABLE_ASCII.decode("ascii"):
            return None
        text = data.decode(codec)
        return text if text.encode(codec) == data else None
    except UnicodeError:
        return None


def _known_as(codec: str) -> str:
    """The name that people know a codec by."""
    name = codecs.lookup(codec).name.replace("_", "-")
    return re.sub(r"^iso8859", "iso-8859", re.sub(r"^cp125", "windows-125", name))


def _is_unmarked_utf16(data: bytes) -> bool:
    """Whether every other byte is the high half of a character of the alphabets up to Arabic."""
    sample = data[: 2 * _SAMPLE]
    if len(data) % 2 or len(sample) < 6:
        return False
    halves = sample[::2], sample[1::2]
    few, many = sorted(len(half) - len(half.translate(None, bytes(range(9)))) for half in halves)
    return many * 10 >= 7 * len(halves[0]) and few * 10 <= len(halves[0])


def _sample(whole: AnyStr) -> AnyStr:
    """All of what is short; of what is long, pieces from its head, its middle and its end."""
    if len(whole) <= 3 * _SAMPLE:
        return whole
    middle = len(whole) // 2
    return whole[:_SAMPLE] + whole[middle : middle + _SAMPLE] + whole[-_SAMPLE:]


def _count_high(data: bytes) -> int:
    """How many bytes are beyond ASCII."""
    return len(data) - len(data.decode("ascii", "ignore"))


def _controls(text: str) -> int:
    """How many control characters a sample of the text has, white space not counted."""
    data = _sample(text).encode("utf-8", "surrogatepass")
    return len(data) - len(data.translate(None, _CONTROLS))


def _unless_controls(source: Source) -> Source:
    """The source. Raises NotText if it is mostly control characters."""
    if _controls(source.text) * 2 > len(_sample(source.text)):
        raise _binary(b"", source.name)
    return source


def _is_signed(data: bytes) -> bool:
    return data.startswith((*_DOCUMENTS, *_SIGNATURES))


def _binary(data: bytes, name: str) -> NotText:
    kind = next((kind for start, kind in _DOCUMENTS.items() if data.startswith(start)), None)
    hint = f" ({kind}); save its text as a .txt file first" if kind else ""
    return NotText(name, f"is binary, not text{hint}")


def unreadable(path: Path, error: OSError) -> str:
    """What is the matter with a path that could not be looked at or read."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        if path.is_symlink():
            return f"is a link to {shown(os.readlink(path))}, which does not exist"
        return "does not exist"
    if isinstance(error, PermissionError) and not os.path.isdir(path):
        return "cannot be read: permission denied; ask for the right to read it"
    if os.path.isdir(path):
        return "is a folder, not a file"
    return f"cannot be read: {reason(error)}"
