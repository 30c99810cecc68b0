"""Watch this process: what it opens, runs and imports; and stop it when it hangs."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import CodeType
from typing import Any


class HungError(BaseException):
    """Something took far too long. No ``except Exception`` may swallow this."""


@contextmanager
def within(seconds: int, error: type[BaseException] = HungError) -> Iterator[None]:
    """Stop what takes longer: a grader that waits for a pipe would wait for ever."""

    def stop(*_: Any) -> None:
        raise error(f"not done after {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    left = signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(left)
        signal.signal(signal.SIGALRM, before)


@dataclass
class Seen:
    """What Python's own audit hook told while it was watched."""

    opened: list[tuple[str, int]] = field(default_factory=list)
    ran: list[str] = field(default_factory=list)
    compiled: list[str] = field(default_factory=list)
    imported: list[str] = field(default_factory=list)
    started: list[str] = field(default_factory=list)


_watching: Seen | None = None
_installed = False
_STARTS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty", "pty.spawn")


def _hook(event: str, args: tuple[Any, ...]) -> None:
    seen = _watching
    if seen is None:
        return
    if event == "open":
        if isinstance(args[0], str | bytes | os.PathLike):
            seen.opened.append((os.fsdecode(args[0]), args[2] or 0))
    elif event == "exec":
        seen.ran.append(args[0].co_filename if isinstance(args[0], CodeType) else str(args[0]))
    elif event == "compile":
        seen.compiled.append(str(args[0]))
    elif event == "import":
        seen.imported.append(str(args[1]))
    elif event in _STARTS or event.startswith("ctypes."):
        seen.started.append(event)


@contextmanager
def watched() -> Iterator[Seen]:
    """Note what happens inside. A hook can't be taken away again, so one stays, and sleeps."""
    global _watching, _installed
    if not _installed:
        sys.addaudithook(_hook)
        _installed = True
    _watching = seen = Seen()
    try:
        yield seen
    finally:
        _watching = None
