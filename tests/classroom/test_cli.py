"""``b12course`` for people: exit codes, and messages of one sentence that say what to do."""

from __future__ import annotations

import re
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from b12course.cli import app
from tests.classroom.classes import Class


def commands(group: Any, *above: str) -> list[str]:
    """Return every command in words, those of groups such as ``items`` included."""
    found = []
    for name, command in sorted(group.commands.items()):
        found += commands(command, *above, name) if hasattr(command, "commands") else [" ".join((*above, name))]
    return found


COMMANDS = commands(typer.main.get_command(app))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """A class folder with nothing released. Tests leave it as they found it."""
    return Class.make(tmp_path_factory.mktemp("cli") / "class")


@pytest.fixture
def broken(made: Class) -> Iterator[Class]:
    """The class with a slip in its item file: a key that is no option."""
    before = made.items_file.read_bytes()
    made.items_file.write_text(
        "module: sites\nitems:\n  - id: sites-01\n    type: single\n    stem: Which?\n    options: {a: One, b: Two}\n"
        "    key: z\n    rationale: {a: Yes., b: No.}\n    objective: sites.1\n    step: take_action\n"
        "    level: apply\n    sources: [malkin-2008]\n"
    )
    yield made
    made.items_file.write_bytes(before)


def one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    """Return what a failed command said, after making sure that it is one line and no crash."""
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    lines = [line for line in said.splitlines() if line.strip()]
    assert len(lines) == 1, said
    return lines[0]


@pytest.mark.parametrize("command", ["build", "check", "grade", "learn"])
def test_outside_a_class_folder(made: Class, tmp_path: Path, command: str) -> None:
    done = made.b12course(command, cwd=tmp_path, ok=False)
    assert done.returncode == 2
    assert one_sentence(done) == f"{tmp_path}: is not inside a class folder: none above it has course/course.yaml"


def test_a_process_of_its_own_ends_the_same_way(made: Class, tmp_path: Path) -> None:
    done = made.run("b12course.cli", "build", cwd=tmp_path, ok=False)
    assert done.returncode == 2
    assert "is not inside a class folder" in one_sentence(done)
    assert made.run("b12course.cli", "build").returncode == 0


def test_a_malformed_item_stops_build(broken: Class) -> None:
    before = {p: p.read_bytes() for p in broken.root.rglob("*.ipynb")}
    done = broken.b12course("build", ok=False)
    assert done.returncode == 1
    said = one_sentence(done)
    assert re.search(r"assessments/items/04_sites\.yaml:\d+: item sites-01: ", said)
    assert "key names 'z', which is not an option: use one of a, b" in said
    assert {p: p.read_bytes() for p in broken.root.rglob("*.ipynb")} == before


def test_a_malformed_item_is_a_finding_of_check(broken: Class) -> None:
    done = broken.b12course("check", ok=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    findings = [line for line in done.stderr.splitlines() if "sites-01" in line]
    assert len(findings) == 1
    assert re.match(r"assessments/items/04_sites\.yaml:\d+: item sites-01: key names 'z'", findings[0])
    assert re.search(r"^\d+ findings?\.$", done.stderr, re.M)


def test_yaml_that_is_none_is_told_with_its_line(made: Class) -> None:
    before = made.items_file.read_text()
    made.items_file.write_text(before + "\n  - [\n")
    try:
        for command in ("build", "check"):
            done = made.b12course(command, ok=False)
            assert done.returncode == 1
            assert "Traceback" not in done.stderr
            line = before.count("\n") + 2
            assert re.search(rf"04_sites\.yaml:({line}|{line + 1}): ", done.stderr), done.stderr
    finally:
        made.items_file.write_text(before)


def test_build_says_what_it_wrote(made: Class) -> None:
    notebook = made.root / "course" / "04_sites.ipynb"
    notebook.unlink()
    done = made.b12course("build", ok=False)
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == "wrote course/04_sites.ipynb"
    again = made.b12course("build", ok=False)
    assert "wrote" not in again.stdout
    assert "in step with their text" in again.stdout


def test_check_finds_a_notebook_that_is_out_of_step(made: Class) -> None:
    notebook = made.root / "course" / "04_sites.ipynb"
    before = notebook.read_bytes()
    notebook.write_bytes(before.replace(b"Run All Cells", b"Run Some Cells"))
    try:
        done = made.b12course("check", ok=False)
    finally:
        notebook.write_bytes(before)
    assert done.returncode == 1
    assert "course/04_sites.ipynb: is not in step with its text: run `b12course build`" in done.stderr


def test_a_port_in_use(made: Class) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = made.b12course("learn", "--no-browser", "--port", str(port), ok=False)
    assert done.returncode == 2
    said = one_sentence(done)
    assert f"Port {port} is in use" in said
    assert f"--port {port + 1}" in said


@pytest.mark.parametrize("arguments", [("learn", "--port", "0"), ("learn", "--port", "x"), ("no-such-command",)])
def test_wrong_use(made: Class, arguments: tuple[str, ...]) -> None:
    done = made.b12course(*arguments, ok=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "Usage" in done.stderr


def test_an_assignment_that_nobody_handed_in(made: Class) -> None:
    done = made.b12course("grade", "04_stes", ok=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert "04_stes" in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(command: str) -> None:
    done = CliRunner().invoke(app, [*command.split(), "--help"], env={"COLUMNS": "200"})
    assert done.exit_code == 0
    assert re.search(rf"Example: b12course {command}\b", re.sub(r"`|\x1b\[[0-9;]*m", "", done.output))


def test_help_lists_every_command() -> None:
    done = CliRunner().invoke(app, ["--help"])
    assert done.exit_code == 0
    assert {"build", "check", "grade", "learn"} <= set(COMMANDS)
    assert all(re.search(rf"\b{c.split()[0]}\b", done.output) for c in COMMANDS)
