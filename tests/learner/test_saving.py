"""Notebooks of the course are saved without their screens; anybody else's are left alone."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from b12course.learner.saving import without_outputs

SHOWN = {"cell_type": "code", "source": "lesson.practice('a')", "outputs": [{"data": {}}], "execution_count": 3}


def notebook(first: Any) -> dict[str, Any]:
    opening = {"cell_type": "code", "source": first, "outputs": [], "execution_count": 1}
    cells = [{"cell_type": "markdown", "source": "# Title"}, opening, copy.deepcopy(SHOWN)]
    return {"type": "notebook", "content": {"cells": cells, "metadata": {"widgets": {}, "kernelspec": {}}}}


@pytest.mark.parametrize(
    "first",
    ["from b12course.learner import Lesson", ["from b12course.learner import ", "Assessment\n"]],
    ids=["text", "lines"],
)
def test_a_lesson_is_saved_without_screens(first: Any) -> None:
    model = notebook(first)
    without_outputs(model, path="course/04_sites.ipynb", contents_manager=None)
    cells = model["content"]["cells"]
    assert [c.get("outputs") for c in cells] == [None, [], []]
    assert cells[2]["source"] == SHOWN["source"]
    assert model["content"]["metadata"] == {"kernelspec": {}}


@pytest.mark.parametrize(
    "model",
    [notebook("import numpy"), {"type": "file", "content": "text"}, {"type": "notebook", "content": None}, {}],
    ids=["foreign", "file", "no content", "empty"],
)
def test_anything_else_is_left_alone(model: dict[str, Any]) -> None:
    before = copy.deepcopy(model)
    without_outputs(model)
    assert model == before
