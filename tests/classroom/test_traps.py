"""What learners and their tools do to a submission: on real nbgrader, none of it moves a grade or runs."""

from __future__ import annotations

import json
import logging
import shutil
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from nbgrader.utils import determine_grade

from b12course.bank.result import Score
from b12course.learner import assessment as assessment_module
from b12course.learner import journal
from b12course.learner.assessment import Assessment, Points
from b12course.learner.handin import upload_copy
from b12course.learner.marking import Marked
from tests.classroom.cells import cell, grade, graded_check, running, shown
from tests.classroom.classes import Class, answer, best_answers, cells_by_grade_id, scalars, text_of

Notebook = Any


def some_answers(classroom: Class) -> dict[str, Any]:
    """Return the best answer to every other item, so that both stolen and lost points would show."""
    return dict(list(best_answers(classroom.bank).items())[::2])


@pytest.fixture(scope="module")
def honest(classroom: Class) -> dict[str, float | None]:
    """The points of a learner who changed nothing in the notebook."""
    classroom.hand_in("honest", some_answers(classroom))
    classroom.autograde("honest")
    points = classroom.points("honest")
    assert 0 < sum(p or 0 for p in points.values()) < sum(i.max_points for i in classroom.bank)
    return points


@pytest.fixture
def marker(tmp_path: Path) -> Iterator[Path]:
    """A file that code of a submission tries to write; the test fails when it is there."""
    path = tmp_path / "executed"
    yield path
    assert not path.exists(), f"code of the submission was run: {path.read_text()}"


# -- changed notebooks ------------------------------------------------------------------------


def checks(nb: Notebook) -> list[NotebookNode]:
    return [c for c in nb.cells if c.source.startswith("assessment.check(")]


def shows(nb: Notebook) -> list[NotebookNode]:
    return [c for c in nb.cells if c.source.startswith("assessment.show(")]


def split_check_cell(nb: Notebook, code: str) -> None:
    """JupyterLab's split gives both halves the metadata, grade_id included."""
    whole = checks(nb)[1]
    first, second = new_code_cell("assessment", metadata=whole.metadata), new_code_cell(".check('x')")
    second.metadata = whole.metadata
    at = nb.cells.index(whole)
    nb.cells[at : at + 1] = [first, second]


def copied_cells(nb: Notebook, code: str) -> None:
    nb.cells += [new_code_cell(c.source, metadata=c.metadata) for c in checks(nb)]


def deleted_checks(nb: Notebook, code: str) -> None:
    for found in checks(nb):
        nb.cells.remove(found)


def deleted_shows(nb: Notebook, code: str) -> None:
    for found in shows(nb):
        nb.cells.remove(found)


def deleted_everything(nb: Notebook, code: str) -> None:
    nb.cells = []


def changed_checks(nb: Notebook, code: str) -> None:
    sources = ["1", "99", "None", "assessment.check = lambda i: 1", code, ""]
    for n, found in enumerate(checks(nb)):
        found.source = sources[n % len(sources)]


def redefined_assessment(nb: Notebook, code: str) -> None:
    cheat = f"{code}\nclass Assessment:\n    def __init__(self, name): pass\n    def check(self, item): return None"
    nb.cells.insert(0, new_code_cell(cheat))
    opened = next(i for i, c in enumerate(nb.cells) if c.source.startswith("from b12course"))
    nb.cells.insert(opened + 1, new_code_cell("assessment = Assessment('04_sites'); assessment.check = lambda i: 100"))


def patched_package(nb: Notebook, code: str) -> None:
    patch = f"{code}\nimport b12course.learner.assessment as a\na.Assessment.check = lambda self, item: 1"
    nb.cells.insert(1, new_code_cell(patch))


def code_under_a_known_id(nb: Notebook, code: str) -> None:
    opened = next(c for c in nb.cells if c.source.startswith("from b12course"))
    opened.source = f"{code}\n{opened.source}"
    nb.cells.insert(0, new_code_cell(code, metadata=checks(nb)[0].metadata))


def other_cell_types(nb: Notebook, code: str) -> None:
    for n, found in enumerate(nb.cells):
        nb.cells[n] = new_markdown_cell(found.source, metadata=found.metadata)


def reordered(nb: Notebook, code: str) -> None:
    nb.cells.reverse()


