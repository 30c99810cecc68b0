"""A real JupyterLab on a class folder, for browser tests."""

from __future__ import annotations

import re
import socket
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, expect

from tests import processes

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60_000  # ms; the machines are shared and slow at times


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port: int = s.getsockname()[1]
        return port


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


@contextmanager
def lab(root: Path, env: dict[str, str]) -> Iterator[str]:
    """Run ``b12course learn`` in ``root``; yield the address that it prints, token included."""
    command = [sys.executable, "-m", "b12course.cli", "learn", "--no-browser", "--port", str(free_port())]
    with processes.running(command, root, env, farewell=20) as server:
        yield server.until(_address, 120)


def _address(said: str) -> str | None:
    found = re.search(r"http://127\.0\.0\.1:\d+/\S*\?token=\w+", said)
    return found and found[0]


def open_notebook(page: Page, address: str, path: str) -> None:
    """Open a notebook and wait until its kernel is ready."""
    base, _, token = address.partition("?token=")
    # A workspace of its own: JupyterLab would otherwise lay out again what the last page had open.
    workspace = f"{base.split('/lab')[0]}/lab/workspaces/test-{uuid.uuid4().hex[:8]}"
    page.goto(f"{workspace}/tree/{path}?token={token}")
    expect(page.locator(".jp-Notebook")).to_be_visible(timeout=PATIENCE)
    wait_idle(page)


def run_all(page: Page, by_keyboard: bool = False) -> None:
    """Run all cells, from the menu or from the command palette; again if JupyterLab was not listening yet."""
    for _ in range(3):
        if by_keyboard:
            page.keyboard.press("Control+Shift+C")
            page.keyboard.type("Run All Cells")
            page.wait_for_timeout(500)
            page.keyboard.press("Enter")
        else:
            page.get_by_role("menuitem", name="Run", exact=True).click()
            page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        try:
            expect(page.locator(".b12-quiz").first).to_be_attached(timeout=PATIENCE / 3)
            return
        except AssertionError:
            continue
    raise AssertionError("Run All Cells showed no quiz")


def wait_idle(page: Page) -> None:
    """Wait until the kernel has worked off everything it was given."""
    page.wait_for_timeout(300)
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=PATIENCE)


def widgets_shown(page: Page, count: int) -> None:
    """Wait until ``count`` quiz widgets are on the page; on failure keep a picture of what was there instead."""
    try:
        expect(page.locator(".b12-quiz")).to_have_count(count, timeout=PATIENCE)
    except AssertionError:
        page.screenshot(path="/tmp/widgets-not-shown.png")
        raise
