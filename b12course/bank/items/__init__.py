"""The item types. ``Item`` is any of them; ``TYPES`` maps each type's name to its class."""

from __future__ import annotations

from typing import Annotated, get_args

from pydantic import Field

from b12course.bank.items.base import ItemBase, Level, Step
from b12course.bank.items.composite import Case, Scenario, Simple
from b12course.bank.items.words import Words

_SIMPLE = get_args(get_args(Simple)[0])

Item = Annotated[Simple | Words | Case | Scenario, Field(discriminator="type")]

TYPES: dict[str, type[ItemBase]] = {
    get_args(cls.model_fields["type"].annotation)[0]: cls for cls in (*_SIMPLE, Words, Case, Scenario)
}

__all__ = ["TYPES", "Item", "ItemBase", "Level", "Step"]
