"""An item's figures and what is said of it, in classes small enough to work out by hand."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12course.bank.items import ItemBase
from b12course.reports import Answer, Learner
from b12course.reports.items import ItemReport, analyze, quoted, signed
from tests.bank.strategies import build, case_items, minimal
from tests.reports.classes import learner, numbered

KEY, WRONG = "b", "a"


def singles(count: int, **changes: Any) -> list[ItemBase]:
    return [minimal("single", id=f"q{n}", key=KEY, **{"unsafe": [], **changes}) for n in range(1, count + 1)]


def group(items: list[ItemBase], *answers: str | None) -> list[Learner]:
    """Return a learner for each text: a letter for each item, "." for one left open."""
    rows = [{i.id: None if a == "." else a for i, a in zip(items, text or "", strict=True)} for text in answers]
    return [learner(name, items, row) for name, row in zip(numbered(len(rows)), rows, strict=True)]


def kinds(report: ItemReport) -> list[str]:
    return [f.kind for f in report.flags]


def test_counts_and_shares() -> None:
    items = singles(2)
    first, second = analyze(items, group(items, "bb", "ab", "b.", ".."))
    assert (first.learners, first.answered, first.open) == (3, 3, 0), "one answered nothing and is left out"
    assert first.share == pytest.approx(2 / 3)
    assert (second.answered, second.open) == (2, 1)
    assert second.share == pytest.approx(2 / 3), "a question left open earns nothing"


def test_discrimination_leaves_the_item_itself_out() -> None:
    items = singles(3)
    # Of twelve, the first item splits the class as the other two do; the rest is 2 or 0.
    able, other = "bbb", "aaa"
    (first, *_) = analyze(items, group(items, *[able] * 6, *[other] * 6))
    assert first.discrimination == pytest.approx(1)
    (first, *_) = analyze(items, group(items, *["abb"] * 6, *["baa"] * 6))
    assert first.discrimination == pytest.approx(-1)
    assert kinds(first) == ["key"]
    assert "do worse here (r = −1.00)" in first.flags[0].what
    assert "chance" not in first.flags[0].what


def test_few_learners_get_no_discrimination() -> None:
    items = singles(3)
    (first, *_) = analyze(items, group(items, *["abb"] * 4, *["baa"] * 5))
    assert first.discrimination is None
    assert kinds(first) == []


def test_a_doubtful_figure_says_that_it_may_be_chance() -> None:
    items = singles(2)
    # Of ten above the middle three are right, of ten below it seven: phi = (3 * 3 - 7 * 7) / 100.
    (first, _) = analyze(items, group(items, *["bb"] * 3, *["ab"] * 7, *["ba"] * 7, *["aa"] * 3))
    assert first.discrimination == pytest.approx(-0.4)
    assert "With 20 learners this can be chance" in first.flags[0].what


def test_an_unsafe_answer_is_always_named_with_what_to_teach() -> None:
    items = [minimal("single", id="q1", key=KEY, unsafe=[WRONG], read="The thigh"), *singles(2)[1:]]
    (first, _) = analyze(items, group(items, "bb", "ab"))
    assert first.unsafe == 1
    assert first.flags[0].what == "1 of 2 gave an unsafe answer."
    assert first.flags[0].do == "Teach “The thigh” again before anyone practices on a person."
    assert first.flags[0].urgent


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (["bb"] * 19 + ["ab"], ["easy", "unused"]),
        (["bb"] * 18 + ["ab"] + ["cb"], []),
        (["bb"] * 2 + ["ab"] * 4 + ["cb"] * 4, ["key", "hard"]),
        (["bb"] * 8 + [".b"] * 2, ["open"]),
        (["bb"] * 19 + [".b"], ["easy"]),
    ],
)
def test_what_is_said(answers: list[str], expected: list[str]) -> None:
    items = singles(2)
    assert kinds(analyze(items, group(items, *answers))[0]) == expected


def test_more_chose_a_wrong_option_than_the_key() -> None:
    items = singles(2)
    (first, _) = analyze(items, group(items, *["bb"] * 4, *["ab"] * 6))
    (flag,) = [f for f in first.flags if f.kind == "key"]
    assert flag.what == "More chose “Option a” (6) than the key (4)."


def test_an_unsafe_option_that_nobody_chooses_is_no_idle_one() -> None:
    items = singles(2, unsafe=["a", "c"])
    assert "unused" not in kinds(analyze(items, group(items, *["bb"] * 24))[0])
    items = singles(2)
    (idle,) = [f for f in analyze(items, group(items, *["bb"] * 24))[0].flags if f.kind == "unused"]
    assert "“Option a”; “Option c”" in idle.what


def test_answers_that_wait_count_in_neither_share_nor_the_rest_of_others() -> None:
    items = [*singles(2), minimal("text", id="q3")]
    learners = []
    for n, name in enumerate(numbered(12)):
        good = n < 6
        row = {"q1": KEY if good else WRONG, "q2": KEY if good else WRONG}
        one = learner(name, items, row)
        text = Answer(0.0, 6.0, "words", waiting=n % 2 == 0) if n % 2 == 0 else Answer(3.0, 6.0, "words")
        learners.append(Learner(one.id, one.name, one.outcome, {**one.answers, "q3": text}))
    first, _, text_report = analyze(items, learners)
    assert (text_report.waiting, text_report.share) == (6, 0.5)
    assert first.discrimination == pytest.approx(1), "the text of half the class is in nobody's rest"


def test_each_question_of_a_case_is_told_apart() -> None:
    six = case_items(*[{k: v for k, v in minimal("single", key=KEY).model_dump().items() if v is not None}] * 6)
    six[2] = {**six[2], "unsafe": [WRONG], "read": "Third section"}
    case = build({**minimal("case").model_dump(exclude_unset=True, by_alias=True), "items": six, "id": "k"})
    single = singles(1)[0]
    right = {str(n): KEY for n in range(1, 7)}
    learners = [
        learner("ana", [case, single], {"k": right, "q1": KEY}),
        learner("ben", [case, single], {"k": {**right, "3": WRONG}, "q1": KEY}),
        learner("cy", [case, single], {"k": {"1": KEY}, "q1": KEY}),
    ]
    report, _ = analyze([case, single], learners)
    assert report.unsafe == 1
    assert report.flags == ()
    assert [q.number for q in report.questions] == ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6"]
    third = report.questions[2]
    assert (third.answered, third.share, third.unsafe) == (2, pytest.approx(1 / 3), 1)
    assert [(q.number, f.kind) for q, f in report.all_flags() if f.kind == "unsafe"] == [("1.3", "unsafe")]


@given(st.lists(st.text("abc.", min_size=3, max_size=3), min_size=1, max_size=40))
def test_figures_are_possible_and_every_flag_says_what_to_do(answers: list[str]) -> None:
    items = singles(3, unsafe=["c"])
    learners = group(items, *answers)
    taking_part = sum(x.took_part for x in learners)
    for report in analyze(items, learners):
        assert report.learners == taking_part
        assert 0 <= report.unsafe <= report.answered <= report.learners
        assert report.share is None or 0 <= report.share <= 1
        assert report.discrimination is None or -1.0001 <= report.discrimination <= 1.0001
        assert sum(c.count for c in report.choices) == report.answered
        assert all(f.what.endswith(".") and f.do[-1] in ".?" for f in report.flags)
        assert ("unsafe" in kinds(report)) == (report.unsafe > 0)


def test_words() -> None:
    assert signed(-0.214) == "−0.21"
    assert signed(-0.001) == "0.00"
    assert quoted("“You did well.”") == "“You did well”"
