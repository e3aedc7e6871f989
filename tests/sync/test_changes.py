"""A change on its line: read only when it is exactly what was written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.store.canonical import canonical, digest_of
from spaedbarn_cli.sync import limits
from spaedbarn_cli.sync.changes import Range, change_of, in_order, line_of, ranges_of
from sync.chains import DEVICE, FAMILY, SECOND_DEVICE, TEXT, VALUES, chain, change

if TYPE_CHECKING:
    from spaedbarn_cli.sync.changes import Change

PLAN = f"{FAMILY}/plan"
ONE = change(PLAN, DEVICE, 2, "ab" * 32, {"goal": "ro om måltider"})
LINE = line_of(ONE)[:-1]


def with_payload(payload: dict[str, Any]) -> bytes:
    """Return a line whose head names this payload truly."""
    body = canonical(payload)
    head = {**ONE.head, "digest": digest_of(body)}
    return canonical({"head": head, "payload": payload})


def test_a_line_is_read_as_it_was_written() -> None:
    assert change_of(LINE) == ONE
    assert canonical(json.loads(LINE)) == LINE
    erased = change(PLAN, DEVICE, 2, "ab" * 32, erased=True)
    assert change_of(line_of(erased)[:-1]) == erased


@pytest.mark.parametrize("text", ['"},"payload":{', '},"payload":', "\\", "😀"])
def test_a_text_that_looks_like_the_form_is_a_text(text: str) -> None:
    odd = change(text, DEVICE, 2, "ab" * 32, {text: text})
    assert change_of(line_of(odd)[:-1]) == odd


def test_what_a_newer_program_says_passes_through() -> None:
    payload = {**json.loads(str(ONE.body)), "mood": {"level": 3}}
    head = {**ONE.head, "kind": "sleep_log", "digest": digest_of(canonical(payload))}
    line = canonical({"head": head, "payload": payload})
    assert line_of(change_of(line)) == line + b"\n"


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("stream", ""), ("stream", "x" * 201), ("stream", 7), ("device", "abc"), ("device", None), ("seq", 0),
        ("seq", True), ("seq", 2.5), ("seq", "2"), ("prev", None), ("prev", "ab"), ("hlc", "2026-11-22"),
        ("hlc", "2026-13-22T08:15:30.000Z/0001"), ("kind", "Visit!"), ("kind", []), ("record", "../etc"),
        ("op", "delete"), ("op", []), ("digest", "ab" * 31), ("digest", "cd" * 32),
    ],
)  # fmt: skip
def test_a_head_of_another_form_is_refused(member: str, value: object) -> None:
    line = canonical({"head": {**ONE.head, member: value}, "payload": json.loads(str(ONE.body))})
    with pytest.raises(ValueError, match=r"."):
        change_of(line)


def test_the_first_of_a_chain_follows_nothing() -> None:
    with pytest.raises(ValueError, match="head"):
        change_of(line_of(change(PLAN, DEVICE, 1, "ab" * 32))[:-1])


@pytest.mark.parametrize(
    "payload",
    [
        {"author": "Mette", "fields": {}, "base": []},
        {"author": 1, "fields": {}, "base": [], "salt": "00"},
        {"author": "Mette", "fields": [], "base": [], "salt": "00"},
        {"author": "Mette", "fields": {}, "base": ["ab"], "salt": "00"},
        {"author": "Mette", "fields": {}, "base": {}, "salt": "00"},
        {"author": "Mette", "fields": {}, "base": [], "salt": "00", "reason": 3},
        {},
    ],
)
def test_a_payload_of_another_form_is_refused(payload: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="payload"):
        change_of(with_payload(payload))


@pytest.mark.parametrize(
    "line",
    [
        b"", b"{}", b"[]", b"null", b"{", b"\xff", LINE + b" ", LINE + b"\n", b" " + LINE, LINE[:-1],
        LINE.replace(b'"seq":2', b'"seq":2.0'), LINE.replace(b'"seq":2', b'"seq":2,"seq":2'),
        LINE.replace("å".encode(), b"\\u00e5"), LINE.replace(b'{"head"', b'{"extra":1,"head"'),
        LINE.replace(b'"seq":2', b'"seq":' + b"9" * 5000), b"[" * 200_000, LINE.replace(b'"goal"', b'"Goal"'),
        LINE.replace(b'{"goal":', b'{"goal":NaN,"goal":'),
    ],
)  # fmt: skip
def test_nothing_but_the_one_form_is_read(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        change_of(line)


def test_a_line_has_a_ceiling() -> None:
    with pytest.raises(limits.TooMuchError):
        change_of(line_of(change(PLAN, DEVICE, 2, "ab" * 32, {"note": "æ" * limits.MAX_LINE}))[:-1])


def test_runs_are_named_by_their_ends() -> None:
    here, there = chain(PLAN, DEVICE, [{}, {}, {}]), chain(PLAN, SECOND_DEVICE, [{}], after=6)
    assert ranges_of([]) == ()
    assert ranges_of([*here, *there]) == (
        Range(PLAN, DEVICE, 1, 3, here[0].id, here[2].id),
        Range(PLAN, SECOND_DEVICE, 7, 7, there[0].id, there[0].id),
    )


def test_both_branches_of_a_fork_stand_in_one_bundle() -> None:
    trunk = chain(PLAN, DEVICE, [{}, {}, {}, {}])
    at = "2026-11-22T09:00:00.000Z/000"
    second = change(PLAN, DEVICE, 2, trunk[0].id, {"note": "fra kopien"}, hlc=f"{at}2")
    third = change(PLAN, DEVICE, 3, second.id, hlc=f"{at}3")
    fourth = change(PLAN, DEVICE, 4, trunk[2].id, {"note": "igen"}, hlc=f"{at}4")
    elsewhere = chain(PLAN, SECOND_DEVICE, [{}])
    every = [*trunk, second, third, fourth, *elsewhere]
    ordered = in_order(reversed(every))
    assert sorted(one.id for one in ordered) == sorted(one.id for one in every)
    runs = ranges_of(ordered)
    assert len(runs) == 4
    assert {run.last_id for run in runs} == {trunk[3].id, third.id, fourth.id, elsewhere[0].id}
    assert in_order(ordered) == ordered
    assert in_order(trunk) == trunk


def test_what_is_no_run_is_refused() -> None:
    a = chain(PLAN, DEVICE, [{}, {}, {}])
    b = chain(PLAN, SECOND_DEVICE, [{}, {}])
    other = change(PLAN, DEVICE, 2, "ab" * 32)
    backwards = change(PLAN, DEVICE, 2, a[0].id, hlc="2025-01-01T00:00:00.000Z/0000")
    wrong: list[list[Change]] = [
        [a[0], a[2]], [a[1], a[0]], [a[0], a[0]], [a[0], other], [*b, *a], [a[0], backwards], [a[0], *b, a[1]],
    ]  # fmt: skip
    for changes in wrong:
        with pytest.raises(ValueError, match=r"chain|order"):
            ranges_of(changes)


@given(st.dictionaries(TEXT, VALUES | st.floats() | st.integers()), st.booleans())
def test_the_quick_way_takes_nothing_the_careful_way_would_not(fields: dict[str, Any], spelt_out: bool) -> None:
    payload = {"author": "Mette", "fields": fields, "base": [], "salt": "00"}
    body = json.dumps(payload, ensure_ascii=spelt_out, sort_keys=True, separators=(",", ":")).encode("utf-8", "replace")
    head = canonical({**ONE.head, "digest": digest_of(body)})
    line = b'{"head":' + head + b',"payload":' + body + b"}"
    try:
        careful = canonical(json.loads(line)) == line
    except ValueError:
        careful = False
    try:
        taken = bool(change_of(line))
    except ValueError:
        taken = False
    assert taken == careful


@pytest.mark.parametrize(
    "value", ["0.5", "1.0", "1e3", "-0", "9007199254740992", "12345678901234567", "NaN", "[" * 900 + "]" * 900,
              '{"\U0001f600":1,"\uffee":2}', '{"\uffee":2,"\U0001f600":1}', '{"b":1,"a":2}', "-1", '"\x7f"', '"\\u007f"'],
)  # fmt: skip
def test_delicate_values_are_read_as_carefully(value: str) -> None:
    body = f'{{"author":"Mette","base":[],"fields":{{"x":{value}}},"salt":"00"}}'.encode()
    line = b'{"head":' + canonical({**ONE.head, "digest": digest_of(body)}) + b',"payload":' + body + b"}"
    good = value in {"0.5", "-1", '"\x7f"', '{"\U0001f600":1,"\uffee":2}'}
    if good:
        assert change_of(line).body == body.decode()
    else:
        with pytest.raises(ValueError, match=r"."):
            change_of(line)
