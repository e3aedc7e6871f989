"""Changes, contents and keys for tests of what travels: invented families, true chains."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import strategies as st
from pyrage import x25519

from spaedbarn_cli.store.canonical import canonical, digest, digest_of
from spaedbarn_cli.sync.bundle import Content, Head, Sender
from spaedbarn_cli.sync.changes import Change

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FAMILY = "9n4t0kz7wq2m8c5v"
DEVICE = "00d0a1b2c3d4e5f6"
SECOND_DEVICE = "7e11ce5e4b1a0042"
SENDER = Sender("Mette Holm", "health-visitor", DEVICE)
NOTE = "Signe og Asger sover bedre nu; øjenkontakt længe."
METTE, LONE = bytes(range(32)), bytes(range(50, 82))
"""Signing keys of two health visitors."""


def public_of(sign_key: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(sign_key).public_key().public_bytes_raw()


def sign_text(sign_key: bytes) -> str:
    return base64.urlsafe_b64encode(public_of(sign_key)).rstrip(b"=").decode()


class Person:
    """Somebody who receives: an age identity and the recipient it belongs to."""

    def __init__(self) -> None:
        made = x25519.Identity.generate()
        self.identity, self.recipient = str(made), str(made.to_public())


BIRGIT, KAREN = Person(), Person()
"""A case worker, and another one."""


def change(
    stream: str, device: str, seq: int, prev: str | None, fields: dict[str, Any] | None = None, **other: Any
) -> Change:
    """Return one change; `other` are members of the head or `erased=True`."""
    payload = {"author": "Mette Holm", "fields": fields or {}, "base": [], "salt": f"{seq:032x}"}
    body = canonical(payload)
    head = {
        "stream": stream, "device": device, "seq": seq, "prev": prev, "hlc": f"2026-11-22T08:15:{seq % 60:02d}.000Z/{seq:04d}",
        "kind": "visit", "record": f"v{seq}", "op": "create", "digest": digest_of(body),
        **{name: value for name, value in other.items() if name != "erased"},
    }  # fmt: skip
    return Change(digest(head), head, None if other.get("erased") else body.decode())


def chain(stream: str, device: str, fields: Sequence[dict[str, Any]], after: int = 0, erased: int = -1) -> list[Change]:
    """Return a chain of as many changes as there are fields, beginning after a number."""
    made: list[Change] = []
    prev = None if after == 0 else digest(after)
    for offset, each in enumerate(fields):
        at = f"2026-11-22T08:15:00.000Z/{after + offset:04d}"
        made.append(change(stream, device, after + offset + 1, prev, each, hlc=at, erased=offset == erased))
        prev = made[-1].id
    return made


def small() -> Content:
    """Return a bundle's content as a health visitor would send it: two streams, one of them from two devices."""
    contact = chain(f"{FAMILY}/contact", DEVICE, [{"note": NOTE, "start": 29_400_000}, {"minutes": 90}])
    other = chain(f"{FAMILY}/contact", SECOND_DEVICE, [{"minutes": 60}], after=4)
    plan = chain(f"{FAMILY}/plan", DEVICE, [{"goal": "ro om måltider"}, {}], erased=1)
    return Content(
        "c0" * 16, "2026-11-22T09:00:00+00:00", SENDER, "status til barnets plan", "SUL § 71", (*contact, *other, *plan),
        (Head(f"{FAMILY}/contact", DEVICE, 7, "ab" * 32),), "<!doctype html><title>Status</title><p>Æøå</p>",
    )  # fmt: skip


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-1e15, 1e15) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=4,
)  # fmt: skip
DEVICES = st.sampled_from([DEVICE, SECOND_DEVICE, "f" * 16])
STREAMS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)


@st.composite
def contents(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Content:
    """Draw any content a program of ours could send."""
    places = draw(st.lists(st.tuples(STREAMS, DEVICES), max_size=4, unique=True))
    changes: list[Change] = []
    for stream, device in sorted(places):
        fields = draw(st.lists(st.dictionaries(TEXT, VALUES, max_size=3), min_size=1, max_size=3))
        changes += chain(stream, device, fields, draw(st.sampled_from([0, 0, 6])), draw(st.integers(-1, 2)))
    heads = draw(st.lists(st.tuples(STREAMS, DEVICES), max_size=3, unique=True))
    return Content(
        draw(st.integers(0, 2**128 - 1)).to_bytes(16).hex(), "2026-11-22T09:00:00+00:00",
        Sender(draw(TEXT), draw(TEXT), draw(DEVICES)), draw(TEXT), draw(st.none() | TEXT), tuple(changes),
        tuple(Head(*place, number + 1, "ab" * 32) for number, place in enumerate(sorted(heads))), draw(st.none() | TEXT),
    )  # fmt: skip
