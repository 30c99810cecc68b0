"""The class report as one HTML page: nothing to load, readable with no script, on paper and on a phone."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from b12course.bank.items.numbers import tidy
from b12course.learner.pictures import inline_text
from b12course.learner.review import section_link
from b12course.reports.group import LOW, SATISFACTORY, ClassReport, LearnerReport, Part
from b12course.reports.items import ENOUGH, ItemReport, signed
from b12course.reports.pieces import NONE, bar, cell, framed, histogram, named
from b12course.reports.questions import details, link, questions_table
from b12course.reports.statistics import FEWEST

# Of what to do first, as many lines as fit one screen.
MOST_FIRST = 8


@dataclass(frozen=True)
class Head:
    """What stands above a report. ``lesson_url`` is where the lesson can be read, empty where there is no site."""

    title: str
    assignment: str
    day: datetime.date
    lesson_url: str = ""


def page(report: ClassReport, head: Head) -> str:
    """Return the page. Every text of learners and of the gradebook is escaped."""
    sections = [
        _glance(report),
        _first(report, head),
        _attention(report, head),
        _parts(report, head),
        questions_table(report),
        _learners(report),
        details(report, head.lesson_url),
        _how_to_read(report),
    ]
    title = f"{escape(head.title)}: class report"
    n = len(report.learners)
    below = (
        f"{n} learner{'' if n == 1 else 's'} · {len(report.items)} questions · {tidy(report.points)} points · "
        f"pass mark {report.pass_mark}% · {head.day.day} {head.day:%B %Y}"
    )
    return framed(title, "Class report", escape(head.title), below, "".join(sections))


# -- at a glance ----------------------------------------------------------------------------


def _glance(report: ClassReport) -> str:
    s = report.spread
    if s is None:
        return '<section><h2>At a glance</h2><p class="note">Nobody has answered anything yet.</p></section>'
    cards = [
        ("Passed", f"{report.passed} of {len(report.learners)}", _waiting(report)),
        ("Middle score", f"{s.median:.0f}%", f"from {s.least:.0f}% to {s.most:.0f}%, mean {s.mean:.0f}%"),
        ("Critical errors", str(report.critical), "learners who gave an answer that could harm, to a critical item"),
        ("Reliability", *_reliability(report)),
    ]
    cells = "".join(
        f'<div class="card"><dt>{escape(name)}</dt><dd><b>{escape(figure)}</b><span>{escape(text)}</span></dd></div>'
        for name, figure, text in cards
    )
    few = (
        f'<p class="note">Fewer than {FEWEST} learners took part: every figure here is only a hint.</p>'
        if report.few
        else ""
    )
    left = len(report.learners) - report.took_part
    absent = ""
    if left:
        who = "1 learner" if left == 1 else f"{left} learners"
        absent = (
            f'<p class="soft">{who} handed in no answer and {"is" if left == 1 else "are"} left out of the figures.</p>'
        )
    return (
        f'<section><h2>At a glance</h2>{few}<dl class="cards">{cells}</dl>{absent}'
        f"{histogram(report.scores, report.pass_mark)}</section>"
    )


def _waiting(report: ClassReport) -> str:
    if not report.waiting:
        return f"reach {report.pass_mark}% with no critical error"
    return f"so far: {report.waiting} wait for free text to be marked by hand"


def _reliability(report: ClassReport) -> tuple[str, str]:
    if report.alpha is None:
        return NONE, f"needs {FEWEST} learners whose scores differ"
    if report.alpha >= SATISFACTORY:
        said = "satisfactory"
    elif report.alpha >= LOW:
        said = "fair"
    else:
        said = "low: don’t rank learners by these scores"
    error = f"; a score may be {report.error:.0f} percentage points off by chance" if report.error else ""
    return signed(report.alpha), said + error


# -- what to do first -----------------------------------------------------------------------


def _first(report: ClassReport, head: Head) -> str:
    lines = []
    for kind in ("key", "hard"):
        lines += [f"{link(i)}: {escape(f.what)} {escape(f.do)}" for i, f in report.flags() if f.kind == kind]
    more = len(lines) - MOST_FIRST
    lines = lines[:MOST_FIRST]
    if more > 0:
        lines.append(f"And {more} more, in the list of questions below.")
    low = [p for p in report.objectives if p.share is not None and p.share * 100 < report.pass_mark]
    if low:
        weakest = min(low, key=lambda p: p.share or 0)
        lines.append(
            f"<b>Weakest objective.</b> {inline_text(weakest.text)} The class earned {weakest.share:.0%} of its "
            f"points; {weakest.below} of {weakest.of} learners are under the pass mark in it."
        )
    if report.waiting:
        who = "1 learner waits" if report.waiting == 1 else f"{report.waiting} learners wait"
        lines.append(f"<b>{who} for free text to be marked.</b> Formgrader shows each answer above its rubric.")
    unsafe = _unsafe(report, head)
    if not lines and not unsafe:
        unsafe = "<p>Nothing presses. Look through the questions below.</p>"
    listed = f'<ul class="first">{"".join(f"<li>{line}</li>" for line in lines)}</ul>' if lines else ""
    return f"<section><h2>What to do first</h2>{unsafe}{listed}</section>"


def _unsafe(report: ClassReport, head: Head) -> str:
    """Return what to teach again, a line a section, where most gave an unsafe answer first."""
    sections: dict[str, list[ItemReport]] = defaultdict(list)
    for item, _ in sorted((x for x in report.flags() if x[1].kind == "unsafe"), key=lambda x: -x[0].unsafe):
        sections[item.item.read or ""].append(item)
    if not sections:
        return ""
    lines = []
    for section, items in sections.items():
        named = f"<b>{section_link(section, head.lesson_url)}:</b> " if section else ""
        said = "; ".join(f"{i.unsafe} of {i.learners} in {link(i)}" for i in items)
        lines.append(f"<li>{named}{said}</li>")
    return (
        '<div class="stop"><p><b>Teach again before anyone practices on a person.</b> Unsafe answers were given in '
        f"{'this section' if len(lines) == 1 else 'these sections'}:</p><ul>{''.join(lines)}</ul></div>"
    )


# -- learners -------------------------------------------------------------------------------


def _attention(report: ClassReport, head: Head) -> str:
    found = [r for r in report.learners if r.attention]
    if not found:
        return "<section><h2>Who would be glad of a word</h2><p>Nobody stands out.</p></section>"
    numbers = {i.item.id: i for item in report.items for i in (item, *item.questions)}
    found.sort(key=lambda r: (not r.learner.outcome.critical, r.so_far if r.so_far is not None else -1))
    rows = "".join(
        f'<tr><th scope="row">{named(r.learner)}</th>{cell("Why", _why(r, numbers))}'
        f"{cell('Read again', _sections(r, head))}</tr>"
        for r in found
    )
    return (
        '<section><h2>Who would be glad of a word</h2><p class="soft">A score says what was answered on one day, '
        "not who can learn it. Talk unsafe answers through before anyone practices on a person.</p>"
        f'<table class="stack who"><caption>{len(found)} of {len(report.learners)} learners, those with critical '
        'errors first</caption><thead><tr><th scope="col">Learner</th><th scope="col">Why</th>'
        f'<th scope="col">Read again</th></tr></thead><tbody>{rows}</tbody></table></section>'
    )


def _why(r: LearnerReport, reports: Mapping[str, ItemReport]) -> str:
    """Return the reasons, with links to the questions in which a critical error was made."""
    lines = [escape(t) for t in r.attention]
    made = [link(reports[e.item]) for e in r.learner.outcome.critical if e.item in reports]
    if made:
        lines[0] = f"{lines[0].rstrip('.')}: {', '.join(made)}."
    return "<br>".join(lines)


def _sections(r: LearnerReport, head: Head) -> str:
    return "<br>".join(section_link(s, head.lesson_url) for s in r.read) or NONE


def _learners(report: ClassReport) -> str:
    words = {"passed": "✓ passed", "waiting": "waiting for marks", "not yet": "not yet"}
    rows = []
    for r in report.learners:
        percent = r.percent if r.percent is not None else r.so_far
        shown = bar(percent / 100, report.pass_mark) if percent is not None else NONE
        weakest = "; ".join(f"{w.objective} ({w.share:.0%})" for w in r.weakest) or NONE
        errors = len(r.learner.outcome.critical)
        rows.append(
            f'<tr><th scope="row">{named(r.learner)}</th>{cell("Score", shown)}'
            f"{cell('Standing', words[r.standing])}"
            f"{cell('Critical errors', errors or NONE)}"
            f"{cell('Answered', f'{r.answered} of {r.questions}')}"
            f"{cell('Weakest objectives', escape(weakest))}</tr>"
        )
    so_far = " Scores are of what is marked so far." if report.waiting else ""
    return (
        '<section><h2>All learners</h2><table class="stack who"><caption>Percent of the points, before any penalty for '
        f"handing in late.{so_far}</caption><thead><tr>"
        + "".join(
            f'<th scope="col">{h}</th>'
            for h in ("Learner", "Score", "Standing", "Critical errors", "Answered", "Weakest objectives")
        )
        + f"</tr></thead><tbody>{''.join(rows)}</tbody></table></section>"
    )


# -- objectives and steps -------------------------------------------------------------------


def _parts(report: ClassReport, head: Head) -> str:
    return (
        "<section><h2>Where the class stands</h2>"
        + _part_table("By objective", "Objective", report.objectives, report, keys=True)
        + _part_table("By step of clinical judgment", "Step", report.steps, report)
        + "</section>"
    )


def _part_table(caption: str, first: str, parts: tuple[Part, ...], report: ClassReport, keys: bool = False) -> str:
    rows = []
    for p in parts:
        key = f'<span class="soft">{escape(p.key)}</span> ' if keys else ""
        shown = bar(p.share, report.pass_mark) if p.share is not None else "waiting"
        rows.append(
            f'<tr><th scope="row">{key}{inline_text(p.text)}</th>{cell("Share of points", shown)}'
            f"{cell('Under the pass mark', f'{p.below} of {p.of}')}"
            f"{cell('Questions', p.questions)}</tr>"
        )
    return (
        f'<table class="stack parts"><caption>{caption}</caption><thead><tr><th scope="col">{first}</th>'
        '<th scope="col">Share of points</th><th scope="col">Under the pass mark</th><th scope="col">Questions</th>'
        f"</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _how_to_read(report: ClassReport) -> str:
    return f"""<section class="how"><h2>How to read the figures</h2><dl>
