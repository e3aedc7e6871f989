"""Receipts: what is said comes once and in order, and counts when its writer signed it herself, to us."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from spaedbarn_cli.domain.sharing import ACCEPTED, DELIVERED, OPENED, RETURNED, STATES
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.sync import identity, receipts, routes
from sync.forging import exchange, three

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.somebody import Somebody

BUNDLE = "ab" * 16
People = tuple["Somebody", "Somebody", "Somebody", str]


@pytest.fixture
def people() -> Iterator[People]:
    with three() as found:
        yield found


def entry(one: Somebody, other: Somebody, state: str, **more: Any) -> Entry | None:
    return receipts.entry_for(one.store, identity.own(one.store), other.public.sign, BUNDLE, state, **more)


def say(one: Somebody, other: Somebody, state: str, **more: Any) -> bool:
    found = entry(one, other, state, **more)
    if found is not None:
        one.store.append([found])
    return found is not None


def read(reader: Somebody, writer: Somebody, *, to: Somebody | None = None) -> receipts.Receipt | None:
    said = receipts.from_contact(reader.store, writer.public.sign, (to or reader).public.sign)
    return said.get(BUNDLE)


def test_a_receipt_is_one_record_that_is_changed_as_things_go_on(people: People) -> None:
    mette, _, worker, _ = people
    first = entry(worker, mette, DELIVERED)
    assert first is not None
    assert (first.stream, first.kind) == (routes.post_stream(worker.public.sign, mette.public.sign), "receipt")
    assert (first.record, first.op) == (f"r{BUNDLE}", "create")
    assert say(worker, mette, DELIVERED)
    second = entry(worker, mette, OPENED)
    assert second is not None
    assert (second.record, second.op) == (first.record, "amend")


@pytest.mark.parametrize("said", STATES)
@pytest.mark.parametrize("state", STATES)
def test_only_what_comes_later_is_said(people: People, said: str, state: str) -> None:
    """What was returned may be settled after all, or returned for more."""
    mette, _, worker, _ = people
    assert say(worker, mette, said)
    later = STATES.index(state) > STATES.index(said) or (said == RETURNED and state in (ACCEPTED, RETURNED))
    assert say(worker, mette, state) is later


def test_it_comes_to_the_one_it_is_for_with_reason_and_records(people: People) -> None:
    mette, jens, worker, _ = people
    assert say(worker, mette, RETURNED, reason="mangler samtykke", records=["visit0000000001a", "visit0000000002a"])
    exchange(mette, worker)
    found = read(mette, worker)
    assert found is not None
    assert (found.state, found.reason, found.sign) == (RETURNED, "mangler samtykke", worker.public.sign)
    assert found.records == ("visit0000000001a", "visit0000000002a")
    assert found.at == "2026-11-02T08:00:00+00:00"
    assert read(jens, worker) is None


@pytest.mark.parametrize(
    "altered",
    [
        {"state": ACCEPTED}, {"bundle": "cd" * 16}, {"at": "2026-11-01T09:00:00+00:00"}, {"reason": "andet"},
        {"records": ["visit0000000002a"]}, {"records": []}, {"signature": "A" * 86}, {"signature": ""}, {"state": "begravet"},
    ],
)  # fmt: skip
def test_one_that_was_altered_counts_for_nothing(people: People, altered: dict[str, Any]) -> None:
    mette, _, worker, _ = people
    made = entry(worker, mette, RETURNED, reason="mangler", records=["visit0000000001a"])
    assert made is not None
    before = receipts.from_contact(mette.store, worker.public.sign, mette.public.sign)
    mette.store.append([made._replace(fields={**made.fields, **altered})])
    assert receipts.from_contact(mette.store, worker.public.sign, mette.public.sign) == before


def test_one_that_another_signed_counts_for_nothing(people: People) -> None:
    """Under his name, or under hers."""
    mette, jens, worker, _ = people
    made = entry(jens, mette, ACCEPTED)
    assert made is not None
    stream = routes.post_stream(worker.public.sign, mette.public.sign)
    for number, sign in enumerate((jens.public.sign, worker.public.sign)):
        fields = {**made.fields, "sign": sign}
        mette.store.append([made._replace(stream=stream, record=f"r{number}", fields=fields)])
        assert read(mette, worker) is None
    mette.store.append([made])
    assert read(mette, worker) is None
    assert read(mette, jens) is not None


def test_one_that_was_said_to_another_counts_for_nothing(people: People) -> None:
    """Her yes to Jens about his bundle is not one to Mette."""
    mette, jens, worker, _ = people
    made = entry(worker, jens, ACCEPTED)
    assert made is not None
    mette.store.append([made._replace(stream=routes.post_stream(worker.public.sign, mette.public.sign))])
    assert read(mette, worker) is None


def test_one_that_was_taken_back_counts_for_nothing(people: People) -> None:
    mette, _, worker, _ = people
    made = entry(worker, mette, ACCEPTED)
    assert made is not None
    mette.store.append([made])
    assert read(mette, worker) is not None
    mette.store.append([Entry(made.stream, "receipt", made.record, "retract", {})])
    assert read(mette, worker) is None


def test_what_somebody_else_wrote_in_our_place_does_not_keep_us_from_saying_it(people: People) -> None:
    mette, _, worker, _ = people
    made = entry(worker, mette, ACCEPTED)
    assert made is not None
    worker.store.append([made._replace(fields={**made.fields, "signature": "A" * 86})])
    again = entry(worker, mette, DELIVERED)
    assert again is not None
    assert again.op == "amend", "the record is there"
