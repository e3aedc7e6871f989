"""A known contact who signs what she likes: she writes where she may, harms nobody but herself, and is refused whole.

HOS001 nothing comes into the store's own stream, whatever kind it says it is
HOS002 a kind stands in its own sort of stream only
HOS003 a record stays where it is, of the kind and in the family it is of
HOS004 nobody can make our clock, or that of others, useless
HOS005 numbers, lists and names without bounds do no harm
HOS006 what she lays in the way of others' bundles does not stop them
HOS007 what she says she has does not keep from her what she lacks
HOS008 nothing of ours goes to her because she offers, joins or asks
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from spaedbarn_cli.store import heard, sharings, vault
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.store.tables import JOURNAL, KINDS
from spaedbarn_cli.sync import outgoing, routes
from spaedbarn_cli.sync.bundle import Head
from spaedbarn_cli.sync.changes import change_of, line_of
from sync.forging import (
    FORGER,
    Chain,
    a_visit,
    exchange,
    goes_on,
    refused,
    sealed,
    sound,
    state,
    three,
    visit_fields,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.somebody import Somebody

NEW_FAMILY = "0000000000000b03"
RECORD = "post000000000001"


@pytest.fixture
def people() -> Iterator[tuple[Somebody, Somebody, Somebody, str]]:
    with three() as found:
        yield found


People = tuple["Somebody", "Somebody", "Somebody", str]


def contact_stream(family: str) -> str:
    return vault.case_stream(family, "contact")


def test_nothing_comes_into_the_own_stream_of_the_store(people: People) -> None:
    """HOS001"""
    mette, jens, worker, _ = people
    fields = {"name": "Ny", "role": "leader", "age": jens.public.age, "sign": jens.public.sign, "key": "remote", "value": "x"}
    for kind in ("identity", "profile", "contact", "setting", "consent", "sharing", "access", "visit", "futurum"):
        for sender in (jens, worker):
            refused(mette, sealed(sender, mette, goes(mette.store.own_stream, kind, fields)), "bundle_not_theirs")
            on = goes_on(mette, mette.store.own_stream)
            on.say(kind, RECORD, **fields)
            refused(mette, sealed(sender, mette, on.changes), "bundle_not_theirs")


def goes(stream: str, kind: str, fields: dict[str, Any], record: str = RECORD) -> list[Any]:
    chain = Chain(stream)
    chain.say(kind, record, **fields)
    return chain.changes


def test_a_kind_stands_in_its_own_sort_of_stream_only(people: People) -> None:
    """HOS002"""
    mette, jens, _, family = people
    post = routes.post_stream(jens.public.sign, mette.public.sign)
    for kind in sorted(KINDS):
        fields = {"case_id": family}
        if kind != "receipt":
            refused(mette, sealed(jens, mette, goes(post, kind, fields)), "bundle_not_theirs")
        if kind not in ("letter", "shared"):
            letter = Chain(f"{family}/share:{RECORD}")
            letter.say("letter", "letter0000000001", case_id=family, act="a", at="2026-11-02T09:00+00:00",
                       sender=jens.public.sign, source="contact")  # fmt: skip
            letter.say(kind, RECORD, **fields)
            refused(mette, sealed(jens, mette, letter.changes), "bundle_not_theirs")
        if kind not in JOURNAL:
            refused(mette, sealed(jens, mette, goes(contact_stream(family), kind, fields)), "bundle_not_theirs")
    strangers = "post/" + "0" * 32
    refused(mette, sealed(jens, mette, goes(strangers, "receipt", {})), "bundle_not_theirs")


def test_a_case_worker_writes_in_no_journal_of_a_family_she_has_copies_of(people: People) -> None:
    """HOS002"""
    mette, _, worker, family = people
    for name in ("contact", "child", "work", "futurum"):
        stream = vault.case_stream(family, name)
        refused(mette, sealed(worker, mette, goes(stream, "visit", visit_fields(family))), "bundle_not_theirs")
    offers = [contact_stream(family), vault.case_stream(family, "work")]
    mette.take(sealed(worker, mette, offers=offers))
    assert not [one for one in sharings.sharings(mette.store, contact=mette.contact(worker).id) if one.profile == "colleague"]


def test_a_record_stays_where_it_is(people: People) -> None:
    """HOS003"""
    mette, jens, _, family = people
    other = mette.open_family("B03")
    mette.store.append([a_visit(other, "visitofanotherfa")])
    stream = contact_stream(family)
    mine = "visit000000000ab"
    taken = "visitofanotherfa"
    for chain, record, kind, fields in (
        (Chain(stream), taken, "visit", visit_fields(family)),
        (Chain(contact_stream(NEW_FAMILY)), mine, "visit", visit_fields(NEW_FAMILY)),
        (Chain(vault.case_stream(family, "plan")), mine, "visit", visit_fields(family)),
        (Chain(stream), mine, "pause", {"case_id": family, "first_day": "2026-11-01", "last_day": "2026-11-02"}),
        (Chain(stream), other, "case", {"code": "X1", "programme": "p"}),
        (Chain(stream), RECORD, "case", {"code": "X1", "programme": "p"}),
        (Chain(stream), RECORD, "visit", visit_fields(other)),
        (Chain(stream), RECORD, "visit", {**visit_fields(family), "case_id": None}),
        (Chain(stream), RECORD, "visit", {name: value for name, value in visit_fields(family).items() if name != "case_id"}),
    ):
        chain.say(kind, record, **fields)
        refused(mette, sealed(jens, mette, chain.changes), "bundle_record")
    moved = Chain(stream)
    moved.say("visit", mine, "amend", case_id=other)
    refused(mette, sealed(jens, mette, moved.changes), "bundle_record")


@pytest.mark.parametrize("stream", ["nofamily", "/contact", "family/", "/", "9n4t0kz7wq2m8c5v"])
def test_a_stream_is_a_family_and_a_journal(people: People, stream: str) -> None:
    """HOS003"""
    mette, jens, _, _ = people
    refused(mette, sealed(jens, mette, goes(stream, "futurum", {})), "bundle_record")


@pytest.mark.parametrize(
    "clock", ["8999-12-31T23:59:59.999Z/9999", "9999-12-31T23:59:59.999Z/0000", "2037-01-01T00:00:00.000Z/0000"]
)
def test_a_clock_that_would_carry_ours_away_is_refused(people: People, clock: str) -> None:
    """HOS004"""
    mette, jens, _, family = people
    chain = Chain(contact_stream(family))
    chain.say("visit", RECORD, hlc=clock, **visit_fields(family))
    refused(mette, sealed(jens, mette, chain.changes), "bundle_clock")
    refused(mette, sealed(jens, mette, made=f"{min(clock[:4], '2200')}-12-31T00:00:00+00:00"), "bundle_clock")


def test_a_clock_some_years_ahead_is_followed_said_and_can_be_passed_on(people: People) -> None:
    """HOS004"""
    mette, jens, worker, family = people
    chain = Chain(contact_stream(family))
    chain.say("visit", RECORD, hlc="2036-10-01T00:00:00.000Z/9999", **visit_fields(family))
    assert mette.take(sealed(jens, mette, chain.changes)).ahead
    mette.store.append([a_visit(family, "visit0000000000z")])
    mette.share_copies(family, worker)
    assert exchange(mette, worker)
    assert sound(mette)


@pytest.mark.parametrize("clock", ["2026-13-01T00:00:00.000Z/0000", "0000-01-01T00:00:00.000Z/0000", "-001-01-01", ""])
def test_what_is_no_clock_is_no_change(people: People, clock: str) -> None:
    """HOS004"""
    chain = Chain(contact_stream(people[3]))
    good = "2026-11-02T09:00:00.000Z/0000"
    line = line_of(chain.say("visit", RECORD, hlc=good, **visit_fields(people[3])))[:-1]
    assert change_of(line)
    with pytest.raises(ValueError, match=r"head|month|day|year|form"):
        change_of(line.replace(good.encode(), clock.encode()))


def test_a_clock_that_runs_backwards_between_two_bundles_is_refused(people: People) -> None:
    """HOS004"""
    mette, jens, _, family = people
    chain = Chain(contact_stream(family))
    chain.say("visit", RECORD, **visit_fields(family))
    mette.take(sealed(jens, mette, chain.changes))
    late = Chain(chain.stream, seq=1, prev=chain.prev)
    late.say("visit", RECORD, "amend", hlc="2026-11-01T09:00:00.000Z/0000", note="før")
    refused(mette, sealed(jens, mette, late.changes, number=2), "bundle_record")
    assert sound(mette)


def test_a_hole_of_any_size_is_a_gap_and_nothing_more(people: People) -> None:
    """HOS005"""
    mette, jens, _, family = people
    chain = Chain(contact_stream(family), seq=10**15, prev="ab" * 32)
    chain.say("visit", RECORD, **visit_fields(family))
    arrival = mette.take(sealed(jens, mette, chain.changes))
    assert (arrival.waits, arrival.new) == (1, 0)
    (gap,) = arrival.gaps
    assert (gap.first, gap.last) == (1, 10**15)
    assert mette.take(sealed(jens, mette, chain.changes)).again
    assert mette.store.rows("SELECT count(*) FROM visits WHERE id = ?", RECORD) == [(0,)]
    assert sound(mette)


def test_long_lists_and_many_streams_do_no_harm(people: People) -> None:
    """HOS005"""
    mette, jens, _, family = people
    stream = contact_stream(family)
    acknowledged = [Head(stream, f"{n:016x}", 10**15, f"{n:064x}") for n in range(3_000)]
    offers = [f"{family}/x{n:04d}" for n in range(2_000)]
    before = [f"{n:016x}" for n in range(900)]
    mette.take(sealed(jens, mette, acknowledged=acknowledged, offers=offers, before=before))
    (shared,) = sharings.sharings(mette.store, contact=mette.contact(jens).id)
    assert shared.streams == ("contact", "child", "plan")
    changes = [goes(f"{family}/x{n:04d}", "futurum", {}, f"post{n:012d}")[0] for n in range(1_000)]
    assert mette.take(sealed(jens, mette, changes, number=2)).new == 1_000
    assert exchange(mette, jens)
    assert sound(mette)
    assert jens.store.rows("SELECT count(*) FROM changes WHERE kind = 'futurum'") == [(0,)], "nothing of it goes back"


def test_two_changes_in_our_own_place_are_kept_and_we_go_on_as_another_device(people: People) -> None:
    """HOS006"""
    mette, jens, worker, family = people
    stream, device = contact_stream(family), mette.store.device
    seq, prev = mette.store.rows(
        "SELECT seq, prev FROM changes WHERE stream = ? AND device = ? ORDER BY seq DESC LIMIT 1", stream, device
    )[0]
    fork = Chain(stream, device, seq=int(str(seq)) - 1, prev=str(prev), at="2026-11-03T09:00:00.000Z")
    fork.say("visit", RECORD, **visit_fields(family))
    arrival = mette.take(sealed(jens, mette, fork.changes))
    assert len(arrival.forks) == 1
    assert mette.store.device != device
    assert vault.devices_before(mette.store) == (device,)
    (written,) = mette.store.append([a_visit(family, "visit0000000000z")])
    assert written.seq == 1
    assert sound(mette)
    for other in (jens, worker):
        exchange(mette, other)
    assert sound(jens)
    assert jens.store.rows("SELECT count(*) FROM visits WHERE id IN (?, 'visit0000000000z')", RECORD) == [(2,)]


def test_what_a_contact_lays_in_the_way_does_not_stop_another(people: People) -> None:
    """HOS006: a change that waits for the next one of somebody else, and could not stand if it came."""
    mette, jens, _, family = people
    own = mette.open_family("B03")
    mette.store.append([a_visit(own, "visitofanotherfa")])
    stream = contact_stream(family)
    (real,) = jens.store.append([a_visit(family, "visitfromjens000")])
    bad = Chain(stream, jens.store.device, seq=real.seq, prev=real.id, at="2026-12-01T09:00:00.000Z")
    bad.say("visit", "visitofanotherfa", "amend", note="ødelagt")
    assert mette.take(sealed(jens, mette, bad.changes)).waits == 1
    honest = jens.send(mette)
    assert honest is not None
    assert mette.take(honest).new == 1
    assert mette.store.rows("SELECT count(*) FROM early") == [(0,)]
    assert mette.store.rows("SELECT note FROM visits WHERE id = 'visitofanotherfa'") == [(None,)]
    assert sound(mette)


def test_what_can_never_stand_is_not_even_kept_to_wait(people: People) -> None:
    """HOS006"""
    mette, jens, _, family = people
    chain = Chain(contact_stream(family), seq=7, prev="ab" * 32)
    chain.say("visit", RECORD, **{**visit_fields(family), "start": "i går"})
    refused(mette, sealed(jens, mette, chain.changes), "bundle_record")


def test_heads_beyond_what_there_is_keep_nothing_from_anybody(people: People) -> None:
    """HOS007: she says she has what does not exist, or under our number what is something else."""
    mette, jens, _, family = people
    stream, device = contact_stream(family), mette.store.device
    (known,) = mette.store.rows("SELECT id FROM changes WHERE stream = ? AND seq = 1", stream)
    for number, key in enumerate(("ab" * 32, str(known[0])), 5):
        head = Head(stream, device, 10**15, key)
        mette.take(sealed(jens, mette, acknowledged=[head], number=number, device=jens.store.device))
        going = outgoing.unacknowledged(mette.store, jens.public.sign, [stream])
        assert [change.head["seq"] for change in going] == list(range(1, len(going) + 1)), "all of it goes again"
    assert len(going) >= 3


def test_a_bundle_from_the_end_of_time_does_not_silence_what_comes_after(people: People) -> None:
    """HOS007"""
    mette, jens, _, family = people
    far = "2035-01-01T00:00:00.000+00:00"
    mette.take(sealed(jens, mette, number=3, made=far, device=jens.store.device))
    assert heard.acknowledged(mette.store, jens.public.sign) == {}
    exchange_once = jens.send(mette)
    assert exchange_once is None or mette.take(exchange_once)
    going = outgoing.unacknowledged(mette.store, jens.public.sign, [contact_stream(family)])
    assert going, "she has said she has nothing, so it goes again: too much, never too little"


def test_working_notes_and_a_parents_journal_go_to_nobody_for_being_offered(people: People) -> None:
    """HOS008"""
    mette, jens, _, family = people
    offers = [vault.case_stream(family, name) for name in ("work", "parent:mor", "network")]
    mette.take(sealed(jens, mette, offers=offers))
    mine = [one for one in sharings.sharings(mette.store, contact=mette.contact(jens).id) if one.profile == "colleague"]
    assert set(mine[0].streams) == {"contact", "child", "plan"}
    for name in ("work", "parent:mor", "network"):
        stream = vault.case_stream(family, name)
        goal = {"case_id": family, "date": "2026-11-03"}
        mette.store.append([Entry(stream, "goal", f"goal{name[:4]}00000000", "create", goal)])
        assert not [one for one in mette.routes(jens) if one.stream == stream and one.held is None]
    data = mette.send(jens)
    assert data is not None
    jens.take(data)
    assert jens.store.rows("SELECT count(*) FROM goals") == [(0,)]


def test_a_parents_journal_that_comes_with_a_family_only_comes(people: People) -> None:
    """HOS008: what is written in it here goes back when somebody here has decided so."""
    mette, jens, _, _ = people
    changes = []
    for name in ("contact", "parent:mor", "work"):
        chain = Chain(vault.case_stream(NEW_FAMILY, name), f"{len(changes):016x}")
        chain.say("goal", f"goal{name[:4]}00000000", case_id=NEW_FAMILY, date="2026-11-03")
        changes += chain.changes
    arrival = mette.take(sealed(jens, mette, changes))
    assert arrival.new == 3
    ways = {one.stream.partition("/")[2]: one.held for one in mette.routes(jens) if one.case_id == NEW_FAMILY}
    assert ways == {"contact": None, "parent:mor": "listen", "work": "listen"}


def test_a_kind_and_a_field_of_a_newer_program_come_to_a_third_through_an_older_one(people: People) -> None:
    """HOS005: kept and passed on to the letter."""
    mette, jens, _, _ = people
    asta = next(one for one in jens.world.people if one is not mette and one is not jens)
    asta.store.role = "health-visitor"
    chain = Chain(contact_stream(NEW_FAMILY))
    chain.say("case", NEW_FAMILY, code="N1", programme="jammerbugt-spaedbarn", season="vinter")
    chain.say("weather", RECORD, rain=[True, {"mm": 3}], wind="æ🌬")
    mette.take(sealed(asta, mette, chain.changes))
    mette.share_both_ways(NEW_FAMILY, jens)
    exchange(mette, jens)
    both = "SELECT c.id, p.body FROM changes c JOIN payloads p ON p.change = c.id WHERE stream = ? ORDER BY c.id"
    assert jens.store.rows(both, chain.stream) == [(one.id, one.body) for one in sorted(chain.changes, key=lambda c: c.id)]
    assert sound(jens)


def test_a_refusal_is_answered_and_nothing_else_is_written(people: People) -> None:
    """HOS006: she may think that she may, so she hears what is shared."""
    mette, jens, worker, family = people
    assert mette.send(worker) is None
    before = state(mette)
    refused(mette, sealed(worker, mette, goes(contact_stream(family), "visit", visit_fields(family))), "bundle_not_theirs")
    assert mette.send(worker) is not None
    assert {name for name, rows in state(mette).items() if rows != before[name]} <= {"changes", "payloads", "sent_bundles"}
    assert FORGER not in {str(row[0]) for row in mette.store.rows("SELECT DISTINCT device FROM changes")}
    assert jens.name
