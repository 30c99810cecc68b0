"""``b12course report`` and ``export`` on a class that was really released, handed in and graded."""

from __future__ import annotations

import csv
import datetime
import shutil
from pathlib import Path

import pytest

from b12course.bank.errors import BankError
from b12course.classroom.export import export_grades
from b12course.classroom.grading.marks import marks_of
from b12course.classroom.grading.run import grade_assignment
from b12course.classroom.grading.standing import standings
from b12course.classroom.report import gather, graded, write_course, write_report
from tests.classroom.classes import Class, best_answers
from tests.classroom.stored import hand_in_class

DAY = datetime.date(2026, 11, 21)
NAME = 'Doe, RN "<b>'
COUNT = 12


@pytest.fixture(scope="module")
def taught(released: Class, tmp_path_factory: pytest.TempPathFactory) -> Class:
    """Twelve learners with random answers, one with the best (a free text still to be marked), one with none."""
    made = released.clone(tmp_path_factory.mktemp("report") / "class")
    hand_in_class(made, range(1, COUNT + 1))
    made.hand_in("ana", best_answers(made.bank))
    made.hand_in("nil", {})
    grade_assignment(made.folder, made.assignment)
    with made.gradebook() as gradebook:
        gradebook.update_or_create_student("ana", first_name="=Ana", last_name=NAME, email="ana@example.org")
        gradebook.add_student("absent", last_name="Ash")
        for s in gradebook.assignment_submissions(made.assignment):
            for notebook in s.notebooks:
                notebook.late_submission_penalty = 2.5 if s.student.id == "learner001" else 0
                for grade in notebook.grades:
                    if grade.needs_manual_grade and s.student.id != "ana":
                        grade.manual_score, grade.needs_manual_grade = 1.0, False
        gradebook.db.commit()
    return made


