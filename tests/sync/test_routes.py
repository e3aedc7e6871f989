"""Which streams run between two people: what goes, what is held back and why, and who may write."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from spaedbarn_cli.domain.sharing import Sharing
from spaedbarn_cli.store import sharings, vault
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.sync import routes
from sync.forging import three
from sync.somebody import grounds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.somebody import Somebody

DAY = date(2026, 11, 20)
People = tuple["Somebody", "Somebody", "Somebody", str]


@pytest.fixture
def people() -> Iterator[People]:
    with three() as found:
        yield found


def held(one: Somebody, other: Somebody, day: date = DAY) -> dict[str, str | None]:
    """Return why each stream does not go, by its name without the family; receipts left out."""
    found = routes.routes(one.store, one.contact(other), one.public.sign, grounds(), day)
    return {way.stream.partition("/")[2]: way.held for way in found if not way.stream.startswith(routes.POST)}


def share(one: Somebody, family: str, other: Somebody, **fields: Any) -> None:
    usual = {
        "case_id": family, "contact": one.contact(other).id, "profile": "caseworker", "streams": ["network"],
        "target": f"{family}{routes.COPIES}new", "ground": "consent", "purpose": None, "notes": False, "begun": "2026-11-03",
        "ended": None,
    }  # fmt: skip
    record = f"sharing{len(sharings.sharings(one.store)):09d}"
    one.store.append([Entry(one.store.own_stream, "sharing", record, "create", {**usual, **fields})])


def agree(one: Somebody, family: str, **fields: Any) -> None:
    said = {"case_id": family, "by": "mor", "recipient": "social-worker", "streams": ["network"], "given": "2026-11-01"}
    stream = vault.case_stream(family, "contact")
    one.store.append([Entry(stream, "consent", "consent000000001", "create", {**said, **fields})])


def test_receipts_run_both_ways_with_whoever_signs(people: People) -> None:
    mette, jens, _, _ = people
    found = [way for way in mette.routes(jens) if way.stream.startswith(routes.POST)]
    here, there = mette.public.sign, jens.public.sign
    assert {way.stream for way in found} == {routes.post_stream(here, there), routes.post_stream(there, here)}
    assert all((way.case_id, way.sharing, way.held) == (None, None, None) for way in found)
    assert routes.post_stream(here, there) != routes.post_stream(there, here)
    bare = mette.contact(jens)._replace(sign=None)
    assert not [way for way in routes.routes(mette.store, bare, here, grounds(), DAY) if way.stream.startswith(routes.POST)]


def test_with_a_colleague_the_journals_that_were_named_go_both_ways(people: People) -> None:
    mette, jens, worker, family = people
    ways = [way for way in mette.routes(jens) if way.sharing is not None]
    assert [way.stream for way in ways] == [f"{family}/{name}" for name in ("child", "contact", "plan")], "sorted"
    assert all(routes.is_both_ways(way) and way.held is None and way.case_id == family for way in ways)
    copies = [way for way in mette.routes(worker) if way.sharing is not None]
    assert copies
    assert all(routes.is_copies(way.stream) and not routes.is_both_ways(way) for way in copies)
    assert not routes.is_copies(f"{family}/contact")


@pytest.mark.parametrize(
    ("consent", "why"),
    [
        ({}, None), ({"until": "2026-11-20"}, None), ({"until": "2026-11-19"}, "consent"),
        ({"withdrawn": "2026-11-20"}, "consent"), ({"withdrawn": "2026-11-21"}, None), ({"given": "2026-11-21"}, "consent"),
        ({"streams": ["plan"]}, "consent"), ({"recipient": "leader"}, "consent"), ({"recipient": "SIGNE BACH"}, None),
    ],
)  # fmt: skip
def test_what_rests_on_consent_goes_while_one_covers_it(people: People, consent: dict[str, Any], why: str | None) -> None:
    mette, _, worker, family = people
    assert worker.name == "Signe Bach"
    share(mette, family, worker)
    assert held(mette, worker)["share:new"] == "consent", "none was given"
    agree(mette, family, **consent)
    assert held(mette, worker)["share:new"] == why


def test_a_consent_that_was_taken_back_as_a_mistake_covers_nothing(people: People) -> None:
    mette, _, worker, family = people
    share(mette, family, worker)
    agree(mette, family)
    stream = vault.case_stream(family, "contact")
    mette.store.append([Entry(stream, "consent", "consent000000001", "retract", {}, "forkert familie")])
    assert held(mette, worker)["share:new"] == "consent"


def test_a_consent_of_another_family_covers_nothing(people: People) -> None:
    mette, _, worker, family = people
    share(mette, family, worker)
    agree(mette, mette.open_family("B03"))
    assert held(mette, worker)["share:new"] == "consent"


def test_only_a_parent_can_agree_to_what_is_about_that_parent(people: People) -> None:
    mette, _, worker, family = people
    share(mette, family, worker, streams=["parent:far"])
    agree(mette, family, streams=["parent:far"])
    assert held(mette, worker)["share:new"] == "consent"


def test_with_a_colleague_each_journal_is_looked_at_by_itself(people: People) -> None:
    mette, jens, _, family = people
    share(mette, family, jens, profile="colleague", target=None, streams=["network", "work"])
    agree(mette, family, recipient="health-visitor")
    found = held(mette, jens)
    assert (found["network"], found["work"], found["contact"]) == (None, "consent", None)


@pytest.mark.parametrize(("ground", "why"), [("duty-by-law", None), (None, None), ("ukendt", "ground"), ("", "ground")])
def test_a_ground_that_nobody_knows_any_more_holds_back(people: People, ground: str | None, why: str | None) -> None:
    """Without a ground: it was begun by the other, who shared the family with us."""
    mette, _, worker, family = people
    share(mette, family, worker, ground=ground)
    assert held(mette, worker)["share:new"] == why


def test_what_has_ended_goes_no_more(people: People) -> None:
    mette, _, worker, family = people
    share(mette, family, worker, ground="duty-by-law", ended="2026-11-04")
    assert held(mette, worker)["share:new"] == "ended"


def test_of_what_was_given_to_us_copies_may_go_back_and_a_journal_is_only_listened_to(people: People) -> None:
    mette, jens, _, family = people
    share(mette, family, jens, profile="received", ground=None)
    share(mette, family, jens, profile="received", ground=None, target=f"{family}/parent:mor", streams=["parent:mor"])
    found = held(mette, jens)
    assert (found["share:new"], found["parent:mor"]) == (None, "listen")


def test_of_a_stream_shared_twice_the_way_that_is_open_counts(people: People) -> None:
    """In whichever order they began; while both are closed, the first one's reason is told."""
    mette, jens, _, family = people
    both = {"profile": "colleague", "target": None, "streams": ["network"]}
    share(mette, family, jens, **both, ground="duty-by-law", ended="2026-11-04")
    share(mette, family, jens, **both, begun="2026-11-05")
    assert held(mette, jens)["network"] == "ended"
    share(mette, family, jens, **both, begun="2026-11-06", ground="duty-by-law")
    assert held(mette, jens)["network"] is None
    share(mette, family, jens, **both, begun="2026-11-07", ground="duty-by-law", ended="2026-11-08")
    assert held(mette, jens)["network"] is None


