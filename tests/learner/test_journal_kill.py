"""Killed at any moment, a kernel has lost no answer that it called saved.

A forked child saves answers as fast as it can and tells each number only after ``append`` has
returned. SIGKILL shows that nothing waits in the process; that the disk has it is shown by the order
of ``fsync`` in ``test_journal.py``.
"""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from b12course.learner.journal import NAME, Event, Journal, read

KILLS = 60  # for each of the five journals below


def save_until_killed(path: Path, writing: int, size: int, first: int) -> None:
    keeper = Journal(path)
    n = first
    while True:
        saved = keeper.append(Event(f"item-{n % 4}", "value", f"{n}:" + "x" * size))
        os.write(writing, f"{saved.n} {n}\n".encode())
        n += 1


def run_and_kill(path: Path, size: int, first: int, rnd: random.Random) -> list[tuple[int, int]]:
    """Return (number of the line, what was saved) of every answer that the child had called saved.

    One in four is killed soon after its start, while it may still be mending; the others later.
    """
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(reading)
            save_until_killed(path, writing, size, first)
        finally:
            os._exit(1)  # only a failure comes here: the parent sees that nothing was killed
    os.close(writing)
    told = os.read(reading, 1000) if rnd.random() < 0.75 else b""
    time.sleep(rnd.uniform(0, 0.01))
    os.kill(pid, signal.SIGKILL)
    with os.fdopen(reading, "rb") as f:
        told += f.read()
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status), "the child failed before it was killed"
    pairs = [tuple(map(int, raw.split())) for raw in told.splitlines(keepends=True) if raw.endswith(b"\n")]
    return [(a, b) for a, b in pairs]


def everything_in(folder: Path) -> dict[int, set[str]]:
    """Return the starts of all values that the journal and what was kept aside hold, by number."""
    found: dict[int, set[str]] = {}
    for path in folder.glob("answers*.jsonl"):
        for raw in path.read_bytes().splitlines():
            try:
                data = json.loads(raw)
            except ValueError:
                continue  # torn by a kill; nothing that was acknowledged
            found.setdefault(data["n"], set()).add(data["value"].partition(":")[0])
    return found


# Short answers; long ones, which are torn more often; and some so long that old lines go aside again and again.
@pytest.mark.parametrize(("size", "seed"), [(10, 1), (10, 2), (3_000, 3), (25_000, 4), (60_000, 5)])
def test_no_acknowledged_answer_is_lost(tmp_path: Path, size: int, seed: int) -> None:
    path, rnd = tmp_path / NAME, random.Random(seed)
    acknowledged: list[tuple[int, int]] = []
    with_answers = 0
    for _ in range(KILLS):
        first = acknowledged[-1][1] + 1 if acknowledged else 0
        told = run_and_kill(path, size, first, rnd)
        with_answers += bool(told)
        acknowledged += told
        last = {f"item-{what % 4}": (n, what) for n, what in acknowledged}
        answers = read(path).answers
        for item, (n, what) in last.items():
            kept = answers[item]
            # A line written but not yet acknowledged may stand after the last one that was.
            assert kept.n >= n
            assert kept.n > n or kept.content == f"{what}:" + "x" * size
    found = everything_in(tmp_path)
    assert [(n, what) for n, what in acknowledged if found.get(n) != {str(what)}] == []
    assert with_answers > KILLS // 2
    repeated = Counter(n for n, values in found.items() for _ in values)
    assert set(repeated.values()) == {1}
