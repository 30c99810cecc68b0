"""The answers journal: what was called saved is there, whatever happened to the file."""

from __future__ import annotations

import errno
import json
import os
import resource
import signal
import stat
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from unittest import mock

import portalocker
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12course.learner import journal
from b12course.learner.journal import (
    LARGEST_JOURNAL,
    LONGEST_LINE,
    NAME,
    TIDY_ABOVE,
    Event,
    Journal,
    JournalError,
    read,
)
from tests.learner.children import Child, as_nobody, can_mount, in_child, mount_small_disk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / NAME


def answer(item: str, value: Any) -> Event:
    return Event(item, "value", value)


def answers(path: Path) -> dict[str, Any]:
    return {i: e.content for i, e in read(path).answers.items()}


def numbers(path: Path) -> list[int]:
    return [json.loads(line)["n"] for line in path.read_bytes().splitlines()]


def line(n: int, item: str, value: Any, /, **more: Any) -> bytes:
    data = {"v": 1, "n": n, "t": "2026-11-21T07:15:31.123Z", "item": item, "value": value, **more}
    return json.dumps(data, ensure_ascii=False).encode() + b"\n"


def is_for_a_learner(message: str) -> bool:
    return message.isprintable() and message.endswith(".") and "Errno" not in message and "Traceback" not in message


def asides(path: Path) -> list[Path]:
    return sorted(path.parent.glob("answers.aside-*.jsonl"))


# -- one writer -------------------------------------------------------------------------------


def test_a_line_is_written_as_the_format_says(path: Path) -> None:
    clock = datetime(2026, 11, 21, 9, 15, 31, 123456, tzinfo=timezone(timedelta(hours=2)))
    keeper = Journal(path, clock=lambda: clock)
    saved = keeper.append(Event("routes-07", "value", {"b": "é"}, of="0a1b", variant=2))
    keeper.append(Event("routes-07", "flag", True))
    keeper.append(Event("routes-08", "step", 3))
    assert [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] == [
        {
            "v": 1,
            "n": 1,
            "t": "2026-11-21T07:15:31.123Z",
            "item": "routes-07",
            "value": {"b": "é"},
            "of": "0a1b",
            "variant": 2,
        },
        {"v": 1, "n": 2, "t": "2026-11-21T07:15:31.123Z", "item": "routes-07", "flag": True},
        {"v": 1, "n": 3, "t": "2026-11-21T07:15:31.123Z", "item": "routes-08", "step": 3},
    ]
    assert (saved.n, saved.t) == (1, "2026-11-21T07:15:31.123Z")
    assert read(path).answers["routes-07"] == saved


def test_nothing_is_created_before_the_first_answer(path: Path) -> None:
    keeper = Journal(path)
    assert keeper.state() == read(path) == journal.State()
    assert list(path.parent.iterdir()) == []


def test_reading_changes_nothing(path: Path) -> None:
    path.write_bytes(line(1, "a", "x") + b"garbage\n" + line(2, "a", "y")[:-9])
    before = (path.read_bytes(), path.stat().st_mtime_ns, sorted(path.parent.iterdir()))
    read(path)
    Journal(path).state()
    assert (path.read_bytes(), path.stat().st_mtime_ns, sorted(path.parent.iterdir())) == before


