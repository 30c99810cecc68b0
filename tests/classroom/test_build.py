"""``b12course build``: the same notebooks every time, and one clear finding for each fault in a text."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest

from b12course.bank.errors import BankError
from b12course.bank.evidence import Profile, load
from b12course.bank.folder import ClassFolder
from b12course.bank.lessons import LessonText, read_lesson
from b12course.bank.loading import load_module
from b12course.classroom.build import Built, build
from b12course.classroom.build.learning import learning_notebook
from b12course.classroom.build.notebook import KERNELSPEC
from tests.classroom.classes import ROOT, Class, cells_by_grade_id

Notebook = dict[str, Any]
CITED = re.compile(r"\[(\d+)\]\(#References\)")
PRINT_ALL = """
import json
from pathlib import Path
from b12course.bank.folder import ClassFolder
from b12course.classroom.build import build
print(json.dumps({str(p): text for p, text in build(ClassFolder(Path.cwd())).files.items()}))
"""


@pytest.fixture(scope="module")
def built(folder: ClassFolder) -> Built:
    return build(folder)


@pytest.fixture(scope="module")
def notebooks(built: Built) -> dict[str, Notebook]:
    return {str(p.relative_to(ROOT)): json.loads(text) for p, text in built.files.items() if p.suffix == ".ipynb"}


@pytest.fixture(scope="module")
def lesson(folder: ClassFolder) -> LessonText:
    return read_lesson(folder.lessons / "04_sites.md")


def built_from(lesson: LessonText, folder: ClassFolder, profile: str = "us") -> list[dict[str, Any]]:
    return json.loads(learning_notebook(lesson, ClassFolder(folder.root, profile)))["cells"]


def by_id(cells: list[dict[str, Any]]) -> dict[str, str]:
    return {c["id"]: "".join(c["source"]) for c in cells}


# -- the same bytes every time ----------------------------------------------------------------


def test_two_processes_build_the_same_bytes(built: Built) -> None:
    """Sets and dicts must leave no trace: each process hashes strings in its own way."""
    made = [
        subprocess.run(
            [sys.executable, "-c", PRINT_ALL],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            timeout=120,
        ).stdout
        for seed in ("1", "2")
    ]
    assert made[0] == made[1]
    assert json.loads(made[0]) == {str(p): text for p, text in built.files.items()}


def test_what_is_committed_is_what_the_text_makes(built: Built) -> None:
    assert [str(p.relative_to(ROOT)) for p in built.stale()] == []


def test_every_lesson_and_every_item_file_is_built(built: Built, folder: ClassFolder) -> None:
    lessons = {p.stem for p in folder.lessons.glob("*.md")}
    graded = {p.stem for p in (folder.assessments / "items").glob("*.yaml")}
    expected = {f"course/{n}.ipynb" for n in (*lessons, "09_evidence")}
    expected |= {"source/09_checkoff/09_checkoff.ipynb"}
    expected |= {f"source/{n}/{file}" for n in graded for file in (f"{n}.ipynb", "items.json")}
    assert {str(p.relative_to(ROOT)) for p in built.files} == expected


def test_writing_again_writes_nothing(tmp_path: Path) -> None:
    made = Class.make(tmp_path / "class")
    notebook = made.root / "source" / made.assignment / f"{made.assignment}.ipynb"
    notebook.unlink()
    assert build(made.folder).write() == [notebook]
    assert build(made.folder).write() == []
    assert b"\r" not in notebook.read_bytes()


# -- what every notebook is like --------------------------------------------------------------


def test_notebooks_open_without_a_question_and_show_no_code(notebooks: dict[str, Notebook]) -> None:
    assert notebooks
    for name, nb in notebooks.items():
        nbformat.validate(nbformat.from_dict(nb))
        assert nb["metadata"]["kernelspec"] == KERNELSPEC, name
        for cell in nb["cells"]:
            if cell["cell_type"] == "code":
                assert cell["outputs"] == [], name
                assert cell["execution_count"] is None, name
                assert cell["metadata"]["jupyter"] == {"source_hidden": True}, name


def test_cell_ids_are_unique_and_speak(notebooks: dict[str, Notebook]) -> None:
    for name, nb in notebooks.items():
        ids = [c["id"] for c in nb["cells"]]
        assert len(set(ids)) == len(ids), name
        assert all(re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", i) for i in ids), name
        opens = "09_" not in name  # the register and the check-off are read, never run
        assert (ids[1] == "open") is opens, name


def test_each_item_is_a_locked_show_cell_and_a_check_cell(
    notebooks: dict[str, Notebook], built: Built, folder: ClassFolder
) -> None:
    for path in sorted((folder.assessments / "items").glob("*.yaml")):
        nb = notebooks[f"source/{path.stem}/{path.stem}.ipynb"]
        expected: list[tuple[str, str, bool, bool, bool, int | None]] = []
        for item in load_module(path, folder.profile_code).items:
            show, check = f'assessment.show("{item.id}")', f'assessment.check("{item.id}")'
            expected.append((f"show-{item.id}", show, False, False, True, None))
            if item.type == "text":
                expected.append((f"check-{item.id}", check, True, False, True, 0))
                expected.append((item.id, "", True, True, False, item.max_points))
            else:
                expected.append((item.id, check, True, False, True, item.max_points))
        made = [role(c) for c in nb["cells"]]
        assert made[2:-2] == expected
        assert [r[:5] for r in made[:2] + made[-2:]] == [
            ("intro", "", False, False, True),
            ("open", made[1][1], False, False, True),
            ("outro", "", False, False, True),
            ("hand-in", "assessment.hand_in()", False, False, True),
        ]
        assert set(cells_by_grade_id(nb)) == {r[0] for r in made}


def role(cell: dict[str, Any]) -> tuple[str, str, bool, bool, bool, int | None]:
    """Return a cell's grade id, code, and how nbgrader treats it: grade, solution, locked, points."""
    data = cell["metadata"]["nbgrader"]
    assert data["task"] is False
    assert data["cell_type"] == cell["cell_type"]
    assert data["schema_version"] == 3
    code = "".join(cell["source"]) if cell["cell_type"] == "code" else ""
    return data["grade_id"], code, data["grade"], data["solution"], data["locked"], data.get("points")


