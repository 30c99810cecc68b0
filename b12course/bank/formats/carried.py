"""What every format shares: what was carried, what was not and why, and tags that travel as short words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any

from b12course.bank.items import ItemBase

# Tags of an item that a foreign format has no place for. They travel as keywords, "b12:step=take_action".
_TAGS = ("objective", "step", "level", "read", "critical", "major")
_LISTS = ("sources", "misconceptions", "unsafe", "ids", "rows", "columns", "blanks", "units")
PREFIX = "b12:"
# What an item from elsewhere lacks, and `b12course check` then asks for.
MISSING_REASON = "To do: say why."
MISSING_SOURCE = "to-do"

NO_PLACE = {
    "case": "an unfolding case: six questions on one chart that grows",
    "scenario": "a story that branches",
    "bowtie": "a bow-tie",
    "cloze_rationale": "rationale scoring, where facts earn together",
}


@dataclass(frozen=True)
class Exported:
    """A file's ``content``, the ids of the items in it, and why each other item was left out or changed."""

    content: bytes
    carried: tuple[str, ...]
    left_out: dict[str, str]
    changed: dict[str, str]


@dataclass
class Imported:
    """Items as plain data, ready for YAML; what could not be taken over; what an author must still write."""

    items: list[dict[str, Any]] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)
    to_do: dict[str, list[str]] = field(default_factory=dict)


def tags_of(item: ItemBase, **names: Iterable[str]) -> list[str]:
    """Return what a foreign format has no field for, one short text each.

    ``names`` are lists of ids (``ids``, ``rows``, ``columns``, ``blanks``) in the order in which the file shows them.
    """
    data = {**item.model_dump(mode="json", exclude_defaults=True), **{k: list(v) for k, v in names.items()}}
    tags = [f"{PREFIX}type={item.type}"]
    tags += [f"{PREFIX}{name}={data[name]}" for name in _TAGS if name in data]
    for name in _LISTS:
        values = data.get(name, [])
        if isinstance(values, list) and values and not any(isinstance(v, dict) for v in values):
            tags.append(f"{PREFIX}{name}={','.join(map(str, values))}")
    return tags


def from_tags(tags: Iterable[str]) -> dict[str, Any]:
    """Return the fields that ``tags_of`` wrote; tags of others are passed over."""
    data: dict[str, Any] = {}
    for tag in tags:
        name, eq, value = tag.removeprefix(PREFIX).partition("=")
        if not tag.startswith(PREFIX) or not eq:
            continue
        if name in _LISTS:
            parts = [v for v in value.split(",") if v]
            data[name] = [int(v) for v in parts] if name == "misconceptions" else parts
        elif name == "critical":
            data[name] = value == "True"
        elif name in (*_TAGS, "type"):
            data[name] = value
    return data


def completed(data: dict[str, Any], module: str, number: int) -> tuple[dict[str, Any], list[str]]:
    """Return ``data`` with what every item needs, and the names of the fields that an author must still write."""
    to_do = []
    defaults: dict[str, Any] = {
        "id": f"{module}-{number:02d}",
        "objective": f"{module}.1",
        "step": "take_action",
        "level": "apply",
        "sources": [MISSING_SOURCE],
    }
    for name, value in defaults.items():
        if not data.get(name):
            data[name] = value
            to_do.append(name)
    if MISSING_REASON in _texts(data.get("rationale", {})):
        to_do.append("rationale")
    return data, to_do


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [t for v in value.values() for t in _texts(v)]
    return [value] if isinstance(value, str) else []


def as_html(text: str) -> str:
    """Return an item's text as HTML: paragraphs and bold, everything else escaped."""
    bold = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(text.strip(), quote=False))
    return "".join(f"<p>{p}</p>" for p in bold.replace("\n\n", "\0").replace("\n", "<br />").split("\0"))


def as_text(html: str) -> str:
    """Return HTML as an item's text: paragraphs, line breaks and bold are kept, other markup is dropped."""
    text = re.sub(r"\s*<br\s*/?>\s*", "\n", html, flags=re.I)
    text = re.sub(r"</p>\s*<p[^>]*>", "\n\n", text, flags=re.I)
    text = re.sub(r"</?(?:strong|b)\b[^>]*>", "**", text, flags=re.I)
    return unescape(re.sub(r"<[^>]*>", "", text)).replace("\xa0", " ").strip()


def ids_for(count: int, kept: Iterable[str] = (), letter: str = "") -> list[str]:
    """Return ``count`` ids: those that travelled along, else a, b, c and so on, or ``letter`` with numbers."""
    known = list(kept)
    if len(known) == count == len(set(known)):
        return known
    return [f"{letter}{i + 1}" if letter else chr(ord("a") + i) for i in range(count)]
