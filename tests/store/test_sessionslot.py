"""Sessions: a token opens for its time, on its vault, and either half alone is nothing."""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.errors import Failed, WrongSecret, WrongUsage
from spaedbarn_cli.store.sessionslot import create_session, end_sessions, expire_old, open_session

KEY = bytes(range(32))
VAULT = "ab" * 16
NOW = 1_795_000_000.75
END = 1_795_000_000 + 30 * 60


@pytest.fixture
def runtime(tmp_path: Path) -> Path:
    return tmp_path / "run" / "spaedbarn"


@pytest.fixture
def token(runtime: Path) -> str:
    return create_session(runtime, VAULT, KEY, "store.db", 30, NOW)


def only_slot(runtime: Path) -> Path:
    (path,) = (runtime / VAULT).iterdir()
    return path


def refused(runtime: Path, token: str, now: float = NOW, store: str | None = None, vault: str = VAULT) -> str:
    with pytest.raises(WrongSecret) as caught:
        open_session(runtime, vault, token, now, store)
    assert caught.value.params == {}
    return caught.value.key


def test_a_token_opens_as_often_as_needed_until_its_time_is_up(runtime: Path, token: str) -> None:
    assert open_session(runtime, VAULT, token, NOW) == KEY
    assert open_session(runtime, VAULT, token, END - 0.01) == KEY
    assert refused(runtime, token, END) == "session_expired"
    assert list((runtime / VAULT).iterdir()) == []
    assert refused(runtime, token) == "wrong_session"


def test_the_token_is_what_an_environment_takes_and_the_files_are_private(runtime: Path, token: str) -> None:
    assert len(token) == 64
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    path = only_slot(runtime)
    assert path.name == base64.urlsafe_b64decode(token)[:16].hex() + ".json"
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
        assert {folder.stat().st_mode & 0o777 for folder in (path.parent, runtime)} == {0o700}


def test_the_file_holds_neither_key_nor_secret(runtime: Path, token: str) -> None:
    data = only_slot(runtime).read_bytes()
    secret = base64.urlsafe_b64decode(token)[16:]
    for hidden in (KEY, secret):
        for form in (hidden, hidden.hex().encode(), base64.b64encode(hidden), base64.urlsafe_b64encode(hidden)):
            assert form.rstrip(b"=")[:16] not in data
    assert KEY not in base64.urlsafe_b64decode(token)


def test_a_session_of_a_store_that_was_renewed_is_over(runtime: Path, token: str) -> None:
    assert open_session(runtime, VAULT, token, NOW, "store.db") == KEY
    assert refused(runtime, token, store="store-1.db") == "session_expired"
    assert list((runtime / VAULT).iterdir()) == []


@pytest.mark.parametrize(
    "wrong", ["", "x", "æ" * 64, "A" * 64, "A" * 63, "A" * 68, "../../../etc/passwd", "\udce6", "=" * 64, "A" * 10**5]
)
def test_a_text_that_is_no_token(runtime: Path, token: str, wrong: str) -> None:
    assert refused(runtime, wrong) == "wrong_session"
    assert open_session(runtime, VAULT, f" {token}\n", NOW) == KEY


@given(st.text(max_size=80))
def test_fuzz_tokens(text: str) -> None:
    assert refused(Path("nowhere"), text) == "wrong_session"


def test_every_flipped_byte_of_the_token(runtime: Path, token: str) -> None:
    data = base64.urlsafe_b64decode(token)
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 1
        assert refused(runtime, base64.urlsafe_b64encode(changed).decode()) == "wrong_session"


def test_another_vault_or_another_slot_does_not_open(runtime: Path, token: str) -> None:
    path = only_slot(runtime)
    other = runtime / ("cd" * 16)
    other.mkdir()
    (other / path.name).write_bytes(path.read_bytes())
    assert refused(runtime, token, vault="cd" * 16) == "wrong_session"
    moved = bytes(16)
    path.rename(path.with_name(f"{moved.hex()}.json"))
    data = base64.urlsafe_b64decode(token)
    assert refused(runtime, base64.urlsafe_b64encode(moved + data[16:]).decode()) == "wrong_session"


@pytest.mark.parametrize("change", [{"expires": 2**40}, {"store": "store-1.db"}, {"version": 2}, {"kind": "recovery"},
                                    {"expires": "never"}, {"expires": None}, {"expires": True}, {"store": None},
                                    {"format": "spaedbarn-key"}, {"kdf": {}}, {"nonce": ""}, {"extra": 1}])  # fmt: skip
def test_a_changed_slot_does_not_open(runtime: Path, token: str, change: dict[str, Any]) -> None:
    path = only_slot(runtime)
    path.write_text(json.dumps({**json.loads(path.read_bytes()), **change}), encoding="utf-8")
    assert refused(runtime, token) == "wrong_session"
    assert refused(runtime, token, NOW + 3600) == "wrong_session"


def test_every_flipped_byte_and_every_truncation_of_the_slot(runtime: Path, token: str) -> None:
    path = only_slot(runtime)
    data = path.read_bytes()
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 0x01
        path.write_bytes(changed)
        assert refused(runtime, token) == "wrong_session"
        path.write_bytes(data[:place])
        assert refused(runtime, token) == "wrong_session"
    path.write_bytes(data)
    assert open_session(runtime, VAULT, token, NOW) == KEY


def test_locking_ends_every_session_of_the_vault_only(runtime: Path, token: str) -> None:
    second = create_session(runtime, VAULT, KEY, "store.db", 1, NOW)
    other = create_session(runtime, "cd" * 16, KEY, "store.db", 30, NOW)
    (runtime / VAULT / "note.json").write_text("{}", encoding="utf-8")
    assert end_sessions(runtime, VAULT) == 2
    assert end_sessions(runtime, VAULT) == 0
    assert {refused(runtime, one) for one in (token, second)} == {"wrong_session"}
    assert open_session(runtime, "cd" * 16, other, NOW) == KEY
    assert (runtime / VAULT / "note.json").exists()
    assert end_sessions(runtime, "ef" * 16) == 0


def test_old_and_unreadable_slots_are_cleared_away_and_live_ones_stay(runtime: Path, token: str) -> None:
    create_session(runtime, VAULT, KEY, "store.db", 1, NOW)
    (runtime / VAULT / f"{'0' * 32}.json").write_bytes(b"{")
    assert expire_old(runtime, VAULT, int(NOW) + 60) == 2
    assert open_session(runtime, VAULT, token, NOW + 60) == KEY
    create_session(runtime, VAULT, KEY, "store.db", 1, NOW + 3600)
    assert len(list((runtime / VAULT).iterdir())) == 1


@pytest.mark.parametrize("minutes", [0, -1, 24 * 60 + 1, 10**9])
def test_how_long_is_bounded(runtime: Path, minutes: int) -> None:
    with pytest.raises(WrongUsage) as caught:
        create_session(runtime, VAULT, KEY, "store.db", minutes, NOW)
    assert (caught.value.key, caught.value.params) == ("session_minutes", {"most": 1440})
    assert not runtime.exists()


def test_a_folder_that_cannot_be_made_is_our_error(tmp_path: Path) -> None:
    (tmp_path / "run").write_bytes(b"")
    with pytest.raises(Failed):
        create_session(tmp_path / "run", VAULT, KEY, "store.db", 30, NOW)
