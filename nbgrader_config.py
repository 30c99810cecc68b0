"""nbgrader's settings for this class folder: nbgrader's commands and Formgrader work from here unchanged."""

from pathlib import Path

from b12course.classroom.configure import configure

configure(get_config(), Path(__file__).parent)  # noqa: F821 - nbgrader provides get_config