contents = {
    "value": st.recursive(
        st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=5) | st.floats(allow_nan=False),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
        max_leaves=4,
    ).filter(lambda v: "inf" not in repr(v)),
    "flag": st.booleans(),
    "step": st.integers(1, 6),
}
events = st.sampled_from(sorted(contents)).flatmap(
    lambda kind: st.builds(
        Event,
        st.sampled_from("abc"),
        st.just(kind),
        contents[kind],
        of=st.none() | st.just("0a1b2c"),
        variant=st.integers(0, 3),
    )
)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 2), events), max_size=25))
def test_the_last_event_of_each_kind_wins_whoever_wrote_it(writes: list[tuple[int, Event]]) -> None:
    """Two kernels write in turn; writer 2 is a kernel started anew each time."""
    expected: dict[tuple[str, str], Any] = {}
    with tempfile.TemporaryDirectory() as folder, mock.patch("os.fsync"):
        path = Path(folder) / NAME
        writers = [Journal(path), Journal(path)]
        for n, (who, event) in enumerate(writes, 1):
            saved = (writers[who] if who < 2 else Journal(path)).append(event)
            assert saved.n == n
            expected[event.kind, event.item] = (event.content, event.of, event.variant, n)
        for state in (read(path), writers[0].state(), writers[1].state(), Journal(path).state()):
            found = {
                (kind, item): (e.content, e.of, e.variant, e.n)
                for kind, of_kind in (("value", state.answers), ("flag", state.flags), ("step", state.steps))
                for item, e in of_kind.items()
            }
            assert found == expected
            assert state.problems == []
            assert [e.n for e in state.current()] == sorted(n for *_, n in expected.values())


ODD_TEXTS = ["\ud83d", "cut \udc89 in half", "\x00", "\u2028", "\r\n", "\\", '"', "\x7f\x85", "💉", "￾"]


@pytest.mark.parametrize("text", ODD_TEXTS, ids=ascii)
def test_an_odd_text_that_was_called_saved_can_be_read_again(path: Path, text: str) -> None:
    """An emoji cut in half by a length limit arrives as half a surrogate pair."""
    Journal(path).append(answer("a", text))
    Journal(path).append(answer(text, "b"))
    assert answers(path) == {"a": text, text: "b"}
    assert numbers(path) == [1, 2]


def nested(levels: int) -> Any:
    value: Any = "deep"
    for _ in range(levels):
        value = [value]
    return value


UNWRITABLE = {
    "NaN": float("nan"),
    "infinity": float("inf"),
    "NaN inside": {"value": [float("nan")]},
    "bytes": b"x",
    "set": {1},
    "object": object(),
    "function": len,
    "date": datetime(2026, 1, 1, tzinfo=UTC),
    "key that is no text": {("a", 1): 1},
    "nested very deeply": nested(100_000),
    "nested deeply": nested(300),
}


@pytest.mark.parametrize("name", UNWRITABLE)
def test_what_is_no_json_is_refused_and_nothing_is_written(path: Path, name: str) -> None:
    keeper = Journal(path)
    keeper.append(answer("a", "x"))
    before = path.read_bytes()
    with pytest.raises(JournalError, match=r"^Not saved: ") as caught:
        keeper.append(answer("a", UNWRITABLE[name]))
    assert is_for_a_learner(str(caught.value))
    assert path.read_bytes() == before
    assert keeper.append(answer("a", "y")).n == 2


