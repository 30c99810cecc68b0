"""Pages that show the built quiz with a make-believe kernel, to drive in a browser."""

from __future__ import annotations

import base64
import json
from functools import cache
from pathlib import Path
from typing import Any

from b12course.bank.items import ItemBase
from b12course.bank.learner_view import for_learner
from b12course.bank.loading import load_module
from b12course.bank.scoring import score

HERE = Path(__file__).parent
DIST = HERE.parents[1] / "b12course/learner/frontend/dist"
GALLERY = HERE.parent / "gallery.yaml"
LEARNER = "learner-1"

CHROMIUM = "/usr/bin/chromium"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

_THIGH = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 600">
<rect width="500" height="600" fill="#fbf7f2"/>
<path d="M90 0 C60 200 110 420 150 600 L350 600 C390 420 440 200 410 0 Z" fill="#f0cdb4" stroke="#b98a6c"
 stroke-width="3"/><ellipse cx="250" cy="535" rx="62" ry="48" fill="#e6bb9d" stroke="#b98a6c" stroke-width="3"/>
</svg>"""

FIGURES = {
    "plain-thigh": {
        "src": "data:image/svg+xml;base64," + base64.b64encode(_THIGH.encode()).decode(),
        "alt": "A right thigh seen from the front, from groin to knee. The outer side is on the left.",
        "width": 500,
        "height": 600,
    }
}
OBJECTIVES = {
    "sites.1": "Find the landmarks of the three sites.",
    "sites.2": "Give the steps of an injection into the outer thigh.",
    "sites.3": "Choose a site for a person, a volume and a giver.",
    "sites.4": "Choose needle and volume.",
    "sites.5": "Tell what is wrong and what to do about it.",
}
SOURCES = {"immunize-site-needle": {"label": "Immunize.org, needle and site", "url": "https://www.immunize.org/"}}


@cache
def gallery() -> dict[str, ItemBase]:
    """Return the gallery's items by id."""
    return {item.id: item for item in load_module(GALLERY).items}


def make_spec(mode: str, *ids: str, responses: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """Return the spec of a widget in ``mode`` with these items, as the Python side would send it."""
    items = [gallery()[i] for i in ids]
    publics = [for_learner(item.public(), LEARNER) for item in items]
    spec: dict[str, Any] = {
        "mode": mode,
        "title": "Sites",
        "layout": "one",
        "items": publics,
        "figures": FIGURES,
        "objectives": OBJECTIVES,
        "sources": SOURCES,
        "first": 1,
        "of": len(items),
        "lesson": "../course/04_sites.ipynb",
    }
    if mode != "graded":
        spec["explain"] = {i.id: i.variant(p.get("variant", 0)).private() for i, p in zip(items, publics, strict=True)}
    if mode == "review":
        spec["reveal"] = "everything"
        spec["results"] = {
            i.id: result_of(i, (responses or {}).get(i.id), p.get("variant", 0))
            for i, p in zip(items, publics, strict=True)
        }
    return {**spec, **more}


def result_of(item: ItemBase, response: Any, variant: int = 0) -> dict[str, Any]:
    """Return an item's result as review takes it."""
    s = score(item, response, variant)
    return {
        "points": s.points,
        "max_points": s.max_points,
        "unsafe": list(s.unsafe),
        "parts": [{"name": p.name, "points": p.points, "max_points": p.max_points} for p in s.parts],
    }


_PAGE = """<!doctype html><html lang="en" data-theme="{theme}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>Quiz</title>
<style>body{{margin:0;background:{ground};color:{ink};font:16px sans-serif}}h1{{font-size:16px}}
main{{max-width:{width};margin:0 auto;padding:16px}}
{css}</style>
<main><h1>{heading}</h1><div id="quiz"></div><div id="second"></div></main>
<script type="module">
const given = {given};
class FakeModel {{
  constructor(state) {{ this.state = state; this.hearers = {{}}; }}
  get(name) {{ return this.state[name]; }}
  on(name, hear) {{ (this.hearers[name] ??= []).push(hear); }}
  off() {{}}
  tell(name, ...what) {{ for (const hear of this.hearers[name] ?? []) hear(...what); }}
  set(name, value) {{ this.state[name] = value; this.tell("change:" + name); }}
  send(message) {{
    kernel.sent.push(structuredClone(message));
    if (kernel.mode === "saved") setTimeout(() => this.saved(message), 5);
    if (kernel.mode === "refused") setTimeout(() => this.refused(message), 5);
  }}
  refused({{ seq, item }}) {{
    this.tell("msg:custom", {{ type: "refused", seq, item, message: "the answer must be a number." }});
  }}
  saved(message, at = kernel.at) {{
    const name = "flag" in message ? "flags" : "step" in message ? "progress" : "answers";
    const now = this.state[name];
    const next = name === "flags"
      ? [...now.filter((id) => id !== message.item), ...(message.flag ? [message.item] : [])]
      : {{ ...now, [message.item]: name === "answers" ? message.value : message.step }};
    this.tell("msg:custom", {{ type: "saved", seq: message.seq, item: message.item, at }});
    this.set(name, next);
  }}
}}
window.kernel = {{ mode: given.kernel, at: "2026-11-21T08:14:31.123Z", sent: [] }};
window.model = new FakeModel(given.state);
const url = URL.createObjectURL(new Blob([given.js], {{ type: "text/javascript" }}));
window.quiz = await import(url);
const spot = (place) => document.getElementById(place);
window.show = (place = "quiz") => quiz.default.render({{ model, el: spot(place) }});
if (given.how === "kernel") window.takeAway = show();
if (given.how === "local") window.takeAway = quiz.mount(spot("quiz"), given.state.spec, quiz.localStore("b12"));
window.ready = true;
</script></html>"""


def make_page(
    spec: dict[str, Any],
    *,
    answers: dict[str, Any] | None = None,
    flags: list[str] | None = None,
    progress: dict[str, int] | None = None,
    kernel: str = "saved",
    how: str = "kernel",
    dark: bool = False,
    width: str = "820px",
    heading: str = "Sites",
) -> str:
    """Return a page with nothing outside itself. ``kernel`` is saved, refused or silent."""
    given = {
        "state": {
            "spec": spec,
            "answers": answers or {},
            "flags": flags or [],
            "progress": progress or {},
        },
        "kernel": kernel,
        "how": how,
        "js": (DIST / "quiz.js").read_text(encoding="utf-8"),
    }
    return _PAGE.format(
        theme="dark" if dark else "light",
        ink="#e8edf2" if dark else "#1c2733",
        ground="#12181e" if dark else "#fff",
        width=width,
        heading=heading,
        css=(DIST / "quiz.css").read_text(encoding="utf-8"),
        given=json.dumps(given).replace("<", "\\u003c"),
    )
