"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from b12course.bank.folder import ClassFolder

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def folder() -> ClassFolder:
    """The repository as the class folder that it is."""
    return ClassFolder(ROOT)
