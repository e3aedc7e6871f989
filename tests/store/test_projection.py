"""From the log to the tables: the order of arrival does not matter, and who disagreed is named until it is settled."""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from spaedbarn_cli.paths import migrations_dir
from spaedbarn_cli.store import driver, log
from spaedbarn_cli.store.canonical import canonical, digest
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.store.migrate import shipped
from spaedbarn_cli.store.projection import TOLD, Version, fold, project
from store.making import FAMILY, sound, tables, visit

if TYPE_CHECKING:
    from spaedbarn_cli.store.driver import Connection
    from spaedbarn_cli.store.vault import Store


def say(
    change: str, at: int, base: tuple[str, ...] = (), device: str = "a", op: str = "amend", **fields: Any
) -> Version:
    return Version(change, f"2026-11-22T12:00:00.{at:03d}Z/0000", device, "f/contact", op, fields, base)


FIRST = say("first", 1, op="create", note="sover", kind="home")


def test_the_latest_word_on_each_field_stands() -> None:
    state = fold([FIRST, say("second", 2, ("first",), note="vågen"), say("third", 3, ("second",), next="vægt")])
    assert state.fields == {"note": "vågen", "kind": "home", "next": "vægt"}
    assert (state.versions, state.heads, state.conflicts) == (3, ("third",), {})


def test_two_who_change_a_field_from_the_same_version_are_both_named_and_the_later_one_stands() -> None:
    state = fold([FIRST, say("mine", 3, ("first",), note="vågen"), say("hers", 2, ("first",), "b", note="græder")])
    assert state.fields["note"] == "vågen"
    assert state.conflicts == {"note": ("hers", "mine")}
    assert state.heads == ("hers", "mine")


def test_at_the_same_moment_the_device_decides_the_same_way_everywhere() -> None:
    both = [say("mine", 2, ("first",), "a", note="vågen"), say("hers", 2, ("first",), "b", note="græder")]
    assert fold([FIRST, *both]).fields["note"] == fold([*reversed(both), FIRST]).fields["note"] == "græder"


def test_two_who_say_the_same_or_speak_of_different_fields_do_not_disagree() -> None:
    assert not fold([FIRST, say("m", 2, ("first",), note="x"), say("h", 3, ("first",), "b", note="x")]).conflicts
    assert not fold([FIRST, say("m", 2, ("first",), note="x"), say("h", 3, ("first",), "b", kind="video")]).conflicts


def test_a_change_that_builds_on_both_settles_it_and_one_that_builds_on_one_does_not() -> None:
    both = [FIRST, say("mine", 2, ("first",), note="vågen"), say("hers", 3, ("first",), "b", note="græder")]
    settled = fold([*both, say("settled", 4, ("mine", "hers"), note="begge dele")])
    assert (settled.conflicts, settled.fields["note"], settled.heads) == ({}, "begge dele", ("settled",))
    open_still = fold([*both, say("more", 4, ("mine",), note="sover igen")])
    assert open_still.conflicts == {"note": ("hers", "more")}


def test_what_was_retracted_or_erased_stays_so_whatever_comes_after() -> None:
    retracted = fold([FIRST, say("gone", 2, ("first",), op="retract"), say("late", 3, ("first",), "b", note="x")])
    assert retracted.retracted
    assert not retracted.erased
    assert fold([FIRST._replace(fields=None), say("e", 2, ("first",), op="erase"), say("late", 3, ("e",))]).erased


class Said(NamedTuple):
    """A change as it travels: id, head, body."""

    id: str
    head: dict[str, Any]
    body: str


@st.composite
def histories(draw: st.DrawFn) -> list[Said]:
    """Three devices that write about two visits, each from what it has heard so far of the others."""
    told: list[Said] = []
    heard: dict[str, set[int]] = {device: set() for device in "abc"}
    ends: dict[str, tuple[int, str | None]] = {}
    for at in range(draw(st.integers(1, 12))):
        device = draw(st.sampled_from("abc"))
        heard[device] |= draw(st.sets(st.sampled_from(range(len(told))))) if told else set()
        record = draw(st.sampled_from(["visit1", "visit2"]))
        known = [told[n] for n in sorted(heard[device]) if told[n].head["record"] == record]
        based_on = {base for said in known for base in json.loads(said.body)["base"]}
        base = sorted(said.id for said in known if said.id not in based_on)
        op = draw(st.sampled_from(["amend", "amend", "amend", "retract", "erase"])) if known else "create"
        fields = draw(st.dictionaries(st.sampled_from(["note", "next", "kind"]), st.sampled_from("xyz"), max_size=2))
        if op == "create":
            fields |= {"case_id": "f", "start": "2026-11-16T09:00Z", "end": "2026-11-16T10:00Z"}
            fields |= {"kind": "home", "status": "held"}
        payload = {"author": device, "fields": fields, "base": base, "salt": f"{at:032x}"}
        seq, prev = ends.get(device, (0, None))
        # Clocks that differ: a device far behind may write what it heard of with an earlier time.
        moment = draw(st.integers(0, 5))
        head = {
            "stream": "f/contact", "device": device, "seq": seq + 1, "prev": prev,
            "hlc": f"2026-11-22T12:00:00.{moment:03d}Z/{at:04d}", "kind": "visit", "record": record, "op": op,
            "digest": digest(payload),
        }  # fmt: skip
        said = Said(digest(head), head, canonical(payload).decode())
        ends[device] = (seq + 1, said.id)
        heard[device].add(len(told))
        told.append(said)
    return told