def stripped_metadata(nb: Notebook, code: str) -> None:
    for found in nb.cells:
        found.metadata = NotebookNode()
    nb.metadata = NotebookNode()


def damaged_metadata(nb: Notebook, code: str) -> None:
    damages: list[Any] = ["x", [], {"grade_id": ["x"]}, {"grade_id": None}, {"grade_id": "sites-01"}, {"grade": 1}]
    for n, found in enumerate(nb.cells):
        found.metadata = NotebookNode(nbgrader=damages[n % len(damages)])


def raised_points(nb: Notebook, code: str) -> None:
    for found in checks(nb):
        found.metadata.nbgrader.update(points=1000, locked=False, solution=True, checksum="0")


def other_kernel(nb: Notebook, code: str) -> None:
    nb.metadata.kernelspec = {"name": "no-such-kernel", "display_name": "R", "language": "R"}
    nb.metadata.language_info = {"name": "R"}


def forged_outputs(nb: Notebook, code: str) -> None:
    for found in checks(nb):
        data = {"text/plain": "1.0", "text/html": "<script>alert(1)</script>"}
        found.outputs = [new_output("execute_result", data=data, execution_count=1)]


def no_cell_ids(nb: Notebook, code: str) -> None:
    nb.nbformat_minor = 4
    for found in nb.cells:
        found.pop("id", None)


TAMPERINGS: list[Callable[[Notebook, str], None]] = [
    split_check_cell,
    copied_cells,
    deleted_checks,
    deleted_shows,
    deleted_everything,
    changed_checks,
    redefined_assessment,
    patched_package,
    code_under_a_known_id,
    other_cell_types,
    reordered,
    stripped_metadata,
    damaged_metadata,
    raised_points,
    other_kernel,
    forged_outputs,
    no_cell_ids,
]


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda t: t.__name__)
def test_a_changed_notebook_is_graded_by_its_answers(
    classroom: Class, honest: dict[str, float | None], marker: Path, tampering: Callable[[Notebook, str], None]
) -> None:
    student = tampering.__name__
    classroom.hand_in(student, some_answers(classroom))
    classroom.tamper(student, lambda nb: tampering(nb, f"open({str(marker)!r}, 'w').write('cell')"))
    classroom.autograde(student)
    assert classroom.points(student) == honest
    graded, untouched = classroom.autograded(student), classroom.autograded("honest")
    assert list(cells_by_grade_id(graded)) == list(cells_by_grade_id(untouched))
    assert "alert(1)" not in json.dumps(graded)
    assert len(graded["cells"]) == len(untouched["cells"])


def test_changes_are_told_to_the_educator(classroom: Class, honest: dict[str, float | None]) -> None:
    classroom.hand_in("told", {})
    classroom.tamper("told", lambda nb: (split_check_cell(nb, ""), changed_checks(nb, ""), nb.cells.pop(0)))
    log = classroom.autograde("told")["log"]
    assert "is a copy of 'sites-02' and is left out" in log
    assert "'sites-01', was changed and is put back" in log
    assert "cell 'intro' was deleted and is put back" in log


# -- files beside the notebook ----------------------------------------------------------------


def test_nothing_that_lies_beside_the_notebook_is_imported(
    classroom: Class, honest: dict[str, float | None], marker: Path
) -> None:
    """The kernel runs in the submission's folder, so Python would look for every module there first."""
    folder = classroom.hand_in("modules", some_answers(classroom))
    code = f"open({str(marker)!r}, 'a').write(__name__)"
    for name in ("b12course", "ipykernel_launcher", "ipywidgets", "json", "sitecustomize", "usercustomize"):
        (folder / f"{name}.py").write_text(code)
    (folder / "IPython").mkdir()
    (folder / "IPython" / "__init__.py").write_text(code)
    outcome = classroom.autograde("modules")
    assert classroom.points("modules") == honest
    assert "b12course.py is no part of the assignment and is left out" in outcome["log"]
    graded = {p.name for p in (classroom.root / "autograded" / "modules" / classroom.assignment).rglob("*")}
    assert graded == {"04_sites.ipynb", "items.json", journal.NAME}