# -- lessons ----------------------------------------------------------------------------------


def test_a_changed_sentence_changes_only_its_cell(lesson: LessonText, folder: ClassFolder) -> None:
    sentences = re.findall(r"^[A-Z][a-z][^.\n\[\]|:*]{30,}\.", lesson.body, re.M)
    old = next(s for s in sentences if lesson.body.count(s) == 1)
    before = built_from(lesson, folder)
    after = built_from(replace(lesson, body=lesson.body.replace(old, "A sentence that is new.")), folder)
    assert [c["id"] for c in after] == [c["id"] for c in before]
    changed = [b["id"] for b, a in zip(before, after, strict=True) if b != a]
    assert len(changed) == 1
    assert "A sentence that is new." in by_id(after)[changed[0]]


def test_a_new_section_leaves_the_ids_of_named_cells_alone(lesson: LessonText, folder: ClassFolder) -> None:
    """Ids that moved would make every later cell a change in git, and lose a reader's place."""
    named = {i: s for i, s in by_id(built_from(lesson, folder)).items() if not i.startswith("part-")}
    added = replace(lesson, body="## A new beginning\n\nWords.\n\n+++\n\n" + lesson.body)
    after = by_id(built_from(added, folder))
    assert {i: after.get(i) for i in named} == named
    assert "a-new-beginning" in after


def test_another_profile_changes_where_you_work(lesson: LessonText, folder: ClassFolder) -> None:
    told = replace(lesson, body="## Here\n\n:::{where-you-work} who_may_give\n:::\n\n" + lesson.body)
    us, uk = (by_id(built_from(told, folder, code)) for code in ("us", "uk"))
    texts = {code: load(folder.course / "profiles" / f"{code}.yaml", Profile) for code in ("us", "uk")}
    facts = {code: profile.facts["who_may_give"].text for code, profile in texts.items()}
    assert facts["us"] != facts["uk"]
    for code, cells in (("us", us), ("uk", uk)):
        assert f"**Where you work** · {texts[code].name}" in cells["here"]
        assert facts[code] in cells["here"]
    assert not any(facts["us"] in s for s in uk.values())


def test_another_profile_changes_the_items_of_an_assignment(tmp_path: Path) -> None:
    made = Class.make(tmp_path / "class")
    settings = made.root / "course" / "course.yaml"
    settings.write_text(settings.read_text().replace("profile: us", "profile: uk"))
    changed = {str(p.relative_to(made.root)): text for p, text in build(made.folder).files.items()}
    items = json.loads(changed["source/04_sites/items.json"])
    assert items["profile"] == "uk"
    differing = [i for i in made.bank if "uk" in i.profile and "stem" in i.profile["uk"]]
    assert differing
    shown = {i["id"]: i["stem"] for i in items["items"]}
    assert {i.id: shown[i.id] for i in differing} == {i.id: i.profile["uk"]["stem"] for i in differing}


