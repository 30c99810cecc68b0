"""The answers journal: ``answers.jsonl`` beside the notebook, append-only, one JSON object a line.

``{"v": 1, "n": 12, "t": "2026-11-21T07:15:31.123Z", "item": "routes-07", "value": "b"}``

The last line for an item wins. A line is on disk before ``append`` returns, so what the screen calls
saved survives a crash of kernel or machine. Nothing is ever deleted: a line that can't be read stays
where it is and is reported; a journal that grows too long is kept aside under another name.
"""

from __future__ import annotations

import copy
import errno
import json
import math
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import portalocker

VERSION = 1
LONGEST_LINE = 64 * 1024
LARGEST_JOURNAL = 2 * 1024 * 1024
# Superseded lines are kept aside well before the journal reaches what a grader accepts.
TIDY_ABOVE = LARGEST_JOURNAL // 2
# No answer of any item is nested half as deeply; code that walks a value need not fear the stack.
DEEPEST = 20
NAME = "answers.jsonl"

_REASONS = {
    errno.EACCES: "this folder is read-only",
    errno.EPERM: "this folder is read-only",
    errno.EROFS: "this folder is read-only",
    errno.ENOSPC: "the disk is full",
    getattr(errno, "EDQUOT", -1): "your disk space is used up",
    errno.EFBIG: "the disk is full",
}


class JournalError(Exception):
    """An answer could not be saved, or a journal can't be used. The message is for the learner."""


@dataclass(frozen=True)
class Event:
    """One line: an answer (``value``), a flag for review (``flag``) or the progress of a case (``step``).

    ``of`` is the version (content hash) of the item that was seen; ``variant`` the number of its
    parameter set, where it has several.
    """

    item: str
    kind: str
    content: Any
    of: str | None = None
    variant: int | None = None
    t: str = ""
    n: int = 0

    def line(self, n: int, t: str) -> bytes:
        """Return the event as a line of the journal."""
        data: dict[str, Any] = {"v": VERSION, "n": n, "t": t, "item": self.item, self.kind: self.content}
        if self.of:
            data["of"] = self.of
        if self.variant is not None:
            data["variant"] = self.variant
        text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        # Half of a surrogate pair (an emoji cut by a length limit) has no UTF-8: it stays a JSON escape.
        return text.encode("utf-8", "backslashreplace") + b"\n"


@dataclass
class State:
    """What a journal says: the last event of each kind for each item, and the lines that can't be read."""

    answers: dict[str, Event] = field(default_factory=dict)
    flags: dict[str, Event] = field(default_factory=dict)
    steps: dict[str, Event] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    lines: int = 0
    last_n: int = 0

    def take(self, raw: bytes) -> None:
        """Take in one line; a line that can't be read is noted and changes nothing."""
        self.lines += 1
        if not raw.strip():
            return
        try:
            event = parse_line(raw)
        except JournalError as e:
            self.problems.append(f"line {self.lines} {e}")
            return
        self.last_n = max(self.last_n, event.n)
        {"value": self.answers, "flag": self.flags, "step": self.steps}[event.kind][event.item] = event

    def current(self) -> list[Event]:
        """Return every event that still counts, oldest first."""
        return sorted([*self.answers.values(), *self.flags.values(), *self.steps.values()], key=lambda e: e.n)


def parse_line(raw: bytes) -> Event:
    """Return the event on one line. Raises JournalError saying what is wrong with it."""
    if len(raw) > LONGEST_LINE:
        raise JournalError(f"is longer than {LONGEST_LINE // 1024} KiB")
    try:
        data = json.loads(raw.decode("utf-8"), parse_constant=_no_constant, parse_float=_finite)
    except (ValueError, RecursionError):
        raise JournalError("is torn or not JSON") from None
    if not isinstance(data, dict):
        raise JournalError("is no JSON object")
    if not _is_shallow(data, DEEPEST):
        raise JournalError("is nested too deeply")
    if data.get("v") != VERSION or isinstance(data["v"], bool):
        raise JournalError(f"has version {data.get('v')!r:.20}; this course reads version {VERSION}")
    kinds = {"value", "flag", "step"} & data.keys()
    n, t, item, of, variant = (data.get(k) for k in ("n", "t", "item", "of", "variant"))
    if (
        len(kinds) != 1
        or not isinstance(item, str)
        or not _is_count(n)
        or not isinstance(t, str)
        or not (of is None or isinstance(of, str))
        or not (variant is None or _is_count(variant))
    ):
        raise JournalError("has missing or wrong fields")
    kind = kinds.pop()
    if (kind == "flag" and not isinstance(data[kind], bool)) or (kind == "step" and not _is_count(data[kind])):
        raise JournalError(f"has a wrong {kind}")
    return Event(item, kind, data[kind], of, variant, t, n)  # type: ignore[arg-type]


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53


