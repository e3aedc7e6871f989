"""Receipts: delivered, opened, accepted or returned: said by a person, signed, and once, however often things are sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .sharing_people import opened

if TYPE_CHECKING:
    from program import Program

    from .sharing_people import People

LONE = "Lone Krogh"


def state(people: People, number: int = 0) -> tuple[str, str | None]:
    """Return what Mette's ledger says of an act, and why."""
    entry = people.mette.json("ledger", "A17")["entries"][number]
    return entry["state"], entry["reason"]


def bundles(reader: Program) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = reader.json("inbox", "list")["bundles"]
    return found


def test_receipts_follow_what_a_person_has_done(people: People) -> None:
    people.mette.ok("export", "A17", "--to", LONE, "--ground", "notification", "--purpose", "møde", "--sync")
    assert state(people)[0] == "not_sent"
    people.mette.ok("sync", "--remote", str(people.remote))
    assert state(people)[0] == "sent"
    people.round(people.lone, people.mette)
    assert state(people)[0] == "delivered"
    [came] = bundles(people.lone)
    assert (came["state"], came["way"]) == ("delivered", "remote")
    assert "Familien A17" in people.lone.ok("inbox", "open", came["id"][:6])
    people.round(people.lone, people.mette)
    assert state(people)[0] == "opened"
    assert people.lone.json("inbox", "accept", came["id"][:6])["state"] == "accepted"
    people.round(people.lone, people.mette)
    assert state(people)[0] == "accepted"
    assert people.lone.refused("inbox", "accept", came["id"][:6]) == (41, "inbox_said_before")
    people.lone.ok("inbox", "open", came["id"][:6])
    assert bundles(people.lone)[0]["state"] == "accepted"


def test_a_return_says_why_and_of_which_record(people: People) -> None:
    people.lone.ok("inbox", "open", str(people.notified(people.mette, LONE)))
    came = bundles(people.lone)[0]["id"]
    visit = people.lone.json("visit", "list", "A17")["visits"][0]["id"]
    assert people.lone.refused("inbox", "return", came) == (2, "usage_missing")
    assert people.lone.refused("inbox", "return", came, "--reason", "x", "--record", "zzzz") == (40, "record_not_in_bundle")
    assert people.lone.refused("inbox", "return", came, "--reason", "x", "--record", visit[:3]) == (2, "id_short")
    nowhere = str(people.post / "ingen" / "retur.age")
    assert people.lone.refused("inbox", "return", came, "--reason", "x", "--out", nowhere) == (2, "out_no_folder")
    assert bundles(people.lone)[0]["state"] == "opened"
    reply = people.post / "retur.age"
    people.lone.ok("inbox", "return", came, "--reason", "samtykke fra far mangler", "--record", visit[:5], "--out", str(reply))
    assert "1 kvittering." in people.mette("inbox", "open", str(reply)).err
    assert state(people) == ("returned", "samtykke fra far mangler")
    assert "returneret 22. november 2026 14.30: samtykke fra far mangler" in people.mette.ok("ledger", "A17")
    with opened(people.mette) as store:
        assert json.loads(str(store.rows("SELECT records FROM receipts")[0][0])) == [visit]
    assert len(people.lone.json("visit", "list", "A17")["visits"]) == 2
    people.lone.ok("inbox", "open", came)
    assert bundles(people.lone)[0]["state"] == "returned"
    people.lone.ok("inbox", "accept", came, "--out", str(reply))
    people.mette.ok("inbox", "open", str(reply))
    assert state(people)[0] == "accepted"


def test_a_return_of_a_later_bundle_says_nothing_of_the_first(people: People) -> None:
    reply = people.post / "svar.age"
    people.lone.ok("inbox", "open", str(people.notified(people.mette, LONE)), "--out", str(reply))
    people.mette.ok("inbox", "open", str(reply))
    people.mette.ok("visit", "log", "A17", "--start", "2026-11-21 10:00", "--minutes", "60")
    later = {"SPAEDBARN_NOW": "2026-11-23T09:00"}
    people.lone.ok("inbox", "open", str(people.notified(people.mette, LONE, **later)), **later)
    people.lone.ok("inbox", "return", bundles(people.lone)[1]["id"], "--reason", "forkert dag", "--out", str(reply), **later)
    people.mette.ok("inbox", "open", str(reply), **later)
    assert [state(people, number)[0] for number in (0, 1)] == ["opened", "returned"]


def test_a_receipt_whose_signature_was_changed_does_not_count(people: People) -> None:
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.sync import identity, receipts, routes

    people.lone.ok("inbox", "open", str(people.notified(people.mette, LONE)))
    came = bundles(people.lone)[0]["id"]
    with opened(people.lone) as store:
        own = identity.own(store).public.sign
        with opened(people.mette) as other:
            to = identity.own(other).public.sign
        forged = {"state": "accepted", "reason": None}
        store.append([Entry(routes.post_stream(own, to), "receipt", receipts.receipt_id(came), "amend", forged)])
    people.round(people.lone, people.mette)
    with opened(people.mette) as store:
        assert store.rows("SELECT state FROM receipts") == [("accepted",)]
    assert state(people)[0] == "heads"
    people.lone.ok("inbox", "open", came)  # she says it again, and signs it herself
    people.round(people.lone, people.mette)
    assert state(people)[0] == "opened"


def test_a_lost_receipt_is_one_record_and_one_receipt_in_the_end(people: People) -> None:
    first = people.notified(people.mette, LONE)
    people.lone.ok("inbox", "open", str(first), "--out", str(people.post / "tabt.age"))
    later = {"SPAEDBARN_NOW": "2026-11-23T09:00"}
    again = people.notified(people.mette, LONE, **later)
    reply = people.post / "svar.age"
    people.lone.ok("inbox", "open", str(again), "--out", str(reply), **later)
    assert len(people.lone.json("visit", "list", "A17")["visits"]) == 2
    people.mette.ok("inbox", "open", str(reply))
    people.mette.ok("inbox", "open", str(people.post / "tabt.age"))
    assert [entry["state"] for entry in people.mette.json("ledger", "A17")["entries"]] == ["opened"]
    people.round(people.mette, people.lone, **later)
    assert people.mette.json("sync", "--dry-run", **later)["waiting"] == []
    with opened(people.mette) as store:
        assert sorted(store.rows("SELECT state FROM receipts")) == [("opened",), ("opened",)]  # one for each bundle
