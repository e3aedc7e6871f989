"""The form of the key file: whatever its bytes are, it opens to the right key or is refused in our own words."""

from __future__ import annotations

import contextlib
import copy
import functools
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from spaedbarn_cli.errors import Refused, SpaedbarnError, StoreDamaged, StoreNewer
from spaedbarn_cli.store import keyfile, keyformat, keywrap, recovery
from spaedbarn_cli.store.canonical import digest
from spaedbarn_cli.store.keyfile import PASSPHRASE, RECOVERY, KeyFile

KEY = bytes(range(100, 132))
VAULT = "c0" * 16
CREATED = "2026-11-22T08:00:00+00:00"
PHRASE = "blå æbler på Kærgårdsvej"
CODE = recovery.format_code(bytes(range(20)))
OURS = {"key_damaged", "key_newer", "wrong_passphrase", "wrong_recovery_code", "no_recovery_code"}

many = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def made(vault: str = VAULT) -> KeyFile:
    return keyfile.add_slot(
        keyfile.add_slot(keyfile.new_keyfile(vault, "store.db"), PASSPHRASE, PHRASE, KEY, CREATED),
        RECOVERY, CODE, KEY, CREATED,
    )  # fmt: skip


def file_of(document: dict[str, Any]) -> bytes:
    """Write a changed key file with the checksum it would have: what is left must be caught by the slots themselves."""
    body = {name: value for name, value in document.items() if name != "checksum"}
    with contextlib.suppress(ValueError, RecursionError):
        body["checksum"] = digest(body)
    return json.dumps(body).encode()


@pytest.fixture
def document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(keyformat.dump(made()))
    return found


def opened(data: bytes) -> list[bytes | str]:
    """Return what both secrets get out of these bytes: the key, or the name of our error."""
    results: list[bytes | str] = []
    for kind, secret in ((PASSPHRASE, PHRASE), (RECOVERY, CODE)):
        try:
            results.append(keyfile.unwrap(keyformat.parse(data), kind, secret))
        except SpaedbarnError as error:
            results.append(error.key)
    assert {result for result in results if isinstance(result, str)} <= OURS
    return results


def raised(kind: type[SpaedbarnError], call: Any, *args: Any) -> str:
    with pytest.raises(kind) as caught:
        call(*args)
    return caught.value.key


def test_the_form_of_the_file(document: dict[str, Any]) -> None:
    assert list(document) == ["format", "version", "vault", "store", "slots", "checksum"]
    assert (document["format"], document["version"]) == ("spaedbarn-key", 1)
    first, second = document["slots"]
    assert first.keys() == second.keys() == {
        "id", "kind", "created", "kdf", "cipher", "nonce", "commitment", "wrapped",
    }  # fmt: skip
    assert first["kdf"].keys() == {"name", "t", "p", "m_kib", "salt"}
    assert second["kdf"].keys() == {"name", "salt"}


@pytest.mark.parametrize("version", [2, 3, 10**6])
def test_a_newer_key_file(document: dict[str, Any], version: int) -> None:
    newer = {**document, "version": version, "slots": "something else", "more": 1}
    assert raised(StoreNewer, keyformat.parse, file_of(newer)) == "key_newer"


# --- every way of damaging it


def test_every_flipped_byte_is_noticed() -> None:
    """A flip in one slot may leave the other one working, then with the right key; none leaves both."""
    data = keyformat.dump(made())
    for place in range(len(data)):
        for flip in (0x01, 0x04, 0x20, 0x80):
            broken = bytearray(data)
            broken[place] ^= flip
            results = opened(bytes(broken))
            assert all(result == KEY for result in results if isinstance(result, bytes))
            assert results != [KEY, KEY], place


def test_every_truncation_is_refused() -> None:
    data = keyformat.dump(made()).rstrip()
    for length in range(len(data)):
        assert opened(data[:length]) == ["key_damaged", "key_damaged"]


