"""Attacks through files and folders beside the notebook."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import stat
from pathlib import Path

from b12course.learner import journal
from tests.classroom.attacks.registry import (
    BANK,
    CLASSMATE,
    NOTEBOOK,
    ODD,
    SERIOUS,
    code,
    parents,
    reported,
    silent,
    tampered_items,
)
from tests.classroom.classes import ASSIGNMENT, ROOT

PROGRAM = "is a program file and was left out"
FOREIGN = "is no part of the assignment and was left out"
LINK = "is a link and was left out"
SPECIAL = "is a special file and was left out"
ITEMS_CHANGED = "items.json: is not as it was released and was not used"


def classmate(folder: Path) -> Path:
    """Return the submission of somebody who answered everything rightly."""
    return list(parents(folder))[1] / CLASSMATE / ASSIGNMENT


# -- programs ----------------------------------------------------------------------------------


@reported(SERIOUS, f"b12course.py: {PROGRAM}")
def attack_a_module_in_place_of_the_course(folder: Path, mark: Path) -> None:
    (folder / "b12course.py").write_text(code(mark), encoding="utf-8")


@reported(SERIOUS, f"__init__.py: {PROGRAM}")
def attack_a_package_in_place_of_the_course(folder: Path, mark: Path) -> None:
    for name in ("", "learner", "classroom", "classroom/grading"):
        (folder / "b12course" / name).mkdir(parents=True, exist_ok=True)
        (folder / "b12course" / name / "__init__.py").write_text(code(mark), encoding="utf-8")
    (folder / "b12course" / "learner" / "marking.py").write_text(code(mark), encoding="utf-8")


@reported(SERIOUS, f"json.py: {PROGRAM}")
def attack_modules_in_place_of_pythons_own(folder: Path, mark: Path) -> None:
    for name in ("json", "os", "re", "site", "encodings", "nbformat", "sqlalchemy", "typing"):
        (folder / f"{name}.py").write_text(code(mark), encoding="utf-8")


@reported(SERIOUS, f"conftest.py: {PROGRAM}")
def attack_a_conftest(folder: Path, mark: Path) -> None:
    (folder / "conftest.py").write_text(code(mark), encoding="utf-8")


@reported(SERIOUS, f"sitecustomize.py: {PROGRAM}")
def attack_a_sitecustomize(folder: Path, mark: Path) -> None:
    (folder / "sitecustomize.py").write_text(code(mark), encoding="utf-8")


@reported(SERIOUS, f"usercustomize.py: {PROGRAM}")
def attack_a_usercustomize(folder: Path, mark: Path) -> None:
    (folder / "usercustomize.py").write_text(code(mark), encoding="utf-8")


@reported(SERIOUS, f"evil.pth: {PROGRAM}")
def attack_a_path_file(folder: Path, mark: Path) -> None:
    (folder / "evil.pth").write_text(f"import os; {code(mark)}", encoding="utf-8")


@reported(SERIOUS, f"b12course.cpython-311-x86_64-linux-gnu.so: {PROGRAM}")
def attack_a_shared_library(folder: Path, mark: Path) -> None:
    (folder / "b12course.cpython-311-x86_64-linux-gnu.so").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(500))


@reported(SERIOUS, PROGRAM)
def attack_programs_in_capitals(folder: Path, mark: Path) -> None:
    (folder / "B12COURSE.PY").write_text(code(mark), encoding="utf-8")


@reported(SERIOUS, f"__pycache__/b12course.cpython-311.pyc: {PROGRAM}")
def attack_compiled_modules(folder: Path, mark: Path) -> None:
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "b12course.cpython-311.pyc").write_bytes(bytes(16) + code(mark).encode())


@reported(SERIOUS, f".ipython/profile_default/startup/00.py: {PROGRAM}")
def attack_start_up_files(folder: Path, mark: Path) -> None:
    startup = folder / ".ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text(code(mark), encoding="utf-8")
    (folder / ".env").write_text(f"PYTHONSTARTUP={mark}.py\n", encoding="utf-8")


@reported(SERIOUS, f"nbgrader_config.py: {PROGRAM}")
def attack_settings_of_nbgrader(folder: Path, mark: Path) -> None:
    (folder / "nbgrader_config.py").write_text(code(mark), encoding="utf-8")
    (folder / "jupyter_config.json").write_text('{"Exchange": {"root": "/"}}', encoding="utf-8")


@silent("JupyterLab's own backups and the folder for uploads are not looked into, by the grader either")
def attack_programs_where_nobody_looks(folder: Path, mark: Path) -> None:
    for name in (".ipynb_checkpoints", "hand-in"):
        (folder / name).mkdir()
        (folder / name / "b12course.py").write_text(code(mark), encoding="utf-8")
        (folder / name / journal.NAME).write_bytes((classmate(folder) / journal.NAME).read_bytes())


# -- files that claim to be something ----------------------------------------------------------


@reported(ODD, FOREIGN)
def attack_more_notebooks(folder: Path, mark: Path) -> None:
    for name in (f"{ASSIGNMENT} .ipynb", f"{ASSIGNMENT}.ipynb.ipynb", f"{ASSIGNMENT.upper()}.ipynb", "01_why.ipynb"):
        shutil.copy(classmate(folder) / NOTEBOOK, folder / name)


@reported(ODD, FOREIGN)
def attack_more_journals(folder: Path, mark: Path) -> None:
    for name in ("answers.jsonl.bak", "ANSWERS.JSONL", " answers.jsonl", "answers.aside-.jsonl", ".answers.jsonl.new"):
        shutil.copy(classmate(folder) / journal.NAME, folder / name)


@silent("the course keeps long journals aside under this name; grading never reads one")
def attack_a_journal_kept_aside(folder: Path, mark: Path) -> None:
    shutil.copy(classmate(folder) / journal.NAME, folder / "answers.aside-1.jsonl")


@reported(ODD, ITEMS_CHANGED)
def attack_keys_in_the_items(folder: Path, mark: Path) -> None:
    tampered_items(folder, lambda d: [i.update(key="a", points=100, private={"key": "a"}) for i in d["items"]])


@reported(ODD, ITEMS_CHANGED)
def attack_raised_points_in_the_items(folder: Path, mark: Path) -> None:
    tampered_items(folder, lambda d: [i.update(max_points=1000, points=1000) for i in d["items"]])


@reported(ODD, ITEMS_CHANGED)
def attack_another_profile(folder: Path, mark: Path) -> None:
    tampered_items(folder, lambda d: d.update(profile="uk", version=1, objectives={}))


@reported(ODD, ITEMS_CHANGED)
def attack_one_easy_item(folder: Path, mark: Path) -> None:
    tampered_items(folder, lambda d: d.update(items=d["items"][:1]))


@reported(ODD, ITEMS_CHANGED)
def attack_items_that_are_no_json(folder: Path, mark: Path) -> None:
    (folder / "items.json").write_bytes(b"\xff\x00")


@reported(ODD, FOREIGN)
def attack_a_bank_of_ones_own(folder: Path, mark: Path) -> None:
    """``ClassFolder.find`` goes up from a folder to the first class folder: this one would be the nearest."""
    (folder / "assessments" / "items").mkdir(parents=True)
    text = BANK.read_text(encoding="utf-8").replace("type: single", "type: multiple")
    (folder / "assessments" / "items" / f"{ASSIGNMENT}.yaml").write_text(text, encoding="utf-8")
    (folder / "course").mkdir()
    (folder / "course" / "course.yaml").write_text("title: Mine\nprofile: us\nreview: everything\n", encoding="utf-8")


@reported(ODD, "course/course.yaml: " + FOREIGN)
def attack_a_class_folder_of_ones_own(folder: Path, mark: Path) -> None:
    shutil.copytree(ROOT / "course" / "profiles", folder / "course" / "profiles")
    shutil.copy(ROOT / "course" / "course.yaml", folder / "course" / "course.yaml")
    shutil.copytree(folder / "course", folder / "release" / ASSIGNMENT)


@reported(ODD, "gradebook.db: " + FOREIGN)
def attack_a_gradebook_of_ones_own(folder: Path, mark: Path) -> None:
    with sqlite3.connect(folder / "gradebook.db") as db:
        db.execute("create table grade (auto_score float, manual_score float)")
        db.execute("insert into grade values (100, 100)")
    db.close()


@reported(ODD, "graded.json: " + FOREIGN)
def attack_a_record_of_having_been_graded(folder: Path, mark: Path) -> None:
    (folder / "graded.json").write_text('{"fingerprint": "0", "scores": {"sites-01": 1}}', encoding="utf-8")


# -- links -------------------------------------------------------------------------------------


def linked(path: Path, target: Path | str) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    path.symlink_to(target)


@reported(SERIOUS, f"answers.jsonl: {LINK}")
def attack_a_link_to_a_classmates_answers(folder: Path, mark: Path) -> None:
    linked(folder / journal.NAME, classmate(folder) / journal.NAME)


@reported(SERIOUS, f"answers.jsonl: {LINK}")
def attack_a_relative_link_to_a_classmates_answers(folder: Path, mark: Path) -> None:
    linked(folder / journal.NAME, f"../../{CLASSMATE}/{ASSIGNMENT}/{journal.NAME}")


@reported(SERIOUS, f"answers.jsonl: {LINK}")
def attack_a_link_to_the_systems_users(folder: Path, mark: Path) -> None:
    linked(folder / journal.NAME, "/etc/passwd")


@reported(SERIOUS, f"answers.jsonl: {LINK}")
def attack_a_link_to_endless_zeros(folder: Path, mark: Path) -> None:
    linked(folder / journal.NAME, "/dev/zero")


@reported(SERIOUS, f"{NOTEBOOK}: {LINK}")
def attack_a_link_to_the_educators_notebook(folder: Path, mark: Path) -> None:
    linked(folder / NOTEBOOK, list(parents(folder))[2] / "source" / ASSIGNMENT / NOTEBOOK)


@reported(SERIOUS, f"{NOTEBOOK}: {LINK}")
def attack_a_link_to_a_graded_notebook(folder: Path, mark: Path) -> None:
    linked(folder / NOTEBOOK, list(parents(folder))[2] / "autograded" / CLASSMATE / ASSIGNMENT / NOTEBOOK)


@reported(SERIOUS, f"items.json: {LINK}")
def attack_a_link_to_the_bank(folder: Path, mark: Path) -> None:
    linked(folder / "items.json", list(parents(folder))[2] / "assessments" / "items" / f"{ASSIGNMENT}.yaml")


@reported(SERIOUS, f"timestamp.txt: {LINK}")
def attack_a_link_for_a_time(folder: Path, mark: Path) -> None:
    linked(folder / "timestamp.txt", "/etc/passwd")
    linked(folder / "submission_secret.txt", "/etc/passwd")


@reported(SERIOUS, "the submission is a link to another folder and was not read")
def attack_a_link_for_a_folder(folder: Path, mark: Path) -> None:
    shutil.rmtree(folder)
    folder.symlink_to(classmate(folder), target_is_directory=True)


@reported(SERIOUS, "the submission is a link to another folder and was not read")
def attack_a_link_for_the_learners_folder(folder: Path, mark: Path) -> None:
    shutil.rmtree(folder.parent)
    folder.parent.symlink_to(classmate(folder).parent, target_is_directory=True)


@reported(SERIOUS, "the submission is a link to another folder and was not read")
def attack_a_folder_that_leads_nowhere(folder: Path, mark: Path) -> None:
    shutil.rmtree(folder)
    folder.symlink_to(folder.parent / "nowhere")


@reported(SERIOUS, "the submission is a link to another folder and was not read")
def attack_a_folder_that_leads_to_itself(folder: Path, mark: Path) -> None:
    shutil.rmtree(folder)
    folder.symlink_to(folder)


@reported(SERIOUS, "can't be read, and was not read")
def attack_a_file_for_a_folder(folder: Path, mark: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text(code(mark), encoding="utf-8")


@reported(SERIOUS, f"answers.jsonl: {LINK}")
def attack_a_link_that_leads_nowhere(folder: Path, mark: Path) -> None:
    linked(folder / journal.NAME, "nowhere")


@reported(SERIOUS, f"answers.jsonl: {LINK}")
def attack_links_that_go_in_a_circle(folder: Path, mark: Path) -> None:
    linked(folder / journal.NAME, "b")
    linked(folder / "b", journal.NAME)
    linked(folder / NOTEBOOK, NOTEBOOK)


@reported(SERIOUS, f"all: {LINK}")
def attack_a_link_to_the_whole_disk(folder: Path, mark: Path) -> None:
    linked(folder / "all", "/")
    linked(folder / "up", "..")
    linked(folder / ".ipynb_checkpoints", "/etc")
    linked(folder / "hand-in", folder)


@reported(ODD, "answers.jsonl: is also linked from elsewhere (a hard link)")
def attack_a_hard_link(folder: Path, mark: Path) -> None:
    (folder.parent / "kept").hardlink_to(folder / journal.NAME)


@reported(ODD, "answers.jsonl: is also linked from elsewhere (a hard link)")
def attack_a_hard_link_to_the_bank(folder: Path, mark: Path) -> None:
    (folder / journal.NAME).unlink()
    mine = list(parents(folder))[2] / "assessments" / "items" / f"{ASSIGNMENT}.yaml"
    (folder / journal.NAME).hardlink_to(mine)


# -- files that are no files -------------------------------------------------------------------


def pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


@reported(SERIOUS, f"answers.jsonl: {SPECIAL}")
def attack_a_pipe_for_answers(folder: Path, mark: Path) -> None:
    pipe(folder / journal.NAME)


@reported(SERIOUS, f"{NOTEBOOK}: {SPECIAL}")
def attack_a_pipe_for_a_notebook(folder: Path, mark: Path) -> None:
    pipe(folder / NOTEBOOK)


@reported(SERIOUS, f"timestamp.txt: {SPECIAL}")
def attack_a_pipe_for_a_time(folder: Path, mark: Path) -> None:
    pipe(folder / "timestamp.txt")
    pipe(folder / "submission_secret.txt")


@reported(SERIOUS, f"items.json: {SPECIAL}")
def attack_a_pipe_for_items(folder: Path, mark: Path) -> None:
    pipe(folder / "items.json")


@reported(SERIOUS, f"answers.jsonl: {SPECIAL}")
def attack_a_socket(folder: Path, mark: Path) -> None:
    (folder / journal.NAME).unlink()
    here = Path.cwd()
    os.chdir(folder)  # an address may have no more than 107 characters
    try:
        with socket.socket(socket.AF_UNIX) as s:
            s.bind(journal.NAME)
    finally:
        os.chdir(here)


@reported(SERIOUS, f"answers.jsonl: {SPECIAL}")
def attack_a_device(folder: Path, mark: Path) -> None:
    """Endless zeros under the journal's own name; where devices can't be made, a pipe."""
    (folder / journal.NAME).unlink()
    try:
        os.mknod(folder / journal.NAME, 0o666 | stat.S_IFCHR, os.makedev(1, 5))
    except OSError:
        os.mkfifo(folder / journal.NAME)


@reported(SERIOUS, "answers.jsonl: is no ordinary file and was not read")
def attack_a_folder_for_answers(folder: Path, mark: Path) -> None:
    (folder / journal.NAME).unlink()
    (folder / journal.NAME).mkdir()


@reported(SERIOUS, f"{NOTEBOOK}: is no ordinary file and was not read")
def attack_a_folder_for_a_notebook(folder: Path, mark: Path) -> None:
    (folder / NOTEBOOK).unlink()
    (folder / NOTEBOOK).mkdir()


@reported(SERIOUS, "timestamp.txt: is no ordinary file and was not read")
def attack_a_folder_for_a_time(folder: Path, mark: Path) -> None:
    for name in ("timestamp.txt", "submission_secret.txt"):
        (folder / name).mkdir()


# -- very many, very deep, very odd ------------------------------------------------------------


@reported(ODD, "can't be listed")
def attack_folders_too_deep_to_open(folder: Path, mark: Path) -> None:
    """Deeper than any path may be long."""
    fd = os.open(folder, os.O_RDONLY)
    for _ in range(30):
        os.mkdir("d" * 200, dir_fd=fd)
        deeper = os.open("d" * 200, os.O_RDONLY, dir_fd=fd)
        os.close(fd)
        fd = deeper
    os.close(fd)


@reported(SERIOUS, "has more than 500 files; the rest was not looked at")
def attack_thousands_of_files(folder: Path, mark: Path) -> None:
    (folder / "many").mkdir()
    for n in range(3000):
        (folder / "many" / str(n)).touch()


@reported(SERIOUS, "has more than 500 files; the rest was not looked at")
def attack_five_hundred_folders_in_each_other(folder: Path, mark: Path) -> None:
    here = folder
    for _ in range(520):
        here = here / "d"
        here.mkdir()


@reported(SERIOUS, "more findings")
def attack_four_hundred_programs(folder: Path, mark: Path) -> None:
    """A report that nobody reads to its end hides what stands there."""
    for n in range(400):
        (folder / f"{n}.py").write_text(code(mark), encoding="utf-8")


@reported(ODD, FOREIGN)
def attack_names_with_newlines_and_escape_codes(folder: Path, mark: Path) -> None:
    for name in ("a\nb: is fine, note\n", "\x1b[2J\x1b[1;31mroot\x1b[0m", "\r\x08\x08\x07", "\x9b31m"):
        (folder / name).touch()


@reported(ODD, FOREIGN)
def attack_names_that_are_markup_on_a_terminal(folder: Path, mark: Path) -> None:
    """The educator's table is drawn by a library that reads ``[bold]`` as a style, and fails on a lone ``[/]``."""
    (folder / "x[").mkdir()
    for name in ("x[/]", "[bold red]x", "[link=https:evil.example]x", ":warning:"):
        (folder / name).touch()


