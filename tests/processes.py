"""Other programs that tests run: with an end, and with nothing left behind that could keep a test waiting.

What a program says goes to a file. A pipe stays open as long as any child of it lives, kernels among them,
and whoever reads it to its end waits as long.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any


@dataclass
class Running:
    """A program that was started, and what it has said so far."""

    process: subprocess.Popen[bytes]
    _said: IO[bytes]

    @property
    def said(self) -> str:
        return Path(self._said.name).read_text(errors="replace")

    def until(self, found: Callable[[str], Any], seconds: float) -> Any:
        """Wait until ``found`` finds something in what was said; return that."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            ended = self.process.poll() is not None
            if it := found(self.said):
                return it
            assert not ended, f"ended with {self.process.returncode}:\n{self.said}"
            time.sleep(0.05)
        raise AssertionError(f"not said within {seconds} seconds:\n{self.said}")


@contextmanager
def running(command: Sequence[str | Path], cwd: Path, env: Mapping[str, str], farewell: float = 0) -> Iterator[Running]:
    """Run a program until the block ends; then tell it to stop, and kill its group after ``farewell`` seconds."""
    with tempfile.NamedTemporaryFile() as said:
        process = subprocess.Popen(
            command, cwd=cwd, env=env, stdout=said, stderr=said, stdin=subprocess.DEVNULL, start_new_session=True
        )
        try:
            yield Running(process, said)  # type: ignore[arg-type]
        finally:
            if farewell:
                process.terminate()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(farewell)
            _kill(process)


def run(
    command: Sequence[str | Path], cwd: Path, env: Mapping[str, str], seconds: float
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end; fail with what it said when that takes longer than ``seconds``."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(
            command, cwd=cwd, env=env, stdout=out, stderr=err, stdin=subprocess.DEVNULL, start_new_session=True
        )
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise AssertionError(
                f"not done within {seconds} seconds: {command}\n{_text(out)[-3000:]}{_text(err)[-3000:]}"
            ) from None
        finally:
            _kill(process)
        return subprocess.CompletedProcess(command, process.returncode, _text(out), _text(err))


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
