"""Sealed bytes to something known: by a contact, by ourselves, or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from spaedbarn_cli.errors import BundleNotForUs, BundleRejected
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.sync import keys, letterbox, limits, outgoing
from sync.forging import sealed, three

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sync.somebody import Somebody

People = tuple["Somebody", "Somebody", "Somebody", str]


@pytest.fixture
def people() -> Iterator[People]:
    with three() as found:
        yield found


def test_what_a_contact_sealed_is_hers(people: People) -> None:
    mette, jens, _, _ = people
    letter = letterbox.open_letter(mette.store, sealed(jens, mette, purpose="fælles familie"))
    assert letter.sender == mette.contact(jens)
    assert not letter.opened.own
    assert (letter.opened.content.purpose, keys.to_text(letter.opened.sign)) == ("fælles familie", jens.public.sign)


def test_our_own_copy_of_what_we_sent_has_no_sender(people: People) -> None:
    mette, jens, _, _ = people
    kept = outgoing.seal_for(mette.store, mette.contact(jens), mette.routes(jens))
    letter = letterbox.open_letter(mette.store, kept.data)
    assert letter.sender is None
    assert letter.opened.content.id == kept.id
    assert letterbox.open_letter(jens.store, kept.data).sender == jens.contact(mette)
    gone = outgoing.seal_for(mette.store, mette.contact(jens), mette.routes(jens), keep_own=False)
    with pytest.raises(BundleNotForUs) as error:
        letterbox.open_letter(mette.store, gone.data)
    assert error.value.key == "bundle_no_key"


def test_what_nobody_we_know_signed_is_refused(people: People) -> None:
    mette, jens, _, _ = people
    data = sealed(jens, mette)
    mette.store.append([Entry(mette.store.own_stream, "contact", mette.contact(jens).id, "retract", {})])
    with pytest.raises(BundleRejected) as error:
        letterbox.open_letter(mette.store, data)
    assert error.value.key == "bundle_signature"


def test_what_is_for_somebody_else_is_refused(people: People) -> None:
    mette, jens, worker, _ = people
    with pytest.raises(BundleNotForUs):
        letterbox.open_letter(mette.store, sealed(jens, worker))


def test_a_file_is_read_up_to_the_ceiling_and_not_beyond(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_SEALED", 3 * limits.MEGABYTE)
    path = tmp_path / "brev.age"
    path.write_bytes(b"x" * 3 * limits.MEGABYTE)
    assert len(letterbox.read_file(path)) == 3 * limits.MEGABYTE
    path.write_bytes(b"x" * (3 * limits.MEGABYTE + 1))
    with pytest.raises(BundleRejected) as error:
        letterbox.read_file(path)
    assert (error.value.key, error.value.params) == ("bundle_too_large", {"megabytes": 3})
    with pytest.raises(FileNotFoundError):
        letterbox.read_file(tmp_path / "intet.age")
