"""What an assignment notebook calls: show an item, check it, hand in.

``check`` is nbgrader's autograded cell. For a learner it says answered or not yet; for nbgrader's
Validate it fails while something is open; while nbgrader grades it finds the educator's bank, scores
the journal and returns the points with a review.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import warnings
from functools import cached_property
from pathlib import Path
from typing import Any

import ipywidgets
from IPython import get_ipython
from IPython.display import HTML, display

from b12course.bank.completeness import open_parts
from b12course.bank.folder import ClassFolder
from b12course.bank.items.words import Words
from b12course.bank.learner_view import for_learner
from b12course.bank.loading import Bank, load_bank
from b12course.bank.released import ITEMS, read_items
from b12course.learner.answers import AnswerBook, learner_id
from b12course.learner.journal import JournalError, State
from b12course.learner.lesson import figures_of
from b12course.learner.marking import counted, mark, submitted_state
from b12course.learner.page import open_page, show_way_on
from b12course.learner.quiz import Quiz
from b12course.learner.review import review_html
from b12course.learner.views import notice, overview, status_line


class NotAnswered(Exception):
    """A question is still open: nbgrader's Validate shows this one line, with no traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class Points(float):
    """Points as nbgrader reads them (a plain number), shown to people as a review.

    nbgrader takes -1, None and True for full marks, so nothing but a finite number from 0 to the
    item's points may ever be made here.
    """

    html: str

    def __new__(cls, points: float, max_points: float, html: str) -> Points:
        """Raise ValueError unless 0 <= points <= max_points."""
        if not 0 <= points <= max_points:
            raise ValueError(f"{points} points of {max_points} can't be")
        self = super().__new__(cls, points)
        self.html = html
        return self

    def _repr_html_(self) -> str:
        return self.html


def end_kernel(why: str) -> None:
    """Say why where the kernel was started, and end it: nbgrader would go on after an exception.

    Raises RuntimeError where there is no kernel to end.
    """
    if getattr(get_ipython(), "kernel", None) is None:
        raise RuntimeError(why)
    out = getattr(sys.stderr, "_original_stdstream_copy", None)  # past ipykernel, which would send it to the cell
    os.write(2 if out is None else out, f"b12course: {why}\n".encode())
    os._exit(1)


