"""Finding the text files that a user means, and reading them so that no byte is lost.

A file is read as bytes and decoded strictly: line ends, a byte-order mark and every odd character
come back as they were when the text is encoded again. Where the encoding has to be guessed, the
guess counts only if it gives the same bytes back; otherwise the file is refused with a reason.
Guesses look at a sample of a big file; only strict decoding reads all of it.
"""

import codecs
import contextlib
import os
import re
import stat
import unicodedata
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, AnyStr

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


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


# --- Reading ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Source:
    """A decoded file: its text without the byte-order mark, and what it takes to encode it again.

    `encoding` is the name for people, `codec` the one for Python; `mark` is the byte-order mark.
    """

    text: str = field(repr=False)
    encoding: str
    name: str
    codec: str
    mark: bytes = b""

    def encode(self, text: str) -> bytes:
        """The bytes of a file with this text, in the encoding that the file was read in.

        Raises FileProblem for a character that the encoding lacks.
        """
        try:
            return self.mark + text.encode(self.codec)
        except UnicodeEncodeError as error:
            lacking = text[error.start]
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
_CONTROLS = [chr(c) for c in (*range(32), 127) if chr(c) not in "\t\n\r\f"]
_HIGH_CONTROLS = re.compile(rb"[\x80-\x9f]")
_UTF8_CHARACTER = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_WINDOWS_PUNCTUATION = "€‚„…‘’“”•–—™\xa0«»".encode("cp1252")
_PRINTABLE_ASCII = bytes(range(32, 127))
_SAMPLE = 1 << 15


def read(path: Path) -> Source:
    """The text of a file. Raises FileProblem if it cannot be read, NotText if it holds no text."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileProblem(path, _unreadable(path, error)) from error
    return decode(data, str(path))


def decode(data: bytes, name: str) -> Source:
    """The text in these bytes; `name` is for messages. Encoded again, it gives the same bytes.

    Raises NotText for binary data, for UTF-16 without a byte-order mark, for text that is UTF-8
    but for some bytes, and for an encoding that cannot be told.
    """
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
    return sum(map(_sample(text).count, _CONTROLS))


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


def _unreadable(path: Path, error: OSError) -> str:
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


# --- Finding ---------------------------------------------------------------------------------


@dataclass
class Found:
    """The files to work on, in the order of the arguments, each once.

    `named` are those of `files` that the user named, by name or by pattern; the others were met in
    a folder. `errors` are (what was named, message); `notes` say what was left out unasked.
    """

    files: list[Path] = field(default_factory=list)
    named: set[Path] = field(default_factory=set)
    errors: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def find(paths: Sequence[str], exclude: Sequence[str] = ()) -> Found:
    """The files that these files, folders and patterns stand for.

    A named file is taken whatever it is called. A folder gives its .txt files at any depth, but
    nothing whose name begins with a dot, nothing that a .gitignore or `exclude` (patterns as in a
    .gitignore, relative to the current folder) names, and nothing that a link leads out to. A
    folder that git itself ignores was named on purpose: no .gitignore above it counts then.
    """
    found = Found()
    excluded = ((_patterns(exclude), ""),)
    seen: dict[str, Path] = {}
    for argument in paths:
        try:
            for path in _expand(argument):
                folder = _is_folder(path)
                files = _walk(path, excluded, found) if folder else {os.path.realpath(path): path}
                for real, file in files.items():
                    first = seen.setdefault(os.path.normcase(real), file)
                    if first is file:
                        found.files.append(file)
                    if not folder:
                        found.named.add(first)
        except FileProblem as problem:
            found.errors.append((argument, str(problem)))
    return found


def _is_folder(path: Path) -> bool:
    """Whether a path is a folder rather than a file. Raises FileProblem if there is nothing."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError as error:
        raise FileProblem(path, _unreadable(path, error)) from error


def _expand(argument: str) -> list[Path]:
    """The path named, or the paths that match a pattern, sorted. Raises FileProblem if none do."""
    if not argument:
        # Path("") is the current folder: an empty variable in a script must not clean that.
        raise FileProblem('""', "is an empty path; name a file or a folder")
    if os.path.lexists(argument) or not _is_glob(argument):
        return [Path(argument)]
    # Only a whole `**` reaches deeper; and at the end it means all that is in the folder.
    parts = [part if part == "**" else part.replace("**", "*") for part in Path(argument).parts]
    while parts and parts[-1] == "**":
        parts.pop()
    fixed = next((i for i, part in enumerate(parts) if _is_glob(part)), len(parts))
    if fixed == len(parts):
        return [Path(*parts)]
    dots = any(part.startswith(".") for part in parts[fixed:])
    # Not `glob.glob`: it follows linked folders, round and round in a loop of links.
    matches = {
        path
        for path in Path(*parts[:fixed]).glob("/".join(parts[fixed:]))
        if dots or not any(part.startswith(".") for part in path.parts[fixed:])
    }
    if not matches:
        raise FileProblem(argument, "matches no file")
    return sorted(matches)


def _is_glob(path: str) -> bool:
    return any(c in path for c in "*?[")


