"""The static site with a gallery page, built once for all tests, and a server that can be stopped."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from pathlib import Path
from typing import Any

import portalocker
import pytest

from b12course.bank.folder import ClassFolder
from b12course.site import build_site
from tests.gallery import HEAD, ITEMS
from tests.gallery import NAME as GALLERY

ROOT = Path(__file__).parents[2]


def folder_with_gallery(root: Path, ids: list[str]) -> ClassFolder:
    """Make a class folder whose course has one more lesson, with every item of the gallery as practice."""
    for part in ("course", "docs"):
        shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("*.ipynb", "answers*.jsonl", "*.py"))
    (root / "assessments").mkdir()
    shutil.copy(ROOT / "assessments" / "checkoff.yaml", root / "assessments")
    cells = "".join(f'\n```{{code-cell}}\nlesson.practice("{i}")\n```\n' for i in ids)
    (root / "course" / "lessons" / f"{GALLERY}.md").write_text(HEAD + cells, encoding="utf-8")
    shutil.copy(ITEMS, root / "course" / "practice" / f"{GALLERY}.yaml")
    return ClassFolder(root)


def built_site(tmp_path_factory: pytest.TempPathFactory, ids: list[str]) -> Path:
    """Return the folder of the site; only the first worker that asks builds it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with portalocker.Lock(shared / "site.lock", timeout=600):
        if not (shared / "site").exists():
            build_site(folder_with_gallery(shared / "site-class", ids), shared / "site-building")
            (shared / "site-building").rename(shared / "site")
    return shared / "site"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass


class Server:
    """Serves ``folder`` under /b12/, as GitHub Pages serves a project's site."""

    def __init__(self, folder: Path, stage: Path) -> None:
        stage.mkdir()
        (stage / "b12").symlink_to(folder)
        self._handler = functools.partial(_Quiet, directory=str(stage))
        self._port = 0
        self.start()
        self.address = f"http://127.0.0.1:{self._port}/b12/"

    def start(self) -> None:
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", self._port), self._handler)
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