class Assessment:
    """An assignment that is being answered, validated or graded in the working directory."""

    def __init__(self, name: str) -> None:
        """Read ``items.json`` beside the notebook ``name``. Raises BankError."""
        self.name = name
        self.folder = Path.cwd()
        self._data = read_items(self.folder / ITEMS)
        self._public = {i["id"]: i for i in self._data["items"]}
        self._numbers = {i: n for n, i in enumerate(self._public, 1)}
        self._book = AnswerBook(self.folder)
        self._lines: dict[str, ipywidgets.HTML] = {}
        self._overview: ipywidgets.HTML | None = None
        if self._purpose == "learn":
            open_page()
            for warning in self._book.warnings():
                display(HTML(notice(warning)))

    @property
    def _purpose(self) -> str:
        """Say who runs the notebook: ``learn``, ``validate`` or ``autograde`` (nbgrader tells)."""
        return os.environ.get("NBGRADER_EXECUTION") or "learn"

    # -- what cells call ------------------------------------------------------------------

    def show(self, item_id: str) -> Quiz | None:
        """Show one item to answer. While nbgrader validates or grades, show nothing."""
        if self._purpose != "learn":
            return None
        shown = for_learner(self._public[item_id], learner_id())
        spec = {
            "mode": "graded",
            "title": self._data["title"],
            "layout": "one",
            "items": [shown],
            "figures": figures_of([shown]),
            "first": self._numbers[item_id],
            "of": len(self._numbers),
        }
        show_way_on(f"Question {self._numbers[item_id]}")
        return Quiz(spec, self._book, changed=lambda: self._refresh(item_id))

    def check(self, item_id: str) -> Points | ipywidgets.HTML | None:
        """Return points while grading; otherwise say whether the item is answered.

        Raises NotAnswered while nbgrader validates and something is open.
        """
        if self._purpose == "autograde":
            self._refuse_free_text()
            # nbgrader gives 0 for a cell that writes anything to stderr, a library's warning included.
            with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
                warnings.simplefilter("ignore")
                return self._grade(item_id)
        if self._purpose == "validate":
            part = open_parts(self._public[item_id], self._value(self._answers(), item_id))
            if part:
                raise NotAnswered(f"Question {self._numbers[item_id]} ({item_id}): {part}.")
            return None
        self._lines[item_id] = ipywidgets.HTML()
        self._refresh(item_id)
        return self._lines[item_id]

    def hand_in(self) -> ipywidgets.Widget | None:
        """Show what is still open, and offer a copy to upload where there is no nbgrader exchange."""
        if self._purpose != "learn":
            return None
        self._overview = ipywidgets.HTML()
        button = ipywidgets.Button(description="Make a file to upload", layout={"width": "auto"})
        told = ipywidgets.HTML()

        def make(_: Any) -> None:
            from b12course.learner.handin import upload_copy  # takes a second to load: only when it is asked for

            try:
                path = upload_copy(self.folder, self.name)
                told.value = notice(
                    f"Made {path.relative_to(self.folder)} with all your saved answers. Upload this file."
                )
            except (JournalError, OSError) as e:
                told.value = notice(str(e))

        button.on_click(make)
        self._refresh()
        show_way_on("Open questions")
        return ipywidgets.VBox([self._overview, button, told])

    # -- how ------------------------------------------------------------------------------

    def _answers(self) -> State:
        try:
            return self._book.state()
        except JournalError:
            return State()

    @staticmethod
    def _value(state: State, item_id: str) -> Any:
        event = state.answers.get(item_id)
        return event.content if event else None

    def _refresh(self, item_id: str | None = None) -> None:
        """Bring the lines under the questions, and the overview, up to date."""
        state = self._answers()
        flagged = {i for i, e in state.flags.items() if e.content}
        parts = {i: open_parts(p, self._value(state, i)) for i, p in self._public.items()}
        if item_id in self._lines:
            self._lines[item_id].value = status_line(self._numbers[item_id], parts[item_id], item_id in flagged)
        if self._overview is not None:
            rows = [(n, i, parts[i], i in flagged) for i, n in self._numbers.items()]
            self._overview.value = overview(rows, self._book.keeps)

    @cached_property
    def _bank(self) -> Bank:
        folder = ClassFolder.find(self.folder)
        path = folder.assessments / "items" / f"{self.name}.yaml"
        return load_bank([path], self._data["profile"])

    @cached_property
    def _submitted(self) -> State:
        return submitted_state(self.folder, self.name)

    @cached_property
    def _worth(self) -> dict[str, float]:
        """What nbgrader takes each cell for: the points that stood in the release."""
        nb = json.loads((self.folder / f"{self.name}.ipynb").read_text(encoding="utf-8"))
        roles = (c["metadata"].get("nbgrader", {}) for c in nb["cells"])
        return {r["grade_id"]: float(r["points"]) for r in roles if "points" in r}

    def _refuse_free_text(self) -> None:
        """End the kernel when a free-text answer waits: nbgrader, running the notebook, would store 0 for it.

        Only grading as data (``b12course grade``, or nbgrader with the class folder's own settings) puts such
        an answer where a person marks it. nbgrader stores nothing of a submission whose kernel dies.
        """
        texts = [i for i, p in self._public.items() if p["type"] == "text"]
        try:
            waiting = [i for i in texts if self._value(self._submitted, i)]
        except JournalError:
            return
        if waiting:
            end_kernel(
                f"{waiting[0]} has an answer in free text, which can't be graded by running the notebook: use "
                "`b12course grade`, or nbgrader from the class folder with the nbgrader_config.py that stands there"
            )

    def _grade(self, item_id: str) -> Points:
        note = ""
        try:
            state = self._submitted
        except JournalError as e:
            state, note = State(), str(e)
        marked = mark(self._bank[item_id], state)
        item = marked.item
        html = review_html(
            marked,
            ClassFolder.find(self.folder).settings.review,
            self._data["objectives"].get(item.objective, ""),
        )
        # A free-text item's points are given by hand, in its own cell.
        most = 0.0 if isinstance(item, Words) else self._worth.get(item.id, marked.score.max_points)
        return Points(counted(marked.score, most), most, (notice(note) if note else "") + html)
