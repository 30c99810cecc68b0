"""Items to and from the formats of learning management systems, so that nobody is locked in."""

from __future__ import annotations

from b12course.bank.formats.carried import Exported, Imported
from b12course.bank.formats.moodle import from_moodle, to_moodle
from b12course.bank.formats.qti import from_qti, to_qti

__all__ = ["Exported", "Imported", "from_moodle", "from_qti", "to_moodle", "to_qti"]
