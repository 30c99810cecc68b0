"""A lesson's text: front matter, cells and headings. People edit these; notebooks are built from them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from b12course.bank import yamlfile
from b12course.bank.errors import BankError, Finding
from b12course.bank.items.base import Id, Strict, Text

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.S)
_HEADING = re.compile(r"^(#{2,4}) +(.+?) *$", re.M)
_FENCE = re.compile(r"^(`{3,}|~{3,}).*?^\1\s*$", re.S | re.M)
PRACTICE = re.compile(r"lesson\.practice\(([^)]*)\)")
FIGURE = re.compile(r"lesson\.figure\(\"([^\"]+)\"\)")
SIMULATOR = re.compile(r"lesson\.simulator\(\"([^\"]+)\"\)")


class Meta(Strict):
    """Front matter of a lesson, under ``b12:``."""

    module: Id
    title: Text
    minutes: Annotated[int, Field(ge=1, le=240)]
    objectives: Annotated[dict[str, Text], Field(min_length=1, max_length=8)]

    def subject(self) -> str:
        """Return the title without its number: ``Sites: where the injection goes``."""
        return re.sub(r"^Module \d+\. *", "", self.title)

    def short_title(self) -> str:
        """Return one or two words for the head of a screen: ``Sites``."""
        return self.subject().partition(":")[0]


@dataclass(frozen=True)
class LessonText:
    """One lesson. ``body`` is what follows the front matter; ``first_line`` is its line in the file."""

    path: Path
    meta: Meta
    body: str
    first_line: int

    @property
    def name(self) -> str:
        """The notebook's name, such as ``04_sites``."""
        return self.path.stem

    def headings(self) -> list[str]:
        """Return the section headings, in order."""
        return [m[2] for m in _HEADING.finditer(_FENCE.sub("", self.body))]

    def practice_shown(self) -> list[str]:
        """Return the ids of the practice items that the lesson shows, in order."""
        return [i for m in PRACTICE.finditer(self.body) for i in re.findall(r"\"([^\"]+)\"", m[1])]

    def figures(self) -> list[str]:
        """Return the names of the figures that the lesson shows, in order."""
        return FIGURE.findall(self.body)

    def simulators(self) -> list[str]:
        """Return the names of the simulators that the lesson shows, in order."""
        return SIMULATOR.findall(self.body)


def slug(heading: str) -> str:
    """Return a heading's anchor as the course writes it: lower case, hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")


def read_lesson(path: Path) -> LessonText:
    """Read a lesson. Raises BankError when its front matter is missing or wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as e:
        raise BankError([Finding(f"can't be read: {e}", path)]) from e
    front = _FRONT.match(text)
    if not front:
        raise BankError([Finding("has no front matter: start it with '---' and a 'b12:' block", path, 1)])
    data = yamlfile.parse("\n" + front[1], path)  # the blank line stands for '---'
    if not isinstance(data.get("b12"), dict):
        raise BankError([Finding("has no 'b12:' block in its front matter: add it", path, 1)])
    try:
        meta = Meta.model_validate(yamlfile.plain(data["b12"]))
    except ValidationError as e:
        raise BankError(yamlfile.findings(e, data, path, ["b12"])) from e
    return LessonText(path, meta, text[front.end() :], text[: front.end()].count("\n") + 1)