def _is_shallow(value: object, levels: int) -> bool:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels > 0 and all(_is_shallow(v, levels - 1) for v in inside)


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is too large")
    return number


def _open(path: Path) -> BinaryIO:
    """Open a journal for reading. Raises JournalError for a pipe or device, which would never come to an end."""
    f = os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb")
    if not stat.S_ISREG(os.fstat(f.fileno()).st_mode):
        f.close()
        raise JournalError(f"{path.name} is no ordinary file, so no answer was read from it.")
    return f


def read(path: Path) -> State:
    """Return what a journal says, without changing it. A missing journal is an empty one.

    Raises JournalError when the journal is too large, is no ordinary file, or can't be read.
    """
    try:
        with _open(path) as f:
            if os.fstat(f.fileno()).st_size > LARGEST_JOURNAL:
                raise JournalError(too_large(path.name))
            return read_bytes(f.read(LARGEST_JOURNAL + 1))
    except FileNotFoundError:
        return State()
    except OSError as e:
        raise JournalError(f"{path.name} can't be read: {e.strerror or e}.") from e


def too_large(name: str) -> str:
    """Return what to say of a journal that is larger than any that a course writes."""
    return f"The journal in {name} is larger than {LARGEST_JOURNAL // 1024 // 1024} MiB, so no answer was read from it."


def read_bytes(data: bytes) -> State:
    """Return what the bytes of a journal say."""
    state = State()
    _take_all(state, data)
    return state


def _take_all(state: State, data: bytes) -> None:
    lines = data.split(b"\n")
    tail = lines.pop()
    for line in lines:
        state.take(line)
    if tail:
        state.take(tail)  # torn, or whole but for its newline


