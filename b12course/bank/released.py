"""``items.json``: the public halves of an assignment, as they travel with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from b12course.bank.errors import BankError, Finding

ITEMS = "items.json"
VERSION = 1


def read_items(path: Path) -> dict[str, Any]:
    """Return the public halves of an assignment. Raises BankError when the file is missing or damaged."""
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if data["version"] != VERSION:
            raise BankError([Finding(f"has version {data['version']}; update the course to read it", path)])
        return data
    except FileNotFoundError as e:
        raise BankError(
            [Finding("is missing: fetch the assignment again, and keep its files in one folder", path)]
        ) from e
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as e:
        raise BankError([Finding("is damaged: fetch the assignment again", path)]) from e