@reported(ODD, FOREIGN)
def attack_names_that_a_spreadsheet_would_run(folder: Path, mark: Path) -> None:
    for name in ('=HYPERLINK("evil.example")', "+1+cmd", "-2+3", "@SUM(1)", "\t=1+1", 'a,b"c', "=cmd|' C calc'!A0"):
        (folder / name).touch()


@reported(ODD, FOREIGN)
def attack_very_long_names(folder: Path, mark: Path) -> None:
    (folder / ("n" * 255)).touch()
    (folder / ("d" * 255) / ("e" * 255)).mkdir(parents=True)
    (folder / ("d" * 255) / ("e" * 255) / ("f" * 255)).touch()


@reported(ODD, FOREIGN)
def attack_names_that_run_backwards(folder: Path, mark: Path) -> None:
    for name in ("\u202eyp.sj", "\u2067x\u2066", "\u200b\ufeff", "\u2400", "e\u0301" * 40, "\ud7ff\ue000"):
        (folder / name).touch()


@reported(ODD, FOREIGN)
def attack_names_that_are_no_text(folder: Path, mark: Path) -> None:
    for name in (b"\xff\xfe", b"\xed\xa0\x80", b"caf\xe9", b"%s%n%x", b"-rf *", b"~", b"..."):
        with open(os.path.join(os.fsencode(folder), name), "w"):  # noqa: PTH118, PTH123
            pass


@reported(ODD, FOREIGN)
def attack_an_archive_that_grows(folder: Path, mark: Path) -> None:
    """Nothing unpacks it."""
    shutil.make_archive(str(folder / "bomb"), "zip", folder, "items.json")
    (folder / "bomb.zip").rename(folder / "answers.zip")
