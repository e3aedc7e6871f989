"""Erasure: nothing of the family is left in the decrypted store, and the chain still verifies."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from program import PASSPHRASE, Program

from spaedbarn_cli.store import driver, keyfile, keywrap

if TYPE_CHECKING:
    import pytest

CANARY = "Kanarieskov"


def _decrypted(families: Program, monkeypatch: pytest.MonkeyPatch) -> bytes:
    monkeypatch.setattr(keywrap, "testing_kdf_cost", (1, 1, 64))
    known = keyfile.read_keyfile(families.store)
    key = keyfile.unwrap(known, keyfile.PASSPHRASE, PASSPHRASE)
    connection = driver.connect(families.store / known.store, key)
    try:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return "\n".join(str(row) for name in tables for row in connection.execute(f'SELECT * FROM "{name}"')).encode()
    finally:
        connection.close()


def test_nothing_of_an_erased_family_is_left_and_the_rest_stands(families: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    families.ok("person", "add", "A17", "mormor", "--role", "network", "--name", f"Inger {CANARY}")
    families.ok("visit", "log", "A17", "--start", "2026-11-20 09:00", "--minutes", "60", "--note", f"{CANARY} sover")
    assert CANARY.encode() in _decrypted(families, monkeypatch)
    receipt = json.loads(families.ok("case", "erase", "A17", "--yes", "--json"))
    assert receipt["records"] > 3
    assert receipt["out_of_reach"]
    assert CANARY.encode() not in _decrypted(families, monkeypatch)
    assert families.refused("case", "show", "A17") == (40, "case_not_found")
    assert [case["code"] for case in families.json("case", "list")["cases"]] == ["B03"]
    checks = {check["id"]: check["ok"] for check in families.json("doctor")["checks"]}
    assert checks["chains"]
    assert checks["replay"]
    assert families.ok("case", "open", "A17")


def test_erasing_is_asked_for(families: Program) -> None:
    assert families.refused("case", "erase", "A17", "--reason", "prøve") == (2, "needs_yes")
    assert families.json("case", "show", "A17")["code"] == "A17"


def test_a_level_is_kept_and_a_wrong_one_refused(families: Program) -> None:
    families.ok("level", "A17", "--level", "3", "--from", "2026-11-01", "--reason", "aftalt")
    assert families.refused("level", "A17", "--level", "5", "--from", "2026-11-01", "--reason", "x") == (2, "bad_level")
    changes = families.json("history", "A17")["changes"]
    assert [change["after"]["level"] for change in changes if change["kind"] == "level"] == [3]


def test_sharing_ends_with_an_erasure_and_who_has_copies_is_named(families: Program) -> None:
    families.ok("contact", "add", "Birgit Dam", "--browser", "--role", "social-worker")
    out = str(families.home / "page.html")
    ground = ("--ground", "duty-by-law", "--purpose", "status")
    families.ok("export", "A17", "--to", "Birgit Dam", *ground, "--html", "--out", out)
    said = families.ok("case", "erase", "A17", "--reason", "opbevaringstiden er udløbet", "--yes")
    assert "Birgit Dam" in said
    receipt = families.json("case", "erase", "B03", "--reason", "opbevaringstiden er udløbet", "--yes")
    assert receipt["copies"] == []
    assert families.json("doctor")["ok"]
    assert families.refused("ledger", "A17") == (40, "case_not_found")
