"""What comes from outside fits its table or is refused; what fits is read back by everything that reads.

FRM001 whatever the program itself writes about a family fits
FRM002 whatever JSON stands in a field, the answer is yes or no
FRM003 what fits can be kept, shown, taken anew from the log, and read
FRM004 figures that are kept with answers and statements are whole, or they do not fit
FRM005 what a record needs is there from the first change on, and never taken away
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from program import Program
from sync.forging import Chain
from sync.memory_store import new_store

from spaedbarn_cli.domain.network import GIVES, SECTORS
from spaedbarn_cli.store import verify
from spaedbarn_cli.store.canonical import canonical
from spaedbarn_cli.store.forms import fits
from spaedbarn_cli.store.ids import new_record_id
from spaedbarn_cli.store.intake import Foreign, take_in
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.store.tables import ANSWERS, COPIES, JOURNAL, KINDS
from store.making import FAMILY, NOON
from store.shown_figures import show
from store.written_records import opened, read_all, said_in, write_everything

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spaedbarn_cli.store.vault import Store

TRAVEL = sorted(JOURNAL | COPIES | ANSWERS)
STREAM = f"{FAMILY}/contact"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """What the program has written of a family by its own commands, and of its invented families."""
    found = []
    families = Program(tmp_path_factory.mktemp("families")).families()
    write_everything(families)
    demo = Program(tmp_path_factory.mktemp("demo"))
    demo.ok("demo")
    for program in (families, demo):
        store = opened(program.store)
        found += said_in(store)
        store.close()
    return found


def test_whatever_the_program_writes_of_a_family_fits(written: list[Any]) -> None:
    """FRM001"""
    seen = {one.kind for one in written}
    assert seen >= JOURNAL
    assert [one for one in written if one.kind in JOURNAL and not fits(one.kind, one.op, one.fields)] == []


def test_everything_it_writes_can_be_a_copy_too(written: list[Any]) -> None:
    """FRM001: each with all of its fields, and with none."""
    for one in written:
        if one.kind in JOURNAL:
            said = {"case_id": FAMILY, "record": "x", "source": "contact", "kind": one.kind, "at": "2026-11-22T09:00:00+00:00"}
            assert fits("shared", "create", {**said, "fields": one.fields}), one
            assert fits("shared", "amend", {"kind": one.kind, "fields": {}})


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["2026-11-22", "2026-11-22T09:00+01:00", "2026-W47-7", "0001-01-01", "9999-12-31", "A17", "home", "yes", "\0", "\x1b[31m"]
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=6,
)  # fmt: skip
DAYS = st.dates(min_value=NOON.date().replace(1900), max_value=NOON.date().replace(2200)).map(str)
MOMENTS = st.sampled_from(["2026-11-22T09:00+01:00", "2026-11-22T10:00+01:00", "1900-01-01T00:00:00Z", "2200-12-31T23:59Z"])
TEXTS = st.lists(TEXT, max_size=2)
SIGNS = st.fixed_dictionaries({"who": TEXT, "key": TEXT, "value": st.sampled_from(["yes", "no", "x"])})
GOOD: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(
        ("date", "start", "due", "discharged", "closed", "born", "first_day", "last_day", "reviewed", "sent", "given", "until",
         "withdrawn", "told"), DAYS,
    ),
    **dict.fromkeys(("at", "entered", "end"), MOMENTS),
    **dict.fromkeys(
        ("present", "core", "knows", "agreements", "streams", "consents", "records", "left_out"), TEXTS
    ),
    "gives": st.lists(st.sampled_from(GIVES), max_size=2), "ahead": st.lists(DAYS, max_size=2),
    "signs": st.lists(SIGNS, max_size=2), "sector": st.sampled_from(SECTORS),
    **dict.fromkeys(("minutes", "session", "gestation_days"), st.integers(0, 400)), "level": st.integers(0, 100),
    "circle": st.integers(1, 3), "value": st.integers(0, 10), "facts": st.just({}), "result": st.just({}),
    "actions": st.just([]), "sections": st.dictionaries(TEXT, TEXT, max_size=2),
    **dict.fromkeys(("answers", "inactive"), st.dictionaries(TEXT, st.none() | st.integers(-5, 5) | TEXT, max_size=3)),
    **dict.fromkeys(("complete", "excused", "strain", "wish", "notes", "gone"), st.booleans()),
}  # fmt: skip
"""Values that fit, by the name of a field; text fits the others."""
WORD = st.sampled_from(["home", "network", "mor", "held", "x"])


@st.composite
def fields_of(draw: st.DrawFn, kind: str, names: frozenset[str]) -> dict[str, Any]:
    """Draw fields that fit, each either of a kind that often does or anything at all."""
    usual = {"start": MOMENTS, "by": TEXTS} if kind == "visit" else {}
    said = {
        name: draw(_often(usual.get(name, GOOD.get(name, WORD))).filter(lambda value, name=name: _fits(kind, name, value)))
        for name in sorted(names - {"case_id", "fields", "kind"})
    }
    if "case_id" in names:
        said["case_id"] = FAMILY
    if kind == "shared" and names & {"fields", "kind"}:
        said["kind"] = draw(st.sampled_from(sorted(JOURNAL - {"case"})))
        inner = draw(st.sets(st.sampled_from(sorted(KINDS[said["kind"]].columns)))) | set(KINDS[said["kind"]].needed)
        said["fields"] = draw(fields_of(said["kind"], frozenset(inner)))
        said["fields"] |= {"case_id": "anden"} if draw(st.booleans()) else {}
    elif "kind" in names:
        said["kind"] = draw(WORD)
    return said


def _often(good: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(good, good, good, ANYTHING)


def _fits(kind: str, name: str, value: Any) -> bool:
    return fits(kind, "amend", {name: value})


@pytest.mark.parametrize("kind", TRAVEL)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_the_answer_is_yes_or_no(kind: str, data: st.DataObject) -> None:
    """FRM002"""
    fields = data.draw(st.dictionaries(st.sampled_from([*KINDS[kind].columns, "futurum"]), ANYTHING, max_size=6))
    assert fits(kind, data.draw(st.sampled_from(["create", "amend", "retract", "erase"])), fields) in (True, False)


@pytest.fixture(scope="module")
def empty() -> Iterator[Store]:
    store = new_store("Mette Holm", "health-visitor", lambda: NOON)
    given_to_us = {"case_id": FAMILY, "contact": "c", "profile": "received", "streams": ["contact"],
                   "target": f"{FAMILY}/share:given", "notes": True, "begun": "2026-11-22"}  # fmt: skip
    store.append([Entry(store.own_stream, "sharing", new_record_id(), "create", given_to_us)])
    yield store
    store.close()


def take(store: Store, kind: str, changes: list[tuple[str, dict[str, Any]]], *, replayed: bool) -> None:
    """Take changes of a record in, read everything, and forget them again."""
    stream = f"{FAMILY}/share:given" if kind in COPIES else STREAM
    record = FAMILY if kind == "case" else "recordofanother0"
    chain = Chain(stream)
    for op, fields in changes:
        chain.say(kind, record, op, **fields)
    connection = store.connection
    connection.execute("BEGIN")
    try:
        take_in(connection, [Foreign(one.id, one.head, one.body) for one in chain.changes])
        read_all(store, FAMILY)
        if replayed:
            assert verify.replay(store).ok
    finally:
        connection.execute("ROLLBACK")


@pytest.mark.parametrize("kind", sorted(JOURNAL | COPIES))
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_fits_is_kept_and_read_by_everything_that_reads(kind: str, empty: Store, data: st.DataObject) -> None:
    """FRM003: a record that begins, is corrected, or is corrected before it begins."""
    orders = [("create",), ("create", "amend"), ("amend",), ("amend", "retract"), ("create", "amend", "amend")]
    changes = []
    for op in data.draw(st.sampled_from(orders)):
        names = data.draw(st.sets(st.sampled_from([*KINDS[kind].columns, "futurum"])))
        fields = data.draw(fields_of(kind, frozenset(names | (set(KINDS[kind].needed) if op == "create" else set()))))
        assert fits(kind, op, fields)
        changes.append((op, fields))
    take(empty, kind, changes, replayed=data.draw(st.integers(0, 4)) == 0)


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to every value inside another."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(found for name, each in inner for found in places(each, (*at, name)))]


def changed(value: Any, at: tuple[Any, ...], to: Any, *, gone: bool) -> Any:
    """Return a copy in which one value is another, or is not there."""
    found = copy.deepcopy(value)
    here = found
    for name in at[:-1]:
        here = here[name]
    if gone:
        del here[at[-1]]
    else:
        here[at[-1]] = to
    return found


OTHERS = ("", "x", "\x1b[2J", None, True, 0, -1, 1.5, 10**12, [], {}, ["x"], [1, "x"], [[]], [{}], {"x": 1}, {"x": {}})
"""What may stand where something else should: every type, empty and filled, words and figures that mean nothing."""


def kinds_of_place(whole: Any) -> list[tuple[Any, ...]]:
    """Return the way to one value of each kind inside another: of a list its first and its last."""
    found: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for at in places(whole)[1:]:
        found.setdefault(tuple(min(name, 1) if isinstance(name, int) else name for name in at), at)
    return list(found.values())


@pytest.mark.parametrize(("kind", "name"), [("response", "result"), ("response", "answers"), ("statement", "facts")])
def test_figures_that_fit_are_shown_without_an_error(kind: str, name: str, written: list[Any]) -> None:
    """FRM004: true figures in which one thing is missing or something else, at every kind of place there is."""
    shown = 0
    for whole in (one.fields for one in written if one.kind == kind and one.op == "create"):
        for at in kinds_of_place(whole[name]):
            tried = [changed(whole[name], at, None, gone=True), *(changed(whole[name], at, to, gone=False) for to in OTHERS)]
            for said in ({**whole, name: each} for each in tried):
                if fits(kind, "create", said):
                    canonical(said)
                    show(kind, said)
                    shown += 1
    assert shown > 20


def test_figures_with_nothing_in_them_and_actions_are_shown(written: list[Any]) -> None:
    """FRM004: and a copy of which a municipality lets the figures not go."""
    statement = next(one.fields for one in written if one.kind == "statement")
    response = next(one.fields for one in written if one.kind == "response")
    action = {"flag": "f", "at": "2026-11-22T09:00:00+00:00", "note": "", "done": [], "done_words": []}
    result = {**response["result"], "flags": ["f"]}
    for kind, said in (
        ("statement", {**statement, "facts": {}, "sections": {}}),
        ("response", {**response, "result": {}}),
        ("response", {**response, "result": result, "actions": [action]}),
    ):  # fmt: skip
        assert fits(kind, "create", said)
        show(kind, said)
    for broken in ({**action, "at": "nu"}, {"flag": "f"}, {**action, "done_words": [1]}, "x"):
        assert not fits("response", "create", {**response, "actions": [broken]})


WRONG: dict[str, tuple[Any, ...]] = {
    "day": ("2026-W47-7", "20261122", "2026-11-31", "1899-12-31", "2201-01-01", 20261122, "2026-11-22T09:00", ""),
    "moment": ("2026-11-22T09:00", "2026-11-22", "2026-11-22T24:00Z", "2026-11-22 09:00+01:00", "1899-01-01T00:00Z", 1),
    "texts": ("mor", ["mor", 1], {"a": "b"}, [None]),
}


@pytest.mark.parametrize(
    ("kind", "name", "bad"),
    [
        *(("visit", "start", one) for one in WRONG["moment"]), *(("pause", "last_day", one) for one in WRONG["day"]),
        *(("visit", "by", one) for one in WRONG["texts"]), ("visit", "signs", [{"who": "mor", "key": "x"}]),
        ("visit", "excused", 2), ("visit", "excused", "ja"), ("visit", "kind", "home\x1b[2J"), ("visit", "note", 7),
        ("visit", "note", "x" * 100_001), ("case", "code", "A\0"), ("case", "code", ""), ("case", "code", "A\n"),
        ("case", "programme", 1), ("person", "gestation_days", 2**40), ("person", "gestation_days", 270.0),
        ("person", "label", "x" * 201), ("agreement", "minutes", -1), ("agreement", "minutes", 10_081),
        ("level", "level", "3"), ("tie", "circle", 4), ("tie", "circle", True), ("tie", "sector", "space"),
        ("tie", "gives", ["penge"]), ("tie", "name", " \u200b\x1b"), ("case", "code", "A17\u200b"), ("case", "code", " A17"),
        ("visit", "kind", "\u202ehome"),
        ("meeting", "ahead", ["2026-11-22", "x"]), ("event", "session", "tre"), ("event", "session", -1),
        ("safety", "value", 11),
        ("consent", "streams", "contact"), ("statement", "sections", {"work": 1}), ("statement", "sections", []),
        ("response", "answers", [1]), ("response", "complete", "ja"), ("letter", "records", 2**40), ("letter", "notes", "ja"),
        ("shared", "fields", []), ("shared", "at", "nu"), ("receipt", "records", "x"),
    ],
)  # fmt: skip
def test_what_does_not_fit(kind: str, name: str, bad: Any) -> None:
    """FRM002"""
    assert not fits(kind, "amend", {name: bad})


def test_what_a_record_needs_is_there_and_stays() -> None:
    """FRM005"""
    for kind in TRAVEL:
        for name in KINDS[kind].needed:
            assert not fits(kind, "amend", {name: None}), (kind, name)
    visit = {
        "case_id": FAMILY, "start": "2026-11-22T09:00+01:00", "end": "2026-11-22T10:00+01:00", "kind": "home",
        "status": "held",
    }  # fmt: skip
    assert fits("visit", "create", visit)
    for name in visit:
        assert not fits("visit", "create", {key: value for key, value in visit.items() if key != name})
    assert fits("visit", "amend", {"note": None, "excused": None, "present": None})


def test_a_kind_or_a_field_that_no_form_names_fits() -> None:
    """FRM002: it is kept and passed on."""
    assert fits("weather", "create", {"rain": [1, {"a": None}]})
    assert fits("visit", "amend", {"season": {"x": [1]}})


@pytest.mark.parametrize("kind", ["letter", "receipt", "identity", "weather"])
def test_only_what_stands_in_a_journal_has_copies(kind: str) -> None:
    """FRM002"""
    assert not fits("shared", "amend", {"kind": kind, "fields": {}})
    assert not fits("shared", "amend", {"fields": {}})
    assert not fits("shared", "amend", {"kind": "visit"})
