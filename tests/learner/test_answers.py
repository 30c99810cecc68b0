"""What a screen restores, what it warns of, and where nothing is ever kept."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

import pytest

from b12course.learner.answers import AnswerBook, learner_id
from b12course.learner.journal import NAME, Event, JournalError


def test_a_screen_gets_back_the_last_of_everything_for_its_items(tmp_path: Path) -> None:
    book = AnswerBook(tmp_path)
    for event in (
        Event("a", "value", "x"),
        Event("a", "value", "y"),
        Event("b", "value", None),
        Event("other", "value", "z"),
        Event("a", "flag", True),
        Event("b", "flag", True),
        Event("b", "flag", False),
        Event("case", "step", 2),
        Event("case", "step", 4),
    ):
        last = book.keep(event)
    restored = AnswerBook(tmp_path).restored(["a", "b", "case"])
    assert restored == {"answers": {"a": "y", "b": None}, "flags": ["a"], "progress": {"case": 4}, "saved_at": last.t}
    assert AnswerBook(tmp_path).restored(["new"]) == {"answers": {}, "flags": [], "progress": {}, "saved_at": None}


def test_saved_at_is_the_time_of_these_items_not_of_others(tmp_path: Path) -> None:
    book = AnswerBook(tmp_path)
    mine = book.keep(Event("a", "value", "x"))
    book.keep(Event("other", "value", "z"))
    assert book.restored(["a"])["saved_at"] == mine.t


def test_lines_that_cannot_be_read_are_told_but_not_endlessly(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"garbage\n" * 40)
    warnings = AnswerBook(tmp_path).warnings()
    assert len(warnings) == 5
    assert warnings[0] == f"A line of {NAME} could not be read and was left as it is: line 1 is torn or not JSON."


def test_a_journal_that_cannot_be_read_restores_nothing_and_says_so(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    book = AnswerBook(tmp_path)
    assert book.restored(["a"])["answers"] == {}
    assert len(book.warnings()) == 1
    assert NAME in book.warnings()[0]


def test_without_a_journal_there_is_nothing_to_warn_of(tmp_path: Path) -> None:
    assert AnswerBook(tmp_path).warnings() == []


def test_nothing_is_kept_in_nbgraders_source_folder(tmp_path: Path) -> None:
    """A journal there would overwrite every learner's answers at autograde."""
    (tmp_path / "nbgrader_config.py").touch()
    source = tmp_path / "source" / "04_sites"
    source.mkdir(parents=True)
    book = AnswerBook(source)
    assert not book.keeps
    with pytest.raises(JournalError, match=r"^Not saved: this is the educator's source copy"):
        book.keep(Event("a", "value", "x"))
    assert book.restored(["a"])["answers"] == {}
    assert list(source.iterdir()) == []
    (tmp_path / "link").symlink_to(source)
    assert not AnswerBook(tmp_path / "link").keeps


@pytest.mark.parametrize("folder", ["source/04_sites", "release/04_sites", "04_sites"])
def test_answers_are_kept_everywhere_else(tmp_path: Path, folder: str) -> None:
    if not folder.startswith("source"):
        (tmp_path / "nbgrader_config.py").touch()  # a folder that merely is called source is no course
    (tmp_path / folder).mkdir(parents=True)
    assert AnswerBook(tmp_path / folder).keeps


def test_the_hubs_user_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "system")
    monkeypatch.delenv("NB_USER", raising=False)
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    assert learner_id() == "system"
    monkeypatch.setenv("NB_USER", "jovyan")
    assert learner_id() == "jovyan"
    monkeypatch.setenv("JUPYTERHUB_USER", "ada")
    assert learner_id() == "ada"


@pytest.mark.parametrize("error", [KeyError("uid not found"), OSError("No username set"), ImportError("pwd")])
def test_a_user_without_a_name_still_has_an_id(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Containers run under numbers that no password file knows."""

    def nobody() -> str:
        raise error

    monkeypatch.setattr(getpass, "getuser", nobody)
    for name in ("JUPYTERHUB_USER", "NB_USER"):
        monkeypatch.delenv(name, raising=False)
    assert learner_id() == learner_id() != ""
    assert str(os.getuid()) in learner_id()
