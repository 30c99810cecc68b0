"""What a notebook page needs once: no code in sight, and the top in view after Run All Cells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget

_LAB = Path(__file__).parent / "lab"


class Page(anywidget.AnyWidget):
    """An invisible widget that the first code cell of every notebook shows."""

    _esm = _LAB / "page.js"
    _css = _LAB / "page.css"

    def __repr__(self) -> str:
        return "Page()"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        data: Any = bundle[0] if isinstance(bundle, tuple) else bundle
        data["text/plain"] = repr(self)
        return bundle
