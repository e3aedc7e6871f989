"""Copies and receipts from a known contact who lies: the one who gives copies, and the one they are given to.

COP001 copies come from the one who sealed them, of one family, and say nothing of any other
COP002 what a case worker writes in the stream that we write for her is kept, and shown nowhere
COP003 nothing goes to her by itself because of what she says she was given
COP004 a receipt counts when she has signed it herself, of a bundle of ours, in words we know
COP005 whatever copies say of kind and record, the tables stay what the log tells
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from spaedbarn_cli.store import cases, sharings, vault, visits
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.sync import copies, outgoing, receipts, routes
from sync.forging import Chain, a_visit, exchange, goes_on, refused, sealed, sound, state, three, visit_fields
from sync.somebody import profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.somebody import Somebody

AT = "2026-11-02T09:00:00.000+00:00"
LETTER, COPY, RECORD = "letter0000000001", "copy000000000001", "visitforged00000"
THEIRS = "0000000000000c21"
People = tuple["Somebody", "Somebody", "Somebody", str]


@pytest.fixture
def people() -> Iterator[People]:
    with three() as found:
        yield found


def letter(chain: Chain, family: str, sender: str, record: str = LETTER, **other: Any) -> None:
    said = {"case_id": family, "act": "0a1b", "at": AT, "sender": sender, "source": "contact", "records": 1, **other}
    chain.say("letter", record, **said)


def copy(chain: Chain, family: str, record: str, fields: dict[str, Any], key: str = COPY, **other: Any) -> None:
    said = {"case_id": family, "record": record, "kind": "visit", "source": "contact", "fields": fields, "gone": False,
            "letter": LETTER, "at": AT, **other}  # fmt: skip
    chain.say("shared", key, **said)


def given(family: str, sender: Somebody, *, name: str = "given00000000001") -> Chain:
    chain = Chain(f"{family}{routes.COPIES}{name}")
    letter(chain, family, sender.public.sign)
    return chain


def target(mette: Somebody, worker: Somebody) -> str:
    shared = sharings.sharings(mette.store, contact=mette.contact(worker).id)
    return next(str(one.target) for one in shared if one.streams == ("contact",))


def bare(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in visit_fields("", **fields).items() if name != "case_id"}


def test_copies_do_not_come_in_the_name_of_another_contact(people: People) -> None:
    """COP001"""
    mette, jens, worker, _ = people
    chain = given(THEIRS, worker)
    copy(chain, THEIRS, RECORD, bare())
    refused(mette, sealed(jens, mette, chain.changes), "bundle_not_theirs")
    late = given(THEIRS, jens)
    mette.take(sealed(jens, mette, late.changes))
    letter(late, THEIRS, worker.public.sign, "letter0000000002")
    refused(mette, sealed(jens, mette, late.changes[1:], number=2), "bundle_not_theirs")


def test_copies_without_a_whole_letter_are_refused(people: People) -> None:
    """COP001"""
    mette, jens, _, _ = people
    bare_copies = Chain(f"{THEIRS}/share:given")
    copy(bare_copies, THEIRS, RECORD, bare())
    refused(mette, sealed(jens, mette, bare_copies.changes), "bundle_not_theirs")
    wrong = ({"source": 7}, {"source": None}, {"purpose": ["x"]}, {"ground": {"a": 1}}, {"at": "i går"}, {"notes": "ja"})
    for broken in wrong:
        chain = Chain(f"{THEIRS}/share:given")
        letter(chain, THEIRS, jens.public.sign, **broken)
        refused(mette, sealed(jens, mette, chain.changes), "bundle_record")


def test_a_copy_says_nothing_of_another_family(people: People) -> None:
    """COP001: neither by the family it names inside, nor by the record, nor by the family's own record."""
    mette, jens, _, family = people
    before = [visit.id for visit in visits.listed(mette.store, family)]
    chain = given(THEIRS, jens)
    copy(chain, THEIRS, RECORD, {**bare(note="smuglet"), "case_id": family})
    mette.take(sealed(jens, mette, chain.changes))
    assert [visit.id for visit in visits.listed(mette.store, family)] == before
    assert [visit.id for visit in visits.listed(mette.store, THEIRS)] == [RECORD]
    for record, kind, fields in (
        (family, "case", {"code": "B03", "programme": "p"}), (RECORD, "case", {"code": "B03", "programme": "p"}),
    ):  # fmt: skip
        other = given("0000000000000d05", jens, name="given00000000002")
        copy(other, "0000000000000d05", record, fields, kind=kind)
        refused(mette, sealed(jens, mette, other.changes, number=2), "bundle_record")
    other = given("0000000000000d05", jens, name="given00000000002")
    copy(other, "0000000000000d05", RECORD, bare(note="overtaget"))
    refused(mette, sealed(jens, mette, other.changes, number=2), "bundle_record")
    assert cases.find(mette.store, "A17").id == family
    assert sound(mette)


