"""`sync` takes back what lies for somebody and may no longer go; one contact who cannot be served stops nobody else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from spaedbarn_cli.sync.remote import mailbox_of
from spaedbarn_cli.sync.remote_local import LocalPlace

from .sharing_people import secrets_of, tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Program

    from .sharing_people import People

LONE, JENS = "Lone Krogh", "Jens Lund"
GROUND = ("--ground", "notification", "--purpose", "bekymring for søvnen")
SAID = "Lone Krogh: en pakke, der ikke var hentet endnu, er taget tilbage"


def mailbox(people: People, owner: Program) -> Path:
    return people.remote / mailbox_of(secrets_of(owner).public.age)


def lying(people: People, owner: Program) -> list[Path]:
    box = mailbox(people, owner)
    return sorted(box.iterdir()) if box.is_dir() else []


def publish(people: People) -> None:
    people.mette.ok("sync", "--remote", str(people.remote))
    assert len(lying(people, people.lone)) == 1


def nothing_of_it_comes(people: People, empty: int = 0) -> None:
    said = people.lone.json("sync", "--remote", str(people.remote))
    assert [(one["new"], one["cases"]) for one in said["received"]] == [(0, [])] * empty
    assert people.lone.json("inbox", "list")["bundles"] == []


def consent_withdrawn(people: People) -> None:
    people.agree()
    people.mette.ok("export", "A17", "--to", LONE, "--purpose", "søvn", "--sync")
    publish(people)
    people.mette.ok("consent", "withdraw", "A17", "--reason", "mor har bedt om det")


def stopped(people: People) -> None:
    people.mette.ok("export", "A17", "--to", LONE, *GROUND, "--sync")
    publish(people)
    people.mette.ok("export", "A17", "--to", LONE, "--stop", "--reason", "sagen er flyttet")


def removed(people: People) -> None:
    people.mette.ok("export", "A17", "--to", LONE, *GROUND, "--sync")
    publish(people)
    people.mette.ok("contact", "remove", LONE)


@pytest.mark.parametrize("ends", [consent_withdrawn, stopped, removed])
def test_what_may_no_longer_go_lies_there_no_more(people: People, ends: Callable[[People], None]) -> None:
    ends(people)
    ran = people.mette("sync")
    assert (ran.code, ran.err.count(SAID)) == (0, 1), ran
    assert lying(people, people.lone) == []
    nothing_of_it_comes(people)
    again = people.mette("sync")
    assert (again.code, SAID in again.err) == (0, False)


def test_what_lies_for_keys_that_were_replaced_lies_there_no_more(people: People, tmp_path: Path) -> None:
    people.mette.ok("export", "A17", "--to", LONE, *GROUND, "--sync")
    publish(people)
    fresh = type(people.lone)(tmp_path / "ny")
    fresh.ok("init", "--name", LONE, "--role", "social-worker", "--skip-recovery-check")
    fresh.ok("identity", "card", "--out", str(tmp_path / "kort.txt"))
    people.mette.ok("contact", "add", LONE, "--card", str(tmp_path / "kort.txt"), "--replace", "--reason", "ny computer")
    said = people.mette.json("sync")
    assert said["taken_back"] == [{"to": LONE}]
    assert (lying(people, people.lone), len(lying(people, fresh))) == ([], 1)
    nothing_of_it_comes(people)


def test_somebody_known_by_a_recipient_alone_has_nothing_lying_either(people: People) -> None:
    age = people.lone.json("identity", "show")["age"]
    people.mette.ok("contact", "remove", LONE)
    people.mette.ok("contact", "add", LONE, "--age", age, "--role", "social-worker")
    stopped(people)
    assert people.mette.json("sync")["taken_back"] == [{"to": LONE}]
    assert lying(people, people.lone) == []


def test_what_still_may_go_goes_again(people: People) -> None:
    """One stream on a consent that is withdrawn, the others on a ground that needs none."""
    people.agree("parent:mor")
    people.mette.ok("export", "A17", "--to", LONE, "--purpose", "trivsel", "--streams", "parent:mor", "--sync")
    people.mette.ok("export", "A17", "--to", LONE, *GROUND, "--streams", "contact", "--sync")
    publish(people)
    before = lying(people, people.lone)
    people.mette.ok("consent", "withdraw", "A17", "--reason", "mor har bedt om det")
    said = people.mette.json("sync")
    assert (said["taken_back"], [one["to"] for one in said["sent"]]) == ([{"to": LONE}], [LONE])
    assert len(lying(people, people.lone)) == 1
    assert lying(people, people.lone) != before
    people.lone.ok("sync", "--remote", str(people.remote))
    sources = {row for rows in (tables(people.lone)["letters"],) for one in rows for row in one}
    assert "contact" in sources
    assert "parent:mor" not in sources


def test_of_what_was_fetched_nothing_is_said(people: People) -> None:
    people.mette.ok("export", "A17", "--to", LONE, *GROUND, "--sync")
    publish(people)
    people.lone.ok("sync", "--remote", str(people.remote))
    people.mette.ok("contact", "remove", LONE)
    ran = people.mette("sync", "--json")
    assert json.loads(ran.out)["taken_back"] == []


def test_what_cannot_be_taken_back_is_told_until_it_can(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped(people)
    before = set(lying(people, people.lone))
    with monkeypatch.context() as kept:
        kept.setattr(LocalPlace, "delete", lambda *_: False)
        for _ in range(2):
            ran = people.mette("sync")
            assert ran.code == 3
            assert ran.err.count("Lone Krogh: noget af det, der ligger klar, må ikke gå længere") == 1
            assert ran.err.count("pakken kan ikke fjernes; hvis den ikke er hentet, kan den hentes endnu") == 1
    assert SAID in people.mette("sync").err
    assert not before & set(lying(people, people.lone))
    nothing_of_it_comes(people, empty=1)


def test_in_another_place_it_is_taken_back_when_that_is_reached(people: People, tmp_path: Path) -> None:
    stopped(people)
    (tmp_path / "stik").mkdir()
    assert people.mette.json("sync", "--remote", str(tmp_path / "stik"))["taken_back"] == []
    assert len(lying(people, people.lone)) == 1
    assert people.mette.json("sync", "--remote", people.remote.as_uri())["taken_back"] == [{"to": LONE}]


def test_one_who_cannot_be_served_does_not_stop_those_after_her(people: People) -> None:
    for name in (JENS, LONE):
        people.mette.ok("export", "A17", "--to", name, *GROUND, "--profile", "caseworker", "--sync")
    mailbox(people, people.jens).write_text("en fil, hvor en mappe skulle være")
    ran = people.mette("sync", "--remote", str(people.remote))
    assert ran.code == 3
    assert "til Jens Lund: intet gik denne gang\nspaedbarn: fejl: mappen, som pakkerne skal ligge i, er der ikke" in ran.err
    assert "til Lone Krogh: 7 ændringer, forseglet og lagt klar" in ran.err
    said: Any = json.loads(people.mette("sync", "--json").out)
    assert said["left_out"] == [{"to": JENS, "code": 1, "key": "remote_no_folder"}]
    assert len(lying(people, people.lone)) == 1
