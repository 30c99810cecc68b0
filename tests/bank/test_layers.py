"""A room imports only rooms below it, and the bank knows nothing of Jupyter."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIST_MODULES = """
import importlib, pkgutil, sys
import b12course.bank
names = [m.name for m in pkgutil.walk_packages(b12course.bank.__path__, "b12course.bank.")]
for name in names:
    importlib.import_module(name)
print(len(names), *sorted({m.partition(".")[0] for m in sys.modules}))
"""


def test_the_rooms_import_only_downwards() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "2 kept, 0 broken" in run.stdout


def test_the_bank_runs_without_jupyter_or_matplotlib() -> None:
    run = subprocess.run([sys.executable, "-c", LIST_MODULES], cwd=ROOT, capture_output=True, text=True, check=True)
    count, *loaded = run.stdout.split()
    assert int(count) > 15
    too_much = {"IPython", "anywidget", "ipywidgets", "nbformat", "nbconvert", "nbgrader", "matplotlib", "jupyterlab"}
    assert too_much & set(loaded) == set()
