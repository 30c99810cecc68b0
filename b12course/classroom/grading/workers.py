"""Where submissions are scored: in this process, in worker processes, or on a Dask cluster.

All three run the same pure function on batches of jobs and give back what each batch came to.
"""

from __future__ import annotations

import logging
import os
import queue
import signal
import socket
import stat
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import cycle, islice
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from b12course.bank.errors import BankError, Finding
from b12course.classroom.grading import intake, scoring
from b12course.classroom.grading.gradebook import ANSWER_S
from b12course.classroom.grading.intake import Submission
from b12course.classroom.grading.scoring import Plan, Result

GOES_ON = "run this again; it goes on where it stopped"
# A scheduler may be too busy to answer at once; one that is silent for as long as this is lost.
SILENCE_S = 60


@dataclass(frozen=True)
class Job:
    """One submission to grade: where it lies and what it was graded from last time, if at all."""

    student: str
    folder: Path
    graded_from: str | None


@dataclass(frozen=True)
class Outcome:
    """What a worker gives back for one submission: a result, nothing new, or why not."""

    student: str
    result: Result | None = None
    submission: Submission | None = None
    failure: str | None = None


class Unseen(Exception):
    """A worker does not see the class folder. The message is one sentence."""


Mapper = Callable[[Callable[[list[Job]], list[Any]], Iterable[list[Job]]], Iterator[list[Any]]]


def work(plan: Plan, jobs: list[Job]) -> list[Outcome]:
    """Read and score some submissions: the pure function that workers run.

    With no submission it only makes ready for some.
    Raises Unseen when the folder of submissions is not to be seen from here.
    """
    out = []
    if not jobs:
        plan.warm()
    for job in jobs:
        try:
            _look(job.folder)
            submission = intake.take(job.folder, job.student, plan.layout)
            if scoring.fingerprint(plan, submission) == job.graded_from:
                out.append(Outcome(job.student))
            else:
                out.append(Outcome(job.student, scoring.grade(plan, submission), submission))
        except Unseen:
            raise
        except Exception as e:  # one submission must never stop a class; the reason is told
            out.append(Outcome(job.student, failure=f"{type(e).__name__}: {e}"))
    return out


def _look(folder: Path) -> None:
    """Raise OSError when a submission can't be seen from here, and Unseen when none can.

    A worker without the class folder must not give everybody 0.
    """
    try:
        if stat.S_ISDIR(folder.lstat().st_mode):
            os.scandir(folder).close()
    except OSError as e:
        submitted = folder.parents[1]
        if os.access(submitted, os.R_OK | os.X_OK):
            raise
        what = f"a worker on {socket.gethostname()} can't see {submitted}: every worker needs the class folder there"
        raise Unseen(what) from e


def here(function: Callable[[list[Job]], list[Any]], batches: Iterable[list[Job]]) -> Iterator[list[Any]]:
    """Run batches in this process."""
    return map(function, batches)


def in_processes(workers: int) -> Mapper:
    """Return a mapper that runs batches in ``workers`` processes.

    Each has a pipe of its own. Through one that all share, as ``concurrent.futures`` has it, a worker that is killed
    in the middle of an answer leaves the grader waiting for the rest for ever: others still hold the pipe open.
    """

    def run(function: Callable[[list[Job]], list[Any]], batches: Iterable[list[Job]]) -> Iterator[list[Any]]:
        # fork: a worker starts with everything loaded and, once no submission at all is graded here, made.
        function([])
        context = get_context("fork" if "fork" in get_all_start_methods() else "spawn")
        crew: list[_Worker] = []
        waiting: deque[_Worker] = deque()
        try:
            crew.extend(_Worker.start(context, function) for _ in range(workers))
            for worker, batch in zip(cycle(crew), batches, strict=False):
                worker.give(batch)
                waiting.append(worker)
                if len(waiting) > 2 * workers:  # results that nobody has stored yet take memory
                    yield waiting.popleft().answer()
            while waiting:
                yield waiting.popleft().answer()
        finally:
            for worker in crew:
                worker.end()

    return run


@dataclass(frozen=True)
class _Worker:
    """A worker process and the pipe to it."""

    process: BaseProcess
    pipe: Connection

    @classmethod
    def start(cls, context: BaseContext, function: Callable[[list[Job]], list[Any]]) -> _Worker:
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(ours, theirs, function), daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        return cls(process, ours)

    def give(self, batch: list[Job]) -> None:
        with self._alive():
            self.pipe.send(batch)  # a few paths and names: they fit the pipe while the worker is busy

    def answer(self) -> list[Any]:
        with self._alive():
            found, failure = self.pipe.recv()
        if failure:
            raise failure
        outcomes: list[Any] = found
        return outcomes

    def end(self) -> None:
        self.pipe.close()
        self.process.kill()  # it only reads: nothing can be left half done
        self.process.join()

    @contextmanager
    def _alive(self) -> Iterator[None]:
        try:
            yield
        except (EOFError, OSError) as e:
            what = "a worker process was killed, perhaps for want of memory: run this again with fewer --workers"
            raise BankError([Finding(f"{what}; it goes on where it stopped")]) from e