def test_changed_public_items_are_put_back(classroom: Class, honest: dict[str, float | None]) -> None:
    folder = classroom.hand_in("items", some_answers(classroom))
    items = json.loads((folder / "items.json").read_text())
    (folder / "items.json").write_text(json.dumps({**items, "items": items["items"][:1], "profile": "uk"}))
    classroom.autograde("items")
    assert classroom.points("items") == honest


def test_stray_notebooks_and_folders_change_nothing(
    classroom: Class, honest: dict[str, float | None], marker: Path
) -> None:
    folder = classroom.hand_in("stray", some_answers(classroom))
    extra = nbformat.v4.new_notebook(cells=[new_code_cell(f"open({str(marker)!r}, 'w').write('x')")])
    nbformat.write(extra, folder / "Untitled.ipynb")
    (folder / "photos" / "deep").mkdir(parents=True)
    (folder / "photos" / "deep" / "a.png").write_bytes(b"\x89PNG")
    classroom.autograde("stray")
    assert classroom.points("stray") == honest


# -- the journal ------------------------------------------------------------------------------


def test_a_submission_without_answers_file_earns_nothing(classroom: Class) -> None:
    folder = classroom.hand_in("no-file", some_answers(classroom))
    (folder / journal.NAME).unlink()
    classroom.autograde("no-file")
    assert set(classroom.points("no-file").values()) == {0.0}


def test_lines_that_cannot_be_read_cost_only_themselves(classroom: Class, honest: dict[str, float | None]) -> None:
    folder = classroom.hand_in("garbage", some_answers(classroom))
    lines = (folder / journal.NAME).read_bytes().splitlines()
    deep = b'{"v":1,"n":9,"t":"","item":"sites-01","value":' + b"[" * 20_000 + b"]" * 20_000 + b"}"
    garbage = [b"\xff\xfe\x00", b"{", b"[]", b'{"v":99}', deep, b"x" * 70_000, b'{"v":1,"n":1,"item":"sites-01"}']
    torn = b'{"v":1,"n":99,"t":"2026-11-21T07:15:31.123Z","item":"sites-01","va'
    (folder / journal.NAME).write_bytes(b"\n".join([*garbage, *lines, *garbage, torn]))
    classroom.autograde("garbage")
    assert classroom.points("garbage") == honest


@pytest.mark.parametrize("content", [b"\x00" * 4096, b"x" * (journal.LARGEST_JOURNAL + 1)], ids=["binary", "too-large"])
def test_an_answers_file_that_is_none_earns_nothing_and_stops_nothing(classroom: Class, content: bytes) -> None:
    student = f"file-{len(content)}"
    folder = classroom.hand_in(student, {})
    (folder / journal.NAME).write_bytes(content)
    classroom.autograde(student)
    assert set(classroom.points(student).values()) == {0.0}


def test_a_copy_made_for_upload_is_graded_like_the_journal(
    classroom: Class, honest: dict[str, float | None], tmp_path: Path
) -> None:
    """One file comes back from the learning platform: the notebook with the journal in its metadata."""
    desk = shutil.copytree(classroom.root / "release" / classroom.assignment, tmp_path / "desk")
    answer(desk, some_answers(classroom))
    copy = upload_copy(desk, classroom.assignment)
    target = classroom.submitted("upload")
    target.parent.mkdir(parents=True)
    shutil.copy(copy, target)
    classroom.autograde("upload")
    assert classroom.points("upload") == honest


def test_words_typed_into_the_cell_reach_the_grader(classroom: Class) -> None:
    """Also when JupyterLab split the cell, and also when it was made a cell of another type."""
    text = next(i for i in classroom.bank if i.type == "text")
    for student, kind in (("typed", "markdown"), ("typed-raw", "raw")):
        classroom.hand_in(student, {})
        classroom.tamper(student, lambda nb, kind=kind: type_in_two(nb, text.id, kind))
        classroom.autograde(student)
        kept = text_of(cells_by_grade_id(classroom.autograded(student))[text.id])
        assert "First half" in kept
        assert "Second half" in kept
        assert classroom.grades(student)[text.id]["needs"]


def type_in_two(nb: Notebook, grade_id: str, kind: str) -> None:
    at = next(n for n, c in enumerate(nb.cells) if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id)
    halves = [new_markdown_cell(f"{half} half", metadata=nb.cells[at].metadata) for half in ("First", "Second")]
    for half in halves:
        half.cell_type = kind
    nb.cells[at : at + 1] = halves


