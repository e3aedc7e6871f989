"""`doctor`: a line for everything that was looked at, a remedy for everything that was found."""

from __future__ import annotations

import json
import os
from contextlib import closing
from typing import Any

import pytest
from faults import flip_byte
from program import PASSPHRASE, Program

from spaedbarn_cli.errors import DefinitionInvalid, Failed
from spaedbarn_cli.i18n import catalog
from spaedbarn_cli.store import driver, keyfile, keywrap

CHECKS = [
    "key_file", "store_file", "permissions", "place", "leftovers", "definitions", "pages", "integrity", "migrations",
    "chains", "forks", "early", "replay", "memory", "clock", "recovery", "drafts",
]  # fmt: skip


def behind_its_back(program: Program, sql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as seam:
        seam.setattr(keywrap, "testing_kdf_cost", (1, 1, 64))
        key = keyfile.unwrap(keyfile.read_keyfile(program.store), keyfile.PASSPHRASE, PASSPHRASE)
    with closing(driver.connect(program.store / "store.db", key)) as connection:
        assert connection.execute(sql).rowcount > 0


def examined(out: str) -> dict[str, Any]:
    return {check["id"]: check for check in json.loads(out)["checks"]}


def test_a_store_in_order_is_said_to_be_check_by_check(families: Program) -> None:
    found = families.json("doctor", "--check")
    assert found["ok"] is True
    assert [check["id"] for check in found["checks"]] == CHECKS
    assert all(set(check) == {"id", "ok", "detail"} and check["ok"] for check in found["checks"])
    spoken = families.ok("doctor", "--check")
    assert spoken.splitlines()[-1] == "Alt er i orden."
    assert "✗" not in spoken
    assert families.ok("doctor", "--lang", "en").splitlines()[-1] == "Everything is in order."


def test_what_is_no_fault_is_noted_with_a_remedy_and_no_alarm(families: Program) -> None:
    lines = families.ok("doctor", "--check").splitlines()
    [place] = [number for number, line in enumerate(lines) if "gendannelseskoden er aldrig skrevet tilbage" in line]
    assert lines[place].startswith("• bemærk")
    assert "→" in lines[place + 1]
    assert "`spaedbarn rotate`" in lines[place + 1]


def test_a_table_that_does_not_say_what_the_log_says_is_found(
    families: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    behind_its_back(families, "UPDATE visits SET note = 'En hemmelighed'", monkeypatch)
    assert families("doctor").code == 0
    ran = families("doctor", "--check", "--json")
    assert ran.code == 4
    assert [name for name, check in examined(ran.out).items() if not check["ok"]] == ["replay"]
    assert json.loads(ran.out)["ok"] is False
    spoken = families("doctor", "--check")
    assert spoken.code == 4
    assert "✗ se her   tabeller" in spoken.out
    assert spoken.out.splitlines()[-1] == "Der er 1 ting at se på."
    for words in (ran.out, spoken.out, spoken.err):
        assert "hemmelighed" not in words
        assert "Første besøg" not in words


def test_with_nothing_there_nothing_is_examined(program: Program) -> None:
    assert program.refused("doctor", "--check") == (10, "no_store")


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("key.json", b"{", 14, {"key_file": False, "store_file": False, "open": False}),
        ("key.json", None, 14, {"key_file": False, "store_file": False, "open": False}),
        ("store.db", None, 14, {"key_file": True, "store_file": False, "open": False}),
        ("store.db", b"", 14, {"key_file": True, "store_file": False, "open": False}),
        ("store.db", b"x" * 20_000, 14, {"key_file": True, "store_file": True, "open": False}),
    ],
)
def test_a_store_that_does_not_open_is_examined_as_far_as_that_goes(
    families: Program, name: str, content: bytes | None, code: int, said: dict[str, bool]
) -> None:
    path = families.store / name
    path.unlink() if content is None else path.write_bytes(content)
    ran = families("doctor", "--json")
    assert ran.code == code
    checks = examined(ran.out)
    assert {check: checks[check]["ok"] for check in said} == said
    assert checks["definitions"]["ok"]
    assert json.loads(ran.err)["error"]["code"] == code
    spoken = families("doctor")
    assert "✗ se her   åbning" in spoken.out
    assert spoken.err.startswith("spaedbarn: fejl: ")


