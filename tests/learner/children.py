"""Run a piece of a test in a forked child: as another user, with a full disk, or to be killed."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

NOBODY = 65534
_LONGEST = 60  # seconds: what hangs is a failure, not a wait


class Child:
    """A forked child that does ``work`` and hands back its result as JSON."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self._reading, writing = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            _do(work, writing)
        os.close(writing)

    def result(self) -> Any:
        with os.fdopen(self._reading, "rb") as f:
            data = f.read()
        _, status = os.waitpid(self.pid, 0)
        assert data, f"the child ended with status {status} and said nothing: it hung or was killed"
        outcome = json.loads(data)
        assert "failed" not in outcome, outcome["failed"]
        return outcome["result"]


def _do(work: Callable[[], Any], writing: int) -> None:
    signal.alarm(_LONGEST)
    try:
        outcome = {"result": work()}
    except BaseException:
        outcome = {"failed": traceback.format_exc()}
    with os.fdopen(writing, "wb") as f:
        f.write(json.dumps(outcome).encode())
    os._exit(0)


def in_child(work: Callable[[], Any]) -> Any:
    return Child(work).result()


def as_nobody(work: Callable[[], Any]) -> Any:
    """Do ``work`` without root's right to write anywhere."""

    def dropped() -> Any:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
        return work()

    return in_child(dropped)


def mount_small_disk(folder: Path, size: int) -> None:
    """Put a file system of ``size`` bytes on ``folder``, for this process alone. Raises OSError."""
    libc = ctypes.CDLL(None, use_errno=True)
    new_mount_namespace, recursive_private = 0x20000, 0x4000 | 0x40000
    for failed in (
        libc.unshare(new_mount_namespace),
        libc.mount(b"none", b"/", None, recursive_private, None),
        libc.mount(b"tmpfs", bytes(folder), b"tmpfs", 0, f"size={size}".encode()),
    ):
        if failed:
            raise OSError(ctypes.get_errno(), "no small disk here")


def can_mount(folder: Path) -> bool:
    def attempt() -> bool:
        try:
            mount_small_disk(folder, 65536)
        except (OSError, AttributeError):
            return False
        return True

    return bool(in_child(attempt))
