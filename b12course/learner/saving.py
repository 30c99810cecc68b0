"""What a saved notebook keeps: never the pictures and screens, which the next Run All Cells makes anew.

JupyterLab saves a widget's place without the widget. On opening such a notebook again each question would say that its
model was not found, until the cells are run.
"""

from __future__ import annotations

from typing import Any

_OURS = "from b12course.learner import"


def without_outputs(model: dict[str, Any], **_: Any) -> None:
    """Drop outputs from a notebook of the course before it is saved (Jupyter's ``pre_save_hook``)."""
    content = model.get("content")
    if model.get("type") != "notebook" or not isinstance(content, dict):
        return
    cells = [c for c in content.get("cells", []) if c.get("cell_type") == "code"]
    if not any("".join(c.get("source", "")).startswith(_OURS) for c in cells):
        return
    for cell in cells:
        cell["outputs"], cell["execution_count"] = [], None
    content.get("metadata", {}).pop("widgets", None)