@functools.cache
def _empty() -> Connection:
    connection = driver.in_memory()
    for path in shipped(migrations_dir()):
        connection.executescript(path.read_text(encoding="utf-8"))
    return connection


def _play(told: list[Said]) -> dict[str, Any]:
    """Return the tables after all that was told, and forget it again."""
    connection = _empty()
    connection.execute("BEGIN")
    try:
        _hear(connection, told)
        return tables(connection)
    finally:
        connection.execute("ROLLBACK")


def _hear(connection: Connection, told: list[Said]) -> None:
    for said in told:
        log.insert(connection, said.id, said.head, said.body)
        project(connection, said.head["kind"], said.head["record"])


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_changes_in_any_order_come_to_the_same_tables(data: st.DataObject) -> None:
    told = data.draw(histories())
    assert _play(data.draw(st.permutations(told))) == _play(told)


@given(histories())
@settings(max_examples=80, deadline=None)
def test_a_last_word_that_builds_on_every_branch_leaves_no_disagreement(told: list[Said]) -> None:
    records = {said.head["record"] for said in told}
    based_on = {base for said in told for base in json.loads(said.body)["base"]}
    for place, record in enumerate(sorted(records)):
        base = sorted(said.id for said in told if said.head["record"] == record and said.id not in based_on)
        payload = {"author": "a", "fields": {"note": "endeligt"}, "base": base, "salt": "f" * 32}
        head = {
            "stream": "f/contact", "device": "d", "seq": place + 1, "prev": None,
            "hlc": "2027-01-01T00:00:00.000Z/0000", "kind": "visit", "record": record, "op": "amend",
            "digest": digest(payload),
        }  # fmt: skip
        told = [*told, Said(digest(head), head, canonical(payload).decode())]
    found = _play(told)
    assert found["conflicts"] == []
    assert all("endeligt" in row for row in found["visits"])


def test_a_disagreement_is_named_in_its_table_and_gone_once_settled(store: Store) -> None:
    [first] = store.append([visit("mine000000000000")])
    mine = visit("mine000000000000", "amend", reason="x", note="vågen")._replace(base=(first.id,))
    hers = visit("mine000000000000", "amend", reason="x", note="græder")._replace(base=(first.id,))
    ids = sorted(written.id for written in store.append([mine, hers]))
    assert store.rows("SELECT record, field, changes FROM conflicts") == [("mine000000000000", "note", json.dumps(ids))]
    store.append([visit("mine000000000000", "amend", reason="talt sammen", note="begge dele")])
    assert store.rows("SELECT * FROM conflicts") == []
    assert store.rows("SELECT note, versions FROM visits") == [("begge dele", 4)]


def test_a_kind_we_do_not_know_is_kept_in_the_log_and_nowhere_else(store: Store) -> None:
    before = tables(store.connection)
    store.append([visit()._replace(kind="weather", fields={"rain": True})])
    assert tables(store.connection) == before
    assert store.rows("SELECT count(*) FROM changes WHERE kind = 'weather'") == [(1,)]


GIVEN = f"{FAMILY}/share:given0000000001"
OURS = f"{FAMILY}/share:ours00000000001"


def shared(store: Store, key: str, record: str, fields: dict[str, Any], at: int, **other: Any) -> Entry:
    said = {
        "case_id": FAMILY, "record": record, "kind": "visit", "source": "contact", "fields": fields, "gone": False,
        "letter": "l", "at": f"2026-11-22T09:{at:02d}:00+00:00",
    }  # fmt: skip
    stream = other.pop("stream", GIVEN)
    return Entry(stream, "shared", key, "create", {**said, **other})


def receives(store: Store, *targets: str) -> None:
    for number, target in enumerate(targets or (GIVEN,)):
        fields = {"case_id": FAMILY, "contact": "c", "profile": "received", "streams": ["contact"], "target": target}
        store.append([Entry(store.own_stream, "sharing", f"sharing00000000{number}", "create", fields)])


HOUR = {"start": "2026-11-16T09:00+01:00", "end": "2026-11-16T10:00+01:00", "kind": "home", "status": "held"}
ORIGINAL = "original00000001"