def test_every_citation_is_numbered_and_listed(notebooks: dict[str, Notebook], folder: ClassFolder) -> None:
    for path in sorted(folder.lessons.glob("*.md")):
        cells = by_id(notebooks[f"course/{path.stem}.ipynb"]["cells"])
        listed = re.findall(r"^(\d+)\. (.+)$", cells["references"], re.M)
        assert [int(n) for n, _ in listed] == list(range(1, len(listed) + 1))
        cited = [int(n) for name, s in cells.items() if name != "references" for n in CITED.findall(s)]
        assert list(dict.fromkeys(cited)) == list(range(1, len(listed) + 1)), path.stem
        titles = [s.title for s in folder.sources.sources.values()]
        assert all(any(title in words for title in titles) for _, words in listed)
        assert not any(re.search(r"\[[a-z0-9]+(-[a-z0-9]+)+\](?!\()", s) for s in cells.values()), path.stem


def test_the_key_of_a_citation_leads_to_its_source(lesson: LessonText, folder: ClassFolder) -> None:
    body = (
        "## One\n\nFirst. [nhs-hydroxo]\n\n+++\n\n## Two\n\nSecond. [malkin-2008] Again. [nhs-hydroxo]\n\n+++\n\n"
        "## References\n\nIn this cell too. [resus-uk-anaphylaxis]\n\n:::{references}\n:::\n\n"
        "+++\n\n## Later\n\nAnd after it. [jbi-im-volume]\n"
    )
    cells = by_id(built_from(replace(lesson, body=body), folder))
    cited = ["nhs-hydroxo", "malkin-2008", "resus-uk-anaphylaxis", "jbi-im-volume"]
    numbers = [CITED.findall(cells[c]) for c in ("one", "two", "references", "later")]
    assert numbers == [["1"], ["2", "1"], ["3"], ["4"]]
    lines = [line for line in cells["references"].splitlines() if re.match(r"\d+\. ", line)]
    titles = [folder.sources.sources[key].title for key in cited]
    assert [title in line for title, line in zip(titles, lines, strict=True)] == [True] * 4


# -- faults -----------------------------------------------------------------------------------

FAULTS = {
    "unknown-box": (":::{beleifs} S1-01\n:::", "'beleifs' is unknown", "beliefs"),
    "unclosed-box": (":::{warning} Stop here\n\nNever closed.", ":::{warning} Stop here", "':::' on its own line"),
    "unclosed-before-another": (":::{warning} Stop\n\nOpen.\n\n:::{step-card} Card\nText.\n:::", "never closed", ":::"),
    "unknown-source": ("A fact. [no-such-source]", "'no-such-source'", "course/evidence/sources.yaml"),
    "unknown-claim": (":::{beliefs} S9-99\n:::", "'S9-99'", "course/evidence/claims.yaml"),
    "unknown-fact": (":::{where-you-work} no_such_fact\n:::", "'no_such_fact'", "who_may_give"),
}


@pytest.mark.parametrize(("text", "names", "mend"), FAULTS.values(), ids=FAULTS)
def test_a_fault_in_a_lesson_is_one_clear_finding(
    lesson: LessonText, folder: ClassFolder, text: str, names: str, mend: str
) -> None:
    broken = replace(lesson, body=f"{lesson.body}\n\n## At the end\n\n{text}\n")
    with pytest.raises(BankError) as raised:
        built_from(broken, folder)
    assert len(raised.value.findings) == 1
    finding = raised.value.findings[0]
    assert names in finding.what
    assert mend in finding.what
    assert finding.file == lesson.path
    assert "\n" not in str(finding)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    made = Class.make(tmp_path / "class")
    text = made.root / "course" / "lessons" / "04_sites.md"
    text.write_text(text.read_text() + "\nFact. [no-such-source]\n\n:::{unknown} x\n:::\n")
    before = {p: p.read_bytes() for p in made.root.rglob("*.ipynb")}
    with pytest.raises(BankError) as raised:
        build(made.folder)
    assert len(raised.value.findings) == 2
    assert {p: p.read_bytes() for p in made.root.rglob("*.ipynb")} == before