def test_a_copy_of_a_record_that_is_here_shows_nothing(people: People) -> None:
    """COP001: the log comes first."""
    mette, jens, _, family = people
    chain = given(family, jens)
    copy(chain, family, "visit000000000ab", bare(note="forfalsket"))
    mette.take(sealed(jens, mette, chain.changes))
    assert visits.find(mette.store, "visit000000000ab").note == "Rolig."
    assert sound(mette)


def test_what_she_writes_in_our_stream_of_copies_is_shown_nowhere(people: People) -> None:
    """COP002: whether as a device of her own, or going on where ours stopped."""
    mette, _, worker, family = people
    stream = target(mette, worker)
    for number, chain in enumerate((Chain(stream), goes_on(mette, stream)), 1):
        copy(chain, family, f"visitforged0000{number}", bare(note="opdigtet"), key=f"copy00000000000{number}")
        mette.take(sealed(worker, mette, chain.changes, number=number))
    assert len(visits.listed(mette.store, family)) == 3
    assert mette.store.rows("SELECT count(*) FROM shared WHERE record LIKE 'visitforged%'") == [(2,)]
    assert sound(mette)


def test_nothing_follows_by_itself_from_copies_she_says_she_has(people: People) -> None:
    """COP003: a record that was left out is not sent as the correction of a copy that she made up."""
    mette, _, worker, family = people
    secret = "visitleftout0000"
    mette.store.append([a_visit(family, secret)])
    stream = target(mette, worker)
    for number, chain in enumerate((Chain(stream), goes_on(mette, stream)), 1):
        copy(chain, family, secret, {"kind": "home"}, key=f"copy00000000000{number}")
        mette.take(sealed(worker, mette, chain.changes, number=number))
    load = copies.load_of(
        mette.store, family, "contact", profile(), target=stream, notes=False, only_known=True
    )
    assert secret not in {one.record for one in load.going}
    chosen = copies.load_of(mette.store, family, "contact", profile(), target=stream, notes=False)
    assert secret in {one.record for one in chosen.new}, "who chooses what goes, and sees it first, may"


def test_what_she_writes_into_our_copies_never_goes_out_under_our_name(people: People) -> None:
    """COP003: neither a record of hers nor what she makes of one of ours."""
    mette, _, worker, family = people
    stream = target(mette, worker)
    (ours, fields), *_ = mette.store.rows("SELECT id, fields FROM shared WHERE stream = ? AND kind = 'visit'", stream)
    forged = Chain(stream)
    copy(forged, family, "visitforged00001", bare(note="opdigtet"))
    forged.say("shared", str(ours), "amend", kind="visit", fields={"note": "opdigtet"}, at="2026-11-04T09:00:00.000+00:00")
    mette.take(sealed(worker, mette, forged.changes))
    shown = copies.shared_records(mette.store, [stream], own=True)
    assert shown
    assert "opdigtet" not in repr([one.fields for one in shown])
    assert mette.store.rows("SELECT fields FROM shared WHERE id = ?", ours) == [(fields,)]
    going = outgoing.unacknowledged(mette.store, worker.public.sign, [stream])
    assert not {one.id for one in going} & {one.id for one in forged.changes}
    assert sound(mette)


def test_a_name_taken_by_a_kind_that_nobody_knows_hides_no_copy(people: People) -> None:
    """COP003: whoever knows the id of a visit writes something strange under it, before the copy comes or after it."""
    mette, jens, worker, family = people
    for number, record in enumerate(("visittaken000001", "visittaken000002")):
        strange = Chain(f"{THEIRS}/contact", f"{number:016x}")
        strange.say("futurum", record)
        if number == 0:
            worker.take(sealed(jens, worker, strange.changes, number=number))
        mette.store.append([a_visit(family, record)])
        mette.share_copies(family, worker)
        data = mette.send(worker)
        assert data is not None
        worker.take(data)
        if number == 1:
            worker.take(sealed(jens, worker, strange.changes, number=number))
    there = {one.id for one in visits.listed(worker.store, family)}
    assert {"visittaken000001", "visittaken000002"} <= there
    assert sound(worker)


