"""Files read ahead of their turn, and checked by workers where nobody knows yet what they hold.

It changes nothing but the time: a run asks for its files one by one, in order, as ever. A file
that is no longer the same by then is read again, and what the workers found is only put where the
run looks first (`Outcomes.ready`). What they have not found it finds by itself.
"""

from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path

from .files import FileProblem, Source, read, sign
from .inputs import Input
from .jobs import Workers
from .outcomes import Entries, Outcomes

# One article costs less than its way to a worker and back by itself.
CHUNK_FILES = 64
CHUNK_BYTES = 1 << 18
# How many chunks for each worker are read ahead, and at most how many bytes in all: enough that
# no worker waits for work while one slow text keeps the run waiting.
CHUNKS_AHEAD = 4
BYTES_AHEAD = 1 << 25
# Asking the workers costs as much as a tenth of a file.
EVERY = 16


class Ahead:
    """The files of a run, read ahead of it.

    `known` gives what is at hand for a text if that is all that the run will ask for; otherwise
    `do` is done to it in one of `jobs` workers, to `chunk` texts at a time. They are started only
    for more than one chunk.
    """

    def __init__(
        self,
        files: Iterable[Path],
        jobs: int,
        outcomes: Outcomes,
        known: Callable[[Input], Entries | None],
        do: Callable[[Input], Entries],
        chunk: int,
    ) -> None:
        self._todo = iter(files)
        self._outcomes = outcomes
        self._known = known
        self._most_in_chunk = chunk
        self._most = CHUNK_FILES * CHUNKS_AHEAD * (jobs + 1)
        self._workers = Workers(jobs, do)
        self._started = False
        self._sources: dict[Path, tuple[tuple[int, ...], Source]] = {}
        self._size = 0
        self._chunk: list[Input] = []
        self._chunk_size = 0
        self._ready: deque[list[Input]] = deque()
        # Those that will come from a worker, those that came, and those that killed it twice.
        self._waiting: set[Path] = set()
        self._entries: dict[Path, Entries] = {}
        self._alone: set[Path] = set()
        self._dead: set[Path] = set()
        self._turn = 0
        self._looked = 0
        self._calm = False

    def read(self, path: Path) -> Source:
        """The text of a file, whose turn it is. Raises FileProblem."""
        self._turn += 1
        if self._workers.busy and self._turn % EVERY == 0:
            self._gather(block=False)
        self._calm = self._calm and not self._outcomes.missed
        if not self._calm:
            self._look_ahead()
        elif path not in self._sources:
            next(self._todo, None)
        seen, source = self._sources.pop(path, (None, None))
        if source is not None:
            self._size -= len(source.text)
            if sign(path) == seen:
                return source
        return read(path)

    def wait(self, path: Path) -> bool:
        """Wait until the workers are done with a file; False if it has killed two of them."""
        if path in self._waiting and any(item.path == path for item in self._chunk):
            # The last of a folder, or the few that are new: we are quicker by ourselves.
            self._waiting.difference_update(item.path for item in self._chunk if item.path)
            self._chunk, self._chunk_size = [], 0
        while path in self._waiting:
            self._hand_out()
            if not self._workers.busy:
                self._waiting.discard(path)
                break
            self._gather(block=True)
        self._outcomes.take(self._entries.pop(path, {}))
        return path not in self._dead

    def end(self) -> None:
        """End the workers."""
        self._workers.end()

    def _look_ahead(self) -> None:
        while len(self._sources) < self._most and self._size < BYTES_AHEAD:
            path = next(self._todo, None)
            if path is None:
                self._close_chunk()
                return
            self._looked += 1
            if self._looked == CHUNK_FILES and not self._waiting:
                # It looks as if all were known: then this costs more than it brings.
                self._calm = True
                return
            seen = sign(path)
            try:
                source = read(path) if seen else None
            except FileProblem:
                continue  # It is told of when it is its turn.
            if seen is None or source is None:
                continue
            self._sources[path] = seen, source
            self._size += len(source.text)
            item = Input(path, str(path), source)
            if (known := self._known(item)) is not None:
                self._entries[path] = known
            else:
                self._chunk.append(item)
                self._waiting.add(path)
                self._chunk_size += len(source.text)
                if len(self._chunk) >= self._most_in_chunk or self._chunk_size >= CHUNK_BYTES:
                    self._close_chunk()

    def _close_chunk(self) -> None:
        if self._chunk:
            self._ready.append(self._chunk)
            self._chunk, self._chunk_size = [], 0
        self._hand_out()

    def _hand_out(self) -> None:
        self._started |= len(self._ready) > 1
        try:
            while self._ready and self._started:
                chunk = [item for item in self._ready[0] if item.path in self._waiting]
                if chunk and not self._workers.hand(chunk):
                    return
                self._ready.popleft()
        except OSError:
            # No process to be had: the run does it by itself.
            self._started = False
            self._ready.clear()
            self._waiting.clear()

    def _gather(self, *, block: bool) -> None:
        for chunk, answers in self._workers.answers(block=block):
            paths = [item.path for item in chunk if item.path]
            if answers is not None:
                self._entries.update(zip(paths, answers, strict=True))
                self._waiting.difference_update(paths)
            elif len(paths) == 1 and paths[0] in self._alone:
                self._dead.add(paths[0])
                self._waiting.discard(paths[0])
            else:
                self._alone.update(paths)
                self._ready.extendleft([item] for item in reversed(chunk))
        self._hand_out()
