"""``b12course new``: a class folder of an educator's own."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from b12course.bank.errors import BankError, Finding
from b12course.bank.folder import ClassFolder
from b12course.classroom.build import build

_COPIED = ("course", "assessments", "nbgrader_config.py")
_LEFT_BEHIND = shutil.ignore_patterns("answers*.jsonl", ".ipynb_checkpoints", "*.ipynb")


def new_class(model: ClassFolder, target: Path, profile: str | None = None) -> ClassFolder:
    """Copy the texts of ``model`` into the empty folder ``target``, set the practice profile and build its notebooks.

    Raises BankError when ``target`` holds anything, or a text is wrong.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BankError([Finding("holds something already: name a new or an empty folder", target)])
    target.mkdir(parents=True, exist_ok=True)
    for name in _COPIED:
        source = model.root / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=_LEFT_BEHIND)
        elif source.is_file():
            shutil.copy(source, target)
    if profile:
        settings = target / "course" / "course.yaml"
        text = re.sub(r"^profile:.*$", f"profile: {profile}", settings.read_text(encoding="utf-8"), flags=re.M)
        settings.write_text(text, encoding="utf-8")
    made = ClassFolder(target)
    build(made).write()
    return made
