"""``b12course items``: out to Moodle and QTI and back in, with a list of what could not go."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from b12course.bank.errors import BankError
from b12course.bank.folder import ClassFolder
from b12course.bank.loading import load_module
from b12course.classroom.items import export_items, import_items
from b12course.cli import main
from tests.classroom.classes import ROOT


@pytest.mark.parametrize(("to", "name"), [("moodle", "out.xml"), ("qti", "out.zip")])
def test_a_module_goes_out_and_comes_back(tmp_path: Path, to: str, name: str) -> None:
    folder = ClassFolder(ROOT)
    made = export_items(folder, to, tmp_path / name, ["04_sites"])
    module = next(m for m in folder.graded.modules if m.path.stem == "04_sites")
    assert {*made.carried, *made.left_out} == {i.id for i in module.items}
    found = import_items(tmp_path / name, tmp_path / "04_sites.yaml")
    back = load_module(tmp_path / "04_sites.yaml", "us")
    assert {i.id.partition("-set-")[0] for i in back.items} <= set(made.carried)
    assert len(back.items) == len(found.items)
    assert {i.objective for i in back.items} <= {i.objective for i in module.items}
    if to == "qti":  # hotspots go out with their picture, but have no named places to come back with
        assert all("hot" in why or "interaction" in why for why in found.left_out.values())


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    there = tmp_path / "there.xml"
    there.write_text("mine")
    with pytest.raises(BankError, match="nothing is overwritten"):
        export_items(ClassFolder(ROOT), "moodle", there, ["04_sites"])
    assert there.read_text() == "mine"
    export_items(ClassFolder(ROOT), "moodle", tmp_path / "out.xml", ["04_sites"])
    with pytest.raises(BankError, match="nothing is overwritten"):
        import_items(tmp_path / "out.xml", there)
    assert there.read_text() == "mine"


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"nonsense", "is neither a QTI"), (b"<quiz></quiz>", "holds no item"), (None, "can't be read")],
)
def test_a_file_that_holds_nothing_makes_no_file(tmp_path: Path, content: bytes | None, said: str) -> None:
    source = tmp_path / "in.xml"
    if content is not None:
        source.write_bytes(content)
    with pytest.raises(BankError, match=said):
        import_items(source, tmp_path / "09_mine.yaml")
    assert not (tmp_path / "09_mine.yaml").exists()


def test_an_unknown_module_is_told_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(BankError, match=r"'04_site' has no graded items: name one of .*04_sites"):
        export_items(ClassFolder(ROOT), "qti", tmp_path / "out.zip", ["04_site"])


def test_the_command_lists_what_was_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "argv", ["b12course", "items", "export", str(tmp_path / "o.xml"), "04_sites"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert "Left out:" in said
    assert "Moodle has no question type for this: an unfolding case" in said
