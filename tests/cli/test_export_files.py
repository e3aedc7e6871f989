"""`export`: the sealed file: one for each recipient, whole or not there, and nothing lost when it cannot be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from faults import in_child, limit_file_size, obey_permissions, read_only

from .sharing_people import tables

if TYPE_CHECKING:
    from pathlib import Path

    from .sharing_people import People

LONE, BIRGIT = "Lone Krogh", "Birgit Dam"
PURPOSE = ("--purpose", "bekymring for søvnen")


def test_two_recipients_are_two_bundles_and_each_opens_only_her_own(people: People) -> None:
    hers, other = people.notified(people.mette, LONE), people.notified(people.mette, BIRGIT)
    assert hers.read_bytes() != other.read_bytes()
    assert people.lone.refused("inbox", "open", str(other)) == (22, "bundle_no_key")
    assert people.birgit.refused("inbox", "open", str(hers)) == (22, "bundle_no_key")
    assert people.jens.refused("inbox", "open", str(hers)) == (22, "bundle_no_key")
    assert people.lone.json("inbox", "open", str(hers))["bundles"][0]["cases"] == ["A17"]
    assert people.birgit.json("inbox", "open", str(other))["bundles"][0]["cases"] == ["A17"]
    own = people.mette.json("inbox", "open", str(hers))["bundles"][0]
    assert (own["own"], own["purpose"]) == (True, "bekymring for søvnen")
    assert "din egen kopi af en pakke, du har sendt, med 7 ændringer" in people.mette("inbox", "open", str(other)).err


def test_the_file_is_one_of_a_random_name_and_the_users_alone(people: People) -> None:
    people.mette.ok("case", "open", "B03")  # a first change on this desk, which the computer remembers
    before = sorted(people.mette.home.rglob("*"))
    found = {people.notified(people.mette, to) for to in (LONE, BIRGIT)}
    assert sorted(people.post.iterdir()) == sorted(found)
    for path in found:
        assert len(path.stem) == 16
        assert int(path.stem, 16)
        assert path.suffix == ".age"
        assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(people.mette.home.rglob("*")) == before
    named = people.post / "til-lone.age"
    people.mette.ok("export", "A17", "--to", LONE, "--ground", "notification", *PURPOSE, "--out", str(named))
    assert named.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("out", "refused"), [("STORE/x.age", (41, "out_in_store")), ("POST/no/x.age", (2, "out_no_folder"))])
def test_a_place_that_is_none_is_refused_before_anything_is_written(
    people: People, out: str, refused: tuple[int, str]
) -> None:
    place = out.replace("STORE", str(people.mette.store)).replace("POST", str(people.post))
    before = tables(people.mette)
    asked = ("export", "A17", "--to", LONE, "--ground", "notification", *PURPOSE)
    assert people.mette.refused(*asked, "--out", place) == refused
    assert people.mette.refused(*asked, "--out", str(people.mette.store)) == (41, "out_in_store")
    assert tables(people.mette) == before


@pytest.mark.parametrize("how", ["full", "readonly"])
def test_a_file_that_cannot_be_written_loses_nothing_and_sends_nothing_twice(people: People, how: str) -> None:
    asked = ("export", "A17", "--to", LONE, "--ground", "notification", *PURPOSE, "--out", str(people.post), "--json")

    def failing() -> int:
        import spaedbarn_cli.store.atomic as atomic

        real = atomic.write_atomic

        def late(path: Path, data: bytes, **more: Any) -> None:
            if how == "full":
                limit_file_size(100)
            real(path, data, **more)

        atomic.write_atomic = late  # type: ignore[assignment]
        obey_permissions()
        return people.mette(*asked).code

    if how == "readonly":
        with read_only(people.post):
            assert in_child(failing) == 1
    else:
        assert in_child(failing) == 1
    assert list(people.post.iterdir()) == []
    again = people.notified(people.mette, LONE)
    came = people.lone.json("inbox", "open", str(again))["bundles"][0]
    assert (came["new"], came["early"]) == (7, 0)
    assert len(people.lone.json("visit", "list", "A17")["visits"]) == 2
    assert len(people.mette.json("ledger", "A17")["entries"]) == 1


def test_what_she_has_said_she_has_does_not_go_again(people: People) -> None:
    first = people.notified(people.mette, LONE)
    reply = people.post / "svar.age"
    people.lone.ok("inbox", "open", str(first), "--out", str(reply))
    people.mette.ok("inbox", "open", str(reply))
    said = people.mette("export", "A17", "--to", LONE, "--ground", "notification", *PURPOSE, "--out", str(people.post))
    assert (said.code, "kvitteret for alt i forvejen" in said.out) == (0, True)
    assert sorted(people.post.iterdir()) == sorted([first, reply])
    visit = people.mette.json("visit", "list", "A17")["visits"][0]["id"]
    people.mette.ok("visit", "correct", visit, "--minutes", "100", "--reason", "uret stod")
    again = people.mette.json("export", "A17", "--to", LONE, "--ground", "notification", *PURPOSE, "--preview")
    assert (again["streams"][0]["corrected"], again["streams"][0]["new"]) == (1, 0)
    second = people.notified(people.mette, LONE)
    assert people.lone.json("inbox", "open", str(second))["bundles"][0]["changes"] == 2


def test_with_sync_nothing_is_written_beside_the_store(people: People) -> None:
    asked = ("export", "A17", "--to", LONE, "--ground", "notification", *PURPOSE, "--sync")
    assert "7 ændringer til Lone Krogh går med næste `spaedbarn sync`" in people.mette.ok(*asked)
    assert people.mette.json(*asked)["changes"] == 7
    assert list(people.post.iterdir()) == []
