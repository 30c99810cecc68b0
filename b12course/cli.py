"""The front door: ``b12course COMMAND``. Exit codes: 0 done, 1 findings, 2 wrong use."""

from __future__ import annotations

import sys
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from b12course.bank.errors import BankError
from b12course.bank.folder import ClassFolder

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="The open course on giving a vitamin B12 injection.",
    pretty_exceptions_enable=False,
)
out = Console(highlight=False)
# Tables with a dozen columns are cut to nothing on a narrower screen.
WIDE = 150
err = Console(stderr=True, highlight=False)


class PracticeProfile(StrEnum):
    """Where practice differs."""

    US = "us"
    UK = "uk"
    CA = "ca"
    AU = "au"


def _folder() -> ClassFolder:
    try:
        return ClassFolder.find(Path.cwd())
    except BankError as e:
        raise _stop(str(e), 2) from e


def _stop(message: str, code: int) -> typer.Exit:
    err.print(message, markup=False, soft_wrap=True)
    return typer.Exit(code)


@app.command()
def build() -> None:
    """Make every notebook from its text: lessons into course/, assessments into source/.

    Example: `b12course build`
    """
    from b12course.classroom.build import build as build_all

    folder = _folder()
    built = build_all(folder)
    for path in built.write():
        out.print(f"wrote {path.relative_to(folder.root)}", markup=False)
    out.print(f"{len(built.files)} files are in step with their text.")


@app.command()
def check() -> None:
    """Check items, evidence, lessons and notebooks; list every finding.

    Example: `b12course check`
    """
    from b12course.classroom.checks import bank_table, check_all, summary

    folder = _folder()
    findings = check_all(folder)
    if findings:
        for f in findings:
            err.print(str(f), markup=False, soft_wrap=True)
        raise _stop(f"{len(findings)} finding{'s' if len(findings) > 1 else ''}.", 1)
    wide = Console(highlight=False, width=max(out.width, WIDE))
    wide.print(summary(folder))
    bank = bank_table(folder)
    if bank is not None:
        wide.print(bank)


@app.command()
def new(
    target: Annotated[Path, typer.Argument(help="A new or an empty folder.", metavar="DIR")],
    profile: Annotated[PracticeProfile | None, typer.Option(help="Where the class practises.")] = None,
) -> None:
    """Make a class folder of your own, with every text and item to change as you like.

    Example: `b12course new my-class --profile uk`
    """
    from b12course.classroom.newclass import new_class

    made = new_class(_folder(), target.resolve(), profile.value if profile else None)
    out.print(f"{target} is ready, with the practice profile {made.profile.name}.", markup=False)
    out.print(f"Next: cd {target}, then b12course learn", markup=False)


@app.command()
def schema(
    target: Annotated[Path, typer.Argument(help="Where to write it.")] = Path("assessments/items.schema.json"),
) -> None:
    """Write the JSON Schema of item files, so that editors complete and check while typing.

    Example: `b12course schema`
    """
    from b12course.bank.schema import schema_text

    target.write_text(schema_text(), encoding="utf-8")
    out.print(f"wrote {target}", markup=False)


items_app = typer.Typer(no_args_is_help=True, help="Items to and from Moodle XML and QTI.")
app.add_typer(items_app, name="items")


class ItemFormat(StrEnum):
    """Formats that items are exported to."""

    MOODLE = "moodle"
    QTI = "qti"


@items_app.command("export")
def items_export(
    target: Annotated[Path, typer.Argument(help="File to write.", metavar="FILE")],
    modules: Annotated[list[str] | None, typer.Argument(help="Such as 04_sites; all if left out.")] = None,
    to: Annotated[ItemFormat, typer.Option(help="Moodle XML, or a QTI 2.1 package (zip).")] = ItemFormat.MOODLE,
) -> None:
    """Write graded items for a learning management system, and say what could not be carried.

    Example: `b12course items export sites.xml 04_sites --to moodle`
    """
    from b12course.classroom.items import export_items

    made = export_items(_folder(), to.value, target, modules)
    out.print(f"wrote {len(made.carried)} items to {target}", markup=False)
    for heading, notes in (("Changed on the way:", made.changed), ("Left out:", made.left_out)):
        if notes:
            out.print(heading)
        for item, why in notes.items():
            out.print(f"  {item}: {why}", markup=False, soft_wrap=True)


@items_app.command("import")
def items_import(
    source: Annotated[Path, typer.Argument(help="Moodle XML, or a QTI 2.1 package (zip).", metavar="FILE")],
    target: Annotated[Path, typer.Argument(help="Item file to make.", metavar="NEW.yaml")],
) -> None:
    """Make an item file from Moodle XML or QTI, and say what an author must still write.

    Example: `b12course items import quiz.xml assessments/items/09_mine.yaml`
    """
    from b12course.classroom.items import import_items

    found = import_items(source, target)
    out.print(f"wrote {len(found.items)} items to {target}", markup=False)
    if found.to_do:
        out.print("To do before they can be used:")
    for item, fields in found.to_do.items():
        out.print(f"  {item}: write {', '.join(fields)}", markup=False, soft_wrap=True)
    if found.left_out:
        out.print("Left out:")
    for name, why in found.left_out.items():
        out.print(f"  {name}: {why}", markup=False, soft_wrap=True)


