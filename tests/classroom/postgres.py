"""A PostgreSQL server of its own for a test run: Debian's programs, in a temporary folder, on a free port."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

USER = "grader"
PASSWORD = "p@ss w/ord"  # what an address must quote


def programs() -> Path:
    """Return the folder with the newest PostgreSQL's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    anywhere = shutil.which("initdb")
    assert found or anywhere, "PostgreSQL is missing: apt-get install postgresql"
    return found[-1].parent if found else Path(anywhere or "").resolve().parent


def somebody() -> dict[str, Any]:
    """Return what makes a child run as a plain user: PostgreSQL refuses to run as root."""
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}


@dataclass
class Server:
    """A running server. ``address`` gives what ``--db`` takes."""

    folder: Path
    port: int = 0

    def start(self) -> None:
        if not self.port:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                self.port = probe.getsockname()[1]
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": self.folder,
            "fsync": "off",
            "logging_collector": "off",
            "lc_messages": "C",
        }
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        self._control("start", "-l", str(self.folder / "log"), "-o", options)

    def stop(self, how: str = "fast") -> None:
        """Stop the server: "fast" ends every session first, "immediate" breaks them off."""
        if (self.folder / "data" / "postmaster.pid").exists():
            self._control("stop", "-m", how)

    def _control(self, *arguments: str) -> None:
        command = [programs() / "pg_ctl", "-D", self.folder / "data", "-w", "-t", "60", "-s", *arguments]
        done = subprocess.run(command, cwd=self.folder, check=False, stderr=subprocess.PIPE, text=True, **somebody())
        assert done.returncode == 0, done.stderr

    def address(self, database: str, password: str = PASSWORD) -> str:
        return f"postgresql+psycopg://{USER}:{quote(password, safe='')}@127.0.0.1:{self.port}/{database}"

    def connect(self, database: str = "postgres") -> psycopg.Connection[Any]:
        where = {"host": "127.0.0.1", "port": self.port, "user": USER, "password": PASSWORD}
        return psycopg.connect(dbname=database, autocommit=True, **where)  # type: ignore[arg-type]

    def database(self, name: str, like: str = "template1") -> str:
        """Make a database, as a copy of another one, and return its address."""
        with self.connect() as db:
            db.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')  # type: ignore[call-overload]
        return self.address(name)


@contextmanager
def a_server() -> Iterator[Server]:
    # Not pytest's folder: another user can't look into it, and its path may be too long for a socket.
    with tempfile.TemporaryDirectory(prefix="pg") as root:
        folder = Path(root) / "server"
        folder.mkdir()
        (folder / "password").write_text(PASSWORD)
        if os.geteuid() == 0:
            Path(root).chmod(0o755)
            for path in (folder, folder / "password"):
                shutil.chown(path, "nobody", "nogroup")
        command = [programs() / "initdb", "-D", folder / "data", "-U", USER, "-A", "scram-sha-256", "-E", "UTF8"]
        command += ["--locale=C", "--no-sync", "--pwfile", folder / "password"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, **somebody())
        server = Server(folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()
