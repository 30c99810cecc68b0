"""Files that every page of the site shares, under names that carry a hash of what they hold."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath
from typing import Any

from b12course import figures

THEME = Path(__file__).parent / "theme"
FRONTEND = Path(__file__).parents[1] / "learner" / "frontend" / "dist"


def short_hash(*contents: bytes) -> str:
    """Return ten hexadecimal digits that change when any of ``contents`` does."""
    whole = hashlib.sha256()
    for content in contents:
        whole.update(hashlib.sha256(content).digest())
    return whole.hexdigest()[:10]


class Assets:
    """Collects shared files; addresses are relative to the site's root: ``assets/deltoid-1a2b3c4d5e.svg``.

    ``bundles`` holds the addresses of what the theme and the front end bring: quiz.js, quiz.css, simulator.js,
    simulator.css, site.css and site.js.
    """

    def __init__(self) -> None:
        """Start with the front end's bundles and the theme's sheet and scripts."""
        self.files: dict[str, bytes] = {}
        named = {p.name: p.read_bytes() for p in sorted(FRONTEND.iterdir()) if p.suffix in (".js", ".css")}
        named["site.css"] = (THEME / "site.css").read_bytes()
        self.bundles = {name: self.add(name, content) for name, content in named.items()}
        # The scripts import one another by name, so they share a folder that carries the hash.
        scripts = {p.name: p.read_bytes() for p in sorted((THEME / "js").glob("*.js"))}
        folder = f"assets/js-{short_hash(*scripts.values())}"
        self.files |= {f"{folder}/{name}": content for name, content in scripts.items()}
        self.bundles["site.js"] = f"{folder}/site.js"

    def add(self, name: str, content: bytes) -> str:
        """Keep a file and return its address."""
        path = PurePosixPath(name)
        address = f"assets/{path.stem}-{short_hash(content)}{path.suffix}"
        self.files[address] = content
        return address

    def picture(self, name: str) -> dict[str, Any]:
        """Return a figure as screens take it, its ``src`` as seen from a page one folder below the root.

        Raises figures.UnknownFigureError, with the names that exist.
        """
        drawing = figures.figure(name)
        address = self.add(f"{name}.svg", figures.render(name, "svg"))
        return {
            "src": f"../{address}",
            "alt": drawing.alt,
            "width": drawing.width_px,
            "height": drawing.height_px,
        }
