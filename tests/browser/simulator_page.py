"""Pages that show the built simulators, with a make-believe kernel or with none."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from b12course.bank.evidence import Sources, load
from b12course.learner import simulators
from tests.browser.harness import DIST, HERE

_PAGE = """<!doctype html><html lang="en" data-theme="{theme}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>Simulator</title>
<style>body{{margin:0;background:{ground};color:{ink};font:16px sans-serif}}h1{{font-size:16px}}
main{{max-width:1000px;margin:0 auto;padding:16px}}
{css}</style>
<main><h1>Lesson</h1><div id="place"></div></main>
<script type="module">
const given = {given};
const url = URL.createObjectURL(new Blob([given.js], {{ type: "text/javascript" }}));
const bundle = await import(url);
const el = document.getElementById("place");
const model = {{ get: (name) => ({{ spec: given.spec }})[name], on() {{}}, off() {{}} }};
window.takeAway = given.how === "kernel" ? bundle.default.render({{ model, el }}) : bundle.mount(el, given.spec);
window.ready = true;
</script></html>"""


@cache
def make_spec(name: str) -> dict[str, Any]:
    """Return the spec of a simulator, as the Python side sends it."""
    sources = load(HERE.parents[1] / "course/evidence/sources.yaml", Sources)
    return simulators.spec(name, sources)


def make_page(name: str, *, how: str = "static", dark: bool = False) -> str:
    """Return a page with nothing outside itself. ``how`` is static (mount) or kernel (the widget)."""
    given = {"spec": make_spec(name), "how": how, "js": (DIST / "simulator.js").read_text(encoding="utf-8")}
    return _PAGE.format(
        theme="dark" if dark else "light",
        ink="#e8edf2" if dark else "#1c2733",
        ground="#12181e" if dark else "#fff",
        css=(DIST / "simulator.css").read_text(encoding="utf-8"),
        given=json.dumps(given).replace("<", "\\u003c"),
    )