UNREADABLE = [
    Event("a", "flag", "yes"),
    Event("a", "step", -1),
    Event("a", "step", 2.5),
    Event("a", "valu", "x"),
    Event("a", "value", "x", variant=-1),
    Event("a", "value", "x", variant=True),
    Event("a", "value", "x", variant=2**60),
    Event("a", "value", "x", of=5),  # type: ignore[arg-type]
    Event(5, "value", "x"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize("event", UNREADABLE, ids=str)
def test_what_could_not_be_read_back_is_never_called_saved(path: Path, event: Event) -> None:
    keeper = Journal(path)
    with pytest.raises(JournalError, match=r"^Not saved: ") as caught:
        keeper.append(event)
    assert is_for_a_learner(str(caught.value))
    assert keeper.append(answer("a", "y")).n == 1
    assert read(path).problems == []


# -- several writers --------------------------------------------------------------------------


def test_four_processes_at_once_lose_nothing(path: Path) -> None:
    def write(who: int) -> list[int]:
        keeper = Journal(path)
        return [keeper.append(answer(f"item-{who}-{n}", "x" * (n * 37 % 900))).n for n in range(60)]

    children = [Child(lambda who=who: write(who)) for who in range(4)]
    acknowledged = [child.result() for child in children]
    assert sorted(n for ns in acknowledged for n in ns) == list(range(1, 241))
    assert numbers(path) == list(range(1, 241))
    assert all(ns == sorted(ns) for ns in acknowledged)
    assert set(answers(path)) == {f"item-{who}-{n}" for who in range(4) for n in range(60)}
    assert read(path).problems == []


def test_a_writer_sees_what_another_has_written(path: Path) -> None:
    one, other = Journal(path), Journal(path)
    one.append(answer("a", "x"))
    assert other.state().answers["a"].content == "x"
    other.append(answer("a", "y"))
    assert one.state().answers["a"].content == "y"
    assert one.append(answer("b", "z")).n == 3


def test_numbers_go_on_from_the_highest(path: Path) -> None:
    """Two copies of a journal put together by hand may stand in any order."""
    path.write_bytes(line(7, "a", "x") + line(3, "a", "y"))
    assert Journal(path).append(answer("b", "z")).n == 8
    assert answers(path)["a"] == "y"


def test_a_journal_taken_away_while_open_begins_anew(path: Path) -> None:
    keeper = Journal(path)
    keeper.append(answer("a", "x"))
    path.unlink()
    assert keeper.state() == journal.State()
    assert keeper.append(answer("b", "y")).n == 1
    assert answers(path) == {"b": "y"}


@pytest.mark.parametrize("in_place", [True, False], ids=["written over", "replaced"])
def test_a_journal_restored_from_elsewhere_is_read_anew(path: Path, in_place: bool) -> None:
    """A backup put back, or the file saved in an editor: the same file perhaps, and longer than before."""
    keeper = Journal(path)
    keeper.append(answer("old", "x"))
    restored = b"".join(line(n, f"new-{n}", "restored") for n in range(1, 9))
    if in_place:
        path.write_bytes(restored)
    else:
        (path.parent / "copy").write_bytes(restored)
        (path.parent / "copy").replace(path)
    assert {i: e.content for i, e in keeper.state().answers.items()} == answers(path)
    assert keeper.append(answer("next", "y")).n == 9
    assert keeper.state().problems == []


def test_a_journal_edited_by_hand_is_read_anew(path: Path) -> None:
    """An editor that replaces the file: as long as before, and the same at its end."""
    keeper = Journal(path)
    keeper.append(answer("a", "x"))
    keeper.append(answer("b", "long " * 100))
    (path.parent / "copy").write_bytes(path.read_bytes().replace(b'"x"', b'"y"'))
    (path.parent / "copy").replace(path)
    assert keeper.state().answers["a"].content == "y"


# -- damage -----------------------------------------------------------------------------------

GOOD = line(1, "a", "first") + line(2, "b", "second")
LAST = line(3, "a", "dritte Antwort: Kanüle 💉")


@pytest.mark.parametrize("cut", range(len(LAST)))
def test_a_last_line_torn_at_any_byte(path: Path, cut: int) -> None:
    torn = GOOD + LAST[:cut]
    path.write_bytes(torn)
    whole = cut == len(LAST) - 1  # only the newline is missing
    here = json.loads(LAST)["value"] if whole else "first"
    assert answers(path) == {"a": here, "b": "second"}
    assert [p.split(" is ")[0] for p in read(path).problems] == ([] if whole or not cut else ["line 3"])
    keeper = Journal(path)
    assert {i: e.content for i, e in keeper.state().answers.items()} == answers(path)
    saved = keeper.append(answer("c", "after"))
    assert answers(path) == {"a": here, "b": "second", "c": "after"}
    assert saved.n == (4 if whole else 3)
    data = path.read_bytes()
    assert data.startswith(torn + (b"\n" if cut else b""))  # the torn bytes stay
    assert json.loads(data.splitlines()[-1])["item"] == "c"
    assert keeper.append(answer("c", "again")).n == saved.n + 1


def test_a_line_torn_by_another_kernel_while_this_one_runs(path: Path) -> None:
    keeper = Journal(path)
    keeper.append(answer("a", "x"))
    with path.open("ab") as f:
        f.write(b'{"v":1,"n":2,"t":"2026')
    assert keeper.state().answers["a"].content == "x"
    assert keeper.append(answer("b", "y")).n == 2
    assert answers(path) == {"a": "x", "b": "y"}
    assert len(read(path).problems) == 1


def deep(opening: bytes, closing: bytes, levels: int) -> bytes:
    return line(9, "a", "@").replace(b'"@"', opening * levels + b"1" + closing * levels)[:-1]


BROKEN = {
    "words": (b"hello", "is torn or not JSON"),
    "half a line": (LAST[:40], "is torn or not JSON"),
    "two lines in one": (LAST[:-1] * 2, "is torn or not JSON"),
    "not UTF-8": (LAST[:-1].replace("ü".encode(), b"\xfc"), "is torn or not JSON"),
    "a surrogate in UTF-8": (LAST[:-1].replace("ü".encode(), b"\xed\xa0\x80"), "is torn or not JSON"),
    "NUL bytes": (b"\0" * 500, "is torn or not JSON"),
    "NaN": (LAST[:-1].replace(b'"n": 3', b'"n": NaN'), "is torn or not JSON"),
    "NaN as an answer": (line(9, "a", 7)[:-1].replace(b"7}", b"NaN}"), "is torn or not JSON"),
    "infinity": (line(9, "a", 7)[:-1].replace(b"7}", b"-Infinity}"), "is torn or not JSON"),
    "a number too large": (line(9, "a", 7)[:-1].replace(b"7}", b"1e999}"), "is torn or not JSON"),
    "a number too long": (line(9, "a", 7)[:-1].replace(b"7}", b"7" * 5000 + b"}"), "is torn or not JSON"),
    "nested deeply": (deep(b"[", b"]", 100), "is nested too deeply"),
    "nested very deeply": (deep(b"[", b"]", 20_000), "is torn or not JSON"),
    "null": (b"null", "is no JSON object"),
    "a list": (b"[1, 2]", "is no JSON object"),
    "a number": (b"7", "is no JSON object"),
    "an empty object": (b"{}", "has version None"),
    "version 2": (line(9, "a", "x", v=2)[:-1], "has version 2; this course reads version 1"),
    "version in words": (line(9, "a", "x", v="1")[:-1], "has version '1'"),
    "version true": (line(9, "a", "x", v=True)[:-1], "has version True"),
    "version of lists": (line(9, "a", "x", v=nested(10))[:-1], "has version"),
    "no number": (line(9, "a", "x", n=None)[:-1], "has missing or wrong fields"),
    "a negative number": (line(-1, "a", "x")[:-1], "has missing or wrong fields"),
    "number true": (line(True, "a", "x")[:-1], "has missing or wrong fields"),
    "a broken number": (line(9, "a", "x", n=1.5)[:-1], "has missing or wrong fields"),
    "a number beyond all bounds": (line(2**53, "a", "x")[:-1], "has missing or wrong fields"),
    "no item": (line(9, "a", "x", item=None)[:-1], "has missing or wrong fields"),
    "item of lists": (line(9, "a", "x", item=["a"])[:-1], "has missing or wrong fields"),
    "no time": (line(9, "a", "x", t=0)[:-1], "has missing or wrong fields"),
    "wrong version of the item": (line(9, "a", "x", of=5)[:-1], "has missing or wrong fields"),
    "wrong variant": (line(9, "a", "x", variant=-1)[:-1], "has missing or wrong fields"),
    "nothing said": (b'{"v":1,"n":9,"t":"","item":"a"}', "has missing or wrong fields"),
    "two things said": (line(9, "a", "x", flag=True)[:-1], "has missing or wrong fields"),
    "a flag in words": (b'{"v":1,"n":9,"t":"","item":"a","flag":"yes"}', "has a wrong flag"),
    "a step in words": (b'{"v":1,"n":9,"t":"","item":"a","step":"two"}', "has a wrong step"),
    "a negative step": (b'{"v":1,"n":9,"t":"","item":"a","step":-2}', "has a wrong step"),
    "a line over 64 KiB": (line(9, "a", "x" * LONGEST_LINE)[:-1], "is longer than 64 KiB"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_line_that_cannot_be_read_is_told_and_kept(path: Path, name: str) -> None:
    raw, words = BROKEN[name]
    before = line(1, "a", "first") + raw + b"\n" + line(2, "b", "second")
    path.write_bytes(before)
    keeper = Journal(path)
    for state in (read(path), keeper.state()):
        assert {i: e.content for i, e in state.answers.items()} == {"a": "first", "b": "second"}
        assert [p.startswith(f"line 2 {words}") for p in state.problems] == [True], state.problems
        assert all(p.isprintable() and len(p) < 100 for p in state.problems)
    assert keeper.append(answer("c", "third")).n == 3
    assert path.read_bytes().startswith(before)
    assert answers(path) == {"a": "first", "b": "second", "c": "third"}


def test_nesting_near_the_limit_of_the_parser_stops_nothing(path: Path) -> None:
    """Just below the depth that the parser refuses, code that walks the value would fail."""
    for levels in (*range(5, 60, 5), *range(850, 1010, 3)):
        lists = deep(b"[", b"]", levels)
        for raw in (lists, deep(b'{"a":', b"}", levels), lists.replace(b'"v": 1', b'"v": [1]')):
            path.write_bytes(line(1, "b", "x") + raw + b"\n")
            state = read(path)
            assert state.answers["b"].content == "x"
            assert b"".join(e.line(e.n, e.t) for e in state.current())


@pytest.mark.parametrize("blank", [b"", b"   ", b"\r", b"\t"])
def test_blank_lines_and_windows_line_ends_do_no_harm(path: Path, blank: bytes) -> None:
    path.write_bytes(line(1, "a", "first").replace(b"\n", b"\r\n") + blank + b"\n" + line(2, "b", "second"))
    assert answers(path) == {"a": "first", "b": "second"}
    assert read(path).problems == []
    assert Journal(path).append(answer("c", "third")).n == 3


@settings(max_examples=60)
@given(st.lists(st.binary(max_size=30) | st.sampled_from([LAST, GOOD, LAST[:30], b"\n", b"{}\n"]), max_size=6))
def test_any_bytes_at_all_can_be_read_and_written_after(pieces: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder, mock.patch("os.fsync"):
        path = Path(folder) / NAME
        path.write_bytes(b"".join(pieces))
        before = answers(path)
        Journal(path).append(answer("mine", "x"))
        assert answers(path) == before | {"mine": "x"}
        assert path.read_bytes().startswith(b"".join(pieces))


# -- too long ---------------------------------------------------------------------------------


def test_the_longest_line_that_is_saved_is_read_and_a_longer_one_refused(path: Path) -> None:
    keeper = Journal(path)
    empty = len(Event("a", "value", "").line(1, keeper.append(answer("a", "")).t))
    room = LONGEST_LINE - empty
    keeper.append(answer("a", "x" * room))
    assert answers(path)["a"] == "x" * room
    with pytest.raises(JournalError, match=r"this answer is longer than 64 KiB. Shorten it"):
        keeper.append(answer("a", "x" * (room + 1)))
    assert answers(path)["a"] == "x" * room
    assert keeper.append(answer("b", "y")).n == 3


def test_a_journal_over_the_limit_is_refused_with_a_clear_message(path: Path) -> None:
    path.write_bytes(line(1, "a", "x") + b"#" * LARGEST_JOURNAL)
    before = path.read_bytes()
    with pytest.raises(JournalError, match="larger than 2 MiB, so no answer was read from it"):
        read(path)
    assert path.read_bytes() == before


def test_a_journal_over_the_limit_is_kept_aside_by_the_next_answer(path: Path) -> None:
    too_long = line(1, "a", "x") + b"#" * LARGEST_JOURNAL
    path.write_bytes(too_long)
    Journal(path).append(answer("b", "y"))
    assert answers(path) == {"a": "x", "b": "y"}
    assert [p.read_bytes() for p in asides(path)] == [too_long + b"\n"]


def test_a_journal_of_exactly_the_limit_is_read(path: Path) -> None:
    good = line(1, "a", "x")
    path.write_bytes(good + b" " * (LARGEST_JOURNAL - len(good) - 1) + b"\n")
    assert answers(path) == {"a": "x"}


def test_a_grader_can_always_read_what_was_written(path: Path) -> None:
    """Forty different long answers: nothing can be tidied away, so at last an answer is refused."""
    keeper = Journal(path)
    saved = {}

    def answer_all() -> None:
        for n in range(100):
            keeper.append(answer(f"item-{n}", "x" * 60_000))
            saved[f"item-{n}"] = "x" * 60_000

    with mock.patch("os.fsync"), pytest.raises(JournalError, match="the answers file is full"):
        answer_all()
    assert len(saved) > 30
    assert answers(path) == saved


def edit_long(path: Path, who: str, times: int) -> dict[str, Any]:
    """Change three long answers over and over; return the last of each."""
    keeper, last = Journal(path), {}
    for n in range(times):
        item = f"{who}-{n % 3}"
        last[item] = f"{n} " + "x" * 30_000
        keeper.append(answer(item, last[item]))
    return last


def test_many_long_edits_keep_the_old_lines_aside_and_lose_no_last_answer(path: Path) -> None:
    Journal(path).append(Event("me-0", "flag", True))
    Journal(path).append(Event("case", "step", 4))
    last = edit_long(path, "me", 120)  # 3.6 MB in all
    assert answers(path) == last
    assert read(path).flags["me-0"].content is True
    assert read(path).steps["case"].content == 4
    assert path.stat().st_size < TIDY_ABOVE + 2 * LONGEST_LINE
    kept = [json.loads(raw) for p in (*asides(path), path) for raw in p.read_bytes().splitlines()]
    assert asides(path)
    assert {d["n"] for d in kept} == set(range(1, 123))  # every line that was ever written is still somewhere
    assert [p.name for p in path.parent.iterdir() if p.name.startswith(".")] == []


def test_lines_are_kept_aside_with_a_second_writer_at_the_same_time(path: Path) -> None:
    children = [Child(lambda who=who: edit_long(path, who, 90)) for who in ("one", "two", "three")]
    last = {item: value for child in children for item, value in child.result().items()}
    assert answers(path) == last
    kept = [json.loads(raw)["n"] for p in (*asides(path), path) for raw in p.read_bytes().splitlines()]
    assert set(kept) == set(range(1, 271))
    assert read(path).problems == []


def test_a_writer_that_looked_before_the_old_lines_went_aside_goes_on(path: Path) -> None:
    sleeper = Journal(path)
    sleeper.append(answer("sleeper", "before"))
    last = edit_long(path, "busy", 60)
    assert asides(path)
    assert sleeper.append(answer("sleeper", "after")).n == 62
    assert {i: e.content for i, e in sleeper.state().answers.items()} == answers(path) == last | {"sleeper": "after"}


def test_unreadable_lines_are_kept_aside_too(path: Path) -> None:
    path.write_bytes(b"torn line\n" * (TIDY_ABOVE // 10 + 10))
    keeper = Journal(path)
    keeper.append(answer("a", "x"))
    assert answers(path) == {"a": "x"}
    assert asides(path)[0].read_bytes().startswith(b"torn line\n")
    assert asides(path)[0].stat().st_size > TIDY_ABOVE


@pytest.mark.parametrize("call", ["os.link", "os.replace"])
def test_an_answer_is_saved_even_where_nothing_can_be_kept_aside(path: Path, call: str) -> None:
    """Some disks know no hard links; Windows replaces no file that is open."""
    with mock.patch(call, side_effect=PermissionError(errno.EPERM, "not here")):
        last = edit_long(path, "me", 40)
    assert answers(path) == last
    assert sorted(p.name for p in path.parent.iterdir()) == [NAME]
    assert edit_long(path, "me", 3) | answers(path) == answers(path)
    assert len(asides(path)) == 1


# -- not an ordinary file ---------------------------------------------------------------------


def each_way(path: Path) -> list[str]:
    """Return what reading, opening and writing say."""
    said = []
    for attempt in (lambda: read(path), lambda: Journal(path).state(), lambda: Journal(path).append(answer("a", "x"))):
        try:
            said.append(f"ok {bool(attempt())}")
        except JournalError as e:
            said.append(str(e))
    return said


@pytest.mark.parametrize(
    "make",
    [
        os.mkfifo,
        os.mkdir,
        lambda p: p.symlink_to(p),
        lambda p: p.symlink_to("/dev/zero"),
        lambda p: p.symlink_to("/dev/full"),
        lambda p: os.mkfifo(p.with_name("pipe")) or p.symlink_to("pipe"),
    ],
    ids=["pipe", "folder", "link to itself", "endless device", "full device", "link to a pipe"],
)
def test_what_is_no_ordinary_file_is_refused_at_once(path: Path, make: Callable[[Path], None]) -> None:
    make(path)

    def timed() -> list[str]:
        signal.alarm(5)
        return each_way(path)

    said = in_child(timed)
    assert len(said) == 3
    assert all(is_for_a_learner(words) and NAME in words for words in said[:2]), said
    assert said[2].startswith("Not saved: ")
    assert is_for_a_learner(said[2])


def test_a_link_to_nowhere_is_an_empty_journal_and_the_answer_goes_where_it_points(path: Path, tmp_path: Path) -> None:
    path.symlink_to("elsewhere.jsonl")
    assert read(path) == Journal(path).state() == journal.State()
    Journal(path).append(answer("a", "x"))
    assert answers(tmp_path / "elsewhere.jsonl") == answers(path) == {"a": "x"}


def test_a_link_into_a_folder_that_is_gone(path: Path) -> None:
    path.symlink_to("gone/answers.jsonl")
    assert read(path) == journal.State()
    with pytest.raises(JournalError, match=r"^Not saved: "):
        Journal(path).append(answer("a", "x"))


def test_a_folder_that_is_gone(path: Path) -> None:
    with pytest.raises(JournalError, match=r"^Not saved: "):
        Journal(path.parent / "gone" / NAME).append(answer("a", "x"))


# -- no room, no right ------------------------------------------------------------------------


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that every user may enter; pytest's own are closed to all but their owner."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        Path(folder).chmod(0o755)


def test_a_folder_that_is_read_only(public_folder: Path) -> None:
    path = public_folder / NAME
    path.write_bytes(GOOD)
    path.chmod(0o444)
    public_folder.chmod(0o555)
    reading, opening, writing = as_nobody(lambda: each_way(path))
    assert (reading, opening) == ("ok True", "ok True")
    assert writing.startswith("Not saved: this folder is read-only. Your answer is still on this screen.")
    assert as_nobody(lambda: each_way(public_folder / "other.jsonl"))[2] == writing
    assert path.read_bytes() == GOOD


def test_a_journal_that_may_not_be_read(public_folder: Path) -> None:
    path = public_folder / NAME
    path.write_bytes(GOOD)
    path.chmod(0)
    said = as_nobody(lambda: each_way(path))
    assert all(is_for_a_learner(words) for words in said)
    assert "can't be read" in said[0]
    assert "can't be read" in said[1]


def fill(keeper: Journal) -> tuple[list[int], str]:
    """Save answers until it no longer works; return the numbers of those saved, and what was said."""
    saved: list[int] = []
    while len(saved) < 2000:
        try:
            saved.append(keeper.append(answer(f"item-{len(saved)}", f"{len(saved)} " + "x" * 333)).n)
        except JournalError as e:
            return saved, str(e)
    raise AssertionError("the disk never filled up")


def assert_full_disk_loses_nothing(path: Path, make_room: Callable[[], None]) -> None:
    keeper = Journal(path)
    saved, said = fill(keeper)
    assert len(saved) > 5
    assert said.startswith("Not saved: the disk is full. Your answer is still on this screen.")
    for again in (keeper, Journal(path)):
        with pytest.raises(JournalError, match="the disk is full"):
            again.append(answer("more", "x" * 4000))
        assert [e.n for e in again.state().answers.values()] == saved
    make_room()
    assert keeper.append(answer("after", "room")).n == saved[-1] + 1
    state = read(path)
    assert state.problems == []
    assert [e.n for e in state.answers.values()] == [*saved, saved[-1] + 1]
    assert numbers(path) == [*saved, saved[-1] + 1]  # no torn line in between


def test_a_full_disk_by_a_limit_on_file_size(path: Path) -> None:
    def run() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (9_999, hard))
        assert_full_disk_loses_nothing(path, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard)))

    in_child(run)
    assert path.stat().st_size > 9_000


def small_disks() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        return ["64 KiB"] if can_mount(Path(folder)) else []


@pytest.mark.parametrize("size", small_disks())
def test_a_disk_that_is_really_full(path: Path, size: str) -> None:
    def run() -> None:
        mount_small_disk(path.parent, 65_536)
        filler = path.parent / "filler"
        filler.write_bytes(b"x" * 40_000)
        assert_full_disk_loses_nothing(path, filler.unlink)

    in_child(run)


def test_a_first_answer_that_finds_no_room(path: Path) -> None:
    def run() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20, hard))
        keeper = Journal(path)
        with pytest.raises(JournalError, match="the disk is full"):
            keeper.append(answer("a", "x"))
        assert keeper.state().answers == {}
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        assert keeper.append(answer("a", "x")).n == 1

    in_child(run)
    assert answers(path) == {"a": "x"}


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space"), "the disk is full"),
        (OSError(errno.EDQUOT, "Quota"), "your disk space is used up"),
        (OSError(errno.EROFS, "Read-only"), "this folder is read-only"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
    ],
)
def test_an_answer_that_did_not_reach_the_disk_is_taken_back(path: Path, error: OSError, words: str) -> None:
    keeper = Journal(path)
    keeper.append(answer("a", "x"))
    before = path.read_bytes()
    with mock.patch("os.fsync", side_effect=error), pytest.raises(JournalError, match=f"^Not saved: {words}"):
        keeper.append(answer("a", "y"))
    assert path.read_bytes() == before
    assert keeper.append(answer("a", "z")).n == 2


def test_a_disk_that_cannot_lock_says_so(path: Path) -> None:
    with (
        mock.patch.object(portalocker, "lock", side_effect=portalocker.exceptions.LockException("no locks here")),
        pytest.raises(JournalError, match=r"^Not saved: ") as caught,
    ):
        Journal(path).append(answer("a", "x"))
    assert is_for_a_learner(str(caught.value))


# -- on disk before it is called saved --------------------------------------------------------


def test_a_line_is_synced_whole_before_append_returns(path: Path) -> None:
    synced: list[tuple[int, bytes]] = []
    really = os.fsync

    def watch(fd: int) -> None:
        info = os.fstat(fd)
        synced.append((info.st_ino, path.read_bytes() if stat.S_ISREG(info.st_mode) else b"folder"))
        really(fd)

    keeper = Journal(path)
    with mock.patch("os.fsync", side_effect=watch):
        keeper.append(answer("a", "x"))
        assert synced[0] == (path.stat().st_ino, path.read_bytes())
        assert (path.parent.stat().st_ino, b"folder") in synced  # the new file's name too
        synced.clear()
        keeper.append(answer("a", "y"))
        assert (path.stat().st_ino, path.read_bytes()) in synced


def test_a_new_journal_is_synced_before_it_takes_the_place_of_the_old_one(path: Path) -> None:
    done: list[Any] = []
    fsync, replace = os.fsync, os.replace

    def watch_sync(fd: int) -> None:
        done.append(os.fstat(fd).st_ino)
        fsync(fd)

    def watch_replace(*names: Any, **options: Any) -> None:
        done.append("replace")
        replace(*names, **options)

    keeper = Journal(path)
    with mock.patch("os.fsync", side_effect=watch_sync), mock.patch("os.replace", side_effect=watch_replace):
        while "replace" not in done:
            done.clear()
            keeper.append(answer("a", "x" * 60_000))
    new, folder = path.stat().st_ino, path.parent.stat().st_ino
    assert done[:4] == [new, "replace", folder, new]
