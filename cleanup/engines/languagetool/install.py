"""LanguageTool fetched, when the user asks for it and has agreed: with Maven, from Maven Central.

Maven checks what it fetches against its digests, and knows the proxies and mirrors that a house
may have. Only the server and English are fetched, a third of the release. Where there is no Maven
but the extra `languagetool`, language-tool-python downloads the release with all languages.
"""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ...compiled import cache_folder
from . import copies
from .copies import Copy, Missing

VERSION = "6.8"
_POM = Path(__file__).parent / "pom.xml"
_HOW = (
    "install Maven (mvn); or: pip install 'cleanup-text[languagetool]', and again; or unpack "
    f"LanguageTool yourself and name its folder in languagetool-folder or {copies.VARIABLE}"
)


class InstallError(Exception):
    """LanguageTool could not be fetched; the message says why."""


class Plan(NamedTuple):
    """What will be fetched, in words, into which folder, and what does it."""

    what: str
    folder: Path
    fetch: Callable[[Path], None]


def plan() -> Plan:
    """How LanguageTool can be fetched here. Raises Missing."""
    home = cache_folder()
    if home is None:
        raise Missing("there is no cache folder to put it in", "set CLEANUP_CACHE_DIR")
    if maven := shutil.which("mvn"):
        what = (
            f"LanguageTool {VERSION} with English (LGPL 2.1, 81 MB) from Maven Central\n"
            f"by {maven}, which keeps a copy of its own"
        )
        return Plan(what, home / f"LanguageTool-{VERSION}", lambda to: _by_maven(maven, to))
    if importlib.util.find_spec("language_tool_python"):
        what = (
            f"LanguageTool {VERSION} with all languages (LGPL 2.1, about 250 MB) from its\n"
            "publisher by language-tool-python"
        )
        *_, theirs = copies.homes()
        return Plan(what, theirs / f"LanguageTool-{VERSION}", _by_their_package)
    raise Missing("neither Maven nor language-tool-python is here to fetch it", _HOW)


def install(chosen: Plan) -> Copy:
    """Fetch it; the folder is there whole or not at all. Raises InstallError."""
    try:
        chosen.folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        chosen.fetch(chosen.folder)
        return copies.looked_at(chosen.folder)
    except (OSError, Missing) as error:
        raise InstallError(str(error)) from error


def _by_maven(maven: str, folder: Path) -> None:
    made = Path(tempfile.mkdtemp(prefix="LanguageTool.new-", dir=folder.parent))
    try:
        shutil.copy(_POM, made / "pom.xml")
        done = subprocess.run(
            [
                *(maven, "-B", "-q", "--strict-checksums", "-f", str(made / "pom.xml")),
                *("dependency:copy-dependencies", f"-DoutputDirectory={made / 'libs'}"),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode:
            lines = [line for line in done.stdout.splitlines() if "ERROR" in line]
            why = lines[0].replace("[ERROR]", "").strip() if lines else "it does not say why"
            raise InstallError(f"Maven has failed: {why}")
        os.replace(made / "libs" / copies.JAR, made / copies.JAR)
        copies.looked_at(made)
        if folder.exists():
            shutil.rmtree(folder)
        os.replace(made, folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _by_their_package(folder: Path) -> None:
    # Raises what its HTTP library raises, whatever that is.
    from language_tool_python.download_lt import LocalLanguageTool

    shutil.rmtree(folder, ignore_errors=True)
    try:
        LocalLanguageTool.from_version_name(VERSION).download()
    except Exception as error:
        raise InstallError(f"language-tool-python has failed: {error}") from error