def test_copies_beside_a_journal_count_for_nothing(people: People) -> None:
    """COP003: a case worker hands over copies of her own about a family whose journal is ours."""
    mette, _, worker, family = people
    before = len(visits.listed(mette.store, family))
    chain = Chain(f"{family}{routes.COPIES}opdigtet00000002")
    letter(chain, family, worker.public.sign)
    copy(chain, family, "visitforged00002", bare())
    said = {"by": "mor", "recipient": worker.name, "streams": ["contact", "work"], "given": "2026-11-02"}
    copy(chain, family, "consentforged001", said, key="copy000000000009", kind="consent")
    mette.take(sealed(worker, mette, chain.changes))
    assert len(visits.listed(mette.store, family)) == before
    assert mette.store.rows("SELECT 1 FROM consents WHERE id = 'consentforged001'") == []
    assert sound(mette)


def test_terms_she_says_we_gave_her_are_kept_and_nothing_goes_for_them(people: People) -> None:
    """COP003: a letter in our name, of a stream we know nothing of."""
    mette, _, worker, family = people
    chain = Chain(f"{family}{routes.COPIES}opdigtet00000001")
    letter(chain, family, mette.public.sign, ground="duty-by-law", notes=True)
    copy(chain, family, "visit000000000ab", {"kind": "home"})
    mette.take(sealed(worker, mette, chain.changes))
    (one,) = [each for each in sharings.sharings(mette.store, case_id=family) if each.target == chain.stream]
    assert (one.profile, one.notes, one.ended) == ("caseworker", False, "2026-11-02")
    (way,) = [each for each in mette.routes(worker) if each.stream == chain.stream]
    assert way.held == "ended"
    journal = vault.case_stream(family, "contact")
    mette.store.append([Entry(journal, "visit", "visit000000000ab", "amend", {"note": "hemmeligt"})])
    data = mette.send(worker)
    assert data is not None
    worker.take(data)
    assert worker.store.rows("SELECT count(*) FROM shared WHERE fields LIKE '%hemmeligt%'") == [(0,)]
    assert sound(mette)


def test_a_receipt_is_one_when_she_signed_it_herself_and_says_what_receipts_say(people: People) -> None:
    """COP004"""
    mette, jens, worker, _ = people
    bundle = sharings.sent(mette.store, contact=mette.contact(worker).id)[0].bundle
    stream = routes.post_stream(worker.public.sign, mette.public.sign)
    known = receipts.from_contact(mette.store, worker.public.sign, mette.public.sign)
    assert known[bundle].state == "delivered"
    from spaedbarn_cli.store.canonical import canonical
    from spaedbarn_cli.sync import identity, keys

    def receipt(number: int, signer: Somebody, of: str, signs: str, **other: Any) -> dict[str, Any]:
        said = {"bundle": of, "state": signs, "at": f"2026-11-0{number}T09:00:00+00:00", "reason": None, "records": []}
        signed = keys.sign(identity.own(signer.store), "receipt", canonical({**said, "to": mette.public.sign}))
        return {**said, "sign": signer.public.sign, "signature": signed, **other}

    never = "0" * 32
    chain = Chain(stream)
    chain.say("receipt", receipts.receipt_id(bundle), "amend", **receipt(3, jens, bundle, "accepted"))
    chain.say("receipt", receipts.receipt_id("1" * 32), **receipt(4, worker, "1" * 32, "accepted", state="returned"))
    chain.say("receipt", receipts.receipt_id("2" * 32), **receipt(5, worker, "2" * 32, "begravet"))
    chain.say("receipt", receipts.receipt_id(never), **receipt(6, worker, never, "accepted"))
    mette.take(sealed(worker, mette, chain.changes))
    found = receipts.from_contact(mette.store, worker.public.sign, mette.public.sign)
    assert set(found) == {never}, "hers of a bundle that never was is kept, and stands beside no bundle of ours"
    assert not [one for one in sharings.sent(mette.store) if one.bundle == never]
    assert sound(mette)


