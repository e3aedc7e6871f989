"""What was shared and not answered in seven days is said when a passphrase unlocks, and not on every quick command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from spaedbarn_cli.store import heard
from spaedbarn_cli.store.unanswered import unanswered

from .sharing_people import opened, put_back, snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from .sharing_people import People

LONE = "Lone Krogh"
SILENT = "er der ikke kvitteret for; se `spaedbarn ledger`"
LATER = {"SPAEDBARN_NOW": "2026-11-29T14:31"}
"""Seven days and a minute on."""


@pytest.mark.parametrize("way", ["file", "remote"])
def test_no_answer_in_seven_days_is_said_at_unlock(people: People, way: str) -> None:
    if way == "file":
        people.notified(people.mette, LONE)
    else:
        people.mette.ok("export", "A17", "--to", LONE, "--ground", "notification", "--purpose", "møde", "--sync")
        assert SILENT not in people.mette("case", "list", **LATER).err  # what was never sent cannot be answered
        people.mette.ok("sync", "--remote", str(people.remote))
    assert SILENT not in people.mette("case", "list", SPAEDBARN_NOW="2026-11-29T14:29").err
    ran = people.mette("case", "list", **LATER)
    assert (ran.code, SILENT in ran.err) == (0, True)
    assert SILENT in people.mette("unlock", **LATER).err
    token = people.mette.ok("unlock").strip()
    quick = people.mette("case", "list", SPAEDBARN_SESSION=token, SPAEDBARN_PASSPHRASE="", **LATER)
    assert (quick.code, SILENT in quick.err) == (0, False)


def test_an_answer_of_any_kind_ends_the_silence(people: People, tmp_path: Path) -> None:
    file = people.notified(people.mette, LONE)
    kept = snapshot(people.mette, tmp_path / "kept")
    reply = people.post / "svar.age"
    people.lone.ok("inbox", "open", str(file), "--out", str(reply))
    people.mette.ok("inbox", "open", str(reply))
    assert SILENT not in people.mette("case", "list", **LATER).err
    put_back(people.mette, kept)
    assert SILENT in people.mette("case", "list", **LATER).err
    with opened(people.mette) as store:  # she has said that she has it, and her receipt was lost
        [(stream, device, seq, key)] = store.rows(
            "SELECT stream, device, seq, id FROM changes WHERE stream LIKE '%/share:%' ORDER BY seq DESC LIMIT 1"
        )
        sign = str(store.rows("SELECT sign FROM contacts WHERE name = ?", LONE)[0][0])
        with store.writing() as connection:
            said = [(str(stream), str(device), int(str(seq)), str(key))]
            heard.hear(connection, sign, device="d", before=(), made="2026-11-23T00:00:00.000+00:00", heads=said)
        assert unanswered(store, store.now().replace(year=2027)) == 0
    assert SILENT not in people.mette("case", "list", **LATER).err


def test_who_cannot_answer_is_not_waited_for(people: People) -> None:
    people.mette.ok("contact", "add", "Asta Friis", "--browser", "--role", "social-worker")
    people.mette.ok("export", "A17", "--to", "Asta Friis", "--ground", "notification", "--purpose", "møde", "--html",
                    "--out", str(people.post))  # fmt: skip
    people.notified(people.mette, LONE)
    assert SILENT in people.mette("case", "list", **LATER).err
    people.mette.ok("contact", "remove", LONE)
    assert SILENT not in people.mette("case", "list", **LATER).err