@app.command()
def learn(
    browser: Annotated[bool, typer.Option(help="Open a browser window.")] = True,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8888,
) -> None:
    """Open the course in JupyterLab.

    Example: `b12course learn --no-browser --port 8890`
    """
    from b12course.classroom.lab import start

    try:
        start(_folder(), port=port, browser=browser)
    except OSError as e:
        raise _stop(str(e), 2) from e


@app.command()
def grade(
    assignments: Annotated[list[str] | None, typer.Argument(help="All collected ones if left out.")] = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Worker processes.")] = 1,
    scheduler: Annotated[str | None, typer.Option(help="Address of a Dask scheduler.")] = None,
    db: Annotated[str | None, typer.Option(help="nbgrader's db_url, if not gradebook.db.")] = None,
) -> None:
    """Grade what has been collected, again where something changed, and say whose score moved.

    Example: `b12course grade 04_sites --workers 2`
    """
    from rich.progress import Progress

    from b12course.classroom.grading import run, standing, summary
    from b12course.classroom.grading import workers as places
    from b12course.classroom.grading.marks import marks_of

    folder = _folder()
    mapper = places.on_dask(scheduler) if scheduler else places.in_processes(workers) if workers > 1 else places.here
    failed = False
    for assignment in run.chosen(folder, assignments):
        with Progress(console=err, transient=True) as progress:
            bar = progress.add_task(f"Grading {assignment}")
            tick = partial(_advance, progress, bar)
            done = run.grade_assignment(folder, assignment, mapper, db, tick)
        left_out = summary.write_left_out(folder, done)
        out.print(summary.headline(done), markup=False)
        for table in (summary.moves_table(done), summary.left_out_table(left_out)):
            if table is not None:
                out.print(table)
        if left_out:
            path = summary.left_out_path(folder, assignment).relative_to(folder.root)
            out.print(f"Everything that was left out: {path}", markup=False)
        found = standing.standings(folder, assignment, marks_of(folder, assignment, db))
        if found:
            path = standing.write_standings(folder, assignment, found).relative_to(folder.root)
            out.print(f"{standing.standings_line(found, folder.settings.pass_mark)} See {path}", markup=False)
            critical = standing.critical_table(found)
            if critical is not None:
                out.print(critical)
        for student, why in done.failed.items():
            err.print(f"{assignment}, {student}: {why}", markup=False, soft_wrap=True)
        failed = failed or bool(done.failed)
    if failed:
        raise typer.Exit(1)


def _advance(progress: Any, bar: Any, done: int, total: int) -> None:
    progress.update(bar, completed=done, total=total)


@app.command()
def checkoff(
    db: Annotated[str | None, typer.Option(help="nbgrader's db_url, if not gradebook.db.")] = None,
) -> None:
    """Say who has passed the observed check-off, from what the observers gave in Formgrader.

    Example: `b12course checkoff`
    """
    from b12course.classroom import checkoff as observed

    folder = _folder()
    found = observed.results(folder, db)
    out.print(observed.results_table(found))
    out.print(f"Written to {observed.write_results(folder, found).relative_to(folder.root)}", markup=False)


@app.command()
def feedback(
    assignments: Annotated[list[str] | None, typer.Argument(help="All graded ones if left out.")] = None,
    db: Annotated[str | None, typer.Option(help="nbgrader's db_url, if not gradebook.db.")] = None,
) -> None:
    """Write a feedback page for every graded submission.

    Example: `b12course feedback 04_sites`
    """
    from b12course.classroom.grading import run
    from b12course.classroom.grading.feedback import write_feedback

    folder = _folder()
    for assignment in run.chosen(folder, assignments):
        pages = write_feedback(folder, assignment, db)
        out.print(f"{assignment}: {len(pages)} pages, such as {pages[0].relative_to(folder.root)}", markup=False)


@app.command()
def report(
    assignments: Annotated[list[str] | None, typer.Argument(help="All graded ones if left out.")] = None,
    out_dir: Annotated[Path | None, typer.Option("--out", help="Folder to write into; reports/ if left out.")] = None,
    db: Annotated[str | None, typer.Option(help="nbgrader's db_url, if not gradebook.db.")] = None,
) -> None:
    """Write the class report: which questions and which learners need attention, as a page and two tables.

    Example: `b12course report 04_sites`
    """
    from b12course.classroom.report import graded, write_course, write_report

    folder = _folder()
    done = []
    for assignment in assignments or graded(folder):
        with err.status(f"Reporting on {assignment}"):
            done.append(written := write_report(folder, assignment, out_dir, db))
        out.print(written.said(), markup=False, soft_wrap=True)
        out.print(f"  {written.page}", markup=False, soft_wrap=True)
        out.print(f"  {written.items.name}, {written.learners.name}", markup=False, soft_wrap=True)
    if len(done) > 1:
        course, transcripts = write_course(done, done[0].page.parent)
        out.print(f"The whole course: {course}, {transcripts.name}", markup=False, soft_wrap=True)