def test_a_receipt_of_ours_that_she_made_up_does_not_stop_us_from_writing_it(people: People) -> None:
    """COP004: in words that nobody knows, of a bundle that has not come yet."""
    mette, _, worker, _ = people
    number = 9
    stream = routes.post_stream(mette.public.sign, worker.public.sign)
    chain = Chain(stream)
    fields = {"bundle": f"{number:032x}", "state": "begravet", "at": AT, "sign": mette.public.sign, "signature": "x"}
    chain.say("receipt", receipts.receipt_id(f"{number:032x}"), **fields)
    mette.take(sealed(worker, mette, chain.changes))
    theirs = given(THEIRS, worker)
    copy(theirs, THEIRS, RECORD, bare())
    mette.take(sealed(worker, mette, theirs.changes, number=number))
    exchange(mette, worker)
    said = receipts.from_contact(worker.store, mette.public.sign, worker.public.sign)
    assert said[f"{number:032x}"].state == "delivered"
    assert sound(mette)


def test_copies_that_change_their_kind_or_record_leave_nothing_behind(people: People) -> None:
    """COP005"""
    mette, jens, _, _ = people
    chain = given(THEIRS, jens)
    copy(chain, THEIRS, RECORD, bare())
    later = "2026-11-03T09:00:00.000+00:00"
    copy(chain, THEIRS, RECORD, {"date": "2026-11-03"}, key="copy000000000002", kind="goal", at=later)
    mette.take(sealed(jens, mette, chain.changes))
    assert sound(mette)
    assert visits.listed(mette.store, THEIRS) == []
    chain.say("shared", COPY, "amend", kind="look", fields={"date": "2026-11-03"}, at="2026-11-04T09:00:00.000+00:00")
    chain.say("shared", COPY, "amend", record="another000000001")
    chain.say("shared", "copy000000000002", "retract")
    for number, one in enumerate(chain.changes[-3:], 2):
        mette.take(sealed(jens, mette, [one], number=number))
        assert sound(mette)
    assert mette.store.rows("SELECT id FROM looks") == [("another000000001",)]
    assert mette.store.rows("SELECT count(*) FROM goals WHERE id = ?", RECORD) == [(0,)]


def test_a_journal_that_comes_after_copies_takes_their_place(people: People) -> None:
    """COP005: also where they said it was something else, or it is of a kind nobody knows."""
    mette, jens, _, _ = people
    chain = given(THEIRS, jens)
    copy(chain, THEIRS, RECORD, {"date": "2026-11-03"}, kind="goal")
    copy(chain, THEIRS, "unknown000000001", bare(), key="copy000000000002")
    mette.take(sealed(jens, mette, chain.changes))
    journal = Chain(vault.case_stream(THEIRS, "contact"))
    journal.say("visit", RECORD, **visit_fields(THEIRS))
    journal.say("weather", "unknown000000001", rain=True)
    mette.take(sealed(jens, mette, journal.changes, number=2))
    assert [visit.id for visit in visits.listed(mette.store, THEIRS)] == [RECORD]
    assert mette.store.rows("SELECT count(*) FROM goals WHERE id = ?", RECORD) == [(0,)]
    assert sound(mette)


def test_a_kind_of_copy_without_its_fields_is_refused(people: People) -> None:
    """COP005: fields that were looked at as those of a visit must not become those of something else."""
    mette, jens, _, _ = people
    chain = given(THEIRS, jens)
    copy(chain, THEIRS, RECORD, {**bare(), "first_day": 12345})
    mette.take(sealed(jens, mette, chain.changes))
    chain.say("shared", COPY, "amend", kind="pause")
    refused(mette, sealed(jens, mette, chain.changes[-1:], number=2), "bundle_record")


def test_the_ledger_of_what_came_names_who_sealed_it(people: People) -> None:
    """COP001"""
    mette, jens, _, _ = people
    chain = given(THEIRS, jens)
    copy(chain, THEIRS, RECORD, bare())
    before = len(state(mette)["sharings"])
    arrival = mette.take(sealed(jens, mette, chain.changes))
    assert arrival.begun == (THEIRS,)
    (one,) = sharings.sharings(mette.store, case_id=THEIRS)
    assert (one.contact, one.profile, len(state(mette)["sharings"])) == (mette.contact(jens).id, "received", before + 1)
    came = sharings.received(mette.store)[-1]
    assert (came.name, json.dumps(came.acts)) == ("Jens Lund", '["0a1b"]')
