"""Classes to test on: one is released for each test process, the rest are copies of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.classroom.classes import Class
from tests.classroom.gallery import gallery_class
from tests.classroom.whole_class import Stored, graded_alone, whole_class


def pytest_configure(config: pytest.Config) -> None:
    # nbgrader's own session handling, at each new submission.
    config.addinivalue_line("filterwarnings", "ignore:Object of type:sqlalchemy.exc.SAWarning")


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """A class with its assignment released and nothing handed in. Don't change it: take a clone."""
    made = Class.make(tmp_path_factory.mktemp("released") / "class")
    made.release()
    return made


@pytest.fixture(scope="session")
def released_gallery(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """A class that released the gallery: an item of every type. Don't change it: take a clone."""
    made = gallery_class(tmp_path_factory.mktemp("released-gallery") / "class")
    made.release()
    return made


@pytest.fixture(scope="session")
def handed_in(released: Class, tmp_path_factory: pytest.TempPathFactory) -> Class:
    """A class of which everyone has handed in and no one is graded. Don't change it: take a clone."""
    return whole_class(released, tmp_path_factory.mktemp("handed-in") / "class")


@pytest.fixture(scope="session")
def alone(handed_in: Class, tmp_path_factory: pytest.TempPathFactory) -> Stored:
    """What an undisturbed run in one process makes of that class."""
    return graded_alone(handed_in, tmp_path_factory.mktemp("alone") / "class")


@pytest.fixture(scope="module")
def classroom(released: Class, tmp_path_factory: pytest.TempPathFactory) -> Class:
    """A class for the tests of one file."""
    return released.clone(tmp_path_factory.mktemp("classroom") / "class")


@pytest.fixture
def fresh(released: Class, tmp_path: Path) -> Class:
    """A class for one test."""
    return released.clone(tmp_path / "class")
