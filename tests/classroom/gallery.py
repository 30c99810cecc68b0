"""A class whose one assignment is the gallery: items of every type, each several times under its own id."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from b12course import figures
from b12course.bank.yamlfile import plain, read
from b12course.classroom.build import build
from tests.classroom.classes import Class
from tests.gallery import HEAD, ITEMS, NAME


def gallery_class(root: Path, copies: int = 1) -> Class:
    """Make a class with the gallery as its only assignment, each item ``copies`` times."""
    made = Class(Class.make(root).root, NAME)
    for path in [*(root / "course" / "lessons").glob("*.md"), *(root / "assessments" / "items").glob("*.yaml")]:
        path.unlink()
    (root / "course" / "lessons" / f"{NAME}.md").write_text(HEAD, encoding="utf-8")
    items = [_copy(item, n) for n in range(1, copies + 1) for item in plain(read(ITEMS))["items"]]
    with made.items_file.open("w", encoding="utf-8") as f:
        YAML().dump({"module": "gallery", "items": items}, f)
    build(made.folder).write()
    return made


def _copy(item: dict[str, Any], number: int) -> dict[str, Any]:
    made = copy.deepcopy(item)
    if number > 1:
        made["id"] += f"-copy{number}"
    if "figure" in made and made["figure"] not in figures.names():
        made["figure"] = figures.names()[0]
    return made
