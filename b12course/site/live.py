"""The parts of a page that are alive: practice and simulators, as data beside their plain form."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from b12course.bank.evidence import Sources
from b12course.bank.folder import ClassFolder
from b12course.bank.items import ItemBase
from b12course.bank.lessons import LessonText
from b12course.learner import simulators
from b12course.learner.lesson import practice_spec
from b12course.site.assets import Assets
from b12course.site.plain import quiz_html, simulator_html

# Options come in an order made from item and learner; everyone at the site sees the same one.
LEARNER = "site"
_IDS = {"id", "type", "n", "targets", "figure", "start", "to", "since", "barrel", "graduation", "units", "variant"}
_TOKEN = re.compile(r"\[\[(\w+): |\{(\w+)\}")


def shape(public: Any) -> str:
    """Return a hash of what an answer can name: option ids, gaps, the figure; the words play no part.

    An answer that was kept in one country, or before a typo was mended, still fits where the shape is the same.
    """
    return hashlib.sha256(json.dumps(_bones(public), sort_keys=True).encode()).hexdigest()[:12]


def _bones(data: Any) -> Any:
    if isinstance(data, Mapping):
        kept = {k: v if k in _IDS else _bones(v) for k, v in data.items()}
        return {k: v for k, v in kept.items() if v}
    if isinstance(data, (list, tuple)):
        # Options stand in an order that may depend on their words.
        return sorted((b for b in map(_bones, data) if b), key=json.dumps)
    return sorted(a or b for a, b in _TOKEN.findall(data)) if isinstance(data, str) else None


def practice_html(items: list[ItemBase], lesson: LessonText, sources: Sources, assets: Assets) -> str:
    """Return practice items: readable, and with the data from which the page's script makes them live."""
    spec = practice_spec(items, lesson.meta.short_title(), lesson.meta.objectives, sources, LEARNER)
    spec["figures"] = {name: assets.picture(name) for name in spec["figures"]}
    for shown in spec["items"]:
        shown["version"] = shape(shown)
    return _live("quiz", spec, quiz_html(spec))


def simulator(name: str, folder: ClassFolder, assets: Assets) -> str:
    """Return a simulator: what it is about, and the data from which the page's script makes it live."""
    spec = simulators.spec(name, folder.sources, folder.profile_code)
    spec["figures"] = {figure: assets.picture(figure) for figure in spec["figures"]}
    return _live("simulator", spec, simulator_html(spec))


def _live(kind: str, spec: dict[str, Any], plain: str) -> str:
    data = json.dumps(spec, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    items = f' data-items="{" ".join(i["id"] for i in spec["items"])}"' if kind == "quiz" else ""
    return (
        f'<div class="live" data-live="{kind}"{items}><div class="plain">{plain}</div>'
        f'<script type="application/json">{data}</script></div>'
    )