class GradeFormat(StrEnum):
    """Whose import the grades are written for."""

    CANVAS = "canvas"
    MOODLE = "moodle"
    BLACKBOARD = "blackboard"
    CSV = "csv"


class KnownBy(StrEnum):
    """What the LMS finds a learner by."""

    USERNAME = "username"
    EMAIL = "email"
    LMS_ID = "lms-id"


@app.command()
def export(
    *,
    assignments: Annotated[
        list[str] | None, typer.Argument(help="All that were handed in if left out.", metavar="[ASSIGNMENT]...")
    ] = None,
    target: Annotated[Path, typer.Argument(help="File to write.", metavar="FILE")],
    to: Annotated[GradeFormat, typer.Option(help="Whose import the file is for.")] = GradeFormat.CSV,
    by: Annotated[KnownBy, typer.Option(help="What the LMS finds a learner by.")] = KnownBy.USERNAME,
    column: Annotated[
        list[str] | None, typer.Option(help='The LMS\'s own name of a column: 04_sites="Sites (81234)". Repeatable.')
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over FILE.")] = False,
    db: Annotated[str | None, typer.Option(help="nbgrader's db_url, if not gradebook.db.")] = None,
) -> None:
    """Write grades in a file that Canvas, Moodle or Blackboard imports, and say what is left empty and why.

    Example: `b12course export 04_sites --to canvas grades.csv`
    """
    from b12course.classroom.export import export_grades

    named = [c.partition("=") for c in column or []]
    if not all(heading for _, _, heading in named):
        raise _stop('write --column as ASSIGNMENT="Name in the LMS", such as --column 04_sites="Sites (81234)"', 2)
    headings = {assignment: heading for assignment, _, heading in named}
    made = export_grades(_folder(), to.value, target, assignments, headings, by.value, db, force)
    learners = len(made.rows) - (2 if to is GradeFormat.CANVAS else 1)
    out.print(f"wrote {learners} rows to {target}", markup=False)
    for note in made.notes:
        out.print(note, markup=False, soft_wrap=True)


@app.command()
def demo(
    students: Annotated[int, typer.Option(min=5, max=5000, help="How many learners.")] = 24,
    seed: Annotated[int, typer.Option(help="The same seed gives the same class.")] = 1,
    out_dir: Annotated[Path, typer.Option("--out", help="Folder to make.")] = Path("demo"),
) -> None:
    """Run a simulated class through the real pipeline, from release to report.

    Example: `b12course demo --students 24 --seed 1`
    """
    from b12course.demo import run_demo, told

    for line in told(run_demo(_folder(), out_dir.resolve(), students, seed)):
        out.print(line, markup=False, soft_wrap=True)


@app.command()
def site(
    out_dir: Annotated[Path, typer.Option("--out", help="Folder to make.")] = Path("site"),
) -> None:
    """Build the static site for self-study: no server, no account, and offline after the first load.

    Example: `b12course site --out public`
    """
    from rich.progress import Progress

    from b12course.site import build_site

    with Progress(console=err, transient=True) as progress:
        bar = progress.add_task("Building the site")
        files = build_site(_folder(), out_dir.resolve(), partial(_advance, progress, bar))
    pages = sum(f.suffix == ".html" for f in files)
    out.print(f"{pages} pages in {out_dir}", markup=False)
    out.print(f"To read them here: python -m http.server --directory {out_dir}", markup=False)


@app.command("print")
def print_sheets(
    out_dir: Annotated[Path, typer.Option("--out", help="Folder to write into.")] = Path("prints"),
    profile: Annotated[PracticeProfile | None, typer.Option(help="One practice profile; all if left out.")] = None,
) -> None:
    """Make the sheets to print (PDF, A4 and Letter): step card, check-lists, labels, observed check-off.

    Example: `b12course print --out prints --profile uk`
    """
    from rich.progress import Progress

    from b12course.bank.prints import CODES

    try:
        from b12course.site.prints import write_prints
    except ModuleNotFoundError as e:
        raise _stop(f"{e.name} is missing: install the extra 'site', as `make site` does", 2) from e
    with Progress(console=err, transient=True) as progress:
        tick = partial(_advance, progress, progress.add_task("Printing"))
        made = write_prints(_folder(), out_dir, [profile.value] if profile else CODES, tick)
    out.print(f"wrote {len(made)} sheets to {out_dir}, such as {made[0].name}", markup=False)


def main() -> None:
    """Run the command line; every known fault is one clear sentence and an exit code."""
    try:
        app()
    except BankError as e:
        err.print(str(e), markup=False, soft_wrap=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
