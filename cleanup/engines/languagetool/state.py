"""Whether LanguageTool can be used here: what `doctor` and `status` tell, and a run goes by."""

import os
from pathlib import Path
from typing import NamedTuple

from . import client, copies, resident
from .copies import Copy, Java, Missing


class State(NamedTuple):
    """Whether LanguageTool can be used, `why` (not), and if not, `how` to switch it on; one line
    each. A run asks the server at `address`, or starts `copy` with `java`."""

    available: bool
    why: str
    how: str = ""
    version: str = ""
    address: str | None = None
    java: Java | None = None
    copy: Copy | None = None
    # The address is not ours, and what is there may be set up in its own way.
    foreign: bool = False


def state(server: str | None = None, folder: Path | None = None) -> State:
    """What there is, without starting or fetching anything.

    `server` is the address of one that runs, `folder` where LanguageTool stands; without either
    the environment is asked (CLEANUP_LANGUAGETOOL: one of the two), then for a server that
    `cleanup languagetool start` left running, then for Java and a copy on this machine. Takes a
    tenth of a second; up to ten seconds where an address leads nowhere.
    """
    if server is None and folder is None and (named := os.environ.get(copies.VARIABLE)):
        server, folder = (named, None) if "://" in named else (None, Path(named))
    try:
        if server is not None:
            version = client.version(server)
            why = f"LanguageTool {version} runs at {server}"
            return State(True, why, "", version, server, foreign=True)
        if folder is None and (there := resident.running()):
            why = f"LanguageTool {there.version} runs at {there.address} (process {there.pid})"
            return State(True, why, "", there.version, there.address)
        copies.python()
        copy, java = copies.copy(folder), copies.java()
    except client.ServerError as error:
        return State(False, str(error), "start that server, or name another address")
    except Missing as missing:
        return State(False, missing.what, missing.how)
    why = f"LanguageTool {copy.version} in {copy.folder}, for Java {java.version}"
    return State(True, why, "", copy.version, None, java, copy)
