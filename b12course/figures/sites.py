"""The family of module 04, the injection sites, in the order in which the module shows them.

Right side of the body, front to the right, wherever a side is shown: one convention for the whole module.
"""

from __future__ import annotations

from . import sites_buttock, sites_fat, sites_leg, sites_overview, sites_positions, sites_shoulder
from .hand import Drawing

_ORDER = (
    "sites-overview",
    "deltoid",
    "vastus-lateralis",
    "ventrogluteal",
    "dorsogluteal-avoid",
    "fat-depth",
    "positions",
    "plain-shoulder",
    "plain-thigh",
    "plain-hip",
    "plain-buttock",
)
_ALL = {
    d.name: d
    for family in (sites_overview, sites_positions, sites_shoulder, sites_leg, sites_buttock, sites_fat)
    for d in family.DRAWINGS
}

DRAWINGS: tuple[Drawing, ...] = tuple(_ALL[name] for name in _ORDER)
