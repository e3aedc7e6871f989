"""What is copied for somebody: new, corrected, the same as before, taken back, left out, kept behind; and what is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from spaedbarn_cli.store import letters, sharings, vault
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.sync import copies
from sync.forging import Chain, exchange, sealed, visit_fields
from sync.somebody import profile
from sync.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spaedbarn_cli.domain.sharing import SharedRecord
    from sync.somebody import Somebody

ONE, TWO = "visit0000000001a", "visit0000000002a"
TERMS = copies.Terms(
    "0a1b", "s" * 43, "health-visitor", "Signe Bach", "caseworker", "duty-by-law", "lov", "status", "2026-11-03", "A17",
    ("mor: contact",), ("1 visit",), False,
)  # fmt: skip


class Given:
    """Mette, a case worker, a family, and the stream of copies of its contact journal."""

    def __init__(self, mette: Somebody, worker: Somebody) -> None:
        self.mette, self.worker, self.store = mette, worker, mette.store
        self.family = mette.open_family("A17")
        self.target = copies.new_target(self.family)
        self.journal = vault.case_stream(self.family, "contact")

    def visit(self, record: str, op: str = "create", /, **fields: Any) -> None:
        said = visit_fields(self.family, **fields) if op == "create" else fields
        self.store.append([Entry(self.journal, "visit", record, op, said)])

    def load(self, *, new_to_her: bool = False, notes: bool = False, **other: Any) -> copies.Load:
        target = None if new_to_her else self.target
        return copies.load_of(self.store, self.family, "contact", profile(), target=target, notes=notes, **other)

    def share(self, *, act: str = "0a1b", **other: Any) -> list[Entry]:
        made = copies.entries(self.store, self.family, self.load(**other), TERMS._replace(act=act), self.target)
        known = {one.target for one in sharings.sharings(self.store)}
        if made and self.target not in known:
            contact = self.mette.contact(self.worker).id
            own = self.store.own_stream
            made = [copies.begin(self.family, contact, "contact", self.target, TERMS, "2026-11-02", own), *made]
        self.store.append(made)
        return made

    def shared(self, acts: tuple[str, ...] | None = None) -> dict[str, SharedRecord]:
        return {one.record: one for one in copies.shared_records(self.store, [self.target], acts=acts)}


@pytest.fixture
def given() -> Iterator[Given]:
    world = World(1, 3)
    try:
        made = Given(world.practitioners[0], world.workers[0])
        made.visit(ONE, note="Rolig.", next="Tirsdag.")
        made.visit(TWO)
        yield made
    finally:
        world.end()


def records(found: tuple[copies.Copy, ...]) -> set[str]:
    return {one.record for one in found}


def test_everything_of_the_journal_is_new_at_first(given: Given) -> None:
    """The family and its people too, in the order they were written; only fields of the profile go."""
    load = given.load(new_to_her=True)
    assert [one.kind for one in load.new] == ["case", "person", "visit", "visit"]
    assert (load.source, load.corrected, load.same, load.excluded) == ("contact", (), 0, 0)
    visit = load.new[2]
    assert (visit.record, visit.gone, visit.known, visit.version) == (ONE, False, None, 1)
    assert set(visit.fields) == {"start", "end", "kind", "status", "by", "present"}
    assert "owner" not in load.new[0].fields
    assert copies.records_in(given.store, given.family, "contact") == 4
    assert copies.records_in(given.store, given.family, "plan") == 0


def test_free_text_goes_when_it_is_asked_for_and_is_counted_where_it_stays(given: Given) -> None:
    assert given.load().kept_back == {"visit": 1}
    load = given.load(notes=True)
    assert load.kept_back == {}
    assert (load.new[2].fields["note"], load.new[2].fields["next"]) == ("Rolig.", "Tirsdag.")


def test_what_she_has_is_the_same_until_it_is_corrected(given: Given) -> None:
    given.share()
    assert (given.load().going, given.load().same) == ((), 4)
    given.visit(ONE, "amend", note="Kun fri tekst.")
    assert given.load().going == (), "what she was not given has changed"
    given.visit(ONE, "amend", status="cancelled")
    load = given.load()
    assert (load.new, load.same) == ((), 3)
    (one,) = load.corrected
    assert (one.record, one.fields["status"], one.version) == (ONE, "cancelled", 2)
    assert one.known is not None
    given.share()
    given.visit(ONE, "amend", status="held")
    assert given.load().corrected[0].version == 3


def test_what_was_taken_back_goes_as_that_to_one_who_has_it_and_to_nobody_else(given: Given) -> None:
    given.share(exclude=(TWO,))
    for record in (ONE, TWO):
        given.visit(record, "retract")
    load = given.load()
    assert [(one.record, one.gone) for one in load.going] == [(ONE, True)]
    given.share()
    assert (given.load().going, given.shared()[ONE].retracted) == ((), True)


def test_what_is_excluded_stays_and_is_counted(given: Given) -> None:
    load = given.load(exclude=(ONE, TWO, "visitofanotherfa"))
    assert (load.excluded, len(load.new)) == (2, 2)
    assert load.kept_back == {}, "of what stays whole, no free text is named"
    given.share()
    given.visit(ONE, "amend", status="cancelled")
    assert given.load(exclude=(ONE,)).going == (), "a correction stays too"


def test_what_was_erased_does_not_go(given: Given) -> None:
    given.share()
    given.visit(ONE, "erase")
    assert ONE not in records(given.load().going)
    assert given.load().same == 3
    assert ONE not in records(given.load(new_to_her=True).new)


def test_with_only_known_nothing_new_goes(given: Given) -> None:
    given.share(exclude=(TWO,))
    given.visit(ONE, "amend", status="cancelled")
    given.visit("visit0000000003a")
    load = given.load(only_known=True)
    assert (load.new, records(load.corrected)) == ((), {ONE})
    assert given.load(new_to_her=True, only_known=True).going == ()


def test_with_only_known_copies_count_that_were_written_here(given: Given) -> None:
    given.share(exclude=(TWO,))
    exchange(given.mette, given.worker)
    chain = Chain(given.target)
    chain.say("shared", "copyofhers000000", case_id=given.family, record=TWO, kind="visit", source="contact", gone=False,
              fields={"kind": "home"}, letter="x", at="2026-11-02T09:00:00.000+00:00")  # fmt: skip
    given.mette.take(sealed(given.worker, given.mette, chain.changes))
    assert given.load(only_known=True).going == ()
    assert (records(given.load().corrected), records(given.load().new)) == (set(), {TWO}), "what she says counts for nothing"


def test_a_copy_that_was_taken_out_of_the_stream_is_none_she_has(given: Given) -> None:
    given.share()
    (key,) = given.store.rows("SELECT id FROM shared WHERE record = ?", ONE)[0]
    given.store.append([Entry(given.target, "shared", str(key), "retract", {})])
    assert records(given.load().new) == {ONE}
    assert ONE not in given.shared()


def test_kinds_that_never_go_stay(given: Given) -> None:
    figure = {"case_id": given.family, "name": "mormor"}
    given.store.append([Entry(given.journal, "figure", "figure0000000001", "create", figure)])
    given.store.append([Entry(given.journal, "weather", "weather000000001", "create", {"rain": True})])
    assert {one.kind for one in given.load().new} == {"case", "person", "visit"}


def test_to_share_is_to_append_a_letter_and_the_copies(given: Given) -> None:
    made = given.share()
    assert [one.kind for one in made] == ["sharing", "letter", *["shared"] * 4]
    assert {one.stream for one in made[1:]} == {given.target}
    (letter,) = letters.listed(given.store)
    assert (letter.act, letter.source, letter.records, letter.code) == ("0a1b", "contact", 4, "A17")
    assert (letter.consents, letter.left_out, letter.told) == (("mor: contact",), ("1 visit",), "2026-11-03")
    (one,) = sharings.sharings(given.store)
    assert (one.target, one.streams, one.profile, one.ground) == (given.target, ("contact",), "caseworker", "duty-by-law")
    assert copies.targets_of(sharings.sharings(given.store)) == [given.target]
    found = given.shared()
    assert (found[ONE].kind, found[ONE].stream, found[ONE].version) == ("visit", "contact", 1)


def test_an_empty_load_writes_nothing(given: Given) -> None:
    assert copies.entries(given.store, given.family, copies.Load("contact"), TERMS, given.target) == []
    given.share()
    count = given.store.rows("SELECT count(*) FROM changes")
    assert given.share() == []
    assert given.store.rows("SELECT count(*) FROM changes") == count


def test_a_second_act_writes_a_new_version_in_the_same_copy(given: Given) -> None:
    given.share(exclude=(TWO,))
    given.visit(ONE, "amend", status="cancelled")
    made = given.share(act="0a1c")
    assert [(one.kind, one.op) for one in made] == [("letter", "create"), ("shared", "create"), ("shared", "amend")]
    found = given.shared()
    assert (found[ONE].version, found[ONE].fields["status"]) == (2, "cancelled")
    assert set(given.shared(("0a1c",))) == {ONE, TWO}
    assert ONE not in given.shared(("0a1b",)), "the newest act stands"
    assert given.shared(()) == {}


def test_what_is_shared_comes_to_her_and_no_journal_with_it(given: Given) -> None:
    given.share()
    exchange(given.mette, given.worker)
    theirs = {one.record: one for one in copies.shared_records(given.worker.store, [given.target])}
    assert theirs == given.shared()
    assert given.worker.store.rows("SELECT count(*) FROM changes WHERE stream = ?", given.journal) == [(0,)]


def test_streams_of_copies_and_acts_have_names_of_their_own() -> None:
    assert copies.new_target("fam").startswith("fam/share:")
    assert copies.new_target("fam") != copies.new_target("fam")
    assert len(copies.new_act()) == 16
    assert copies.new_act() != copies.new_act()
