"""The course's simulators: what each one is called, what it says, and the numbers it works with.

>>> from b12course.learner import simulators
>>> simulators.names()
('needle-depth', 'draw-up', 'site-finder', 'dose-trainer', 'rehearsal')

``spec(name, sources)`` is plain JSON. The widget takes it, and so does ``mount(el, spec)`` of the front end on a
page without a kernel.
"""

from __future__ import annotations

from typing import Any

from b12course.bank.evidence import Sources
from b12course.bank.units import written_in
from b12course.learner.simulators import dose_trainer, draw_up, needle_depth, rehearsal, site_finder
from b12course.learner.simulators.parts import Simulator, as_json, sources_in

__all__ = ["Simulator", "UnknownSimulatorError", "names", "simulator", "spec"]

_ALL: tuple[Simulator, ...] = (
    needle_depth.SIMULATOR,
    draw_up.SIMULATOR,
    site_finder.SIMULATOR,
    dose_trainer.SIMULATOR,
    rehearsal.SIMULATOR,
)
_BY_NAME = {s.name: s for s in _ALL}


class UnknownSimulatorError(KeyError):
    """No simulator has this name."""

    def __str__(self) -> str:
        """The message as a sentence, without the quotes that KeyError puts around it."""
        return str(self.args[0])


def names() -> tuple[str, ...]:
    """Return the names of all simulators, in the order in which the course meets them."""
    return tuple(_BY_NAME)


def simulator(name: str) -> Simulator:
    """Return the simulator called ``name``. Raises UnknownSimulatorError, with the names that exist."""
    try:
        return _BY_NAME[name]
    except KeyError:
        known = ", ".join(_BY_NAME)
        raise UnknownSimulatorError(f"No simulator is called {name!r}; the known ones are {known}.") from None


def spec(name: str, sources: Sources, profile: str | None = None) -> dict[str, Any]:
    """Return what the front end needs to run the simulator ``name``, as plain JSON.

    ``sources`` is the course's register: it gives each source key its label and address, and a key that
    it does not hold raises KeyError. ``profile`` is the practice profile, which decides how units are
    written. Raises UnknownSimulatorError.
    """
    sim = simulator(name)
    keys = sources_in((sim.lead, sim.notes, sim.data))
    return {
        "simulator": sim.name,
        "title": sim.title,
        "lead": written_in(as_json(sim.lead), profile),
        "notes": written_in(as_json(sim.notes), profile),
        "figures": sim.pictures(),
        "sources": {k: {"label": sources.sources[k].label(), "url": sources.sources[k].url} for k in keys},
        "data": written_in(as_json(sim.data), profile),
    }