def _walk(folder: Path, excluded: "_Rules", found: Found) -> dict[str, Path]:
    """The text files below a folder by their real paths, sorted; `found` gets errors and notes."""
    home = os.path.realpath(folder)
    texts: dict[str, Path] = {}
    links: dict[str, Path] = {}
    errors: list[tuple[str, str]] = []
    astray = 0
    left_out = False
    for step in _way_to(folder):
        left_out |= step != ".." and _names(excluded, step, True)
        excluded = _down(excluded, step)
    todo = [] if left_out else [(folder, home, _above(Path(home)), excluded)]
    while todo:
        here, real, ignored, excluded = todo.pop()
        ignored += _ignore_file(here)
        try:
            entries = _entries(here)
        except OSError as error:
            errors.append((str(here), f"{shown(here)} cannot be looked into: {reason(error)}"))
            continue
        for entry in entries:
            name, is_folder = entry.name, _is_own_folder(entry)
            if _names(ignored, name, is_folder) or _names(excluded, name, is_folder):
                left_out = True
            elif is_folder:
                rules = _down(ignored, name), _down(excluded, name)
                todo.append((here / name, os.path.join(real, name), *rules))
            elif entry.is_symlink():
                target = os.path.realpath(entry.path)
                if os.path.isfile(target) and Path(target).is_relative_to(home):
                    links[target] = here / name
                elif not os.path.isdir(target):
                    astray += 1
            elif entry.is_file():
                texts[os.path.join(real, name)] = here / name
    if astray:
        found.notes.append(
            f"{shown(folder)}: {astray} {'link' if astray == 1 else 'links'} left out, "
            "leading out of the folder or nowhere"
        )
    if not (texts or links or errors):
        hint = "; what .gitignore or an exclusion names was left out" if left_out else ""
        errors.append((str(folder), f"no text files (.txt) in {shown(folder)}{hint}"))
    found.errors += errors
    return dict(sorted((links | texts).items(), key=lambda item: item[1].parts))


def _entries(folder: Path) -> "list[os.DirEntry[str]]":
    """The folders in a folder and what is called .txt, nothing hidden. Raises OSError."""
    return [
        entry
        for entry in os.scandir(folder)
        if not entry.name.startswith(".")
        and (entry.name.lower().endswith(".txt") or _is_own_folder(entry))
    ]


def _way_to(folder: Path) -> tuple[str, ...]:
    """The steps from the current folder to this one."""
    try:
        return Path(os.path.relpath(folder)).parts
    except ValueError:  # another drive, on Windows
        return Path(os.path.abspath(folder)).parts[1:]


def _is_own_folder(entry: "os.DirEntry[str]") -> bool:
    """Whether an entry is a folder and no link to one, which on Windows may be a junction."""
    junction = getattr(entry, "is_junction", None)  # from Python 3.12 on
    return entry.is_dir(follow_symlinks=False) and not (junction and junction())


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One line of a .gitignore, asked about one entry at a time on the way down, as in git.

    pathspec matches whole paths, and lets a pattern that matches a folder match all that is in it:
    `!drafts/` would bring back a file there that an earlier line ignores, which in git it does
    not. So a pattern that is a bare name is asked about the bare name, and one with slashes only
    about paths of its own depth (None where `**` leaves the depth open).
    """

    spec: "GitIgnoreSpec"
    ignores: bool
    folders_only: bool
    name_only: bool
    depth: int | None

    def matches(self, path: str, is_folder: bool) -> bool:
        """Whether the line is about this path, given from the folder that the line is for."""
        if self.folders_only and not is_folder:
            return False
        if self.name_only:
            path = path.rpartition("/")[2]
        return self.depth in (None, path.count("/")) and self.spec.match_file(path)


# Lists of patterns, the nearest last, each with the way from its folder to the one looked into.
_Rules = tuple[tuple[Sequence[_Pattern], str], ...]


def _names(rules: _Rules, name: str, is_folder: bool) -> bool:
    """Whether the rules take this entry out: the last line of the nearest list that is about it."""
    for patterns, way in reversed(rules):
        for pattern in reversed(patterns):
            if pattern.matches(way + name, is_folder):
                return pattern.ignores
    return False


def _down(rules: _Rules, step: str) -> _Rules:
    """The same rules, seen from a folder one step down."""
    return tuple((patterns, f"{way}{step}/") for patterns, way in rules)


def _above(folder: Path) -> _Rules:
    """What the .gitignore files above a folder say, up to the top of its git checkout, if any."""
    chain = [folder, *folder.parents]
    top = next((i for i, parent in enumerate(chain) if os.path.lexists(parent / ".git")), 0)
    rules: _Rules = ()
    for parent, child in pairwise(reversed(chain[: top + 1])):
        rules += _ignore_file(parent)
        if _names(rules, child.name, True):
            return ()
        rules = _down(rules, child.name)
    return rules


def _ignore_file(folder: Path) -> _Rules:
    """What a folder's .gitignore says; nothing if there is none that can be read."""
    try:
        data = (folder / ".gitignore").read_bytes()
    except OSError:
        return ()
    return ((_patterns(os.fsdecode(data.removeprefix(codecs.BOM_UTF8)).split("\n")), ""),)


def _patterns(lines: Sequence[str]) -> list[_Pattern]:
    """Lines of a .gitignore, ready for use. As in git, one that makes no sense matches nothing."""
    patterns = []
    for whole in lines:
        line = whole if whole.endswith("\\ ") else whole.rstrip()
        if line and not line.startswith("#"):
            with contextlib.suppress(ValueError):
                patterns.append(_pattern(line))
    return patterns


def _pattern(line: str) -> _Pattern:
    """One line of a .gitignore. Raises ValueError if it makes no sense."""
    from pathspec import GitIgnoreSpec

    ignores = not line.startswith("!")
    line = line if ignores else line[1:]
    body = line.removesuffix("/")
    if body.startswith("**/") and "/" not in body[3:]:
        body = body[3:]
    name_only = "/" not in body
    depth = None if name_only or "**" in body.split("/") else body.removeprefix("/").count("/")
    with warnings.catch_warnings():
        # Python's, for a `[[` in the regular expression that pathspec makes of the line.
        warnings.simplefilter("ignore", FutureWarning)
        spec = GitIgnoreSpec.from_lines([f"\\{body}" if body[:1] in ("#", "!") else body])
    return _Pattern(spec, ignores, line.endswith("/"), name_only, depth)
