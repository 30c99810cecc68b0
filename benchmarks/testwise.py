"""What test-wise guessing scores over the bank, beside blind guessing. Run: python benchmarks/testwise.py"""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from b12course.bank.folder import ClassFolder
from b12course.bank.testwise import MOST_Z, measure


def main() -> int:
    folder = ClassFolder.find(Path.cwd())
    found = False
    for title, bank in (("Graded items", folder.graded), ("Practice items", folder.practice)):
        table = Table(title=f"{title}: share of the points ({MOST_Z:g} standard errors above chance is too many)")
        for column in ("strategy", "choices", "score", "chance", "standard errors", ""):
            table.add_column(column, justify="left" if column in ("strategy", "") else "right")
        for r in measure(bank):
            found = found or (r.beats_chance and bank is folder.graded)
            verdict = "beats chance" if r.beats_chance else ""
            table.add_row(r.strategy, str(r.units), f"{r.score:.1%}", f"{r.chance:.1%}", f"{r.z:+.2f}", verdict)
        Console().print(table)
    return int(found)


if __name__ == "__main__":
    sys.exit(main())