def test_of_several_copies_the_newest_that_has_a_field_says_it(store: Store) -> None:
    receives(store, GIVEN, OURS)
    store.append([
        shared(store, "copy1", ORIGINAL, {**HOUR, "note": "gammel", "next": "vægt"}, 1),
        shared(store, "copy2", ORIGINAL, {**HOUR, "note": "ny"}, 2, stream=OURS, source="child"),
    ])  # fmt: skip
    assert store.rows("SELECT note, next, stream, versions, case_id FROM visits WHERE id = ?", ORIGINAL) == [
        ("ny", "vægt", f"{FAMILY}/child", 1, FAMILY)
    ]
    store.append([Entry(GIVEN, "shared", "copy1", "amend", {"kind": "visit", "fields": {**HOUR, "note": "nyest"},
                                                            "at": "2026-11-22T09:03:00+00:00"})])  # fmt: skip
    assert store.rows("SELECT note, next, versions FROM visits WHERE id = ?", ORIGINAL) == [("nyest", None, 2)]
    assert sound(store)


def test_a_copy_whose_original_was_taken_back_is_retracted_and_one_taken_back_itself_is_not_there(store: Store) -> None:
    receives(store)
    store.append([shared(store, "copy1", ORIGINAL, HOUR, 1, gone=True)])
    assert store.rows("SELECT retracted FROM visits WHERE id = ?", ORIGINAL) == [(1,)]
    store.append([Entry(GIVEN, "shared", "copy1", "retract", {}, "x")])
    assert store.rows("SELECT count(*) FROM visits WHERE id = ?", ORIGINAL) == [(0,)]
    assert sound(store)


def test_an_erased_copy_takes_its_record_with_it(store: Store) -> None:
    receives(store)
    store.append([shared(store, "copy1", ORIGINAL, HOUR, 1)])
    store.append([Entry(GIVEN, "shared", "copy1", "erase", {}, "x")])
    assert store.rows("SELECT count(*) FROM visits WHERE id = ?", ORIGINAL) == [(0,)]
    assert store.rows("SELECT count(*) FROM shared") == [(0,)]
    assert sound(store)


def test_what_the_log_holds_comes_before_copies_whichever_came_first(store: Store) -> None:
    receives(store)
    store.append([visit(ORIGINAL, note="fra journalen")])
    store.append([shared(store, "copy1", ORIGINAL, {**HOUR, "note": "fra kopien"}, 1)])
    assert store.rows("SELECT note FROM visits WHERE id = ?", ORIGINAL) == [("fra journalen",)]
    store.append([shared(store, "copy2", "original00000002", {**HOUR, "note": "fra kopien"}, 2)])
    store.append([visit("original00000002", note="fra journalen")])
    assert store.rows("SELECT note FROM visits WHERE id = 'original00000002'") == [("fra journalen",)]
    assert sound(store)


def test_copies_that_we_give_show_nothing(store: Store) -> None:
    store.append([shared(store, "copy1", ORIGINAL, HOUR, 1, stream=OURS)])
    assert store.rows("SELECT count(*) FROM visits") == [(0,)]
    assert store.rows("SELECT count(*) FROM shared") == [(1,)]
    assert sound(store)


def test_a_copy_is_of_the_family_in_whose_stream_it_stands(store: Store) -> None:
    receives(store)
    store.append([shared(store, "copy1", ORIGINAL, {**HOUR, "case_id": "enandenfamilie00"}, 1)])
    assert store.rows("SELECT case_id FROM visits WHERE id = ?", ORIGINAL) == [(FAMILY,)]


def test_what_lacks_something_its_readers_count_on_is_not_shown_until_it_is_there(store: Store) -> None:
    """What a correction says may come before what it corrects."""
    usual = dict(visit().fields)
    store.append([visit(ORIGINAL)._replace(fields={name: value for name, value in usual.items() if name != "end"})])
    assert store.rows("SELECT count(*) FROM visits") == [(0,)]
    assert sound(store)
    store.append([visit(ORIGINAL, "amend", reason="x", end=usual["end"])])
    assert store.rows("SELECT versions FROM visits") == [(2,)]
    store.append([visit(ORIGINAL, "amend", reason="x", end=None)])
    assert store.rows("SELECT count(*) FROM visits") == [(0,)]
    assert sound(store)


def test_an_erasure_that_others_have_made_is_a_version_and_takes_nothing_away(store: Store) -> None:
    told = fold([FIRST, say("told", 2, ("first",), "b", op=TOLD)])
    assert (told.erased, told.versions, told.fields["note"]) == (False, 2, "sover")
    [first] = store.append([visit(ORIGINAL)])
    with store.writing() as connection:
        head = {
            "stream": first.stream, "device": "b" * 16, "seq": 1, "prev": None, "hlc": "2026-11-22T13:00:00.000Z/0100",
            "kind": "visit", "record": ORIGINAL, "op": "erase",
        }  # fmt: skip
        payload = {"author": "Lone Krogh", "fields": {}, "base": [first.id], "salt": "0" * 32}
        head["digest"] = digest(payload)
        connection.execute("INSERT INTO hearsay VALUES (?)", (digest(head),))
        log.insert(connection, digest(head), head, canonical(payload).decode())
        project(connection, "visit", ORIGINAL)
    assert store.rows("SELECT note, versions FROM visits") == [("Barnet tager på og sover roligt.", 2)]
    assert sound(store)
    store.append([visit(ORIGINAL, "erase", reason="på anmodning")])
    assert store.rows("SELECT count(*) FROM visits") == [(0,)]