def test_nothing_runs_to_somebody_else(people: People) -> None:
    mette, jens, worker, _ = people
    assert not set(held(mette, jens)) & set(held(mette, worker))


def sharing(profile: str, **fields: Any) -> Sharing:
    usual: dict[str, Any] = {"id": "s", "case_id": "fam", "contact": "k", "streams": ("contact",)}
    return Sharing(profile=profile, **{**usual, **fields})


@pytest.mark.parametrize(
    ("shared", "stream", "may"),
    [
        ([sharing("colleague")], "fam/contact", True),
        ([sharing("colleague")], "fam/child", True),
        ([sharing("colleague")], "fam/work", False),
        ([sharing("colleague", streams=("work",))], "fam/work", True),
        ([sharing("colleague")], "other/contact", False),
        ([sharing("colleague")], "fam/share:x", False),
        ([sharing("colleague")], "fam2/contact", False),
        ([sharing("caseworker", target="fam/share:x")], "fam/share:x", True),
        ([sharing("caseworker", target="fam/share:x")], "fam/share:y", False),
        ([sharing("caseworker", target="fam/share:x")], "fam/contact", False),
        ([sharing("received", target="fam/share:x")], "fam/share:x", True),
        ([sharing("received", target="fam/contact")], "fam/child", False),
        ([], "fam/contact", False),
        ([], "post/a", True),
        ([], "post/b", False),
        ([sharing("caseworker", target="fam/share:x"), sharing("colleague")], "fam/plan", True),
    ],
)  # fmt: skip
def test_who_may_write(shared: list[Sharing], stream: str, may: bool) -> None:
    assert routes.may_write(shared, stream, posts=["post/a"]) is may
