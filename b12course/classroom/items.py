"""Items out of a class folder and into it, as Moodle XML or as a QTI 2.1 package."""

from __future__ import annotations

from pathlib import Path

from ruamel.yaml import YAML

from b12course import figures
from b12course.bank.errors import BankError, Finding
from b12course.bank.folder import ClassFolder
from b12course.bank.formats import Exported, Imported, from_moodle, from_qti, to_moodle, to_qti
from b12course.bank.formats.qti_write import Picture


def export_items(folder: ClassFolder, to: str, target: Path, modules: list[str] | None = None) -> Exported:
    """Write the graded items of ``modules`` (all if none is named) to ``target``; ``to`` is moodle or qti.

    Raises BankError when a module has no items, or ``target`` stands already.
    """
    known = {m.path.stem: m for m in folder.graded.modules}
    for name in modules or ():
        if name not in known:
            raise BankError([Finding(f"'{name}' has no graded items: name one of {', '.join(known)}")])
    items = [i for name, m in known.items() if not modules or name in modules for i in m.items]
    made = to_moodle(items) if to == "moodle" else to_qti(items, _picture)
    _write_new(target, made.content)
    return made


def import_items(source: Path, target: Path) -> Imported:
    """Read a Moodle XML file or a QTI package and write what could be taken over to the item file ``target``.

    Raises BankError when ``source`` can't be read, holds nothing for this course, or ``target`` stands already.
    """
    try:
        content = source.read_bytes()
    except OSError as e:
        raise BankError([Finding(f"can't be read: {e.strerror}", source)]) from e
    module = target.stem.partition("_")[2] or target.stem
    is_moodle = source.suffix.lower() == ".xml" and b"<quiz" in content[:4000]
    try:
        found = (from_moodle if is_moodle else from_qti)(content, module)
    except BankError as e:
        raise BankError([Finding(f.what, source) for f in e.findings]) from e
    if not found.items:
        why = "; ".join(f"{name}: {reason}" for name, reason in [*found.left_out.items()][:3]) or "it is empty"
        raise BankError([Finding(f"holds no item that this course can take over ({why})", source)])
    yaml = YAML()
    yaml.width = 120
    _write_new(target, b"")
    with target.open("w", encoding="utf-8", newline="\n") as f:
        yaml.dump({"module": module, "items": found.items}, f)
    return found


def _picture(name: str) -> Picture:
    drawing = figures.figure(name)
    return Picture(figures.render(name, "png"), drawing.width_px, drawing.height_px, drawing.alt)


def _write_new(target: Path, content: bytes) -> None:
    try:
        with target.open("xb") as f:
            f.write(content)
    except FileExistsError as e:
        raise BankError([Finding("stands already: name another file, nothing is overwritten", target)]) from e
    except OSError as e:
        raise BankError([Finding(f"can't be written: {e.strerror}", target)]) from e
