"""The JSON Schema that editors use says yes and no as the models do."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given

from b12course.bank import yamlfile
from b12course.bank.schema import schema_text
from tests.bank.strategies import MINIMAL, TYPES, item_data

ROOT = Path(__file__).parents[2]
FOLDERS = ("assessments", "course", "tests")
ITEM_FILES = [
    ROOT / "tests" / "gallery.yaml",
    *sorted((ROOT / "course" / "practice").glob("*.yaml")),
    *sorted((ROOT / "assessments" / "items").glob("*.yaml")),
]


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    data = json.loads(schema_text())
    jsonschema.Draft202012Validator.check_schema(data)
    return jsonschema.Draft202012Validator(data)


def in_file(*items: Any) -> dict[str, Any]:
    return {"module": "sites", "items": list(items)}


@pytest.mark.parametrize("path", ITEM_FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_the_real_item_files_are_accepted(schema: jsonschema.Draft202012Validator, path: Path) -> None:
    assert [e.message for e in schema.iter_errors(yamlfile.plain(yamlfile.read(path)))] == []


@given(item_data())
def test_any_valid_item_is_accepted(schema: jsonschema.Draft202012Validator, data: dict[str, Any]) -> None:
    assert schema.is_valid(in_file(data))


@pytest.mark.parametrize("kind", TYPES)
def test_a_typing_slip_is_refused(schema: jsonschema.Draft202012Validator, kind: str) -> None:
    good = MINIMAL[kind]
    assert schema.is_valid(in_file(good))
    assert not schema.is_valid(in_file(good | {"stm": "What now?"}))
    assert not schema.is_valid(in_file({k: v for k, v in good.items() if k != "stem"}))
    assert not schema.is_valid(in_file(good | {"level": "high"}))
    assert not schema.is_valid(in_file(good | {"type": "quiz"}))
    assert not schema.is_valid(in_file(good | {"sources": []}))


@pytest.mark.parametrize("data", [{}, {"module": "sites"}, in_file(), {**in_file(MINIMAL["single"]), "item": []}, []])
def test_another_shape_of_file_is_refused(schema: jsonschema.Draft202012Validator, data: Any) -> None:
    assert not schema.is_valid(data)


def test_a_schema_in_the_repository_is_in_step_with_the_models() -> None:
    """An item file may name a schema for its editor; that file, and any other, must be what the models give."""
    kept = {p for folder in FOLDERS for p in (ROOT / folder).rglob("*.schema.json")}
    named = {
        (path.parent / name).resolve()
        for path in ITEM_FILES
        for name in re.findall(r"yaml-language-server: \$schema=(\S+)", path.read_text(encoding="utf-8"))
    }
    assert {p: p.read_text(encoding="utf-8") for p in kept | named} == dict.fromkeys(kept | named, schema_text())
