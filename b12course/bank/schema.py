"""The JSON Schema of item files, made from the models, for editors that complete and check while typing."""

from __future__ import annotations

import json

from pydantic import Field

from b12course.bank.items import Item
from b12course.bank.items.base import Strict, Text


class ItemFile(Strict):
    """One module's items."""

    module: Text
    items: list[Item] = Field(min_length=1)


def schema_text() -> str:
    """Return the schema as a JSON file's text."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **ItemFile.model_json_schema(by_alias=True),
        "title": "Items of one module",
    }
    return json.dumps(schema, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
