"""Item analysis: for each item how hard it is, whether it tells who knows, what was chosen, and what to do about it.

The thresholds, and where they come from:

- ``EASY`` 0.95 and ``HARD`` 0.30 of the points: house choice. In a course that teaches everybody to be safe, an easy
  item is no fault, so only nearly complete agreement is named; below 0.30 an item of four options is answered hardly
  better than by guessing (0.25).
- ``WEAK`` 0.20: below it discrimination counts as poor (Ebel and Frisbie, Essentials of Educational Measurement, 1991).
  It is named for ``ENOUGH`` learners or more only: with fewer, chance alone takes a good item below it.
- ``AGAINST`` -0.20, as far the other way: worth a look in any class of ``FEWEST`` or more; whether it can be chance is
  said with it.
- ``UNUSED`` 0.05: a wrong option chosen by fewer than 5% does no work; three options in all are enough (Tarrant, Ware
  and Mohammed, BMC Medical Education 2009;9:40). It needs 20 learners before nobody means fewer than 5%.
- ``OPEN`` 0.10, and two learners at least: house choice.
- One unsafe answer is always named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from b12course.bank.items import ItemBase
from b12course.bank.items.blanks import Cloze
from b12course.bank.items.choice import Grouping, ListItem, Single
from b12course.reports.answers import Learner, Question, questions
from b12course.reports.choices import Choice, choices, one_of_each_group
from b12course.reports.statistics import FEWEST, could_be_chance, item_rest, share

EASY, HARD, WEAK, AGAINST, UNUSED, OPEN = 0.95, 0.30, 0.20, -0.20, 0.05, 0.10
ENOUGH = 30
FOR_UNUSED = round(1 / UNUSED)
# Of idle options, as many as fit two lines; the table of choices has all of them.
MOST_NAMED = 3

Kind = Literal["unsafe", "key", "hard", "open", "weak", "easy", "unused"]
# What asks for something to be done, before what is only worth knowing.
URGENT: tuple[Kind, ...] = ("unsafe", "key", "hard")


@dataclass(frozen=True)
class Flag:
    """Something about an item that an educator should know: what, and what to do."""

    kind: Kind
    what: str
    do: str

    @property
    def urgent(self) -> bool:
        """Whether it asks for something to be done."""
        return self.kind in URGENT


@dataclass(frozen=True)
class ItemReport:
    """The analysis of one item, or of one question of a case.

    ``learners`` took part, ``answered`` of them answered; ``waiting`` answers are still to be marked and count in
    neither ``share`` (of the points, 0 to 1, open answers earning none) nor ``discrimination`` (corrected item-rest
    correlation, None when it would mean nothing). ``unsafe`` learners gave an unsafe answer.
    """

    item: ItemBase
    number: str
    learners: int
    answered: int
    waiting: int
    share: float | None
    discrimination: float | None
    unsafe: int
    choices: tuple[Choice, ...] = ()
    flags: tuple[Flag, ...] = ()
    questions: tuple[ItemReport, ...] = field(default=())

    @property
    def open(self) -> int:
        """How many left it open."""
        return self.learners - self.answered

    def all_flags(self) -> list[tuple[ItemReport, Flag]]:
        """Return its flags and those of its questions, each with what it is about."""
        return [(self, f) for f in self.flags] + [found for q in self.questions for found in q.all_flags()]


def analyze(items: Sequence[ItemBase], learners: Sequence[Learner]) -> list[ItemReport]:
    """Analyze the answers of the learners who took part, an item at a time, in the order given.

    What a learner earned on "all else" leaves out the item itself (for a question of a case the whole case, which
    shares its chart) and every item that waits for a mark with anyone.
    """
    present = [a for a in learners if a.took_part]
    counted = fully_marked(items, present)
    totals = {a.id: _sum(a, counted) for a in present}
    reports = []
    for n, item in enumerate(items, 1):
        # All else: the learner's total without this item.
        rest = {}
        for learner in present:
            points, most = totals[learner.id]
            own = learner.answers.get(item.id)
            if own is not None and item.id in counted:
                points, most = points - own.points, most - own.most
            rest[learner.id] = (points, most)
        parts = questions(item)
        inner = [_report(q, f"{n}.{q.number}", present, rest) for q in parts] if len(parts) > 1 else []
        reports.append(_report(Question(item), str(n), present, rest, inner))
    return reports


def fully_marked(items: Sequence[ItemBase], learners: Sequence[Learner]) -> set[str]:
    """Return the ids of the items that every one of ``learners`` has a mark for."""
    found = set()
    for item in items:
        own = [learner.answers.get(item.id) for learner in learners]
        if all(a is not None and not a.waiting and a.most > 0 for a in own):
            found.add(item.id)
    return found


def _sum(learner: Learner, counted: set[str]) -> tuple[float, float]:
    own = [a for i, a in learner.answers.items() if i in counted]
    return sum(a.points for a in own), sum(a.most for a in own)


def _report(
    question: Question,
    number: str,
    learners: Sequence[Learner],
    rest: dict[str, tuple[float, float]],
    inner: Sequence[ItemReport] = (),
) -> ItemReport:
    item = question.item
    own = [(learner, a) for learner in learners if (a := question.answer(learner)) is not None]
    answered = [(learner, a) for learner, a in own if a.response is not None]
    marked = [(learner, a) for learner, a in own if not a.waiting]
    earned = share([a.points for _, a in marked], [a.most for _, a in marked])
    r = item_rest([a.points for _, a in marked], [rest[learner.id][0] for learner, _ in marked])
    elsewhere = [share([rest[x.id][0]], [rest[x.id][1]]) for x, _ in answered]
    tally = () if inner else tuple(choices(item, [a for _, a in answered], elsewhere))
    found = ItemReport(
        item=item,
        number=number,
        learners=len(own),
        answered=len(answered),
        waiting=len(own) - len(marked),
        share=earned,
        discrimination=r,
        unsafe=sum(bool(a.unsafe) for _, a in own),
        choices=tally,
        questions=tuple(inner),
    )
    return _with_flags(found)


def _with_flags(report: ItemReport) -> ItemReport:
    # What is known question by question is said there.
    return report if report.questions else replace(report, flags=tuple(flags(report)))


def flags(report: ItemReport) -> list[Flag]:
    """Return what an educator should know of an item, most pressing first."""
    item, n = report.item, report.learners
    section = quoted(item.read) if item.read else "this section"
    found = []
    if report.unsafe:
        who = f"{report.unsafe} of {n} gave an unsafe answer."
        found.append(Flag("unsafe", who, f"Teach {section} again before anyone practices on a person."))
    found += _about_the_key(report)
    p = report.share
    if p is not None and p < HARD:
        do = f"Read the question and the key again. If both are right, teach {section} again."
        found.append(Flag("hard", f"Few got it right ({p:.0%} of the points).", do))
    if report.open >= max(2, OPEN * n):
        what = f"{report.open} of {n} left it open."
        found.append(Flag("open", what, "Ask them why: time, the wording, or something the screen did not show?"))
    r = report.discrimination
    if r is not None and AGAINST < r < WEAK and n >= ENOUGH and (p or 0) < EASY:
        what = f"It hardly tells who knows the subject (r = {signed(r)})."
        found.append(Flag("weak", what, "Read the wording as a learner would: what else could it mean?"))
    if p is not None and p >= EASY and n >= FEWEST:
        what = f"Nearly everybody is right ({p:.0%})."
        found.append(Flag("easy", what, "It does not show who needs help. Keep it if everybody must know it."))
    found += _unused(report)
    return found


def _about_the_key(report: ItemReport) -> list[Flag]:
    r, n = report.discrimination, report.learners
    found = []
    if r is not None and r <= AGAINST:
        chance = f" With {n} learners this can be chance." if could_be_chance(r, n) else ""
        what = f"Those who do well elsewhere do worse here (r = {signed(r)}).{chance}"
        found.append(Flag("key", what, "Check the key and the wording."))
    if isinstance(report.item, Single) and report.answered >= FEWEST:
        key = next(c for c in report.choices if c.key)
        rival = max((c for c in report.choices if not c.key), key=lambda c: c.count)
        if rival.count > key.count:
            what = f"More chose {quoted(rival.text)} ({rival.count}) than the key ({key.count})."
            found.append(Flag("key", what, "Check the key. If it is right, this is the belief to talk about in class."))
    return found


def _unused(report: ItemReport) -> list[Flag]:
    if report.answered < FOR_UNUSED or not isinstance(report.item, ListItem | Grouping | Cloze):
        return []
    # An unsafe option is there for whoever would choose it: that few do is good news.
    idle = [c for c in report.choices if not (c.key or c.unsafe) and c.share < UNUSED]
    if not idle:
        return []
    nobody = all(c.count == 0 for c in idle)
    who = "nobody" if nobody else "hardly anybody"
    named = "; ".join(quoted(c.text) for c in idle[:MOST_NAMED])
    if len(idle) > MOST_NAMED:
        named += f" and {len(idle) - MOST_NAMED} more"
    options = "A wrong option that" if len(idle) == 1 else f"{len(idle)} wrong options that"
    do = "Put a mistake that people really make in its place"
    do += ", or leave it out: three options are enough." if one_of_each_group(report.item) else "."
    return [Flag("unused", f"{options} {who} chose: {named}.", do)]


def quoted(text: str) -> str:
    """Return an option's text in quotation marks, once, and without its full stop."""
    plain = text.strip().replace("**", "")
    return f"“{plain.removeprefix('“').removesuffix('”').rstrip('.')}”"


def signed(r: float) -> str:
    """Return a correlation as it is printed: −0.21 with a minus sign, two places, never −0.00."""
    text = f"{r:.2f}"
    return "0.00" if text == "-0.00" else text.replace("-", "−")