@pytest.mark.parametrize("slot", [0, 1])
def test_every_changed_member_of_a_slot_is_refused(document: dict[str, Any], slot: int) -> None:
    other = json.loads(keyformat.dump(made()))["slots"][slot]
    for name in set(other) - {"kind", "cipher", "kdf"}:
        changed = copy.deepcopy(document)
        changed["slots"][slot][name] = other[name] if name != "created" else "2026-11-22T08:00:01+00:00"
        assert opened(file_of(changed))[slot] in {"key_damaged", "wrong_passphrase", "wrong_recovery_code"}
    for name in document["slots"][slot]:
        for value in (None, 0, "", [], {}, True, "x" * 50, -1, 1.5, [document]):
            changed = copy.deepcopy(document)
            changed["slots"][slot][name] = value
            assert opened(file_of(changed)) == ["key_damaged", "key_damaged"]
        changed = copy.deepcopy(document)
        del changed["slots"][slot][name]
        assert opened(file_of(changed)) == ["key_damaged", "key_damaged"]
    changed = copy.deepcopy(document)
    changed["slots"][slot]["extra"] = 1
    assert opened(file_of(changed)) == ["key_damaged", "key_damaged"]


@pytest.mark.parametrize("cost", [{"t": 2}, {"p": 2}, {"m_kib": 65536}, {"t": 1, "p": 2, "m_kib": 65536}])
def test_changed_parameters_do_not_open(document: dict[str, Any], cost: dict[str, int]) -> None:
    document["slots"][0]["kdf"].update(cost)
    assert opened(file_of(document))[0] in {"key_damaged", "wrong_passphrase"}


@pytest.mark.parametrize("hostile", [{"t": 17}, {"p": 9}, {"m_kib": 2**21 + 1}, {"m_kib": 64}, {"m_kib": 2**52}])
def test_hostile_parameters_are_refused_before_any_work(
    document: dict[str, Any], hostile: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[object] = []
    monkeypatch.setattr(keywrap, "_root", lambda *args: begun.append(args))
    document["slots"][0]["kdf"].update(hostile)
    assert opened(file_of(document)) == ["key_damaged", "key_damaged"]
    assert begun == []


def test_a_slot_from_another_vault_does_not_open(document: dict[str, Any]) -> None:
    document["slots"] = json.loads(keyformat.dump(made("d1" * 16)))["slots"]
    assert opened(file_of(document)) == ["key_damaged", "key_damaged"]


def test_a_slot_passed_off_as_the_other_kind_is_refused(document: dict[str, Any]) -> None:
    document["slots"][1]["kind"] = "passphrase"
    assert opened(file_of(document)) == ["key_damaged", "key_damaged"]


@pytest.mark.parametrize(
    "change",
    [{"format": "spaedbarn-bundle"}, {"format": None}, {"version": 0}, {"version": True}, {"version": 1.0},
     {"version": "1"}, {"vault": "c0"}, {"vault": "C0" * 16}, {"vault": "c0" * 16 + "\n"}, {"vault": 7},
     {"store": "../store.db"}, {"store": "store-1234567.db"}, {"store": "store-.db"}, {"store": "store-٣.db"},
     {"store": ""}, {"store": None}, {"slots": {}}, {"slots": [[]]}, {"slots": [{"kind": "A"}]}, {"slots": [{}]},
     {"extra": 1}],
)  # fmt: skip
def test_a_wrong_frame_is_refused(document: dict[str, Any], change: dict[str, Any]) -> None:
    assert raised(StoreDamaged, keyformat.parse, file_of({**document, **change})) == "key_damaged"


def test_sizes_are_bounded(document: dict[str, Any]) -> None:
    future = {"kind": "keyring"}
    fits = {**document, "slots": document["slots"] + [future] * 14}
    assert len(keyformat.parse(file_of(fits)).slots) == 16
    too_many = {**document, "slots": document["slots"] + [future] * 15}
    assert raised(StoreDamaged, keyformat.parse, file_of(too_many)) == "key_damaged"
    full = keyformat.parse(file_of(fits))
    assert raised(Refused, keyfile.add_slot, full, PASSPHRASE, PHRASE, KEY, CREATED) == "key_slots_full"
    padded = file_of(document)
    assert opened(padded.ljust(64 * 1024)) == [KEY, KEY]
    assert opened(padded.ljust(64 * 1024 + 1)) == ["key_damaged", "key_damaged"]


@pytest.mark.parametrize(
    "data",
    [b"", b"null", b"[]", b"7", b"\xff\xfe{\x00}\x00", b"\xef\xbb\xbf{}", b"[" * 60_000, b'{"a":' * 12_000,
     b"9" * 5000, b'{"format":"spaedbarn-key","version":' + b"9" * 5000 + b"}",
     b'{"format":"spaedbarn-key","version":1,"version":2}', b"SQLite format 3\x00", b"\x00" * 4096],
)  # fmt: skip
def test_bytes_that_are_no_key_file(data: bytes) -> None:
    assert raised(StoreDamaged, keyformat.parse, data) == "key_damaged"


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e999", '"\\ud800"', "9" * 30, "[" * 900 + "]" * 900])
def test_an_unknown_slot_may_hold_sound_json_only(document: dict[str, Any], value: str) -> None:
    document["slots"].append({"kind": "keyring", "x": "HERE"})
    data = file_of(document).decode().replace('"HERE"', value).encode()
    assert opened(data) == ["key_damaged", "key_damaged"]


def test_two_slots_of_one_id_are_refused(document: dict[str, Any]) -> None:
    document["slots"][1]["id"] = document["slots"][0]["id"]
    assert raised(StoreDamaged, keyformat.parse, file_of(document)) == "key_damaged"


def test_a_file_without_a_passphrase_is_damaged_and_one_without_a_code_says_so(document: dict[str, Any]) -> None:
    first, second = document["slots"]
    assert opened(file_of({**document, "slots": [second]})) == ["key_damaged", KEY]
    assert opened(file_of({**document, "slots": [first]})) == [KEY, "no_recovery_code"]


# --- fuzz


@functools.cache
def base() -> bytes:
    return keyformat.dump(made())


@given(st.binary(max_size=300))
@many
def test_fuzz_bytes(data: bytes) -> None:
    assert raised(StoreDamaged, keyformat.parse, data) == "key_damaged"


@given(st.integers(0, 1500), st.integers(0, 40), st.binary(max_size=40))
@many
def test_fuzz_a_piece_replaced(start: int, length: int, piece: bytes) -> None:
    data = base()
    results = opened(data[:start] + piece + data[start + length :])
    assert all(result == KEY for result in results if isinstance(result, bytes))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
    | st.sampled_from(["passphrase", "recovery", "argon2id", "hkdf-sha256", "aes-256-gcm", "keyring", VAULT]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["id", "kind", "kdf", "salt", "name", "x", "nonce"]), inner, max_size=5),
    max_leaves=8,
)  # fmt: skip


