"""The key file: it opens with every one of its secrets, and with nothing else, whatever was done to it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from spaedbarn_cli.errors import (
    Failed,
    NoStore,
    SpaedbarnError,
    StoreDamaged,
    StoreInUse,
    WrongSecret,
    WrongUsage,
)
from spaedbarn_cli.i18n.da.keys import TEXTS as DANISH
from spaedbarn_cli.i18n.en.keys import TEXTS as ENGLISH
from spaedbarn_cli.store import keyfile, keywrap, recovery
from spaedbarn_cli.store.canonical import digest
from spaedbarn_cli.store.keyfile import PASSPHRASE, RECOVERY, KeyFile

KEY = bytes(range(100, 132))
VAULT = "c0" * 16
CREATED = "2026-11-22T08:00:00+00:00"
PHRASE = "blå æbler på Kærgårdsvej"
CODE = recovery.format_code(bytes(range(20)))


def made(vault: str = VAULT) -> KeyFile:
    return keyfile.add_slot(
        keyfile.add_slot(keyfile.new_keyfile(vault, "store.db"), PASSPHRASE, PHRASE, KEY, CREATED),
        RECOVERY, CODE, KEY, CREATED,
    )  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Path:
    keyfile.write_keyfile(tmp_path, made())
    return tmp_path


@pytest.fixture
def document(home: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((home / "key.json").read_bytes())
    return found


def raised(kind: type[SpaedbarnError], call: Any, *args: Any) -> str:
    with pytest.raises(kind) as caught:
        call(*args)
    return caught.value.key


def test_round_trip(home: Path) -> None:
    read = keyfile.read_keyfile(home)
    assert (read.vault, read.store, [slot.kind for slot in read.slots]) == (VAULT, "store.db", [PASSPHRASE, RECOVERY])
    assert keyfile.unwrap(read, PASSPHRASE, PHRASE) == KEY
    assert keyfile.unwrap(read, RECOVERY, CODE.lower().replace("-", " ")) == KEY
    assert [entry.name for entry in home.iterdir()] == ["key.json"]
    if os.name == "posix":
        assert (home / "key.json").stat().st_mode & 0o777 == 0o600


def test_wrong_then_right_in_one_run(home: Path) -> None:
    read = keyfile.read_keyfile(home)
    assert raised(WrongSecret, keyfile.unwrap, read, PASSPHRASE, PHRASE + " ") == "wrong_passphrase"
    assert raised(WrongSecret, keyfile.unwrap, read, PASSPHRASE, PHRASE.upper()) == "wrong_passphrase"
    other = recovery.format_code(bytes(20))
    assert raised(WrongSecret, keyfile.unwrap, read, RECOVERY, other) == "wrong_recovery_code"
    assert raised(WrongSecret, keyfile.unwrap, read, RECOVERY, "7K3QW") == "recovery_length"
    assert keyfile.unwrap(read, PASSPHRASE, PHRASE) == KEY


@pytest.mark.parametrize("text", ["æøåÆØÅ i Brønderslev", "é og ü på Åen", "ﬁre små fisk", "Å", "　tolv　roser"])
@pytest.mark.parametrize(("made_in", "typed_in"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_letters_open_in_either_unicode_form(text: str, made_in: Any, typed_in: Any) -> None:
    text += " og resten"
    new = keyfile.new_keyfile(VAULT, "store.db")
    new = keyfile.add_slot(new, PASSPHRASE, unicodedata.normalize(made_in, text), KEY, CREATED)
    assert keyfile.unwrap(new, PASSPHRASE, unicodedata.normalize(typed_in, text)) == KEY


@pytest.mark.parametrize(("made_with", "typed"), [("ﬁre små fisk", "fire små fisk"), ("Ａ１ på vejen", "A1 på vejen")])
def test_letters_that_a_keyboard_gives_in_another_width_open_too(made_with: str, typed: str) -> None:
    new = keyfile.add_slot(keyfile.new_keyfile(VAULT, "store.db"), PASSPHRASE, made_with, KEY, CREATED)
    assert keyfile.unwrap(new, PASSPHRASE, typed) == KEY


@pytest.mark.parametrize(
    ("text", "key"),
    [("", "passphrase_empty"), ("   ", "passphrase_empty"), ("　" * 9, "passphrase_empty"),
     ("kort", "passphrase_short"), ("syvsyv7", "passphrase_short"),
     (unicodedata.normalize("NFD", "åååå"), "passphrase_short"), ("nok tegn \udce6", "passphrase_unreadable")],
)  # fmt: skip
def test_a_new_passphrase_that_will_not_do(home: Path, text: str, key: str) -> None:
    before = (home / "key.json").read_bytes()
    assert raised(WrongUsage, keyfile.add_slot, made(), PASSPHRASE, text, KEY, CREATED) == key
    assert raised(WrongUsage, keyfile.change_passphrase, home, PHRASE, text, CREATED) == key
    assert (home / "key.json").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "key"),
    [("", "passphrase_empty"), ("kort", "wrong_passphrase"), ("\udce6", "passphrase_unreadable")],
)
def test_opening_with_it_is_one_more_wrong_try(text: str, key: str) -> None:
    assert raised(WrongSecret, keyfile.unwrap, made(), PASSPHRASE, text) == key


def test_eight_characters_are_enough() -> None:
    new = keyfile.add_slot(made(), PASSPHRASE, "åååååååå", KEY, CREATED)
    assert keyfile.unwrap(new, PASSPHRASE, "åååååååå") == KEY
    assert keyfile.unwrap(new, PASSPHRASE, PHRASE) == KEY


def test_secrets_do_not_show() -> None:
    text = repr(made()) + str(made().slots[0])
    assert KEY.hex() not in text
    assert "wrapped" not in text
    with pytest.raises(WrongSecret) as caught:
        keyfile.unwrap(made(), PASSPHRASE, "forkert hemmelighed")
    assert "forkert" not in repr(caught.value) + repr(caught.value.params)


# --- nothing there, or not ours


def test_no_store_and_a_store_without_its_key(tmp_path: Path) -> None:
    assert raised(NoStore, keyfile.read_keyfile, tmp_path) == "no_store"
    assert raised(NoStore, keyfile.read_keyfile, tmp_path / "gone") == "no_store"
    (tmp_path / "store-2.db").write_bytes(b"x")
    assert raised(StoreDamaged, keyfile.read_keyfile, tmp_path) == "key_missing"


def test_a_folder_in_place_of_the_key_file(tmp_path: Path) -> None:
    (tmp_path / "key.json").mkdir()
    assert raised(StoreDamaged, keyfile.read_keyfile, tmp_path) == "key_damaged"


def test_a_file_that_cannot_be_read_is_our_error(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "open", refuse)
    assert raised(Failed, keyfile.read_keyfile, home) == "no_permission"


# --- writing


def test_slots_of_a_kind_we_do_not_know_are_kept(home: Path, document: dict[str, Any]) -> None:
    future = {"kind": "keyring", "id": ["any"], "service": "æ", "n": [1, 2.5, None]}
    document["slots"].insert(1, future)
    document["checksum"] = digest({name: value for name, value in document.items() if name != "checksum"})
    (home / "key.json").write_text(json.dumps(document), encoding="utf-8")
    keyfile.change_passphrase(home, PHRASE, "en helt ny sætning", CREATED)
    slots = json.loads((home / "key.json").read_bytes())["slots"]
    assert [slot["kind"] for slot in slots] == ["keyring", "recovery", "passphrase"]
    assert slots[0] == future


def test_what_cannot_be_read_back_is_not_written(home: Path) -> None:
    before = (home / "key.json").read_bytes()
    bad = KeyFile(VAULT, "../elsewhere.db", made().slots)
    assert raised(StoreDamaged, keyfile.write_keyfile, home, bad) == "key_damaged"
    assert (home / "key.json").read_bytes() == before


def test_a_proof_that_fails_leaves_the_old_file(home: Path) -> None:
    before = (home / "key.json").read_bytes()
    with pytest.raises(WrongSecret):
        keyfile.write_keyfile(home, made(), prove=(PASSPHRASE, "en anden sætning"))
    assert (home / "key.json").read_bytes() == before
    assert [entry.name for entry in home.iterdir()] == ["key.json"]


@pytest.mark.parametrize("name", ["", "store.sqlite", "/store.db", "store-12345678.db"])
def test_a_store_name_is_one_of_ours(name: str) -> None:
    with pytest.raises(ValueError, match="store name"):
        keyfile.new_keyfile(VAULT, name)


@pytest.mark.parametrize("by", ["passphrase", "key"])
def test_changing_the_passphrase(home: Path, by: str) -> None:
    keyfile.write_keyfile(home, keyfile.add_slot(made(), PASSPHRASE, "en ekstra sætning", KEY, CREATED))
    keyfile.change_passphrase(home, PHRASE if by == "passphrase" else KEY, "ny og bedre sætning", CREATED)
    read = keyfile.read_keyfile(home)
    assert sorted(slot.kind for slot in read.slots) == [PASSPHRASE, RECOVERY]
    assert keyfile.unwrap(read, PASSPHRASE, "ny og bedre sætning") == KEY
    assert keyfile.unwrap(read, RECOVERY, CODE) == KEY
    for old in (PHRASE, "en ekstra sætning"):
        assert raised(WrongSecret, keyfile.unwrap, read, PASSPHRASE, old) == "wrong_passphrase"


def test_changing_needs_the_old_one(home: Path) -> None:
    before = (home / "key.json").read_bytes()
    assert raised(WrongSecret, keyfile.change_passphrase, home, "forkert sætning", "ny sætning", CREATED)
    assert (home / "key.json").read_bytes() == before


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError(28, "full"), PermissionError(13, "no")])
def test_stopped_before_the_new_file_takes_its_place(home: Path, monkeypatch: pytest.MonkeyPatch, stop: Any) -> None:
    def fail(*_: object) -> None:
        raise stop

    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", fail)
        with pytest.raises((KeyboardInterrupt, Failed)):
            keyfile.change_passphrase(home, PHRASE, "ny og bedre sætning", CREATED)
    assert keyfile.unwrap(keyfile.read_keyfile(home), PASSPHRASE, PHRASE) == KEY
    assert [entry.name for entry in home.iterdir()] == ["key.json"]


KILLED = """
import os, sys
from pathlib import Path
from spaedbarn_cli.store import keyfile, keywrap
keywrap.testing_kdf_cost = (1, 1, 8)
os.replace = lambda *_: os._exit(9)
home = Path(sys.argv[1])
keyfile.change_passphrase(home, bytes(32), "ny og bedre sætning", "2026-11-22T08:00:00+00:00")
"""


def test_killed_before_the_new_file_takes_its_place(home: Path) -> None:
    """A kill cannot tidy up: what it leaves is a key file like any other, and goes at a later write."""
    assert subprocess.run([sys.executable, "-c", KILLED, str(home)], check=False).returncode == 9
    (leftover,) = (entry for entry in home.iterdir() if entry.name != "key.json")
    assert keyfile.unwrap(keyfile.read_keyfile(home), PASSPHRASE, PHRASE) == KEY
    keyfile.change_passphrase(home, PHRASE, "endnu en sætning", CREATED)
    assert keyfile.unwrap(keyfile.read_keyfile(home), PASSPHRASE, "endnu en sætning") == KEY
    os.utime(leftover, (0, 0))
    keyfile.change_passphrase(home, "endnu en sætning", PHRASE, CREATED)
    assert [entry.name for entry in home.iterdir()] == ["key.json"]


def test_a_key_file_that_another_process_renewed_is_not_overwritten(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rotating writes a new key; putting the old slots back over it would lose the store."""
    renewed = keyfile.add_slot(keyfile.new_keyfile(VAULT, "store-1.db"), PASSPHRASE, PHRASE, bytes(32), CREATED)
    seal = keywrap.seal

    def meanwhile(*args: Any) -> dict[str, Any]:
        keyfile.write_keyfile(home, renewed)
        return seal(*args)

    monkeypatch.setattr(keywrap, "seal", meanwhile)
    assert raised(StoreInUse, keyfile.change_passphrase, home, PHRASE, "ny og bedre sætning", CREATED) == "key_changed"
    assert keyfile.read_keyfile(home) == renewed


# --- words


def test_both_languages_say_the_same_things() -> None:
    assert DANISH.keys() == ENGLISH.keys()
    for key, text in DANISH.items():
        assert _placeholders(text) == _placeholders(ENGLISH[key]), key
        assert not text.endswith((".", "!")), key
    assert {key[4:] for key in DANISH if key.startswith("err.")} == {
        key[5:] for key in DANISH if key.startswith("hint.")
    }


def _placeholders(text: str) -> set[str]:
    import string

    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
