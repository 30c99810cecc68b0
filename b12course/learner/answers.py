"""The answers of one notebook: what to restore on screen, and the way into the journal."""

from __future__ import annotations

import getpass
import os
from pathlib import Path
from typing import Any

from b12course.learner import journal
from b12course.learner.journal import Event, Journal, JournalError, State


def learner_id() -> str:
    """Return who is learning, as nbgrader's submit names them: the hub's user, else the system's."""
    named = os.environ.get("JUPYTERHUB_USER") or os.environ.get("NB_USER")
    if named:
        return named
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container's user may have a number and no name
        return f"user-{getattr(os, 'getuid', int)()}"


class AnswerBook:
    """Answers kept in ``answers.jsonl`` of ``folder``.

    In nbgrader's ``source/`` the book keeps nothing: a journal there would overwrite every
    learner's answers at autograde.
    """

    def __init__(self, folder: Path) -> None:
        """Use the journal in ``folder``."""
        self.folder = folder
        self._journal = None if _is_source(folder) else Journal(folder / journal.NAME)

    @property
    def keeps(self) -> bool:
        """Tell whether answers are kept at all."""
        return self._journal is not None

    def state(self) -> State:
        """Return everything answered so far. Raises JournalError."""
        return self._journal.state() if self._journal else State()

    def keep(self, event: Event) -> Event:
        """Write one event; return it once it is on disk. Raises JournalError."""
        if self._journal is None:
            raise JournalError(
                "Not saved: this is the educator's source copy, where answers are never kept. "
                "Try the assignment from the release folder."
            )
        return self._journal.append(event)

    def restored(self, items: list[str]) -> dict[str, Any]:
        """Return the widget's state for ``items``. An unreadable journal restores nothing and loses nothing."""
        try:
            state = self.state()
        except JournalError:
            state = State()
        events = [e for e in state.current() if e.item in items]
        return {
            "answers": {i: e.content for i, e in state.answers.items() if i in items},
            "flags": [i for i, e in state.flags.items() if i in items and e.content],
            "progress": {i: e.content for i, e in state.steps.items() if i in items},
            "saved_at": events[-1].t if events else None,
        }

    def warnings(self) -> list[str]:
        """Return, in words for the learner, what is wrong with the journal, if anything."""
        try:
            problems = self.state().problems
        except JournalError as e:
            return [str(e)]
        return [f"A line of {journal.NAME} could not be read and was left as it is: {p}." for p in problems[:5]]


def _is_source(folder: Path) -> bool:
    folder = folder.resolve()
    return folder.parent.name == "source" and (folder.parent.parent / "nbgrader_config.py").exists()
