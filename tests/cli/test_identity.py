"""`identity`: made by `init`, shown in public halves only, carried by a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spaedbarn_cli.sync import card, keys

if TYPE_CHECKING:
    from pathlib import Path

    from program import Program


def _secrets(program: Program) -> list[str]:
    """Return the private keys, read out of the store."""
    from program import PASSPHRASE

    from spaedbarn_cli.store import driver, keyfile

    known = keyfile.read_keyfile(program.store)
    connection = driver.connect(program.store / known.store, keyfile.unwrap(known, keyfile.PASSPHRASE, PASSPHRASE))
    try:
        [row] = connection.execute("SELECT age_secret, sign_secret, id FROM identities").fetchall()
    finally:
        connection.close()
    return [str(value) for value in row]


def test_init_makes_an_identity_and_says_its_public_halves(program: Program) -> None:
    made = program.json("init", "--name", "Mette Holm", "--role", "health-visitor", "--skip-recovery-check")
    shown = program.json("identity", "show")
    assert made["identity"] == shown
    assert list(shown) == ["name", "role", "age", "sign", "fingerprint"]
    assert (shown["name"], shown["role"]) == ("Mette Holm", "health-visitor")
    assert shown["fingerprint"] == keys.fingerprint(keys.PublicKeys(shown["age"], shown["sign"]))
    assert program.json("identity", "show") == shown
    text = program.ok("identity", "show")
    assert "Mette Holm, sundhedsplejerske" in text
    assert shown["fingerprint"] in text


def test_a_card_says_who_and_nothing_else(families: Program, tmp_path: Path) -> None:
    shown = families.json("identity", "show")
    made = families.ok("identity", "card")
    found = card.read_card(made.encode())
    assert (found.name, found.role, found.words) == ("Mette Holm", "health-visitor", shown["fingerprint"])
    assert (found.public.age, found.public.sign) == (shown["age"], shown["sign"])
    out = tmp_path / "kort.txt"
    ran = families("identity", "card", "--out", str(out))
    assert (ran.code, ran.out) == (0, "")
    assert out.read_text("utf-8") == made == families.json("identity", "card")["card"]
    assert shown["fingerprint"] in ran.err


def test_a_card_is_shown_as_a_code_where_there_is_room(families: Program) -> None:
    from spaedbarn_cli.report.qr_terminal import qr_lines

    drawn = families.ok("identity", "card", "--qr", COLUMNS="80")
    assert drawn.rstrip("\n") == qr_lines(families.ok("identity", "card")).plain
    out = families.home / "kort.txt"
    assert families("identity", "card", "--qr", "--out", str(out), COLUMNS="60").code == 2
    assert not out.exists()


def test_the_private_halves_are_never_shown(families: Program, tmp_path: Path, monkeypatch) -> None:
    from spaedbarn_cli.store import keywrap

    monkeypatch.setattr(keywrap, "testing_kdf_cost", (1, 1, 64))
    age, sign, record = _secrets(families)
    said = "".join(
        families.ok(*words, *more)
        for words in (("identity", "show"), ("identity", "card"), ("history", record), ("doctor",), ("contact", "list"))
        for more in ((), ("--json",))
    )
    assert record[:6] in said
    assert age not in said
    assert sign not in said


def test_a_restored_store_has_the_same_keys(families: Program, tmp_path: Path) -> None:
    before = families.json("identity", "show")
    copy = tmp_path / "kopi.spaedbarn"
    families.ok("backup", "create", str(copy))
    families.ok("backup", "restore", str(copy), "--home", str(tmp_path / "ny"))
    assert families.json("identity", "show", "--home", str(tmp_path / "ny")) == before
