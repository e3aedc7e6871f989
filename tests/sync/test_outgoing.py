"""What goes to a contact: all that she has not said she has, and when there is nothing to tell her, nothing.

OUT001 without an acknowledgement everything goes; with one, what lies behind it; with one we cannot place, everything again
OUT002 a forked chain goes whole until every branch is acknowledged
OUT003 what is held back does not go, and nothing is told of it beyond what she knows
OUT004 `only` narrows it to some families, and receipts go all the same
OUT005 a bundle is news when it holds changes, or tells of something else than what we last told
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from spaedbarn_cli.errors import Refused
from spaedbarn_cli.store import heard, sharings, vault
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.sync import identity, outgoing, receipts, routes
from sync.forging import Chain, a_visit, exchange, sealed, three, visit_fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spaedbarn_cli.store.heard import Head
    from sync.somebody import Somebody

People = tuple["Somebody", "Somebody", "Somebody", str]


@pytest.fixture
def people() -> Iterator[People]:
    with three() as found:
        yield found


def seal(one: Somebody, other: Somebody, **more: Any) -> outgoing.Sealed:
    return outgoing.seal_for(one.store, one.contact(other), one.routes(other), **more)


def hear(one: Somebody, other: Somebody, heads: Sequence[Head]) -> None:
    """Let the newest bundle of somebody's have said this."""
    with one.store.writing() as connection:
        connection.execute("DELETE FROM heard")
        heard.hear(connection, other.public.sign, device=other.store.device, before=(), made="2026", heads=heads)


def numbers(one: Somebody, other: Somebody, stream: str) -> list[int]:
    """Return the numbers of what goes of a stream."""
    return [change.head["seq"] for change in outgoing.unacknowledged(one.store, other.public.sign, [stream])]


def head_of(one: Somebody, stream: str, seq: int) -> Head:
    ((key,),) = one.store.rows("SELECT id FROM changes WHERE stream = ? AND seq = ?", stream, seq)
    return stream, one.store.device, seq, str(key)


def test_what_was_not_acknowledged_goes(people: People) -> None:
    """OUT001"""
    mette, jens, _, family = people
    stream = vault.case_stream(family, "contact")
    hear(mette, jens, [])
    assert numbers(mette, jens, stream) == [1, 2, 3, 4, 5]
    hear(mette, jens, [head_of(mette, stream, 2)])
    assert numbers(mette, jens, stream) == [3, 4, 5]
    hear(mette, jens, [head_of(mette, stream, 5)])
    assert numbers(mette, jens, stream) == []
    every = outgoing.unacknowledged(mette.store, None, [stream])
    assert len(every) == 5, "who does not sign can acknowledge nothing"


def test_who_was_never_heard_is_sent_everything(people: People) -> None:
    """OUT001"""
    mette, jens, _, family = people
    with mette.store.writing() as connection:
        connection.execute("DELETE FROM heard")
    assert numbers(mette, jens, vault.case_stream(family, "contact")) == [1, 2, 3, 4, 5]


def test_an_acknowledgement_we_cannot_place_is_none(people: People) -> None:
    """OUT001: of a branch that is still to come, of another number, of another stream."""
    mette, jens, _, family = people
    stream = vault.case_stream(family, "contact")
    third = head_of(mette, stream, 3)
    own: Any = mette.store.rows("SELECT id FROM changes WHERE stream = ? AND seq = 1", mette.store.own_stream)[0][0]
    for wrong in ((*third[:3], "ab" * 32), (*third[:2], 4, third[3]), (stream, "cc" * 8, 3, third[3]), (*third[:2], 1, own)):
        hear(mette, jens, [wrong])
        assert numbers(mette, jens, stream) == [1, 2, 3, 4, 5]
    hear(mette, jens, [(*third[:2], 9, "ab" * 32), head_of(mette, stream, 2)])
    assert numbers(mette, jens, stream) == [3, 4, 5], "of two branches the one we have counts"