@given(st.sampled_from(["format", "version", "vault", "store", "slots", "new"]), JSON)
@example("slots", [{"kind": []}])
@example("slots", [{"kind": "keyring", "id": []}])
@many
def test_fuzz_a_member_of_the_frame(name: str, value: object) -> None:
    results = opened(file_of({**json.loads(base()), name: value}))
    assert all(result == KEY for result in results if isinstance(result, bytes))


MEMBER = st.sampled_from(["kdf", "salt", "t", "m_kib", "id", "nonce"])


@given(st.sampled_from([0, 1]), st.lists(MEMBER, max_size=2), JSON)
@many
def test_fuzz_inside_a_slot(slot: int, where: list[str], value: object) -> None:
    document = json.loads(base())
    target = document["slots"][slot]
    for name in where[:-1]:
        target = target[name] if isinstance(target.get(name), dict) else target
    target[where[-1] if where else "wrapped"] = value
    results = opened(file_of(document))
    assert all(result == KEY for result in results if isinstance(result, bytes))


def test_a_rotten_byte_in_a_salt_is_damage_and_not_a_wrong_passphrase(document: dict[str, Any]) -> None:
    salt = document["slots"][0]["kdf"]["salt"]
    document["slots"][0]["kdf"]["salt"] = ("B" if salt[0] == "A" else "A") + salt[1:]
    assert opened(json.dumps(document).encode()) == ["key_damaged", "key_damaged"]