def test_what_a_learner_writes_is_shown_as_text(classroom: Class) -> None:
    """Free text and ids of a journal never become markup in what the educator opens."""
    text = next(i for i in classroom.bank if i.type == "text")
    single = next(i for i in classroom.bank if i.type == "single")
    evil = "<img src=x onerror=alert(7)> [x](javascript:alert(7)) <script>alert(7)</script>"
    classroom.hand_in("evil", {text.id: evil, single.id: evil})
    classroom.autograde("evil")
    nb = classroom.autograded("evil")
    assert not any("<script" in str(s) or "<img src=x" in str(s) for s in scalars(nb))
    written = text_of(cells_by_grade_id(nb)[text.id])
    assert "alert" in written
    assert "](javascript" not in written


# -- what nbgrader makes of a check cell ------------------------------------------------------


@pytest.mark.parametrize("value", [-1, -0.5, None, True, np.float64(0.0), "1 point"], ids=repr)
def test_stock_nbgrader_gives_full_marks_for(value: object) -> None:
    """The reason for ``Points``: if nbgrader ever mends this, the test says so."""
    assert grade(value, 3) == 3


def test_stock_nbgrader_fails_a_submission_for_too_many_points() -> None:
    with pytest.raises(ValueError, match="greater than maximum"):
        grade(99, 3)


def test_stock_nbgrader_gives_nothing_for_anything_on_stderr() -> None:
    warned = [new_output("stream", name="stderr", text="UserWarning: old"), *shown(3.0)]
    assert determine_grade(cell(3, warned))[0] == 0
    assert determine_grade(cell(3, shown(3.0)))[0] == 3


@pytest.mark.parametrize("value", [0, 1, 2.5, 3, True, np.float64(0.0), np.float64(1.25), np.int64(2)], ids=repr)
def test_points_are_read_as_the_number_they_are(value: Any) -> None:
    assert grade(Points(value, 3, "<p>Well done: 3 of 3</p>"), 3) == float(value)


