"""A lesson's cells: prose, and the calls that show figures, practice, simulators and progress."""

from __future__ import annotations

import ast
from dataclasses import dataclass

import jupytext

from b12course.bank.folder import ClassFolder
from b12course.bank.units import written

EMERGENCY = "{{emergency_number}}"


@dataclass(frozen=True)
class Cell:
    """One cell: Markdown, or Python code."""

    is_code: bool
    source: str

    def call(self) -> tuple[str, tuple[str, ...]]:
        """Return which method of ``lesson`` a code cell calls, and with which words: ``("practice", ("a", "b"))``.

        Raises ValueError when the code does anything else.
        """
        match ast.parse(self.source).body:
            case [ast.Expr(ast.Call(ast.Attribute(ast.Name("lesson"), name), args, []))]:
                words = [a.value for a in args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                if len(words) == len(args):
                    return name, tuple(words)
        raise ValueError(f"a code cell does more than call the lesson: {self.source[:80]!r}")


def read_cells(body: str) -> list[Cell]:
    """Return the cells of a lesson's body that hold anything, in order."""
    front = "---\nkernelspec: {name: python3, display_name: Python 3}\n---\n"
    nb = jupytext.reads(front + body, fmt={"extension": ".md", "format_name": "myst"})
    return [Cell(c.cell_type == "code", c.source) for c in nb.cells if c.source.strip()]


def localised(text: str, folder: ClassFolder) -> str:
    """Return text with the emergency number and the units of the practice profile; headings stay as links know them."""
    lines = text.replace(EMERGENCY, folder.profile.emergency_number).split("\n")
    return "\n".join(line if line.startswith("#") else written(line, folder.profile_code) for line in lines)
