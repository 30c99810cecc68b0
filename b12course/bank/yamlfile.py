"""Read YAML and remember where each value stands, so that an error can name its line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from b12course.bank.errors import BankError, Finding, ProfileError

LARGEST = 4 * 1024 * 1024
MOST_VALUES = 200_000
LARGEST_NUMBER = 10**15

# What to do about a fault that the YAML parser names in its own words.
_HINTS = (
    (r"'\\t'", "indent with spaces, not tabs"),
    (r"mapping values are not allowed", "put a text that holds a colon in quotes"),
    (r"quoted scalar", "close the quote that opens here"),
    (r"flow (?:sequence|mapping)", "close the bracket that opens here"),
    (r"duplicate key", "keep one of the two"),
    (r"escape character", "double the backslash, or use single quotes"),
    (r"cannot start any token", "put the text in quotes"),
    (r"", "check the indent, the quotes and the brackets here and in the line above"),
)
_ITEM = re.compile(r"^\s*-\s+id:\s*(\S+)", re.M)


def read(path: Path) -> CommentedMap:
    """Return the mapping in a YAML file.

    Raises BankError with file and line when the file is missing, is not UTF-8, is not YAML, names a
    key twice, or is no mapping.
    """
    try:
        if path.exists() and not path.is_file():
            raise BankError([Finding("is no ordinary file: put the YAML file in its place", path)])
        if path.stat().st_size > LARGEST:
            raise BankError([Finding(f"is larger than {LARGEST // 1024 // 1024} MiB: split it", path)])
        text = path.read_text(encoding="utf-8-sig")
    except OSError as e:
        raise BankError([Finding(f"can't be read: {e.strerror or e}", path)]) from e
    except UnicodeDecodeError as e:
        line = e.object.count(b"\n", 0, e.start) + 1
        raise BankError([Finding("is not UTF-8 text: save it as UTF-8", path, line)]) from e
    return parse(text, path)


def parse(text: str, path: Path) -> CommentedMap:
    """Return the mapping that ``text`` of ``path`` holds. Raises BankError as ``read`` does."""
    try:
        data = YAML(typ="rt").load(text)
    except MarkedYAMLError as e:
        raise BankError([_not_yaml(e, path, text)]) from e
    except ReaderError as e:
        line = text.count("\n", 0, e.position) + 1
        raise BankError([Finding("has a character that YAML does not allow: delete it", path, line)]) from e
    except RecursionError as e:
        raise BankError([Finding("is nested too deeply: check the brackets", path)]) from e
    except Exception as e:  # ruamel lets errors of many kinds through for tags and merges that make no sense
        reason = f" ({str(e).splitlines()[0]})" if isinstance(e, ValueError) and str(e) else ""
        what = "put dates and long numbers in quotes, leave out tags (!!), and merge no mapping (<<) into itself"
        raise BankError([Finding(f"holds a value that can't be read{reason}: {what}", path)]) from e
    _refuse_too_much(data, path)
    if not isinstance(data, CommentedMap):
        raise BankError([Finding("must be a mapping, as 'name: value' lines", path, 1)])
    return data


def _not_yaml(e: MarkedYAMLError, path: Path, text: str) -> Finding:
    """Return what is wrong, what to do, and the line where the writer must look."""
    context = e.context or ""
    # What was opened and never closed is seen only where the text ends: name where it was opened.
    opened = "quoted scalar" in context or ("flow" in context and e.context_mark is not None)
    mark = (e.context_mark if opened else e.problem_mark) or e.problem_mark or e.context_mark
    problem = " ".join((e.problem or "is not YAML").split())
    hint = next(h for pattern, h in _HINTS if re.search(pattern, f"{problem} {context}"))
    line = mark.line + 1 if mark else None
    above = _ITEM.findall("\n".join(text.splitlines()[:line]))
    return Finding(f"{problem}: {hint}", path, line, above[-1] if above else None)


def _refuse_too_much(data: Any, path: Path) -> None:
    """Raise BankError when anchors or numbers would write out to more than an item file can need."""
    count = 0
    stack = [data]
    while stack:
        value = stack.pop()
        count += 1
        if count > MOST_VALUES:
            what = f"holds more than {MOST_VALUES:,} values, anchors written out: split it or take anchors out"
            raise BankError([Finding(what, path)])
        if isinstance(value, dict):
            stack += [*value.keys(), *value.values()]
        elif isinstance(value, list):
            stack += value
        elif isinstance(value, int) and abs(value) > LARGEST_NUMBER:
            raise BankError([Finding(f"has a number above {LARGEST_NUMBER:,}", path)])


def line_of(data: Any, where: Sequence[str | int]) -> int | None:
    """Return the line (from 1) of the deepest part of the path ``where`` that exists in ``data``."""
    line: int | None = None
    here = data
    for step in where:
        try:
            if isinstance(here, CommentedMap) and step in here:
                line = here.lc.key(step)[0] + 1
            elif isinstance(here, CommentedSeq) and isinstance(step, int) and step < len(here):
                line = here.lc.item(step)[0] + 1
            else:
                continue  # a step that pydantic adds itself, such as a union's tag
        except (AttributeError, KeyError):
            break
        here = here[step]
    return line


def plain(data: Any) -> Any:
    """Return ``data`` as plain dicts, lists and scalars."""
    if isinstance(data, dict):
        return {str(k): plain(v) for k, v in data.items()}
    if isinstance(data, list):
        return [plain(v) for v in data]
    for base in (bool, int, float, str):
        if isinstance(data, base):
            return base(data)
    return data if data is None else str(data)


def findings(
    error: ValidationError, data: Any, path: Path, prefix: Sequence[str | int] = (), item: str | None = None
) -> list[Finding]:
    """Turn pydantic's errors into findings with the lines of ``data``."""
    found = []
    for e in error.errors(include_url=False):
        where = [*prefix, *e["loc"]]
        inner = e.get("ctx", {}).get("error")
        if isinstance(inner, ProfileError):
            for f in findings(inner.error, data, path, [*where, "profile", inner.code], item):
                found.append(replace(f, what=f"profile '{inner.code}': {f.what}"))
            continue
        # Our own messages begin with the field that they are about.
        about = str(inner).split()[:1] if e["type"] == "value_error" else []
        found.append(Finding(_sentence(e, e["loc"]), path, line_of(data, [*where, *about]), item))
    return found


def _sentence(e: Any, loc: Sequence[str | int]) -> str:
    """Say one pydantic error in plain words."""
    field = ".".join(str(s) for s in loc)
    match e["type"]:
        case "missing":
            return f"'{field}' is missing: add it"
        case "extra_forbidden":
            return f"'{field}' is not a field of this type: check the spelling or take it out"
        case "union_tag_invalid":
            return f"type {e['ctx']['tag']!r} is unknown: use one of {e['ctx']['expected_tags']}".replace("'", "")
        case "union_tag_not_found":
            return "'type' is missing: say which kind of item this is"
        case "value_error":
            message = str(e["ctx"]["error"])
            return f"'{field}': {message}" if field and len(loc) > 1 else message
        case _:
            return f"'{field}': {e['msg'][0].lower()}{e['msg'][1:]}"
