"""What a notebook page needs: no code in sight, the top in view after Run All Cells, and a way on without a kernel."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import anywidget
from IPython.display import HTML, display

_LAB = Path(__file__).parent / "lab"

# A widget is drawn by its kernel. In a page that is opened again later, JupyterLab has only an error to show for it;
# what is shown as HTML is kept in the notebook, and this stands in. JupyterLab runs the command that the button names.
_ASLEEP = """\
<div class="b12-asleep b12-out" role="note">
<span><strong>{what}:</strong> run the notebook to go on. Saved answers are kept.</span>
<button type="button" data-commandlinker-command="notebook:run-all-cells">Run All Cells</button>
</div>"""


class Page(anywidget.AnyWidget):
    """An invisible widget that the first code cell of every notebook shows."""

    _esm = _LAB / "page.js"

    def __repr__(self) -> str:
        return "Page()"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        data: Any = bundle[0] if isinstance(bundle, tuple) else bundle
        data["text/plain"] = repr(self)
        return bundle


def open_page() -> None:
    """Show what the first code cell of every notebook shows. The stylesheet is kept in a saved notebook."""
    css = (_LAB / "page.css").read_text(encoding="utf-8")
    display(HTML(f'<style class="b12-page b12-out">{css}</style>'))
    display(Page())


def show_way_on(what: str) -> None:
    """Show, just before the widget ``what``, what takes its place in a page whose kernel has ended."""
    display(HTML(_ASLEEP.format(what=escape(what))))
