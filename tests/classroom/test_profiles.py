"""One line in ``course.yaml`` (or one option of ``new``) changes notebooks and items, and every one of them runs."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from b12course.bank.errors import BankError
from b12course.bank.folder import ClassFolder
from b12course.classroom.newclass import new_class
from b12course.cli import main
from tests import processes
from tests.classroom.classes import ROOT

NUMBERS = {"us": "911", "uk": "999", "ca": "911", "au": "000"}


@pytest.fixture(scope="module")
def classes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ClassFolder]:
    here = tmp_path_factory.mktemp("profiles")
    return {code: new_class(ClassFolder(ROOT), here / code, code) for code in NUMBERS}


def every_text(folder: ClassFolder) -> str:
    return "\n".join(p.read_text() for p in sorted(folder.root.rglob("*.ipynb")))


@pytest.mark.parametrize("profile", NUMBERS)
def test_every_notebook_runs_cleanly(classes: dict[str, ClassFolder], profile: str) -> None:
    folder = classes[profile]
    options = ["--nbval-lax", "-p", "no:cacheprovider", "-n", "2", "--dist=loadfile", "-q"]
    command = [sys.executable, "-m", "pytest", *options, "."]
    done = processes.run(command, folder.root, {**os.environ, "PYTHONWARNINGS": "ignore"}, 500)
    assert done.returncode == 0, done.stdout[-3000:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed
    assert int(passed[1]) >= 2 * len(list(folder.root.rglob("*.ipynb"))) - 2


def test_each_country_has_its_own_words(classes: dict[str, ClassFolder]) -> None:
    texts = {code: every_text(folder) for code, folder in classes.items()}
    assert len(set(texts.values())) == len(texts)
    for code, folder in classes.items():
        assert folder.settings.profile == code
        assert folder.profile.name in texts[code]
    for code, text in texts.items():
        written = "1,000 micrograms in 1 mL" if code == "uk" else "1,000 mcg in 1 mL"
        assert f"The order says: vitamin B12, {written}" in text


def test_a_new_class_takes_no_answers_and_touches_nothing_that_is_there(tmp_path: Path) -> None:
    model = tmp_path / "model"
    new_class(ClassFolder(ROOT), model)
    (model / "course" / "answers.jsonl").write_text('{"v":1}\n')
    made = new_class(ClassFolder(model), tmp_path / "mine")
    assert not list(made.root.rglob("answers*.jsonl"))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("mine")
    with pytest.raises(BankError, match="holds something already: name a new or an empty folder"):
        new_class(ClassFolder(ROOT), tmp_path / "full")
    assert [p.name for p in (tmp_path / "full").iterdir()] == ["thesis.txt"]


def test_the_command_says_what_to_do_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "argv", ["b12course", "new", str(tmp_path / "c"), "--profile", "au"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "with the practice profile Australia" in said
    assert "b12course learn" in said
    assert ClassFolder(tmp_path / "c").settings.profile == "au"
