"""Attacks through the notebook."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from tests.classroom.attacks.registry import (
    NOTE,
    NOTEBOOK,
    ODD,
    SERIOUS,
    Cell,
    best,
    checks,
    code,
    code_cell,
    edited,
    line,
    load,
    markdown_cell,
    nested,
    opening,
    reported,
    role,
    save,
    silent,
    source,
    text_cell,
)

# -- cells with code --------------------------------------------------------------------------

ADDED = "was added (code) and was left out; it was not run"


def _insert(folder: Path, text: str, at: int = 0) -> None:
    edited(folder, lambda nb: nb["cells"].insert(at, code_cell(text)))


@reported(SERIOUS, ADDED)
def attack_patches_the_check(folder: Path, mark: Path) -> None:
    patch = "import b12course.learner.assessment as a\na.Assessment.check = lambda self, item: 100.0\n"
    _insert(folder, code(mark) + patch, 2)


@reported(SERIOUS, ADDED)
def attack_patches_the_marking(folder: Path, mark: Path) -> None:
    patch = "import b12course.learner.marking as m\nm.mark = m.counted = lambda *a: 100.0\n"
    _insert(folder, code(mark) + patch)


@reported(SERIOUS, ADDED)
def attack_puts_a_greedy_number_into_builtins(folder: Path, mark: Path) -> None:
    patch = (
        "import builtins\n"
        "class float(builtins.float):\n"
        "    __eq__ = __le__ = __ge__ = lambda self, other: True\n"
        "    __hash__ = None\n"
        "    __repr__ = lambda self: '100'\n"
        "builtins.float = float\nbuiltins.sum = lambda *a: 100\n"
    )
    _insert(folder, code(mark) + patch)


@reported(SERIOUS, ADDED)
def attack_writes_a_sitecustomize(folder: Path, mark: Path) -> None:
    text = f"import site\nopen(site.getsitepackages()[0] + '/sitecustomize.py', 'w').write({code(mark)!r})\n"
    _insert(folder, code(mark) + text)


@reported(SERIOUS, ADDED)
def attack_updates_the_gradebook(folder: Path, mark: Path) -> None:
    text = "import sqlite3\ndb = sqlite3.connect('../../../gradebook.db')\n"
    _insert(folder, code(mark) + text + "db.execute('update grade set manual_score=99')\ndb.commit()\n")


@reported(SERIOUS, ADDED)
def attack_runs_a_shell(folder: Path, mark: Path) -> None:
    edited(
        folder,
        lambda nb: nb["cells"].extend(
            [code_cell(f"!touch {mark}"), code_cell(f"%%bash\ntouch {mark}"), code_cell(f"%run -i {mark}.py")]
        ),
    )


@reported(SERIOUS, ADDED)
def attack_ends_the_kernel(folder: Path, mark: Path) -> None:
    _insert(folder, code(mark) + "import os, signal\nos.kill(os.getppid(), 9)\nos._exit(0)\n")


@reported(SERIOUS, ADDED)
def attack_never_ends(folder: Path, mark: Path) -> None:
    _insert(folder, code(mark) + "while True: pass\n")


@reported(SERIOUS, ADDED)
def attack_replaces_the_assessment(folder: Path, mark: Path) -> None:
    cheat = "class Cheat:\n    def check(self, item): return 100.0\n    show = check\nassessment = Cheat()\n"
    edited(folder, lambda nb: nb["cells"].insert(nb["cells"].index(opening(nb)) + 1, code_cell(code(mark) + cheat)))


# -- changed cells ----------------------------------------------------------------------------

CHANGED = "was changed and was put back; it was not run"


@reported(SERIOUS, CHANGED)
def attack_returns_a_hundred(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: [c.update(source="100") for c in checks(nb)])


@reported(SERIOUS, CHANGED)
def attack_returns_less_than_nothing(folder: Path, mark: Path) -> None:
    """nbgrader takes -1 for full marks."""
    edited(folder, lambda nb: [c.update(source="-1") for c in checks(nb)])


@reported(SERIOUS, CHANGED)
def attack_code_after_the_check(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: [c.update(source=source(c) + "\n" + code(mark) + "100") for c in checks(nb)])


@reported(SERIOUS, CHANGED)
def attack_code_in_the_opening_cell(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: opening(nb).update(source=code(mark) + source(opening(nb))))


@reported(SERIOUS, CHANGED)
def attack_opens_another_assignment(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: opening(nb).update(source=source(opening(nb)).replace("04_sites", "01_why")))


@reported(SERIOUS, CHANGED)
def attack_checks_another_item(folder: Path, mark: Path) -> None:
    """Every check cell asks for the item that the cheat got right."""
    edited(folder, lambda nb: [c.update(source=source(checks(nb)[0])) for c in checks(nb)[1:]])


@reported(SERIOUS, CHANGED)
def attack_an_item_name_with_code(folder: Path, mark: Path) -> None:
    text = f'assessment.check("sites-01" if {code(mark).strip()} else "sites-01")'
    edited(folder, lambda nb: checks(nb)[0].update(source=text))


@reported(SERIOUS, CHANGED)
def attack_letters_that_look_alike(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: [c.update(source=source(c).replace("a", "\u0430")) for c in checks(nb)])


# -- cells copied, deleted, moved, turned ------------------------------------------------------


@reported(NOTE, "was cut or split")
def attack_splits_a_check_cell(folder: Path, mark: Path) -> None:
    """As JupyterLab's own "split cell" does: both halves carry nbgrader's data. Honest learners do this."""

    def split(nb: dict[str, Any]) -> None:
        whole = checks(nb)[1]
        at = nb["cells"].index(whole)
        halves = [{**whole, "source": half} for half in (source(whole)[:11], source(whole)[11:])]
        nb["cells"][at : at + 1] = halves

    edited(folder, split)


@reported(SERIOUS, "is a changed copy of")
def attack_a_second_check_with_code(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: nb["cells"].append({**checks(nb)[0], "source": code(mark) + "100"}))


@reported(SERIOUS, CHANGED)
def attack_a_first_check_with_code(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: nb["cells"].insert(0, {**checks(nb)[0], "source": code(mark) + "100"}))


@reported(NOTE, "is a copy of")
def attack_every_cell_twice(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: nb["cells"].extend(copy.deepcopy(nb["cells"])))


@reported(NOTE, "was deleted and was put back")
def attack_deletes_the_checks(folder: Path, mark: Path) -> None:
    """nbgrader asks a person to mark an item whose cell is gone, and counts nothing against it."""
    edited(folder, lambda nb: [nb["cells"].remove(c) for c in checks(nb)])


@reported(NOTE, "was deleted and was put back")
def attack_deletes_every_cell(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: nb.update(cells=[]))


@reported(NOTE, "were moved and were put back in order")
def attack_turns_the_order_round(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: nb["cells"].reverse())


@reported(ODD, "was made another type and was put back")
def attack_makes_the_checks_text(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: [c.update(cell_type="markdown") for c in checks(nb)])


@reported(ODD, "was made another type and was put back")
def attack_makes_the_text_code(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: text_cell(nb).update(cell_type="code", outputs=[], execution_count=None))


@reported(ODD, "was made another type and was put back")
def attack_unknown_cell_types(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: [c.update(cell_type=t) for c, t in zip(checks(nb), ["raw", None, 1, []], strict=False)])


# -- metadata ---------------------------------------------------------------------------------


@silent("learners' kernels have many names; the notebook is rebuilt with the released one and no kernel starts")
def attack_an_evil_kernel(folder: Path, mark: Path) -> None:
    spec = {"name": "evil", "display_name": "Evil", "language": "python", "argv": ["touch", str(mark)]}
    edited(folder, lambda nb: nb["metadata"].update(kernelspec=spec, language_info={"name": "bash"}))


@silent("JupyterLab saves widget states itself; they are left out")
def attack_forged_widget_states(folder: Path, mark: Path) -> None:
    state = {"w": {"model_name": "AnyModel", "state": {"answers": best(), "_esm": code(mark), "points": 100}}}
    forged = {"application/vnd.jupyter.widget-state+json": {"version_major": 2, "version_minor": 0, "state": state}}
    edited(folder, lambda nb: nb["metadata"].update(widgets=forged))


@reported(ODD, "holds other answers than answers.jsonl, which counts")
def attack_a_better_journal_in_the_metadata(folder: Path, mark: Path) -> None:
    text = b"".join(line(i, v, n) for n, (i, v) in enumerate(best().items(), 1)).decode()
    edited(folder, lambda nb: nb["metadata"].update(b12course={"journal": text, "points": 100}))


@reported(ODD, "holds other answers than answers.jsonl, which counts")
def attack_twenty_megabytes_of_journal_in_the_metadata(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: nb["metadata"].update(b12course={"journal": "x\n" * 6_000_000}))


@silent("neither is a journal, and answers.jsonl is there")
def attack_a_journal_of_another_shape_in_the_metadata(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: nb["metadata"].update(b12course=[{"journal": 1}]))


@reported(NOTE, "unknown entries were left out")
def attack_metadata_with_control_characters(folder: Path, mark: Path) -> None:
    keys = ["\x1b[2J\x1b[31mroot", "a\nb\r\nc", "\u202e" * 50, "k" * 5000, "\ud800", "<script>[/b]"]
    edited(folder, lambda nb: nb["metadata"].update({k: code(mark) for k in keys}))


@reported(NOTE, "unknown entries were left out")
def attack_nbgrader_settings_in_the_metadata(folder: Path, mark: Path) -> None:
    forged = {"grade": 100, "max_score": 1, "Execute": {"kernel_name": "evil"}}
    edited(folder, lambda nb: nb["metadata"].update(nbgrader=forged, celltoolbar="x", execution={"cwd": "/"}))


@reported(NOTE, "unknown entries were left out")
def attack_thousands_of_metadata_entries(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: nb["metadata"].update({f"k{i}": i for i in range(20_000)}))


ROLE = "has other grading settings, which were put back"


@reported(ODD, ROLE)
def attack_raised_points(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: [role(c).update(points=1000) for c in checks(nb)])


@reported(ODD, ROLE)
def attack_points_that_are_no_number(folder: Path, mark: Path) -> None:
    values: list[Any] = [float("inf"), float("nan"), -5, "100", None, True, [1], {"a": 1}]
    edited(folder, lambda nb: [role(c).update(points=v) for c, v in zip(checks(nb), values, strict=False)])


@reported(ODD, ROLE)
def attack_points_on_other_cells(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: role(opening(nb)).update(grade=True, points=100, solution=True))


@reported(ODD, ROLE)
def attack_unlocks(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: [role(c).pop("locked", None) for c in nb["cells"]])


@reported(ODD, ROLE)
def attack_has_the_checks_marked_by_hand(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: [role(c).update(solution=True, locked=False, task=True) for c in checks(nb)])


@reported(ODD, ROLE)
def attack_forged_checksums(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: [role(c).update(checksum="0" * 32) for c in nb["cells"]])


@reported(ODD, ROLE)
def attack_junk_for_a_schema_version(folder: Path, mark: Path) -> None:
    values: list[Any] = [99, -1, "3; drop table grade", None, {"a": []}, 1e308]
    edited(folder, lambda nb: [role(c).update(schema_version=v) for c, v in zip(checks(nb), values, strict=False)])


@reported(SERIOUS, CHANGED)
def attack_swapped_grade_ids(folder: Path, mark: Path) -> None:
    def swap(nb: dict[str, Any]) -> None:
        a, b = checks(nb)[:2]
        a["metadata"], b["metadata"] = b["metadata"], a["metadata"]

    edited(folder, swap)


@reported(SERIOUS, ADDED)
def attack_unknown_grade_ids(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: [role(c).update(grade_id=f"../../{n}\x1b") for n, c in enumerate(checks(nb))])


@reported(SERIOUS, ADDED)
def attack_grade_ids_of_other_shapes(folder: Path, mark: Path) -> None:
    shapes: list[Any] = [["sites-01"], {"a": 1}, 1, None, True, 1e999]
    edited(folder, lambda nb: [role(c).update(grade_id=s) for c, s in zip(checks(nb), shapes, strict=False)])


@reported(SERIOUS, ADDED)
def attack_strips_all_metadata(folder: Path, mark: Path) -> None:
    def strip(nb: dict[str, Any]) -> None:
        nb["metadata"] = {}
        for c in nb["cells"]:
            c["metadata"] = {}

    edited(folder, strip)


@reported(SERIOUS, ADDED)
def attack_metadata_of_other_shapes(folder: Path, mark: Path) -> None:
    shapes: list[Any] = [None, 1, "x", [], {"nbgrader": "x"}, {"nbgrader": []}, {"nbgrader": {"grade_id": []}}]

    def damage(nb: dict[str, Any]) -> None:
        nb["metadata"] = ["x"]
        for n, c in enumerate(nb["cells"]):
            c["metadata"] = shapes[n % len(shapes)]

    edited(folder, damage)


# -- outputs, attachments, text ----------------------------------------------------------------


@silent("every honest notebook has outputs; they are left out")
def attack_forged_outputs(folder: Path, mark: Path) -> None:
    forged = {
        "output_type": "execute_result",
        "execution_count": 1,
        "metadata": {},
        "data": {"text/plain": "100", "text/html": f"<script>{code(mark)}</script>", "application/javascript": "1"},
    }
    edited(folder, lambda nb: [c.update(outputs=[forged], execution_count=1) for c in checks(nb)])


@silent("every honest notebook has outputs; they are left out")
def attack_outputs_of_other_shapes(folder: Path, mark: Path) -> None:
    shapes: list[Any] = [None, 1, "100", {"a": 1}, [1], [{"output_type": []}], [[[]]]]
    edited(
        folder,
        lambda nb: [c.update(outputs=s, execution_count=s) for c, s in zip(checks(nb), shapes, strict=False)],
    )


@reported(ODD, "had files attached")
def attack_attachments(folder: Path, mark: Path) -> None:
    files = {"../../evil.py": {"text/x-python": code(mark)}, "a.svg": {"image/svg+xml": "<svg onload='alert(1)'/>"}}
    edited(folder, lambda nb: [c.update(attachments=files) for c in nb["cells"] if c["cell_type"] == "markdown"])


@reported(NOTE, "was added (text) and was left out")
def attack_added_text_with_script(folder: Path, mark: Path) -> None:
    """Learners do write notes of their own; what is in them is not shown to anybody."""
    text = "<script>fetch('https://evil.example')</script> Dear educator: 100 points please."
    edited(folder, lambda nb: nb["cells"].extend([markdown_cell(text), {**markdown_cell(text), "cell_type": "raw"}]))


@reported(ODD, "was cut after 65,536 characters")
def attack_a_megabyte_of_typed_text(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: text_cell(nb).update(source="<b>" * 350_000))


@silent("it is an answer: a person marks it, and it is shown as written")
def attack_markup_in_the_text_cell(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: text_cell(nb).update(source=f"<script>{code(mark)}</script>\n| All | 100 |\n{{{{ 1 }}}}"))


@reported(SERIOUS, "has more than 5,000 cells; the rest was not looked at")
def attack_forty_thousand_pieces_of_text(folder: Path, mark: Path) -> None:
    """Comparing each with each would take minutes."""

    def fill(nb: dict[str, Any]) -> None:
        metadata = {"nbgrader": {"grade_id": role(text_cell(nb))["grade_id"]}}
        nb["cells"] += [{"metadata": metadata, "source": str(n)} for n in range(40_000)]

    edited(folder, fill)


@reported(SERIOUS, "more findings")
def attack_four_thousand_added_cells(folder: Path, mark: Path) -> None:
    """A report that nobody reads to its end hides what stands there."""
    edited(folder, lambda nb: nb["cells"].extend(code_cell(code(mark)) for _ in range(4000)))


# -- files that are no notebook ----------------------------------------------------------------

DAMAGED = "is damaged (not a notebook); only the answers file was used"
NO_NOTEBOOK = "is no notebook; only the answers file was used"


def _write(folder: Path, data: bytes) -> None:
    (folder / NOTEBOOK).write_bytes(data)


@reported(SERIOUS, DAMAGED)
def attack_no_json(folder: Path, mark: Path) -> None:
    _write(folder, b"#!/bin/sh\ntouch " + str(mark).encode())


@reported(SERIOUS, DAMAGED)
def attack_an_empty_notebook_file(folder: Path, mark: Path) -> None:
    _write(folder, b"")


@reported(SERIOUS, DAMAGED)
def attack_a_truncated_notebook(folder: Path, mark: Path) -> None:
    data = (folder / NOTEBOOK).read_bytes()
    _write(folder, data[: len(data) // 2])


@reported(SERIOUS, DAMAGED)
def attack_utf_16(folder: Path, mark: Path) -> None:
    _write(folder, (folder / NOTEBOOK).read_text(encoding="utf-8").encode("utf-16"))


@reported(SERIOUS, DAMAGED)
def attack_a_byte_order_mark(folder: Path, mark: Path) -> None:
    _write(folder, b"\xef\xbb\xbf" + (folder / NOTEBOOK).read_bytes())


@reported(SERIOUS, DAMAGED)
def attack_a_pickle(folder: Path, mark: Path) -> None:
    _write(folder, f"cos\nsystem\n(S'touch {mark}'\ntR.".encode())


@reported(SERIOUS, DAMAGED)
def attack_nested_a_hundred_thousand_deep(folder: Path, mark: Path) -> None:
    _write(folder, b'{"cells": ' + nested(100_000).encode() + b"}")


@reported(SERIOUS, DAMAGED)
def attack_metadata_nested_a_hundred_thousand_deep(folder: Path, mark: Path) -> None:
    deep = nested(100_000, '{"a":', "}").replace(":}", ":1}", 1)
    _write(folder, b'{"cells": [], "metadata": ' + deep.encode() + b"}")


@reported(SERIOUS, DAMAGED)
def attack_a_number_of_a_million_digits(folder: Path, mark: Path) -> None:
    _write(folder, b'{"cells": [], "nbformat": ' + b"9" * 1_000_000 + b"}")


@reported(SERIOUS, "is larger than 20 MiB and was not read")
def attack_more_than_twenty_megabytes(folder: Path, mark: Path) -> None:
    with (folder / NOTEBOOK).open("ab") as f:
        f.truncate(20 * 1024 * 1024 + 1)


@reported(SERIOUS, "is larger than 20 MiB and was not read")
def attack_a_sparse_terabyte_of_notebook(folder: Path, mark: Path) -> None:
    with (folder / NOTEBOOK).open("ab") as f:
        f.truncate(1 << 40)


@reported(SERIOUS, NO_NOTEBOOK)
def attack_a_list_for_a_notebook(folder: Path, mark: Path) -> None:
    save(folder, [load(folder)])


@reported(SERIOUS, NO_NOTEBOOK)
def attack_null_for_a_notebook(folder: Path, mark: Path) -> None:
    _write(folder, b"null")


@reported(SERIOUS, NO_NOTEBOOK)
def attack_cells_by_name(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: nb.update(cells={c["id"]: c for c in nb["cells"]}))


@reported(SERIOUS, NO_NOTEBOOK)
def attack_an_old_notebook_format(folder: Path, mark: Path) -> None:
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}}
    save(folder, {**old, "worksheets": [{"cells": [{"cell_type": "code", "input": code(mark), "outputs": []}]}]})


@reported(SERIOUS, "is no cell and was left out")
def attack_cells_that_are_no_cells(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: nb["cells"].extend([1, None, "x", [], True, 1.5, [["assessment.check('sites-01')"]]]))


@reported(SERIOUS, CHANGED)
def attack_sources_that_are_no_text(folder: Path, mark: Path) -> None:
    shapes: list[Any] = [1, True, {"a": 1}, [1, ["x"], code(mark)], 1e999]
    edited(folder, lambda nb: [c.update(source=s) for c, s in zip(checks(nb), shapes, strict=False)])


@reported(SERIOUS, ADDED)
def attack_two_lists_of_cells(folder: Path, mark: Path) -> None:
    """JSON lets a name stand twice; readers differ in which one counts."""
    text = (folder / NOTEBOOK).read_text(encoding="utf-8").rstrip()
    assert text.endswith("}")
    _write(folder, f'{text[:-1]}, "cells": [{json.dumps(code_cell(code(mark)))}]}}'.encode())


@silent("which format a notebook claims makes no difference to what is taken from it")
def attack_a_format_of_the_future(folder: Path, mark: Path) -> None:
    edited(folder, lambda nb: nb.update(nbformat=99, nbformat_minor=-1, signature="sha256:0"))


@reported(SERIOUS, ADDED)
def attack_nested_to_the_brink(folder: Path, mark: Path) -> None:
    """Deep enough to be read, and to break what would walk through it afterwards."""
    deep: Cell = code_cell(code(mark))
    marker = "@deep@"
    deep["metadata"] = {"nbgrader": {"grade_id": marker}}
    nb = load(folder)
    nb["metadata"]["b12course"] = {"journal": marker}
    nb["cells"].append(deep)
    _write(folder, json.dumps(nb).replace(f'"{marker}"', nested(600)).encode())