def test_a_wrong_passphrase_still_lets_the_outside_be_looked_at(families: Program) -> None:
    ran = families("doctor", "--json", SPAEDBARN_PASSPHRASE="fem blå spande grus")
    assert ran.code == 12
    assert list(examined(ran.out)) == [*CHECKS[:6], "open"]


def test_a_changed_page_is_found_by_whoever_opens_with_a_token(families: Program) -> None:
    token = families.ok("unlock").strip()
    path = families.store / "store.db"
    flip_byte(path, path.stat().st_size - 50)
    ran = families("doctor", "--json", SPAEDBARN_PASSPHRASE="", SPAEDBARN_SESSION=token)
    assert not examined(ran.out)["pages"]["ok"]
    assert ran.code in (0, 14)  # the page may be one that nothing else reads
    assert families.refused("case", "list") == (14, "store_pages")


def test_a_roll_back_is_still_told_of_after_the_command_that_noticed_it(families: Program) -> None:
    path = families.store / "store.db"
    old = path.read_bytes()
    families.ok("case", "open", "C04", "--due", "2027-01-10")
    families.ok("case", "close", "C04", "--date", "2026-11-22", "--reason", "flyttet")
    path.write_bytes(old)
    assert "lageret er ældre" in families("case", "list").err
    families.ok("case", "open", "D05")
    assert "lageret er ældre" not in families("case", "list").err
    assert not {check["id"]: check for check in families.json("doctor")["checks"]}["memory"]["ok"]


def test_a_wrong_clock_is_told(families: Program) -> None:
    ran = families("doctor", "--check", "--json", "--now", "2026-11-22T09:00")
    assert (ran.code, examined(ran.out)["clock"]["ok"]) == (4, False)
    assert "22. november 2026 14.30" in examined(ran.out)["clock"]["detail"]


def test_files_that_others_can_read_are_named(families: Program) -> None:
    (families.store / "store.db").chmod(0o644)
    ran = families("doctor", "--check", "--json")
    expected = (0, "ikke relevant på Windows: din brugermappe er din")
    if os.name != "nt":
        expected = (4, "andre på computeren kan læse: store.db")
    assert (ran.code, examined(ran.out)["permissions"]["detail"]) == expected


@pytest.mark.parametrize("error", ["invalid", "gone"])
def test_a_definition_that_cannot_be_read_is_named(
    families: Program, monkeypatch: pytest.MonkeyPatch, error: str
) -> None:
    from spaedbarn_cli.catalog import programmes
    from spaedbarn_cli.catalog.codes import Code, Problem

    def broken(_: str) -> None:
        if error == "gone":
            raise Failed("definition_unreadable", file="p.yaml")
        problem = Problem(Code.TAB, "p.yaml", 7)
        raise DefinitionInvalid("definition_invalid", file="p.yaml", count=1, problems=[problem])

    monkeypatch.setattr(programmes, "open_programme", broken)
    ran = families("doctor", "--check", "--json")
    check = examined(ran.out)["definitions"]
    assert (ran.code, check["ok"]) == (4, False)
    assert "p.yaml" in check["detail"]


def test_every_check_has_its_words_in_both_languages() -> None:
    """Whatever a check may find, it finds words; whatever is found, there is something to do about it."""
    danish, english = catalog.load("da"), catalog.load("en")
    for texts in (danish, english):
        for check in [*CHECKS, "open"]:
            assert f"doctor.name.{check}" in texts
            codes = [key.split(".")[2] for key in texts if key.startswith(f"doctor.{check}.")]
            assert codes, check
            for code in {"bad", "missing", "behind", "ahead", "unreadable", "no_recovery"} & set(codes):
                own = {f"doctor.hint.{check}", f"doctor.hint.{check}.{code}"} & set(texts)
                assert own or texts[f"doctor.{check}.{code}"] == "{error}", (check, code)


def test_doctor_writes_nothing(families: Program) -> None:
    before = (families.store / "store.db").read_bytes()
    families.ok("doctor")
    assert (families.store / "store.db").read_bytes() == before
