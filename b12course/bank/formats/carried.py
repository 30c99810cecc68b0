"""What every format shares: what was carried, what was not and why, and tags that travel as short words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any

from b12course.bank.items import ItemBase

# Moodle cuts a tag after 50 characters: a longer list goes on in a tag of its own, "b12:ids:2=c,d".
_LONGEST_TAG = 50
# Moodle drops > from a tag, so an unsafe order of two steps, a>b, travels as a/b. No id holds a slash.
_BEFORE = "/"
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

    def take(self, name: str, module: str, number: int, read: Callable[[], dict[str, Any]]) -> None:
        """Add the item that ``read`` returns, the ``number``-th of a file; or say why ``name`` can't be read."""
        try:
            data = read()
        except (ValueError, KeyError, IndexError, AttributeError) as e:
            self.left_out[name] = f"its answers can't be read: {e}"
            return
        if data.get("id"):
            data["id"] = name_of(data["id"])
        if any(data.get("id") == other["id"] for other in self.items):
            data["id"] = ""
        data, to_do = completed(data, module, number)
        self.items.append(data)
        if to_do:
            self.to_do[data["id"]] = to_do


def sets_of(item: ItemBase) -> Iterator[tuple[str, ItemBase]]:
    """Yield what ``item`` becomes elsewhere, with its name: itself, or one for each of its sets of numbers."""
    for number in range(item.variants()):
        yield item.id if item.variants() == 1 else f"{item.id}-set-{number + 1}", item.variant(number)


def told_of_sets(item: ItemBase, what: str) -> str:
    """Return the sentence that says that ``item`` became several of ``what``, or "" where it is one."""
    return f"became {item.variants()} {what}, one for each set of numbers" if item.variants() > 1 else ""


def name_of(reference: str) -> str:
    """Return an id from elsewhere in the form of ours."""
    name = re.sub(r"[^a-z0-9_-]+", "-", reference.lower())
    return re.sub(r"[-_]*([-_])", r"\1", name)[:60].strip("_-") or "x"


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
            text = ",".join(map(str, values))
            tags += _pieces(name, text.replace(">", _BEFORE) if name == "unsafe" else text)
    return tags


def _pieces(name: str, text: str) -> Iterator[str]:
    start, number = f"{PREFIX}{name}=", 1
    while text:
        room = _LONGEST_TAG - len(start)
        yield start + text[:room]
        text, number = text[room:], number + 1
        start = f"{PREFIX}{name}:{number}="


def from_tags(tags: Iterable[str]) -> dict[str, Any]:
    """Return the fields that ``tags_of`` wrote; tags of others are passed over."""
    data: dict[str, Any] = {}
    for name, value in _joined(tags).items():
        if name in _LISTS:
            whole = value.replace(_BEFORE, ">") if name == "unsafe" else value
            parts = [v for v in whole.split(",") if v]
            data[name] = [int(v) for v in parts] if name == "misconceptions" else parts
        elif name == "critical":
            data[name] = value == "True"
        elif name in (*_TAGS, "type"):
            data[name] = value
    return data


def _joined(tags: Iterable[str]) -> dict[str, str]:
    """Return the value of each tag of ours by its name; what was cut into pieces is whole again, in any order."""
    pieces: dict[str, dict[int, str]] = {}
    for tag in tags:
        found = re.fullmatch(rf"{PREFIX}(\w+)(?::(\d+))?=(.*)", tag, re.S)
        if found:
            pieces.setdefault(found[1], {})[int(found[2] or 1)] = found[3]
    return {name: "".join(text for _, text in sorted(numbered.items())) for name, numbered in pieces.items()}


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


def inline_html(text: str) -> str:
    """Return an item's text as HTML for places that take no paragraphs."""
    return as_html(text).removeprefix("<p>").removesuffix("</p>").replace("</p><p>", "<br /><br />")


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