<dt>Share of points</dt><dd>What the class earned of what could be earned. A question left open earns nothing. An answer
that waits for a mark by hand does not count yet.</dd>
<dt>Tells who knows (r)</dt><dd>Do those who earn more on all other questions also earn more on this one? 1 would be
perfect, 0 is not at all; below 0 it runs the wrong way, and the key is the first thing to check. Below 0.20 is poor
(Ebel and Frisbie, 1991). With few learners chance moves it a lot: it is left out below {FEWEST}, and a weak one is
only named from {ENOUGH} on.</dd>
<dt>Their score elsewhere</dt><dd>The share of all other points that those who chose an answer earned. When it is
highest for a wrong answer, check the key.</dd>
<dt>Idle options</dt><dd>Wrong options that fewer than 5% chose. They make a question longer and no better; three
options in all are enough (Tarrant, Ware and Mohammed, BMC Medical Education 2009;9:40).</dd>
<dt>Reliability</dt><dd>Coefficient alpha over the questions that everybody has a mark for; a case counts as one. Moodle
calls {SATISFACTORY:.2f} and more satisfactory, less than {LOW:.2f} not. A class that has all learned the same scores
alike, and alpha is low for that reason.</dd>
<dt>Critical errors</dt><dd>An unsafe answer to an item marked critical. It counts whatever the total.</dd>
</dl></section>"""
