"""The pure part of grading: a plan of the assignment and a submission in, scores and a notebook out.

No kernel, no files, no database: the same function runs in this process, in worker processes and on a
Dask cluster.
"""

from __future__ import annotations

import copy
import hashlib
import json
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

import nbformat
from nbgrader.utils import compute_checksum

from b12course.bank.errors import BankError, Finding
from b12course.bank.folder import ClassFolder
from b12course.bank.items import ItemBase
from b12course.bank.items.words import Words
from b12course.bank.learner_view import variant_number
from b12course.bank.loading import Module, load_item, load_module
from b12course.bank.released import ITEMS, read_items
from b12course.classroom.grading.intake import Dropped, Layout, Severity, Submission
from b12course.classroom.preprocessors import CHECK
from b12course.classroom.textcells import fill_text_cell
from b12course.learner import journal
from b12course.learner.marking import METADATA, counted, mark
from b12course.learner.review import review_html

# Raised when the same submission would be graded differently, so that it is graded again.
METHOD = 2
# Many learners give the same answer to an item. What it came to is kept for this many answers, if the answer and
# the cell that shows it are no longer than this many characters: 40 MB at most.
MOST_KEPT = 2000
LONGEST_KEPT = 400
LARGEST_KEPT = 20_000
# A worker gets a plan with every batch and keeps what it made of the last few.
_PLANS: dict[tuple[str, ...], Plan] = {}
MOST_PLANS = 4


@dataclass(frozen=True)
class ReleasedCell:
    """A released cell as JSON text; ``kind`` is "by program", "by hand" or empty when it is not graded."""

    text: str
    kind: str
    grade_id: str


@dataclass(frozen=True)
class Shown:
    """What an answer to one item came to: its points, and its cell with the review as JSON text."""

    points: float
    unsafe: tuple[str, ...]
    note: str
    cell: str


@dataclass(frozen=True)
class Plan:
    """All that grading one assignment needs. Plain data, so it travels to workers as it is.

    What is made of the data stays behind when a plan is sent; a worker that has met the same plan before
    goes on with what it made of it then.
    """

    assignment: str
    notebook: str
    released: str
    items: tuple[dict[str, Any], ...]
    objectives: dict[str, str]
    reveal: str
    items_hash: str = ""
    lesson_url: str = ""

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
            lesson_url=folder.lesson_url(assignment),
            items_hash=hashlib.sha256((release / ITEMS).read_bytes()).hexdigest(),
        )

    def __reduce__(self) -> Any:
        """Send the data only."""
        return _known_plan, (self._key, {f.name: getattr(self, f.name) for f in fields(self)})

    @property
    def _key(self) -> tuple[str, ...]:
        return self.assignment, self.notebook, self.items_hash, self.fingerprint

    def warm(self) -> None:
        """Make what every submission needs, pictures included, so that processes forked from this one start with it."""
        grade(self, Submission("", has_notebook=True))
        _keep(self)

    @cached_property
    def kept(self) -> dict[tuple[str, ...], Shown]:
        """What answers that were met before came to."""
        return {}

    @cached_property
    def fingerprint(self) -> str:
        """Return a hash that changes when the release, a key, a rationale or a setting changes."""
        text = json.dumps(
            [METHOD, self.released, self.items, self.objectives, self.reveal, self.lesson_url], sort_keys=True
        )
        return hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def bank(self) -> dict[str, ItemBase]:
        """Return the items by id."""
        return {i["id"]: load_item(i) for i in self.items}

    @cached_property
    def checked(self) -> dict[str, ItemBase]:
        """Return the item that each autograded cell checks, by grade id."""
        by_program = [c for c in self.cells if c.kind == "by program"]
        return {c.grade_id: self.bank[item_id_of(json.loads(c.text)["source"]) or c.grade_id] for c in by_program}

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


def _known_plan(key: tuple[str, ...], data: dict[str, Any]) -> Plan:
    """Return a plan that was sent here, with what was made of it before."""
    if key not in _PLANS:
        _keep(Plan(**data))
    return _PLANS[key]


