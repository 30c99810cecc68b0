"""Start JupyterLab on a class folder."""

from __future__ import annotations

import os
import socket

from jupyterlab.labapp import LabApp

from b12course.bank.folder import ClassFolder
from b12course.classroom.configure import put_programs_on_path

HOST = "127.0.0.1"


def start(folder: ClassFolder, port: int, browser: bool) -> None:
    """Run JupyterLab in ``folder`` until it is stopped.

    Raises OSError, in one clear sentence, when the port is taken.
    """
    _ensure_free(port)
    put_programs_on_path()
    notebooks = sorted(folder.course.glob("*.ipynb"))
    first = f"/lab/tree/course/{notebooks[0].name}" if notebooks else "/lab"
    arguments = [
        f"--ServerApp.ip={HOST}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={folder.root}",
        f"--LabApp.default_url={first}",
        *([] if browser else ["--no-browser"]),
        *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
    ]
    os.chdir(folder.root)  # nbgrader reads its settings from the working directory
    LabApp.launch_instance(arguments)


def _ensure_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as e:
            raise OSError(
                f"Port {port} is in use or not allowed ({e.strerror}): choose another with --port {port + 1}."
            ) from e
