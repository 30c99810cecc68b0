"""The front door: ``b12course COMMAND``. Exit codes: 0 done, 1 findings, 2 wrong use."""

from __future__ import annotations

import sys
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
err = Console(stderr=True, highlight=False)


def _folder() -> ClassFolder:
    return ClassFolder.find(Path.cwd())


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
    from b12course.classroom.checks import check_all, summary

    folder = _folder()
    findings = check_all(folder)
    if findings:
        for f in findings:
            err.print(str(f), markup=False, soft_wrap=True)
        raise _stop(f"{len(findings)} finding{'s' if len(findings) > 1 else ''}.", 1)
    out.print(summary(folder))


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

    from b12course.classroom.grading import run, summary

    folder = _folder()
    mapper = run.on_dask(scheduler) if scheduler else run.in_processes(workers) if workers > 1 else run.here
    failed = False
    for assignment in assignments or run.collected(folder):
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
        for student, why in done.failed.items():
            err.print(f"{assignment}, {student}: {why}", markup=False, soft_wrap=True)
        failed = failed or bool(done.failed)
    if failed:
        raise typer.Exit(1)


def _advance(progress: Any, bar: Any, done: int, total: int) -> None:
    progress.update(bar, completed=done, total=total)


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
    for assignment in assignments or run.collected(folder):
        pages = write_feedback(folder, assignment, db)
        out.print(f"{assignment}: {len(pages)} pages, such as {pages[0].relative_to(folder.root)}", markup=False)


@app.command()
def demo(
    students: Annotated[int, typer.Option(min=5, max=5000, help="How many learners.")] = 24,
    seed: Annotated[int, typer.Option(help="The same seed gives the same class.")] = 1,
    out_dir: Annotated[Path, typer.Option("--out", help="Folder to make.")] = Path("demo"),
) -> None:
    """Run a simulated class through the real pipeline, from release to feedback.

    Example: `b12course demo --students 24 --seed 1`
    """
    from b12course.demo import run_demo, told

    for line in told(run_demo(_folder(), out_dir.resolve(), students, seed)):
        out.print(line, markup=False, soft_wrap=True)


def main() -> None:
    """Run the command line; every known fault is one clear sentence and an exit code."""
    try:
        app()
    except BankError as e:
        err.print(str(e), markup=False, soft_wrap=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