def _keep(plan: Plan) -> None:
    """Keep a plan and what is made of it for the next batch, in place of the oldest where there are many."""
    while len(_PLANS) >= MOST_PLANS:
        del _PLANS[next(iter(_PLANS))]
    _PLANS[plan._key] = plan


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
    state = submission.state
    result.signature = _signature(state)
    foreign = len(state.answers.keys() - plan.bank.keys())
    if foreign:
        named = "1 question that is" if foreign == 1 else f"{foreign:,} questions that are"
        what = f"holds answers to {named} not in this assignment"
        result.dropped.append(Dropped(journal.NAME, what, Severity.ODD))
    result.dropped += _foreign_numbers(plan, submission.student, state)
    cells = []
    for released in plan.cells:
        if released.kind == "by hand":
            cells.append(_by_hand(plan, submission, state, released, result))
        elif released.kind == "by program":
            cells.append(_by_program(plan, state, released, result))
        else:
            cells.append(released.text)
    result.notebook = plan.frame % ",\n".join(cells)
    return result


def _foreign_numbers(plan: Plan, student: str, state: journal.State) -> list[Dropped]:
    """Report dose calculations that were answered with numbers which this learner's screen does not show."""
    found = []
    for item in plan.bank.values():
        event = state.answers.get(item.id)
        if event is None or event.variant is None or item.variants() == 1:
            continue
        if event.variant % item.variants() != variant_number(item.id, student, item.variants()):
            found.append(item.id)
    if not found:
        return []
    what = f"was answered with another learner's numbers in {', '.join(found)}: under another login, or copied"
    return [Dropped(journal.NAME, what, Severity.ODD)]


def fingerprint(plan: Plan, submission: Submission) -> str:
    """Return a hash of everything that the result depends on."""
    return hashlib.sha256((plan.fingerprint + submission.fingerprint()).encode()).hexdigest()


def _by_program(plan: Plan, state: journal.State, released: ReleasedCell, result: Result) -> str:
    """Score an autograded cell; return it with the review as its output."""
    item = plan.checked[released.grade_id]
    event = state.answers.get(item.id)
    key: tuple[str, ...] | None = None
    if event is None:
        key = (released.grade_id,)
    elif not isinstance(item, Words):
        # As JSON text: true, 1 and 1.0 are equal to Python, and not the same answer.
        content = json.dumps(event.content)
        if len(content) <= LONGEST_KEPT and len(event.of or "") <= LONGEST_KEPT:
            key = (released.grade_id, str(event.variant), content, repr(event.of))
    shown = plan.kept.get(key) if key else None
    if shown is None:
        shown = _show(plan, state, item, released)
        if key and len(plan.kept) < MOST_KEPT and len(shown.cell) <= LARGEST_KEPT:
            plan.kept[key] = shown
    if shown.note:
        result.dropped.append(Dropped(item.id, shown.note, Severity.ODD))
    if shown.unsafe:
        result.unsafe[item.id] = list(shown.unsafe)
    result.scores[released.grade_id] = shown.points
    return shown.cell


def _show(plan: Plan, state: journal.State, item: ItemBase, released: ReleasedCell) -> Shown:
    """Mark the answer to one item: a pure function of the answer and the number of its variant."""
    marked = mark(item, state)
    cell = json.loads(released.text)
    # A free-text item's points are given by hand, in its own cell.
    points = 0.0 if isinstance(item, Words) else float(counted(marked.score, cell["metadata"]["nbgrader"]["points"]))
    html = review_html(marked, plan.reveal, plan.objectives.get(item.objective, ""), plan.lesson_url)
    cell["outputs"] = [
        {
            "output_type": "execute_result",
            "execution_count": cell["execution_count"],
            "data": {"text/html": html, "text/plain": repr(points)},
            "metadata": {},
        }
    ]
    return Shown(points, tuple(marked.score.unsafe), marked.note, _json(cell))


def _by_hand(plan: Plan, submission: Submission, state: journal.State, released: ReleasedCell, result: Result) -> str:
    """Put a free-text answer where a person will mark it; no answer earns 0 at once."""
    item = plan.bank.get(released.grade_id)
    cell = json.loads(released.text)
    typed = submission.typed.get(released.grade_id, "")
    answered = isinstance(item, Words) and fill_text_cell(cell, item, state, typed)
    result.scores[released.grade_id] = None if answered else 0.0
    result.comments[released.grade_id] = None if answered else "No response."
    return _json(cell).encode("utf-8", "replace").decode("utf-8")  # half an emoji could not be read back


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
