"""What a module page of the static site moves on its first load, and how far it jumps.

Run: python -m benchmarks.site [SITE]. Builds the site, unless the folder of one is named; serves it with gzip, and
opens every module page at 390 x 844 px with an empty cache. Figures are left out of the sum, as is what is fetched once
the page is loaded, for reading offline. Both are told beside it.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.table import Table

from b12course.bank.folder import ClassFolder
from b12course.site import build_site
from tests.browser.harness import CHROMIUM, CHROMIUM_FLAGS

MOST_KB, MOST_SHIFT = 350, 0.05
FIGURES = (".svg", ".png")
SHIFTS = """window.shift = 0; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true })"""


class Zipped(http.server.SimpleHTTPRequestHandler):
    """Serves every file gzipped, and notes how many bytes each took."""

    moved: dict[str, int]

    def __init__(self, *args: Any, moved: dict[str, int], **kwargs: Any) -> None:
        self.moved = moved
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes(), 6)
        self.moved[self.path] = len(body)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


def measure(browser: Browser, address: str, page_path: str, moved: dict[str, int]) -> tuple[float, float, float, float]:
    """Return KB of the page itself, of its figures, and of what is kept for offline; and its layout shift."""
    moved.clear()
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.add_init_script(SHIFTS)
    requested: list[str] = []
    page.on("request", lambda r: requested.append(r.url.removeprefix(address)))
    page.goto(address + page_path, wait_until="load")
    page.wait_for_function("!document.querySelector('[data-live]:not([data-state=live])')")
    page.get_by_text("Ready to use offline").wait_for(timeout=60_000)
    shift = page.evaluate("window.shift")
    context.close()
    by_page = {path: size for path, size in moved.items() if path in requested}
    first = sum(size for path, size in by_page.items() if not path.endswith(FIGURES))
    pictures = sum(by_page.values()) - first
    later = sum(moved.values()) - first - pictures
    return first / 1024, pictures / 1024, later / 1024, shift


def main() -> int:
    """Print a line for each module page; exit 1 when one is over the limits."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder, "site")
        if len(sys.argv) == 1:
            build_site(ClassFolder.find(Path.cwd()), site)
        moved: dict[str, int] = {}
        handler = functools.partial(Zipped, moved=moved, directory=str(site))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        table = Table("page", "first load, KB", "figures, KB", "offline, later, KB", "layout shift")
        worst_kb = worst_shift = 0.0
        for path in sorted((site / "us").glob("0*.html")):
            address = f"http://127.0.0.1:{server.server_port}"
            kb, pictures, later, shift = measure(browser, address, f"/us/{path.name}", moved)
            table.add_row(path.stem, f"{kb:.0f}", f"{pictures:.0f}", f"{later:.0f}", f"{shift:.3f}")
            worst_kb, worst_shift = max(worst_kb, kb), max(worst_shift, shift)
        browser.close()
        server.shutdown()
    Console().print(table)
    print(f"worst: {worst_kb:.0f} KB of {MOST_KB}, layout shift {worst_shift:.3f} of {MOST_SHIFT}")
    return int(worst_kb > MOST_KB or worst_shift >= MOST_SHIFT)


if __name__ == "__main__":
    sys.exit(main())
