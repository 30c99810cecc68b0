"""What simulators are made of: sentences that carry their sources, and the way to plain JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from b12course.learner.pictures import picture


@dataclass(frozen=True, init=False)
class Said:
    """A sentence of the simulator and the keys of the sources that it rests on.

    Without a key it says something about the simulator itself, never about care.
    """

    text: str
    sources: tuple[str, ...]

    def __init__(self, text: str, *sources: str) -> None:
        """Say ``text``, resting on ``sources``: keys of ``course/evidence/sources.yaml``."""
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "sources", sources)


@dataclass(frozen=True)
class Simulator:
    """One simulator: its words, the pictures it needs, and its data with ``Said`` for every sentence."""

    name: str
    title: str
    lead: Said
    notes: tuple[Said, ...]
    data: Mapping[str, Any]
    figures: tuple[str, ...] = ()

    def pictures(self) -> dict[str, Any]:
        """Return the named figures as screens take them: data URI, alt text, width and height in px."""
        return {name: picture(name) for name in self.figures}


def sentences(tree: Any) -> Iterator[Said]:
    """Yield every sentence in ``tree``, in order."""
    if isinstance(tree, Said):
        yield tree
    elif isinstance(tree, Mapping):
        for value in tree.values():
            yield from sentences(value)
    elif isinstance(tree, (list, tuple)):
        for value in tree:
            yield from sentences(value)


def sources_in(tree: Any) -> list[str]:
    """Return the source keys in ``tree``, each once, in order of appearance."""
    return list(dict.fromkeys(key for said in sentences(tree) for key in said.sources))


def as_json(tree: Any) -> Any:
    """Return ``tree`` as plain JSON: each sentence becomes its text."""
    if isinstance(tree, Said):
        return tree.text
    if isinstance(tree, Mapping):
        return {key: as_json(value) for key, value in tree.items()}
    if isinstance(tree, (list, tuple)):
        return [as_json(value) for value in tree]
    return tree
