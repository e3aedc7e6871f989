"""Backups: made while in use, proved by opening, restored as a new device; anything else is refused and changes nothing."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from program import Program


@pytest.fixture
def family(program: Program) -> Program:
    program("init", "--name", "Mette Holm", "--role", "health-visitor", "--skip-recovery-check")
    program("case", "open", "A17", "--due", "2026-09-20")
    return program


def document(program: Program, *words: str) -> Any:
    code, out, _ = program(*words, "--json")
    assert code == 0
    return json.loads(out)


def test_a_backup_restores_what_was_there_and_goes_on_as_a_new_device(family: Program, tmp_path: Path) -> None:
    file, again = tmp_path / "uge47.bak", tmp_path / "again"
    assert document(family, "backup", "create", str(file))["bytes"] == file.stat().st_size
    family("case", "open", "B03")
    assert document(family, "backup", "verify", str(file))["ok"] is True
    document(family, "backup", "restore", str(file), "--home", str(again))
    codes = [case["code"] for case in document(family, "case", "list", "--home", str(again))["cases"]]
    assert codes == ["A17"]
    assert [case["code"] for case in document(family, "case", "list")["cases"]] == ["A17", "B03"]
    assert family("case", "open", "C21", "--home", str(again))[0] == 0
    changes = document(family, "history", "C21", "--home", str(again))["changes"]
    assert len(changes) == 1
    checks = {check["id"]: check["ok"] for check in document(family, "doctor", "--home", str(again))["checks"]}
    assert all(checks[name] for name in ("chains", "replay", "memory"))


def test_a_backup_is_never_overwritten_and_a_store_never_restored_over(family: Program, tmp_path: Path) -> None:
    file = tmp_path / "uge47.bak"
    family("backup", "create", str(file))
    before = file.read_bytes()
    assert family("backup", "create", str(file))[0] == 41
    assert file.read_bytes() == before
    assert family("backup", "restore", str(file))[0] == 41
    assert [case["code"] for case in document(family, "case", "list")["cases"]] == ["A17"]


@pytest.mark.parametrize("cut", [0, 10, 1000, -30])
def test_a_broken_backup_is_refused_and_leaves_no_store(family: Program, tmp_path: Path, cut: int) -> None:
    file, again = tmp_path / "uge47.bak", tmp_path / "again"
    family("backup", "create", str(file))
    file.write_bytes(file.read_bytes()[:cut])
    code, _, err = family("backup", "restore", str(file), "--home", str(again))
    assert code == 14
    assert "sikkerhedskopien" in err
    assert not list(again.glob("*")) if again.exists() else True


def test_a_changed_byte_is_noticed(family: Program, tmp_path: Path) -> None:
    file = tmp_path / "uge47.bak"
    family("backup", "create", str(file))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(bytes(content))
    assert family("backup", "verify", str(file))[0] == 14


def test_a_zip_that_climbs_out_is_no_backup(family: Program, tmp_path: Path) -> None:
    file, again = tmp_path / "uge47.bak", tmp_path / "again"
    manifest = {"format": "spaedbarn-backup", "version": 1, "sha256": {"../evil": "0", "key.json": "0"}}
    with zipfile.ZipFile(file, "w") as box:
        box.writestr("backup.json", json.dumps(manifest))
        box.writestr("../evil", "x")
        box.writestr("key.json", "{}")
    assert family("backup", "restore", str(file), "--home", str(again))[0] == 14
    assert not (tmp_path / "evil").exists()


def test_a_newer_backup_and_a_file_that_is_none(family: Program, tmp_path: Path) -> None:
    file = tmp_path / "x.bak"
    with zipfile.ZipFile(file, "w") as box:
        box.writestr("backup.json", json.dumps({"format": "spaedbarn-backup", "version": 2, "sha256": {"key.json": "0"}}))
    assert family("backup", "verify", str(file))[0] == 13
    with zipfile.ZipFile(file, "w") as box:
        box.writestr("letter.txt", "hej")
    assert family("backup", "verify", str(file))[0] == 2
    assert family("backup", "verify", str(tmp_path / "none.bak"))[0] == 2