def test_a_fork_goes_whole_until_every_branch_is_acknowledged(people: People) -> None:
    """OUT002"""
    mette, jens, _, family = people
    stream, device = vault.case_stream(family, "contact"), mette.store.device
    fourth = head_of(mette, stream, 4)
    fork = Chain(stream, device, seq=4, prev=fourth[3], at="2026-11-03T09:00:00.000Z")
    other = fork.say("visit", "visitofthebranch", **visit_fields(family))
    fifth = head_of(mette, stream, 5)
    mette.take(sealed(jens, mette, fork.changes))
    whole = [1, 2, 3, 4, 5, 5]
    branch = (stream, device, 5, other.id)
    for said in ([], [fourth], [fifth], [branch]):
        hear(mette, jens, said)
        assert sorted(numbers(mette, jens, stream)) == whole
    hear(mette, jens, [fifth, branch])
    assert numbers(mette, jens, stream) == []
    assert {head[3] for head in outgoing.heads(mette.store, [stream])} == {fifth[3], other.id}
    longer = Chain(stream, device, seq=5, prev=other.id, at="2026-11-04T09:00:00.000Z")
    longer.say("visit", "visitofthebranch", "amend", note="videre")
    mette.take(sealed(jens, mette, longer.changes, number=2))
    hear(mette, jens, [fifth, branch])
    assert len(numbers(mette, jens, stream)) == 7


def test_heads_are_the_newest_of_every_device(people: People) -> None:
    """OUT001"""
    mette, jens, _, family = people
    stream = vault.case_stream(family, "contact")
    (written,) = jens.store.append([a_visit(family, "visitofjens00000")])
    exchange(mette, jens)
    both = {head_of(mette, stream, 5), (stream, jens.store.device, 1, written.id)}
    assert set(outgoing.heads(mette.store, [stream, f"{family}/nothing"])) == both


def test_what_is_held_back_does_not_go_and_only_what_she_knows_is_told_of(people: People) -> None:
    """OUT003: she may have said herself what she has of it."""
    mette, _, worker, family = people
    shared = sharings.sharings(mette.store, contact=mette.contact(worker).id)
    (one,) = [each for each in shared if each.streams == ("contact",)]
    known = [head for head in seal(mette, worker).content.acknowledged if head.stream == one.target]
    mette.store.append([a_visit(family, "visitafter000000")])
    mette.share_copies(family, worker)
    assert any(change.place[0] == one.target for change in seal(mette, worker).content.changes)
    mette.store.append([Entry(mette.store.own_stream, "sharing", one.id, "amend", {"ended": "2026-11-02"})])
    held = seal(mette, worker).content
    assert not [change for change in held.changes if change.place[0] == one.target]
    shown = [head for head in held.acknowledged if head.stream == one.target]
    assert set(known) <= set(shown)
    assert not held.offers


def test_offers_are_the_journals_that_go_both_ways(people: People) -> None:
    """OUT003: those in which nothing stands too, and not those that are held back."""
    mette, jens, worker, family = people
    assert seal(mette, jens).content.offers == tuple(f"{family}/{name}" for name in ("child", "contact", "plan"))
    assert seal(mette, worker).content.offers == ()


def test_only_some_families_and_receipts_all_the_same(people: People) -> None:
    """OUT004"""
    mette, jens, _, family = people
    other = mette.open_family("B03")
    mette.share_both_ways(other, jens)
    mette.store.append([a_visit(family, "visitafter000000")])
    said = receipts.entry_for(mette.store, identity.own(mette.store), jens.public.sign, "ab" * 16, "opened")
    assert said is not None
    mette.store.append([said])

    def streams(only: set[str] | None) -> set[str]:
        found = {change.place[0] for change in seal(mette, jens, only=only).content.changes}
        assert said.stream in found
        return {stream.partition("/")[0] for stream in found} - {"post"}

    assert streams(None) == {family, other}
    assert streams({family}) == {family}
    assert streams({other}) == {other}
    assert streams(set()) == set()
    offers = tuple(f"{family}/{name}" for name in ("child", "contact", "plan"))
    assert seal(mette, jens, only={family}).content.offers == offers
    told = {head.stream for head in seal(mette, jens, only={other}).content.acknowledged}
    assert f"{family}/contact" in told, "what we have of the others is told, as far as she knows of it"


def test_what_a_bundle_says_of_itself(people: People) -> None:
    """OUT005: who, from which device, which it was before, and never before anything seen."""
    mette, jens, _, _ = people
    first = mette.store.device
    made = seal(mette, jens, words=outgoing.Words("status", "duty-by-law", "<p>Side</p>"))
    assert (made.content.purpose, made.content.ground, made.content.report) == ("status", "duty-by-law", "<p>Side</p>")
    assert made.content.sender[:3] == ("Mette Holm", "health-visitor", first)
    assert made.content.sender.before == ()
    assert made.content.made == "2026-11-02T08:00:00.000+00:00"
    mette.store.renew_device()
    assert seal(mette, jens).content.sender[2:] == (mette.store.device, (first,))
    chain = Chain(made.content.offers[1], at="2026-11-20T10:00:00.000Z")
    chain.say("visit", "visitfromahead00", **visit_fields(chain.stream.partition("/")[0]))
    mette.take(sealed(jens, mette, chain.changes))
    assert seal(mette, jens).content.made >= "2026-11-20T10:00:00"


