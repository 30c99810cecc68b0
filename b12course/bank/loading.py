"""Load item files into a bank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from b12course.bank import yamlfile
from b12course.bank.errors import BankError, Finding
from b12course.bank.items import TYPES, Item, ItemBase
from b12course.bank.units import written_in

_ITEM: TypeAdapter[ItemBase] = TypeAdapter(Item)


@dataclass(frozen=True)
class Module:
    """The items of one file. ``lines`` maps an item's id to the line where it starts."""

    name: str
    path: Path
    items: tuple[ItemBase, ...]
    lines: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Bank:
    """All items of some files, by id."""

    modules: tuple[Module, ...]

    def __iter__(self) -> Iterator[ItemBase]:
        return (i for m in self.modules for i in m.items)

    def __contains__(self, item_id: object) -> bool:
        return any(i.id == item_id for i in self)

    def __getitem__(self, item_id: str) -> ItemBase:
        for item in self:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    def where(self, item_id: str) -> tuple[Path, int] | None:
        """Return the file and line of an item."""
        for m in self.modules:
            if item_id in m.lines:
                return m.path, m.lines[item_id]
        return None


def load_item(data: dict[str, Any], profile: str | None = None) -> ItemBase:
    """Return one item from plain data. Raises pydantic.ValidationError."""
    item = _ITEM.validate_python(written_in(data, profile))
    return item.for_profile(profile) if profile else item


def load_module(path: Path, profile: str | None = None) -> Module:
    """Load one item file, as practice profile ``profile`` has it.

    Raises BankError naming file, line, item id and the mend, for every fault in the file at once.
    """
    data = yamlfile.read(path)
    faults: list[Finding] = []
    for name in data:
        if name not in ("module", "items"):
            faults.append(
                Finding(
                    f"'{name}' does not belong here: a module has 'module' and 'items'",
                    path,
                    yamlfile.line_of(data, [name]),
                )
            )
    if not isinstance(data.get("module"), str):
        faults.append(Finding("'module' is missing: name the module on the first line", path, 1))
    raw = data.get("items")
    if not isinstance(raw, list) or not raw:
        faults.append(
            Finding(
                "'items' is missing or empty: list the module's items under it",
                path,
                yamlfile.line_of(data, ["items"]) or 1,
            )
        )
        raise BankError(faults)
    items: list[ItemBase] = []
    lines: dict[str, int] = {}
    for n, entry in enumerate(raw):
        line = yamlfile.line_of(data, ["items", n])
        if not isinstance(entry, dict):
            faults.append(Finding("an item must be a mapping that starts with 'id:'", path, line))
            continue
        given = entry.get("id")
        name = str(given) if given else f"number {n + 1}"
        if name in lines:
            faults.append(
                Finding(
                    f"the id stands already at line {lines[name]}: give this item its own id",
                    path,
                    line,
                    name,
                )
            )
            continue
        lines[name] = line or 0
        try:
            items.append(load_item(yamlfile.plain(entry), profile))
        except ValidationError as e:
            faults += yamlfile.findings(_without_tag(e), data, path, ["items", n], name)
        except RecursionError:
            faults.append(Finding("is nested too deeply", path, line, name))
    if faults:
        raise BankError(faults)
    return Module(str(data["module"]), path, tuple(items), lines)


def load_bank(paths: Iterable[Path], profile: str | None = None) -> Bank:
    """Load several item files. Raises BankError with every fault of all of them."""
    modules: list[Module] = []
    faults: list[Finding] = []
    seen: dict[str, Path] = {}
    for path in sorted(paths):
        try:
            module = load_module(path, profile)
        except BankError as e:
            faults += e.findings
            continue
        for item in module.items:
            if item.id in seen:
                faults.append(
                    Finding(
                        f"the id stands already in {seen[item.id]}: give this item its own id",
                        path,
                        module.lines[item.id],
                        item.id,
                    )
                )
            seen[item.id] = path
        modules.append(module)
    if faults:
        raise BankError(faults)
    return Bank(tuple(modules))


class _Untagged:
    """A ValidationError whose locations leave out the union tag that pydantic puts first."""

    def __init__(self, error: ValidationError) -> None:
        self._error = error

    def errors(self, **options: Any) -> list[Any]:
        return [
            {**e, "loc": tuple(s for i, s in enumerate(e["loc"]) if not (i == 0 and s in TYPES))}
            for e in self._error.errors(**options)
        ]


def _without_tag(error: ValidationError) -> Any:
    return _Untagged(error)