class Journal:
    """A journal open for writing. Safe with other kernels and tabs writing to the same file."""

    def __init__(self, path: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Open the journal at ``path``; nothing is created before the first answer."""
        self.path = path
        self._clock = clock
        self._state = State()
        self._offset = 0
        self._inode: int | None = None
        self._tail = b""  # the last bytes before the offset: other bytes there mean another journal

    def state(self) -> State:
        """Return what the journal says now. Raises JournalError when it can't be read."""
        try:
            with _open(self.path) as f:
                torn = self._refresh(f)
        except FileNotFoundError:
            self._forget()
            return self._state
        except OSError as e:
            raise JournalError(f"The answers file {self.path.name} can't be read: {e.strerror or e}.") from e
        if not torn:
            return self._state
        state = copy.deepcopy(self._state)  # the rest of this line may yet come
        state.take(torn)
        return state

    def append(self, event: Event) -> Event:
        """Write one event and return it with its number and time, once it is safely on disk.

        Raises JournalError, in words for the learner, when it is not.
        """
        try:
            while True:
                with self._locked() as f:
                    if self._refresh(f):
                        _write(f, b"\n")  # mends a torn last line: it stays, on a line of its own
                        self._refresh(f)
                    if not (self._can_shrink() and self._keep_aside()):
                        return self._append(f, event)
        except portalocker.exceptions.BaseLockException as e:
            raise JournalError(
                "Not saved: the answers file can't be locked on this disk. Your answer is still on this screen. "
                "Ask for help, then answer again."
            ) from e
        except OSError as e:
            why = _REASONS.get(e.errno or 0, e.strerror or str(e))
            raise JournalError(
                f"Not saved: {why}. Your answer is still on this screen. Make room or ask for help, then answer again."
            ) from e
        except (TypeError, ValueError, RecursionError) as e:
            raise JournalError(f"Not saved: this answer can't be written ({e}).") from e

    # -- how ------------------------------------------------------------------------------

    @contextmanager
    def _locked(self) -> Iterator[BinaryIO]:
        """Yield the journal, open for reading and appending and locked against other writers."""
        while True:
            with self.path.open("a+b", buffering=0) as f:
                if not stat.S_ISREG(os.fstat(f.fileno()).st_mode):
                    raise JournalError(f"Not saved: {self.path.name} is no ordinary file. Ask your educator for help.")
                portalocker.lock(f, portalocker.LockFlags.EXCLUSIVE)
                try:
                    if self._is_still_here(f):
                        yield f
                        return
                finally:
                    portalocker.unlock(f)
            # Another writer kept this file aside while we waited: take the new one.

    def _is_still_here(self, f: BinaryIO) -> bool:
        try:
            return os.path.samestat(os.fstat(f.fileno()), self.path.stat())
        except FileNotFoundError:
            return False

    def _forget(self) -> None:
        self._state, self._offset, self._inode, self._tail = State(), 0, None, b""

    def _refresh(self, f: BinaryIO) -> bytes:
        """Take in what was written since the last look, by whoever wrote it; return a last line with no end."""
        inode = os.fstat(f.fileno()).st_ino
        f.seek(self._offset - len(self._tail))
        if inode != self._inode or f.read(len(self._tail)) != self._tail:
            self._forget()
            self._inode = inode
            f.seek(0)
        data = f.read()
        whole = data.rfind(b"\n") + 1
        for line in data[:whole].split(b"\n")[:-1]:
            self._state.take(line)
        self._offset += whole
        self._tail = (self._tail + data[:whole])[-256:]
        return data[whole:]

    def _append(self, f: BinaryIO, event: Event) -> Event:
        n = self._state.last_n + 1
        t = self._clock().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        line = event.line(n, t)
        if len(line) > LONGEST_LINE:
            raise JournalError(
                f"Not saved: this answer is longer than {LONGEST_LINE // 1024} KiB. Shorten it, and it is saved."
            )
        try:
            parse_line(line[:-1])
        except JournalError as e:
            raise JournalError(f"Not saved: the answer {e}.") from None
        if self._offset + len(line) > LARGEST_JOURNAL:
            raise JournalError("Not saved: the answers file is full. Ask your educator for help.")
        _write(f, line)
        if n == 1:
            _sync_folder(self.path.parent)
        self._refresh(f)
        return replace(event, t=t, n=n)

    def _can_shrink(self) -> bool:
        if self._offset <= TIDY_ABOVE:
            return False
        return sum(len(e.line(e.n, e.t)) for e in self._state.current()) < self._offset // 2

    def _keep_aside(self) -> bool:
        """Keep a long journal under another name and put a new one with the answers that count in its place.

        The caller holds the lock of the old file: writers that wait for it see that it moved. Returns False,
        with all as it was, where that can't be done (no hard links, no room): there may be room to go on.
        """
        fresh = self.path.with_name(f".{self.path.name}.new")
        number = 1
        while (aside := self.path.with_name(f"{self.path.stem}.aside-{number}{self.path.suffix}")).exists():
            number += 1
        made = [fresh]
        try:
            with fresh.open("wb", buffering=0) as out:
                _write(out, b"".join(e.line(e.n, e.t) for e in self._state.current()))
            os.link(self.path, aside)
            made.append(aside)
            fresh.replace(self.path)
        except OSError:
            for extra in made:
                with suppress(OSError):
                    extra.unlink()
            return False
        _sync_folder(self.path.parent)
        return True


def _write(f: BinaryIO, data: bytes) -> None:
    """Write all of ``data`` and wait until it is on disk; on failure take back what was written."""
    start = f.seek(0, os.SEEK_END)
    view = memoryview(data)
    try:
        while view:
            view = view[f.write(view) or 0 :]
        os.fsync(f.fileno())
    except OSError:
        f.truncate(start)
        raise


def _sync_folder(folder: Path) -> None:
    """Make a new file's name survive a crash, where the system can."""
    if os.name == "nt":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