@pytest.mark.parametrize("value", [-1, -1e-9, 3.001, 99, float("nan"), float("inf"), None, "1", [1]], ids=repr)
def test_points_that_cannot_be_are_never_made(value: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        Points(value, 3, "")


@pytest.fixture
def grading(classroom: Class, tmp_path: Path) -> Iterator[Assessment]:
    """The assignment as its notebook opens it while nbgrader grades, nothing answered."""
    folder = tmp_path / "course" / "graded"
    shutil.copytree(classroom.root / "release" / classroom.assignment, folder)
    for name in ("course", "assessments"):
        shutil.copytree(classroom.root / name, tmp_path / name, dirs_exist_ok=True)
    with running(folder, "autograde"):
        yield Assessment(classroom.assignment)


@pytest.mark.parametrize(
    ("points", "stored"),
    [(-1, 0), (None, 0), (True, 1), (np.float64(0.0), 0), (np.float64(2.0), 2), (99, 0), (float("nan"), 0)],
    ids=repr,
)
def test_whatever_scoring_returns_the_check_cell_stores_a_possible_number(
    grading: Assessment, monkeypatch: pytest.MonkeyPatch, points: Any, stored: float
) -> None:
    item = next(i for i in grading._bank if i.max_points == 3)
    marked = Marked(item, None, Score(points, 3.0))
    monkeypatch.setattr(assessment_module, "mark", lambda *_: marked)
    assert graded_check(grading, item.id, 3) == stored


def test_the_check_cell_writes_nothing_to_stderr(
    grading: Assessment, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    real = assessment_module.mark

    def noisy(item: Any, state: Any) -> Marked:
        print("a library's remark", file=sys.stderr)
        warnings.warn("a library's warning", UserWarning, stacklevel=1)
        warnings.warn("soon to go", DeprecationWarning, stacklevel=1)
        logging.getLogger("a.library").warning("the font cache is built")
        return real(item, state)

    monkeypatch.setattr(assessment_module, "mark", noisy)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        grading.check(next(iter(grading._bank)).id)
    assert capfd.readouterr().err == ""


def test_a_noisy_machine_costs_no_points(
    classroom: Class, honest: dict[str, float | None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Every warning on, and no font cache yet: what a new machine prints when it runs its first notebook."""
    monkeypatch.setenv("PYTHONWARNINGS", "always")
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path))
    classroom.hand_in("noisy", some_answers(classroom))
    classroom.autograde("noisy", kernel=True)
    assert classroom.points("noisy") == honest
    outputs = [o for c in checks_of(classroom.autograded("noisy")) for o in c["outputs"]]
    assert {o["output_type"] for o in outputs} == {"execute_result"}


def checks_of(nb: dict[str, Any]) -> list[dict[str, Any]]:
    return [c for c in nb["cells"] if text_of(c).startswith("assessment.check(")]


# -- the educator's side ----------------------------------------------------------------------


def test_the_source_copy_keeps_no_answers(classroom: Class) -> None:
    """An educator tries the assignment out in source/: an answers file there would overwrite every learner's."""
    source = classroom.root / "source" / classroom.assignment
    single = next(i for i in classroom.bank if i.type == "single")
    with running(source):
        quiz = Assessment(classroom.assignment).show(single.id)
        replies: list[dict[str, Any]] = []
        quiz.send = replies.append
        quiz._receive(None, {"type": "event", "seq": 1, "item": single.id, "value": single.best()})
    assert [r["type"] for r in replies] == ["refused"]
    assert "never kept" in replies[0]["message"]
    assert {p.name for p in source.iterdir()} == {"04_sites.ipynb", "items.json"}


def test_the_release_copy_keeps_answers(classroom: Class, tmp_path: Path) -> None:
    """The same screen, where answers belong: otherwise the test above could pass for a wrong reason."""
    desk = shutil.copytree(classroom.root / "release" / classroom.assignment, tmp_path / "desk")
    single = next(i for i in classroom.bank if i.type == "single")
    with running(desk):
        quiz = Assessment(classroom.assignment).show(single.id)
        quiz.send = lambda _: None
        quiz._receive(None, {"type": "event", "seq": 1, "item": single.id, "value": single.best()})
    assert journal.read(desk / journal.NAME).answers[single.id].content == single.best()


def test_an_answers_file_in_source_is_neither_released_nor_laid_over_a_learners(fresh: Class) -> None:
    stray = fresh.root / "source" / fresh.assignment / journal.NAME
    answer(stray.parent, best_answers(fresh.bank))
    fresh.release()
    assert {p.name for p in (fresh.root / "release" / fresh.assignment).iterdir()} == {"04_sites.ipynb", "items.json"}
    single = next(i for i in fresh.bank if i.type == "single")
    fresh.hand_in("learner", {single.id: single.best()})
    fresh.hand_in("silent", {})
    for student in ("learner", "silent"):
        fresh.autograde(student)
    kept = fresh.root / "autograded" / "learner" / fresh.assignment / journal.NAME
    assert kept.read_bytes() == (fresh.submitted("learner").parent / journal.NAME).read_bytes()
    assert fresh.points("learner") == {**fresh.points("silent"), single.id: 1.0}
    assert set(fresh.points("silent").values()) == {0.0}


def test_alembic_need_not_be_on_path(tmp_path: Path) -> None:
    """nbgrader calls it by name and without it says only "False": no release, no gradebook."""
    made = Class.make(tmp_path / "class")
    made.nbgrader("generate_assignment", made.assignment, "--create", env={"PATH": "/usr/bin:/bin"})
    assert (made.root / "release" / made.assignment / "items.json").is_file()
    with made.gradebook() as gradebook:
        assert gradebook.find_assignment(made.assignment).max_score == sum(i.max_points for i in made.bank)


@pytest.mark.parametrize("student", ["O'Brien, Ana", "王小明+2@example.org", "-x", "1234"])
def test_names_that_nbgrader_allows(classroom: Class, honest: dict[str, float | None], student: str) -> None:
    classroom.hand_in(student, some_answers(classroom))
    classroom.autograde(student)
    assert classroom.points(student) == honest


# -- b12course grade --------------------------------------------------------------------------


def test_grading_as_data_stores_what_nbgrader_stores(
    classroom: Class, honest: dict[str, float | None], tmp_path: Path
) -> None:
    """Every submission of this file, tampered with or not: the same rows, written without a kernel."""
    students = classroom.graded_students()
    as_data = classroom.grade_as_data(tmp_path / "data")
    assert "honest" in students
    assert {s: as_data.grades(s) for s in students} == {s: classroom.grades(s) for s in students}
