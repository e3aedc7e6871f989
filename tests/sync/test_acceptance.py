"""What a bundle begins: a family shared with us, copies given to us, our own that we lost; and what is not hers to write.

`test_hostile_sender.py` and `test_hostile_copies.py` say what a contact who lies achieves; here is what follows for one
who does not.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from spaedbarn_cli.errors import SpaedbarnError
from spaedbarn_cli.store import sharings, vault
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.sync import acceptance, routes
from spaedbarn_cli.sync.bundle import Content, Head, Sender
from sync.forging import FORGER, Chain, three, visit_fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spaedbarn_cli.domain.sharing import Sharing
    from sync.somebody import Somebody

NEW_FAMILY = "0000000000000b03"
RECORD = "visitfromoutside"
AT = "2026-11-02T09:00:00.000+00:00"
People = tuple["Somebody", "Somebody", "Somebody", str]


@pytest.fixture
def people() -> Iterator[People]:
    with three() as found:
        yield found


def accept(
    one: Somebody, sender: Somebody, *chains: Chain, offers: Sequence[str] = (), shown: Sequence[Head] = ()
) -> list[Entry]:
    content = Content(
        "0" * 32, sender.now().isoformat(timespec="milliseconds"), Sender(sender.name, sender.role, FORGER), "", None,
        tuple(change for chain in chains for change in chain.changes), tuple(shown), None, tuple(offers),
    )  # fmt: skip
    return acceptance.accepted(one.store, one.contact(sender), content, one.public.sign)


def refused(
    one: Somebody, sender: Somebody, *chains: Chain, key: str = "bundle_not_theirs", code: str | None = None
) -> None:  # fmt: skip
    with pytest.raises(SpaedbarnError) as error:
        accept(one, sender, *chains)
    assert error.value.key == key
    assert code is None or error.value.params["code"] == code


def journal(name: str, family: str = NEW_FAMILY, record: str = RECORD) -> Chain:
    chain = Chain(vault.case_stream(family, name))
    chain.say("goal", record, case_id=family, date="2026-11-03")
    return chain


def letter(stream: str, sender: str, **other: Any) -> Chain:
    chain = Chain(stream)
    said = {"case_id": stream.partition("/")[0], "act": "0a1b", "at": AT, "sender": sender, "source": "plan", **other}
    chain.say("letter", "letter0000000001", **said)
    return chain


def colleague(one: Somebody, other: Somebody) -> Sharing:
    shared = sharings.sharings(one.store, contact=one.contact(other).id)
    return next(each for each in shared if each.profile == "colleague")


def test_a_family_that_is_new_here_goes_both_ways_from_now_on(people: People) -> None:
    mette, jens, worker, _ = people
    (entry,) = accept(mette, jens, journal("contact"), journal("plan", record="another"))
    assert (entry.stream, entry.kind, entry.op) == (mette.store.own_stream, "sharing", "create")
    said = entry.fields
    assert (said["profile"], said["streams"]) == ("colleague", ["contact", "plan"])
    assert said["contact"] == mette.contact(jens).id
    assert (said["case_id"], said["begun"], said["target"], said["ended"]) == (NEW_FAMILY, "2026-11-02", None, None)
    entries = accept(mette, worker, journal("contact"), journal("plan", record="another"))
    assert [one.fields["profile"] for one in entries] == ["received", "received"], "a case worker is given copies"


def test_what_is_shared_already_begins_nothing(people: People) -> None:
    mette, jens, worker, family = people
    assert accept(mette, jens, journal("contact", family), journal("plan", family)) == []
    target = next(str(one.target) for one in sharings.sharings(mette.store, contact=mette.contact(worker).id))
    copies = Chain(target)
    copies.say("shared", RECORD, case_id=family)
    assert accept(mette, worker, copies) == []
    receipt = Chain(routes.post_stream(worker.public.sign, mette.public.sign))
    receipt.say("receipt", "r1")
    assert accept(mette, worker, receipt) == []
    assert accept(mette, jens) == []


def test_a_journal_is_added_by_whoever_began_to_share_the_family(people: People) -> None:
    """Where we decided ourselves what goes, it comes and nothing of ours goes for it."""
    mette, jens, _, family = people
    known = colleague(mette, jens)
    (entry,) = accept(mette, jens, journal("network", family))
    assert (entry.op, entry.fields["profile"], entry.fields["streams"]) == ("create", "received", ["network"])
    mette.store.append([Entry(mette.store.own_stream, "sharing", known.id, "amend", {"ground": None})])
    (entry,) = accept(mette, jens, journal("network", family))
    assert (entry.op, entry.record) == ("amend", known.id)
    assert entry.fields == {"streams": [*known.streams, "network"]}


def test_a_journal_with_something_of_ours_in_it_only_comes(people: People) -> None:
    """Also when she shows a change of it that is here: that proves that she may write there, not that she may read."""
    mette, jens, _, family = people
    stream = vault.case_stream(family, "network")
    look = {"case_id": family, "date": "2026-11-02"}
    (written,) = mette.store.append([Entry(stream, "look", "look000000000001", "create", look)])
    (entry,) = accept(mette, jens, journal("network", family))
    assert (entry.op, entry.fields["profile"], entry.fields["target"]) == ("create", "received", stream)
    assert (entry.fields["streams"], entry.fields["notes"]) == (["network"], True)
    for key in (written.id, "ab" * 32):
        (entry,) = accept(mette, jens, journal("network", family), shown=[Head(stream, mette.store.device, 1, key)])
        assert entry.fields["profile"] == "received"


@pytest.mark.parametrize("name", ["work", "parent:mor"])
def test_working_notes_and_a_parents_journal_only_come(people: People, name: str) -> None:
    mette, jens, _, _ = people
    entries = accept(mette, jens, journal("contact"), journal(name, record="another"))
    assert {one.fields["profile"]: one.fields["streams"] for one in entries} == {
        "colleague": ["contact"], "received": [name],
    }  # fmt: skip


def test_working_notes_of_a_family_we_have_are_not_a_colleagues_to_write(people: People) -> None:
    mette, jens, _, family = people
    refused(mette, jens, journal("work", family))
    assert accept(mette, jens, journal("parent:mor", family))[0].fields["profile"] == "received"


def test_offers_join_what_a_colleague_shares_where_nothing_stands(people: People) -> None:
    mette, jens, worker, family = people
    names = ("contact", "network", "work", "parent:mor", "weather")
    offers = [vault.case_stream(family, name) for name in names]
    assert accept(mette, jens, offers=offers) == [], "what goes to her we have decided, and nobody widens it"
    own = colleague(mette, jens)
    mette.store.append([Entry(mette.store.own_stream, "sharing", own.id, "amend", {"ground": None})])
    (entry,) = accept(mette, jens, offers=offers)
    assert entry.fields == {"streams": ["contact", "child", "plan", "network"]}
    assert accept(mette, worker, offers=offers) == [], "with her nothing goes both ways"
    assert accept(mette, jens, offers=[vault.case_stream(NEW_FAMILY, "contact")]) == []
    (entry,) = accept(mette, jens, journal("contact"), offers=[vault.case_stream(NEW_FAMILY, name) for name in names])
    assert entry.fields["streams"] == ["contact", "network"]
    mette.store.append([Entry(offers[1], "look", "look000000000001", "create", {"case_id": family, "date": "2026-11-02"})])
    assert accept(mette, jens, offers=offers) == [], "something of ours stands there that nobody has shared"


def test_whoever_shows_a_change_of_a_family_we_have_may_write_and_is_given_nothing(people: People) -> None:
    """A third colleague, to whom Jens has given it; or one who has learnt the name of a change."""
    mette, _, worker, family = people
    refused(mette, worker, journal("contact", family), code="A17")
    seq, key = mette.store.rows("SELECT seq, id FROM changes WHERE stream = ? ORDER BY n DESC LIMIT 1", f"{family}/contact")[0]
    shown = [Head(f"{family}/contact", mette.store.device, int(str(seq)), str(key))]
    (entry,) = accept(mette, worker, journal("contact", family), shown=shown)
    assert (entry.fields["profile"], entry.fields["streams"]) == ("received", ["contact"])


def test_a_copy_shown_gives_no_way_into_a_journal(people: People) -> None:
    mette, _, worker, family = people
    copied: Any = worker.store.rows("SELECT stream, device, seq, id FROM changes WHERE kind = 'shared'")
    with pytest.raises(SpaedbarnError):
        accept(mette, worker, journal("contact", family), shown=[Head(*row) for row in copied])


def test_copies_that_are_given_to_us_begin_with_their_letter(people: People) -> None:
    mette, jens, _, _ = people
    stream = f"{NEW_FAMILY}/share:given"
    (entry,) = accept(mette, jens, letter(stream, jens.public.sign, notes=True, ground="duty-by-law"))
    said = entry.fields
    assert (said["profile"], said["streams"], said["target"], said["notes"]) == ("received", ["plan"], stream, True)
    assert (said["contact"], said["case_id"], said["ended"]) == (mette.contact(jens).id, NEW_FAMILY, None)
    refused(mette, jens, letter(stream, jens.public.sign, source=None), key="bundle_record")
    bare = Chain(stream)
    bare.say("shared", RECORD, case_id=NEW_FAMILY)
    refused(mette, jens, bare)


def test_copies_of_a_family_we_were_given_copies_of_leave_its_journals_new(people: People) -> None:
    """Who only has copies of a family may still come to share it."""
    mette, _, worker, family = people
    (entry,) = accept(worker, mette, journal("contact", family))
    assert entry.fields["profile"] == "colleague"


def test_our_own_copies_that_we_lost_come_back_as_ended(people: People) -> None:
    """On the terms she says, kept for the ledger."""
    mette, _, worker, family = people
    chain = letter(f"{family}/share:lost", mette.public.sign, ground="duty-by-law", purpose="status", notes=True)
    (entry,) = accept(mette, worker, chain)
    said = entry.fields
    assert (said["profile"], said["ended"], said["notes"]) == ("caseworker", "2026-11-02", False)
    assert (said["ground"], said["purpose"], said["contact"]) == ("duty-by-law", "status", mette.contact(worker).id)


def test_a_letter_of_another_contact_is_not_hers_to_bring(people: People) -> None:
    mette, jens, worker, _ = people
    refused(mette, jens, letter(f"{NEW_FAMILY}/share:given", worker.public.sign), code="CASE")


def test_a_stream_of_copies_somebody_else_gave_is_closed_to_her(people: People) -> None:
    mette, jens, worker, family = people
    target = next(str(one.target) for one in sharings.sharings(mette.store, contact=mette.contact(worker).id))
    assert target.startswith(family)
    refused(mette, jens, letter(target, jens.public.sign))


def test_clocks_are_followed_ten_years_ahead_and_not_beyond(people: People) -> None:
    mette, jens, _, family = people
    latest = acceptance.latest_clock(mette.store)
    assert latest == (mette.now() + acceptance.FURTHEST).astimezone(UTC).isoformat()[:19]
    for clock, key in ((f"{latest}", "bundle_clock"), ("2036-11-01T08:00:00", None)):
        chain = Chain(vault.case_stream(family, "contact"))
        chain.say("visit", RECORD, hlc=f"{clock}.000Z/0000", **visit_fields(family))
        if key is None:
            assert accept(mette, jens, chain) == []
        else:
            refused(mette, jens, chain, key=key)
    mette.store.now = lambda: datetime(9990, 1, 1, tzinfo=UTC)
    assert acceptance.latest_clock(mette.store).startswith("80")


def test_nothing_is_written_by_looking(people: People) -> None:
    mette, jens, _, _ = people
    before = mette.store.rows("SELECT count(*) FROM changes")
    accept(mette, jens, journal("contact"))
    assert mette.store.rows("SELECT count(*) FROM changes") == before