def _serve(graders: Connection, pipe: Connection, function: Callable[[list[Job]], list[Any]]) -> None:
    """Work off what comes through the pipe until the grader closes its end or is gone, even killed."""
    graders.close()  # this process's copy of the other end, which would keep the pipe open
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the grader ends its workers
    with suppress(EOFError, OSError):
        while True:
            batch = pipe.recv()
            try:
                answer: tuple[list[Any] | None, Exception | None] = (function(batch), None)
            except Exception as e:  # the grader raises it
                answer = (None, e)
            pipe.send(answer)
    os._exit(0)  # a fork has the grader's buffers and locks as well; they are not this process's to flush


# -- Dask -------------------------------------------------------------------------------------


def on_dask(address: str) -> Mapper:
    """Return a mapper that runs batches on a Dask cluster; its workers must see the class folder.

    What a worker that dies was working on goes to another one. Raises BankError when Dask is not installed,
    no scheduler answers or it goes away, or no worker is left.
    """

    def run(function: Callable[[list[Job]], list[Any]], batches: Iterable[list[Job]]) -> Iterator[list[Any]]:
        with _client(address) as client:
            done: queue.SimpleQueue[Any] = queue.SimpleQueue()
            waiting = set()
            rest = iter(batches)

            def hand_out(most: int) -> None:
                for batch in islice(rest, most):
                    future = client.submit(function, batch, pure=False)
                    waiting.add(future)
                    future.add_done_callback(done.put)

            # Each result is let go once it is stored: a class's notebooks may not fit the workers' memory.
            hand_out(2 * _threads(client, address) + 2)
            while waiting:
                future = _next(client, address, done)
                waiting.discard(future)
                result = _result(client, address, future)
                hand_out(1)
                yield result

    return run


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        from distributed import Client
    except ImportError as e:
        raise BankError([Finding("Dask is not installed: pip install 'b12course[scale]'")]) from e
    # What its client logs of a lost scheduler would stand between an educator and our one sentence.
    log = logging.getLogger("distributed")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        try:
            client = Client(address, timeout=f"{ANSWER_S}s", set_as_default=False)
        except (OSError, TimeoutError, ValueError) as e:
            raise BankError([Finding(f"no Dask scheduler answers at {address}: start one or mend --scheduler")]) from e
        try:
            yield client
        finally:
            client.close(timeout=1)
    finally:
        log.setLevel(before)


def _threads(client: Any, address: str) -> int:
    """Return how many batches the cluster works on at once. Raises BankError when no worker is or comes there."""
    until = time.monotonic() + ANSWER_S
    try:
        while client.status == "running":
            threads: dict[str, int] = client.sync(client.scheduler.ncores, callback_timeout=SILENCE_S)
            if threads:
                return max(1, sum(threads.values()))
            if time.monotonic() > until:
                what = f"the Dask scheduler at {address} has no worker: start `dask worker {address}`, and {GOES_ON}"
                raise BankError([Finding(what)])
            time.sleep(0.1)
    except (OSError, RuntimeError, ValueError) as e:  # OSError: that it took too long as well
        raise BankError([Finding(_lost(address))]) from e
    raise BankError([Finding(_lost(address))])


def _next(client: Any, address: str, done: queue.SimpleQueue[Any]) -> Any:
    """Return the next batch that is done. Raises BankError when nobody is left to work on any."""
    while True:
        try:
            return done.get(timeout=ANSWER_S)
        except queue.Empty:
            _threads(client, address)


def _result(client: Any, address: str, future: Any) -> list[Any]:
    """Return what a batch came to. Raises BankError when it can't be had, and Unseen."""
    from distributed import CancelledError, KilledWorker

    try:
        while True:
            try:
                done: list[Any] = future.result(timeout=ANSWER_S)
                return done
            except TimeoutError:  # the worker that kept it died: another one will do it again, if there is one
                _threads(client, address)
    except (Unseen, BankError):
        raise
    except (CancelledError, OSError) as e:
        raise BankError([Finding(_lost(address))]) from e
    except KilledWorker as e:
        what = (
            f"the Dask workers at {address} were killed again and again, perhaps for want of memory: give them more, "
            f"and {GOES_ON}"
        )
        raise BankError([Finding(what)]) from e
    except (ImportError, AttributeError) as e:
        what = f"the Dask cluster at {address} has no b12course of this version: install it there ({e})"
        raise BankError([Finding(what)]) from e
    except Exception as e:
        reason = (str(e).splitlines() or [""])[0]
        what = f"the Dask workers at {address} failed ({type(e).__name__}: {reason}): mend that, and {GOES_ON}"
        raise BankError([Finding(what)]) from e


def _lost(address: str) -> str:
    return f"the Dask scheduler at {address} no longer answers: start it again, and {GOES_ON}"
