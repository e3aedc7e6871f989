"""Wrapping a key under a secret: what opens, what does not, and what is refused before any work is done."""

from __future__ import annotations

import base64
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.errors import Failed, StoreDamaged
from spaedbarn_cli.store import keywrap
from spaedbarn_cli.store.keywrap import FAST, SLOW, Cost

KEY = bytes(range(32))
VAULT = {"vault": "5a" * 16}
HEADER = {"id": "0badcafe", "created": "2026-11-22T08:00:00+00:00"}


@pytest.fixture
def slow_slot() -> dict[str, Any]:
    return sealed(SLOW)


def sealed(kdf: str, secret: bytes = b"secret") -> dict[str, Any]:
    return keywrap.seal({**HEADER, "kdf": keywrap.new_kdf(kdf)}, VAULT, secret, KEY)


@pytest.fixture
def no_derivation(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise AssertionError("a derivation was begun")

    monkeypatch.setattr(keywrap, "_root", fail)
    monkeypatch.setattr(keywrap, "_argon2id", fail)


@pytest.mark.parametrize("kdf", [SLOW, FAST])
def test_the_secret_opens_and_another_does_not(kdf: str) -> None:
    slot = sealed(kdf)
    keywrap.check_slot(slot, kdf)
    assert keywrap.unseal(slot, VAULT, b"wrong") is None
    assert keywrap.unseal(slot, VAULT, b"secret") == KEY
    assert keywrap.unseal(slot, VAULT, b"") is None


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80))
def test_any_key_under_any_secret(key: bytes, secret: bytes) -> None:
    slot = keywrap.seal({**HEADER, "kdf": keywrap.new_kdf(FAST)}, VAULT, secret, key)
    assert keywrap.unseal(slot, VAULT, secret) == key


@pytest.mark.parametrize("size", [0, 16, 31, 33, 64])
def test_only_32_bytes_are_a_key(size: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        keywrap.seal({**HEADER, "kdf": keywrap.new_kdf(FAST)}, VAULT, b"secret", bytes(size))


def test_nothing_is_used_twice_and_the_key_does_not_show() -> None:
    slots = [sealed(FAST) for _ in range(20)]
    for name in ("nonce", "commitment", "wrapped"):
        assert len({slot[name] for slot in slots}) == 20
    assert len({slot["kdf"]["salt"] for slot in slots}) == 20
    assert all(KEY[:6] not in base64.b64decode(slot["wrapped"]) for slot in slots)


def test_a_slot_of_another_vault_does_not_open(slow_slot: dict[str, Any]) -> None:
    with pytest.raises(StoreDamaged):
        keywrap.unseal(slow_slot, {"vault": "5b" * 16}, b"secret")


def test_a_changed_header_does_not_open(slow_slot: dict[str, Any]) -> None:
    changed = {**slow_slot, "created": "2027-01-01T00:00:00+00:00"}
    with pytest.raises(StoreDamaged) as caught:
        keywrap.unseal(changed, VAULT, b"secret")
    assert caught.value.key == "key_damaged"


def test_a_right_commitment_over_a_wrong_key_is_damage_not_a_wrong_secret(slow_slot: dict[str, Any]) -> None:
    other = base64.b64encode(bytes(48)).decode()
    with pytest.raises(StoreDamaged):
        keywrap.unseal({**slow_slot, "wrapped": other}, VAULT, b"secret")


@pytest.mark.usefixtures("no_derivation")
@pytest.mark.parametrize(
    "change",
    [
        {"t": 0}, {"t": 17}, {"t": 10**9}, {"t": -1}, {"t": 3.0}, {"t": True}, {"t": "3"}, {"t": None},
        {"p": 0}, {"p": 9}, {"p": 2**24}, {"p": False},
        {"m_kib": 65535}, {"m_kib": 9}, {"m_kib": 0}, {"m_kib": -65536}, {"m_kib": 2**21 + 1}, {"m_kib": 2**32},
        {"m_kib": [65536]}, {"salt": ""}, {"salt": "AAAA"}, {"salt": "A" * 10**6}, {"salt": None}, {"salt": 16},
        {"salt": "ø" * 24}, {"name": "argon2i"}, {"name": FAST}, {"name": None}, {"extra": 1},
    ],
)  # fmt: skip
def test_hostile_parameters_are_refused_before_any_work(change: dict[str, Any]) -> None:
    kdf = {"name": SLOW, **keywrap.FULL._asdict(), "salt": base64.b64encode(bytes(16)).decode()}
    with pytest.raises(ValueError, match=r".*"):
        keywrap.check_slot(slot_with({**kdf, **change}), SLOW)
    keywrap.check_slot(slot_with(kdf), SLOW)


@pytest.mark.usefixtures("no_derivation")
@pytest.mark.parametrize("cost", [Cost(1, 1, 65536), Cost(16, 8, 2**21), keywrap.FULL, keywrap.SMALL])
def test_the_bounds_themselves_are_allowed(cost: Cost) -> None:
    kdf = {"name": SLOW, **cost._asdict(), "salt": base64.b64encode(bytes(16)).decode()}
    keywrap.check_slot(slot_with(kdf), SLOW)


def slot_with(kdf: dict[str, Any]) -> dict[str, Any]:
    zeros = {
        name: base64.b64encode(bytes(n)).decode() for name, n in (("nonce", 12), ("commitment", 32), ("wrapped", 48))
    }
    return {"cipher": "aes-256-gcm", **zeros, "kdf": kdf}


@pytest.mark.parametrize(
    "change",
    [
        {"cipher": "aes-128-gcm"}, {"cipher": None}, {"nonce": ""}, {"nonce": "AAAAAAAAAAAAAAAA="}, {"wrapped": 7},
        {"commitment": "A" * 44}, {"wrapped": "A" * 68}, {"kdf": None}, {"kdf": []}, {"kdf": {}},
        {"kdf": {"name": FAST}}, {"nonce": "AAAAAAAAAAAAAAA\n"},
    ],
)  # fmt: skip
def test_a_slot_of_the_wrong_form_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".*"):
        keywrap.check_slot({**sealed(FAST), **change}, FAST)