def table(path: Path) -> dict[str, dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as f:
        rows = list(csv.DictReader(f))
    return {next(iter(r.values())): r for r in rows}


def test_the_report_says_what_the_gradebook_says(taught: Class) -> None:
    written = write_report(taught.folder, taught.assignment, today=DAY)
    assert written.page == taught.root / "reports" / f"{taught.assignment}-report.html"
    people = table(written.learners)
    marks = marks_of(taught.folder, taught.assignment)
    stand = standings(taught.folder, taught.assignment, marks)
    assert people.keys() == stand.keys()
    for student, row in people.items():
        percent = stand[student].percent
        assert row["percent"] == ("" if percent is None else f"{percent:.1f}")
        assert bool(row["critical errors"]) is bool(stand[student].critical)
    assert people["ana"]["standing"] == "waiting"
    assert people["ana"]["percent of what is marked"] == "100.0"
    assert "no answer" in people["nil"]["attention"]
    questions = table(written.items)
    (first, *_) = taught.bank
    answered = [s for s in marks if s != "nil"]
    share = sum(marks[s][first.id]["score"] / marks[s][first.id]["max"] for s in answered) / len(answered)
    assert float(questions["1"]["share of points"]) == pytest.approx(share, abs=0.001)
    assert questions["1"]["learners"] == str(COUNT + 1)


def test_unsafe_answers_are_those_that_grading_found(taught: Class) -> None:
    learners = gather(taught.folder, taught.assignment, list(taught.bank))
    stand = standings(taught.folder, taught.assignment, marks_of(taught.folder, taught.assignment))
    assert {x.id: x.outcome for x in learners} == stand
    assert sum(bool(a.unsafe) for x in learners for a in x.answers.values()) > COUNT / 2


def test_names_are_escaped_in_the_page_and_harmless_in_a_spreadsheet(taught: Class) -> None:
    written = write_report(taught.folder, taught.assignment, today=DAY)
    html = written.page.read_text(encoding="utf-8")
    assert "Doe, RN &quot;&lt;b&gt;, =Ana" in html
    assert "21 November 2026" in html
    assert "<script" not in html
    rows = table(written.learners)
    assert rows["ana"]["name"] == f"{NAME}, =Ana"
    made = export_grades(taught.folder, "csv", taught.root / "plain.csv", force=True)
    assert "'=Ana" in {c for row in made.rows for c in row}


def test_nbgrader_s_own_grading_gives_the_same_report(taught: Class, tmp_path: Path) -> None:
    made = taught.clone(tmp_path / "class")
    here = write_report(made.folder, made.assignment, today=DAY).learners.read_bytes()
    for record in (made.root / "autograded").glob("*/*/graded.json"):
        record.unlink()
    assert write_report(made.folder, made.assignment, today=DAY).learners.read_bytes() == here


def test_a_learner_whose_graded_work_is_gone_is_not_in_the_report(taught: Class, tmp_path: Path) -> None:
    made = taught.clone(tmp_path / "class")
    shutil.rmtree(made.root / "autograded" / "learner002")
    assert "learner002" not in table(write_report(made.folder, made.assignment, today=DAY).learners)


def test_the_commands(taught: Class, tmp_path: Path) -> None:
    out = tmp_path / "elsewhere"
    said = taught.b12course("report", taught.assignment, "--out", str(out)).stdout
    assert f"of {COUNT + 2} learners passed" in said
    assert "1 wait to be marked by hand" in said
    names = {f"{taught.assignment}-{what}" for what in ("report.html", "items.csv", "learners.csv")}
    assert {p.name for p in out.iterdir()} == names
    assert graded(taught.folder) == [taught.assignment]
    target = tmp_path / "grades.csv"
    command = ("export", taught.assignment, "--to", "canvas", "--column", f"{taught.assignment}=Sites (7)", str(target))
    said = taught.b12course(*command).stdout
    assert "waits to be marked by hand: ana." in said
    assert "nothing was handed in: absent." in said
    with target.open(newline="") as f:
        header, possible, *rows = csv.reader(f)
    assert header == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Sites (7)"]
    points = {r[3]: r[5] for r in rows}
    assert points["ana"] == points["absent"] == ""
    assert points["nil"] == "0"
    with taught.gradebook() as gradebook:
        mine = gradebook.find_submission(taught.assignment, "learner001")
        assert float(points["learner001"]) == pytest.approx(max(0, mine.score - 2.5), abs=0.005)
        assert float(possible[5]) == mine.max_score


def test_several_assignments_get_a_page_and_transcripts(taught: Class, tmp_path: Path) -> None:
    written = write_report(taught.folder, taught.assignment, tmp_path, today=DAY)
    page, transcripts = write_course([written, written], tmp_path, DAY)
    assert f'href="{written.page.name}"' in page.read_text(encoding="utf-8")
    with transcripts.open(newline="") as f:
        rows = list(csv.DictReader(f))
    assert len(rows) == 2 * (COUNT + 2)
    assert {r["name"] for r in rows if r["learner"] == "ana"} == {f"{NAME}, =Ana"}


def test_a_file_is_never_written_over_unless_asked(taught: Class, tmp_path: Path) -> None:
    target = tmp_path / "grades.csv"
    target.write_text("mine")
    done = taught.b12course("export", "--to", "moodle", str(target), ok=False)
    assert done.returncode == 1
    assert "nothing is overwritten" in done.stderr
    assert target.read_text() == "mine"
    taught.b12course("export", "--to", "moodle", "--force", str(target))
    assert target.read_text().startswith(f"username,{taught.assignment}")
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    ("arguments", "complaint", "code"),
    [
        (["07_none"], "holds no grades of 07_none", 1),
        (["--column", "07_none=X"], "holds no grades of 07_none", 1),
        (["--column", "nonsense"], "write --column as", 2),
        (["--to", "canvas", "--by", "pigeon"], "pigeon", 2),
    ],
)
def test_wrong_use_is_one_clear_sentence(
    taught: Class, tmp_path: Path, arguments: list[str], complaint: str, code: int
) -> None:
    done = taught.b12course("export", *arguments, str(tmp_path / "x.csv"), ok=False)
    assert (done.returncode, list(tmp_path.iterdir())) == (code, [])
    assert complaint in " ".join(done.stderr.split())


def test_an_assignment_without_questions(taught: Class, tmp_path: Path) -> None:
    with pytest.raises(BankError, match=f"no released questions to report on: such as {taught.assignment}"):
        write_report(taught.folder, "09_checkoff", tmp_path)


def test_nothing_graded_yet(released: Class, tmp_path: Path) -> None:
    with pytest.raises(BankError, match="nothing has been graded"):
        graded(released.folder)
    with pytest.raises(BankError, match="nothing has been graded"):
        write_report(released.folder, released.assignment, tmp_path)
    with pytest.raises(BankError, match="holds no grades: grade one first"):
        export_grades(released.folder, "csv", tmp_path / "x.csv")
    assert list(tmp_path.iterdir()) == []
