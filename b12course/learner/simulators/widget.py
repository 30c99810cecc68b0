"""The simulator widget: one anywidget that runs any simulator. It keeps nothing and sends nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets

_FRONTEND = Path(__file__).parents[1] / "frontend" / "dist"


class SimulatorWidget(anywidget.AnyWidget):
    """Runs the simulator of ``spec``, which ``simulators.spec`` makes."""

    _esm = _FRONTEND / "simulator.js"
    _css = _FRONTEND / "simulator.css"

    spec = traitlets.Dict().tag(sync=True)

    def __init__(self, spec: dict[str, Any]) -> None:
        """Run ``spec``."""
        super().__init__(spec=spec)

    def __repr__(self) -> str:
        return f"Simulator({self.spec['simulator']})"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        data: Any = bundle[0] if isinstance(bundle, tuple) else bundle
        # nbval compares text/plain: keep it free of model ids and state.
        data["text/plain"] = repr(self)
        return bundle
