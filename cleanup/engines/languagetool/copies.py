"""Java and LanguageTool on this machine: what there is, and whether it can be used.

Nothing is downloaded, and of Java only its version is asked.
"""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ...compiled import cache_folder

# Since LanguageTool 6.6.
OLDEST_JAVA = 17
# An address or a folder, in place of the settings.
VARIABLE = "CLEANUP_LANGUAGETOOL"
JAR = "languagetool-server.jar"
MAIN = "org/languagetool/server/HTTPServer.class"
# The jars that tell the version and know English; in a folder of either layout.
_CORE, _ENGLISH = "languagetool-core*.jar", "language-en*.jar"
_VERSION = "META-INF/maven/org.languagetool/languagetool-core/pom.properties"
_PATIENCE = 20.0

INSTALL = "cleanup languagetool install fetches it"


class Missing(Exception):
    """What LanguageTool cannot run without: `what` is missing, `how` to come by it."""

    def __init__(self, what: str, how: str) -> None:
        self.what, self.how = what, how
        super().__init__(f"{what}; {how}")


class Java(NamedTuple):
    """A Java program and its major version."""

    program: str
    version: int


class Copy(NamedTuple):
    """A folder with LanguageTool in it, and its version."""

    folder: Path
    version: str

    @property
    def jar(self) -> Path:
        return self.folder / JAR


def java() -> Java:
    """The Java that JAVA_HOME names, or the one on the path. Raises Missing."""
    how = f"install Java {OLDEST_JAVA} or later (OpenJDK; a runtime without a screen is enough)"
    home = os.environ.get("JAVA_HOME")
    program = shutil.which("java", path=os.path.join(home, "bin")) if home else None
    program = program or shutil.which("java")
    if program is None:
        raise Missing("no Java on this machine", how)
    try:
        said = subprocess.run(
            [program, "-version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Missing(f"{program} does not tell its version", how) from error
    # 1.8.0_402, 17.0.15, 25-ea
    number = re.search(rb'version "(?:1\.)?(\d+)', said.stderr + said.stdout)
    if said.returncode or not number:
        raise Missing(f"{program} is no Java that works", how)
    if int(number[1]) < OLDEST_JAVA:
        raise Missing(f"{program} is Java {int(number[1])}", how)
    return Java(program, int(number[1]))


def copy(folder: Path | None = None) -> Copy:
    """LanguageTool in `folder`, or without one the newest of the places where it may be.

    Raises Missing: there is none, or it is broken.
    """
    if folder is not None:
        inside = next(_copies_in(folder), None)
        if inside is None:
            raise Missing(f"no LanguageTool in {folder} ({JAR})", INSTALL)
        return looked_at(inside)
    found = [place for home in homes() for place in _copies_in(home)]
    if not found:
        raise Missing("no LanguageTool on this machine", INSTALL)
    return looked_at(max(found, key=lambda place: _numbers(place.name)))


def homes() -> Iterator[Path]:
    """The folders that copies may stand in: ours, and that of language-tool-python."""
    if (ours := cache_folder()) is not None:
        yield ours
    theirs = os.environ.get("LTP_PATH")
    yield Path(theirs) if theirs else Path.home() / ".cache" / "language_tool_python"


def looked_at(folder: Path) -> Copy:
    """A copy that can be started, as far as can be told without doing it. Raises Missing."""
    how = f"{INSTALL} anew"
    try:
        with zipfile.ZipFile(folder / JAR) as jar:
            jar.getinfo(MAIN)
        english = next((folder / "libs").glob(_ENGLISH))
        zipfile.ZipFile(english).close()
        with zipfile.ZipFile(next((folder / "libs").glob(_CORE))) as core:
            told = core.read(_VERSION).decode("utf-8", "replace")
    except StopIteration:
        raise Missing(f"LanguageTool in {folder} has no English (libs/)", how) from None
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise Missing(f"LanguageTool in {folder} is broken: {error}", how) from error
    version = re.search(r"^version=(\S+)", told, re.MULTILINE)
    return Copy(folder, version[1] if version else "unknown")


def python() -> str:
    """The Python that watches over the server. Raises Missing."""
    if not sys.executable:
        raise Missing("no Python to watch over the server", "run cleanup from a shell")
    return sys.executable


def _copies_in(folder: Path) -> Iterator[Path]:
    """The folder itself, if it is a copy, or those in it that are."""
    if (folder / JAR).is_file():
        yield folder
    elif folder.is_dir():
        yield from (jar.parent for jar in sorted(folder.glob(f"LanguageTool-*/{JAR}")))


def _numbers(name: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d+", name))