def test_base64_is_accepted_in_one_spelling_only() -> None:
    slot = sealed(FAST)
    text = slot["commitment"]  # 32 bytes end in one `=`, with two unused bits before it
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    twin = text[:-2] + alphabet[alphabet.index(text[-2]) ^ 1] + "="
    assert base64.b64decode(twin) == base64.b64decode(text)
    with pytest.raises(ValueError, match="base64"):
        keywrap.check_slot({**slot, "commitment": twin}, FAST)


def test_the_seam_is_closed_by_default(slow_slot: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    keywrap.check_slot(slow_slot, SLOW)
    monkeypatch.setattr(keywrap, "testing_kdf_cost", None)
    with pytest.raises(ValueError, match="bounds"):
        keywrap.check_slot(slow_slot, SLOW)
    code = "import spaedbarn_cli.store.keywrap as k; print(k.testing_kdf_cost)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.strip() == b"None"


@pytest.mark.parametrize(("seconds", "cost"), [(0.2, keywrap.FULL), (0.25, keywrap.FULL), (0.26, keywrap.SMALL)])
def test_a_slow_machine_gets_the_smaller_cost(monkeypatch: pytest.MonkeyPatch, seconds: float, cost: Cost) -> None:
    timed: list[Cost] = []
    monkeypatch.setattr(keywrap, "_argon2id", lambda one, salt, secret: timed.append(one))
    ticks = iter((0.0, seconds))
    assert keywrap.affordable_cost(lambda: next(ticks)) == cost
    assert timed == [keywrap.SMALL]


def test_the_real_cost_opens_what_it_sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keywrap, "testing_kdf_cost", None)
    monkeypatch.setattr(keywrap, "affordable_cost", lambda: keywrap.SMALL)
    slot = sealed(SLOW)
    assert {name: slot["kdf"][name] for name in ("t", "p", "m_kib")} == {"t": 3, "p": 4, "m_kib": 65536}
    keywrap.check_slot(slot, SLOW)
    assert keywrap.unseal(slot, VAULT, b"secret") == KEY


def test_too_little_memory_is_our_error(slow_slot: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    from cryptography.hazmat.primitives.kdf import argon2

    class Full:
        def __init__(self, **_: object) -> None: ...

        def derive(self, _: bytes) -> bytes:
            raise MemoryError

    monkeypatch.setattr(argon2, "Argon2id", Full)
    with pytest.raises(Failed) as caught:
        keywrap.unseal(slow_slot, VAULT, b"secret")
    assert caught.value.key == "key_memory"


def test_a_slot_of_format_1_opens_for_ever() -> None:
    """Written by the first version: a change of labels, of order or of the canonical form must fail here."""
    for slot, kdf in ((FIRST_FAST, FAST), (FIRST_SLOW, SLOW)):
        keywrap.check_slot(slot, kdf)
        assert keywrap.unseal(slot, VAULT, b"secret") == KEY


FIRST_FAST: dict[str, Any] = {
    "id": "0badcafe",
    "created": "2026-11-22T08:00:00+00:00",
    "kdf": {"name": "hkdf-sha256", "salt": "AAECAwQFBgcICQoLDA0ODw=="},
    "cipher": "aes-256-gcm",
    "nonce": "4lsI34o0tyBr1nj1",
    "commitment": "a2X09LnKbYDbe+X64Fyhzm45R23CNPBcXDRdUye9n28=",
    "wrapped": "jJ1nydkB7H1GO2dqhj+t1mdr82GavNd/THG7kRkZ1Dk4+FYzxY7qvyqAJl01mGX1",
}
FIRST_SLOW: dict[str, Any] = {
    "id": "0badcafe",
    "created": "2026-11-22T08:00:00+00:00",
    "kdf": {"name": "argon2id", "t": 1, "p": 1, "m_kib": 8, "salt": "AAECAwQFBgcICQoLDA0ODw=="},
    "cipher": "aes-256-gcm",
    "nonce": "BWFvKRis7U0ZD+AF",
    "commitment": "x1JHjsgQJ3HNyL7gKDk1PpxLnSvy0/N+mQaK3prtqrY=",
    "wrapped": "DR5BRj221WRYrPBaULwcx8QKfCPE98ZnoeowAQwxbgsJe44MnZV5ipzmgjc0SSDs",
}


def test_cryptography_is_not_loaded_until_it_is_needed() -> None:
    code = (
        "import sys, spaedbarn_cli.store.keyfile, spaedbarn_cli.store.sessionslot\n"
        "print([m for m in ('cryptography', 'rfc8785', 'sqlcipher3', 'sqlite_utils') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.strip() == b"[]"