def test_the_record_of_what_was_sent(people: People) -> None:
    """OUT005"""
    mette, jens, _, family = people
    hear(mette, jens, [])
    made = seal(mette, jens)
    fields = outgoing.entry(mette.store, mette.contact(jens), made, "file")
    assert (fields["bundle"], fields["contact"], fields["way"]) == (made.id, mette.contact(jens).id, "file")
    assert (fields["cases"], fields["changes"], fields["bytes"]) == ([family], made.changes, len(made.data))
    last = head_of(mette, f"{family}/contact", 5)
    assert [f"{family}/contact", mette.store.device, 1, 5, last[3]] in fields["ranges"]
    assert set(fields["streams"]) == {change.place[0] for change in made.content.changes}


def told(one: Somebody, other: Somebody, made: outgoing.Sealed) -> None:
    with one.store.writing() as connection:
        heard.tell(connection, other.public.sign, [tuple(head) for head in made.content.acknowledged])  # type: ignore[misc]


def test_there_is_news_while_she_lacks_changes_or_was_told_something_else(people: People) -> None:
    """OUT005"""
    mette, jens, _, family = people
    contact = mette.contact(jens)
    assert not outgoing.has_news(mette.store, contact, seal(mette, jens)), "they have exchanged everything"
    with mette.store.writing() as connection:
        heard.owe_answer(connection, jens.public.sign)
    assert outgoing.has_news(mette.store, contact, seal(mette, jens)), "she waits for an answer"
    told(mette, jens, seal(mette, jens))
    assert not outgoing.has_news(mette.store, contact, seal(mette, jens))
    with mette.store.writing() as connection:
        heard.tell(connection, jens.public.sign, [])
    assert outgoing.has_news(mette.store, contact, seal(mette, jens)), "she was told that we have nothing"
    told(mette, jens, seal(mette, jens))
    mette.store.append([a_visit(family, "visitafter000000")])
    told(mette, jens, seal(mette, jens))
    assert outgoing.has_news(mette.store, contact, seal(mette, jens)), "what was sent has not been acknowledged"


def test_who_was_never_told_anything_hears_when_there_is_something_to_tell(people: People) -> None:
    """OUT005: a store that was restored tells everybody once, also that it has nothing."""
    mette, jens, worker, _ = people
    contact = jens.contact(worker)
    assert not outgoing.has_news(jens.store, contact, seal(jens, worker))
    jens.store.renew_device()
    assert outgoing.has_news(jens.store, contact, seal(jens, worker))
    assert not outgoing.has_news(jens.store, contact._replace(sign=None), seal(jens, worker))
    with mette.store.writing() as connection:
        connection.execute("DELETE FROM told")
    assert outgoing.has_news(mette.store, mette.contact(jens), seal(mette, jens))


def test_nothing_is_sealed_for_somebody_without_a_key(people: People) -> None:
    """OUT001"""
    mette, jens, _, _ = people
    with pytest.raises(Refused) as error:
        outgoing.seal_for(mette.store, mette.contact(jens)._replace(age=None), mette.routes(jens))
    assert error.value.key == "contact_without_key"
    assert not mette.store.connection.in_transaction


def test_to_seal_writes_nothing(people: People) -> None:
    """OUT005: nothing counts as delivered for having been sealed."""
    mette, jens, _, _ = people
    assert routes.post_stream(mette.public.sign, jens.public.sign) in {way.stream for way in mette.routes(jens)}
    hear(mette, jens, [])
    first, second = seal(mette, jens), seal(mette, jens)
    assert first.content.changes == second.content.changes
    assert first.id != second.id
    assert first.data != second.data


def test_what_is_written_while_a_bundle_is_sealed_goes_with_the_next(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OUT001"""
    from spaedbarn_cli.sync import seal as sealing

    mette, jens, _, family = people
    stream = vault.case_stream(family, "contact")
    real = sealing.seal

    def slow(*given: Any, **more: Any) -> bytes:
        monkeypatch.setattr(sealing, "seal", real)
        mette.store.append([Entry(stream, "visit", "v0000000000while", "create", visit_fields(family))])
        return real(*given, **more)

    monkeypatch.setattr(sealing, "seal", slow)
    first, second = (
        {change.head["record"] for change in seal(mette, jens).content.changes if change.place[0] == stream} for _ in range(2)
    )
    assert second - first == {"v0000000000while"}
