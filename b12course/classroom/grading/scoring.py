"""The pure part of grading: a plan of the assignment and a submission in, scores and a notebook out.

No kernel, no files, no database: the same function runs in this process, in worker processes and on a
Dask cluster.
"""

from __future__ import annotations

import copy
import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import nbformat
from nbgrader.utils import compute_checksum

from b12course.bank.errors import BankError, Finding
from b12course.bank.folder import ClassFolder
from b12course.bank.items import ItemBase
from b12course.bank.items.words import Words
from b12course.bank.loading import Module, load_item, load_module
from b12course.bank.released import ITEMS, read_items
from b12course.classroom.grading.intake import Dropped, Layout, Severity, Submission
from b12course.classroom.preprocessors import CHECK
from b12course.classroom.textcells import fill_text_cell
from b12course.learner import journal
from b12course.learner.marking import METADATA, counted, mark
from b12course.learner.review import review_html

# Raised when the same submission would be graded differently, so that it is graded again.
METHOD = 1


@dataclass(frozen=True)
class ReleasedCell:
    """A released cell as JSON text; ``kind`` is "by program", "by hand" or empty when it is not graded."""

    text: str
    kind: str
    grade_id: str


@dataclass(frozen=True)
class Plan:
    """All that grading one assignment needs. Plain data, so it travels to workers as it is."""

    assignment: str
    notebook: str
    released: str
    items: tuple[dict[str, Any], ...]
    objectives: dict[str, str]
    reveal: str
    items_hash: str = ""

    @classmethod
    def of(cls, folder: ClassFolder, assignment: str) -> Plan:
        """Read the released assignment and the educator's bank.

        Raises BankError when the assignment has not been released or its items can't be used.
        """
        release = folder.root / "release" / assignment
        path = release / f"{assignment}.ipynb"
        if not path.is_file():
            what = f"is missing: run `nbgrader generate_assignment {assignment}` first"
            raise BankError([Finding(what, path)])
        public = read_items(release / ITEMS)
        module = load_module(folder.assessments / "items" / f"{assignment}.yaml", public["profile"])
        refuse_gone([i["id"] for i in public["items"]], module)
        return cls(
            assignment=assignment,
            notebook=assignment,
            released=path.read_text(encoding="utf-8"),
            items=tuple(i.model_dump(mode="json", exclude_unset=True, by_alias=True) for i in module.items),
            objectives=public["objectives"],
            reveal=folder.settings.review,
            items_hash=hashlib.sha256((release / ITEMS).read_bytes()).hexdigest(),
        )

    @cached_property
    def fingerprint(self) -> str:
        """Return a hash that changes when the release, a key, a rationale or a setting changes."""
        text = json.dumps([METHOD, self.released, self.items, self.objectives, self.reveal], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def bank(self) -> dict[str, ItemBase]:
        """Return the items by id."""
        return {i["id"]: load_item(i) for i in self.items}

    @cached_property
    def template(self) -> Any:
        """Return the released notebook with every checksum in place."""
        nb = nbformat.reads(self.released, as_version=4)
        for cell in nb.cells:
            data = cell.metadata.get("nbgrader")
            if data is not None:
                data.setdefault("checksum", compute_checksum(cell))
        return nb

    @cached_property
    def cells(self) -> list[ReleasedCell]:
        """Return the released cells as text, numbered as if they had been run."""
        cells = []
        count = 0
        for released in self.template.cells:
            cell = copy.deepcopy(released)
            data = cell.metadata.get("nbgrader") or {}
            if cell.cell_type == "code":
                count += 1
                cell.execution_count = count
            kind = ("by hand" if data["solution"] else "by program") if data.get("grade") else ""
            cells.append(ReleasedCell(_json(cell), kind, str(data.get("grade_id"))))
        return cells

    @cached_property
    def frame(self) -> str:
        """Return the notebook's text with a ``%s`` where its cells go."""
        metadata = {k: v for k, v in self.template.metadata.items() if k != METADATA}
        rest = {
            "metadata": metadata,
            "nbformat": self.template.nbformat,
            "nbformat_minor": self.template.nbformat_minor,
        }
        return '{"cells": [\n%s\n],\n' + _json(rest)[1:].replace("%", "%%") + "\n"

    @cached_property
    def layout(self) -> Layout:
        """Return what an intake must know."""
        cells, roles = {}, {}
        typed = set()
        for cell in self.template.cells:
            data = cell.metadata.get("nbgrader")
            if data is not None:
                roles[data["grade_id"]] = dict(data)
                cells[data["grade_id"]] = (cell.cell_type, cell.source, bool(data["locked"]))
                if data["grade"] and data["solution"]:
                    typed.add(data["grade_id"])
        return Layout(self.notebook, cells, frozenset(typed), roles, self.items_hash)


@dataclass
class Result:
    """What grading one submission gave. ``scores``: points by grade id, None where a person must mark."""

    student: str
    fingerprint: str
    notebook: str | None
    scores: dict[str, float | None] = field(default_factory=dict)
    comments: dict[str, str | None] = field(default_factory=dict)
    unsafe: dict[str, list[str]] = field(default_factory=dict)
    timestamp: str | None = None
    dropped: list[Dropped] = field(default_factory=list)
    signature: str | None = None


def refuse_gone(released: list[str], module: Module) -> None:
    """Raise BankError when a released item is no longer in its file: learners would get 0 for it."""
    known = {i.id for i in module.items}
    gone = [i for i in released if i not in known]
    if gone:
        what = "was released but is gone from the file: put it back"
        raise BankError([Finding(what, module.path, item=i) for i in gone])


def grade(plan: Plan, submission: Submission) -> Result:
    """Score one submission as nbgrader would have: the same points, comments and notebook."""
    result = Result(
        student=submission.student,
        fingerprint=fingerprint(plan, submission),
        notebook=None,
        timestamp=submission.timestamp,
        dropped=list(submission.dropped),
    )
    if not submission.has_notebook and not submission.answers.strip():
        # nbgrader gives 0 for every item of a notebook that was not handed in.
        for cell in plan.template.cells:
            data = cell.metadata.get("nbgrader") or {}
            if data.get("grade"):
                result.scores[data["grade_id"]] = 0.0
        return result
    state = journal.read_bytes(submission.answers)
    result.signature = _signature(state)
    foreign = len(state.answers.keys() - plan.bank.keys())
    if foreign:
        named = "1 question that is" if foreign == 1 else f"{foreign:,} questions that are"
        what = f"holds answers to {named} not in this assignment"
        result.dropped.append(Dropped(journal.NAME, what, Severity.ODD))
    cells = []
    for released in plan.cells:
        cell = json.loads(released.text) if released.kind else None
        if cell is not None and released.kind == "by hand":
            _by_hand(plan, submission, state, cell, released.grade_id, result)
        elif cell is not None:
            _by_program(plan, state, cell, released.grade_id, result)
        cells.append(released.text if cell is None else _json(cell))
    text = plan.frame % ",\n".join(cells)
    result.notebook = text.encode("utf-8", "replace").decode("utf-8")  # half an emoji could not be read back
    return result


def fingerprint(plan: Plan, submission: Submission) -> str:
    """Return a hash of everything that the result depends on."""
    return hashlib.sha256((plan.fingerprint + submission.fingerprint()).encode()).hexdigest()


def _by_program(plan: Plan, state: journal.State, cell: dict[str, Any], grade_id: str, result: Result) -> None:
    """Score an autograded cell and show the review as its output."""
    item = plan.bank[item_id_of(cell["source"]) or grade_id]
    marked = mark(item, state)
    # A free-text item's points are given by hand, in its own cell.
    points = 0.0 if isinstance(item, Words) else counted(marked.score, cell["metadata"]["nbgrader"]["points"])
    if marked.note:
        result.dropped.append(Dropped(item.id, marked.note, Severity.ODD))
    if marked.score.unsafe:
        result.unsafe[item.id] = list(marked.score.unsafe)
    html = review_html(marked, plan.reveal, plan.objectives.get(item.objective, ""))
    result.scores[grade_id] = float(points)
    cell["outputs"] = [
        {
            "output_type": "execute_result",
            "execution_count": cell["execution_count"],
            "data": {"text/html": html, "text/plain": repr(float(points))},
            "metadata": {},
        }
    ]


def _by_hand(
    plan: Plan, submission: Submission, state: journal.State, cell: dict[str, Any], grade_id: str, result: Result
) -> None:
    """Put a free-text answer where a person will mark it; no answer earns 0 at once."""
    item = plan.bank.get(grade_id)
    answered = isinstance(item, Words) and fill_text_cell(cell, item, state, submission.typed.get(grade_id, ""))
    result.scores[grade_id] = None if answered else 0.0
    result.comments[grade_id] = None if answered else "No response."


def item_id_of(source: str) -> str | None:
    """Return the item that a check cell names."""
    if not source.startswith(CHECK):
        return None
    return source[len(CHECK) :].strip('")\n ')


def _json(data: Any) -> str:
    """Return data as JSON. One line: Python's writer is several times faster without an indent."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def _signature(state: journal.State) -> str | None:
    """Return a hash of when each answer was given; two learners never share one unless one copied."""
    events = [(e.n, e.t, e.item) for e in state.current()]
    if len(events) < 3:
        return None
    return hashlib.sha256(json.dumps(events).encode()).hexdigest()
