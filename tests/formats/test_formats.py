"""Stores of every released format, made once and never again: whatever the program becomes, it opens them.

`store-1` holds the family A17 with mor and barn1, a visit that was corrected, one that was retracted, a pause, an
agreed level and a draft. It opens with the passphrase and with the recovery code below.
"""

from __future__ import annotations

import hashlib
import shutil
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from spaedbarn_cli.paths import migrations_dir
from spaedbarn_cli.store import cases, drafts, history, keyfile, keywrap, vault, verify, visits

if TYPE_CHECKING:
    from spaedbarn_cli.store.vault import Store

STORE_1 = Path(__file__).parent / "store-1"
SECRETS = {
    keyfile.PASSPHRASE: "en gammel ladvogn ved fjorden",
    keyfile.RECOVERY: "AKCWG-J16HN-5H6B7-9SYJG-ZW7A4-NDZHT-NC7HR-PDFY8",
}
AS_RELEASED = {
    "key.json": "82ca7319a6263a6a32feba811fe9b0b9a93115a37823d99385419d1566a3edbe",
    "store.db": "05935b6c63173b1727959ea04d70137ea3eb929cec7bffd1265f7a06ec03ffc6",
}


def opened(tmp_path: Path, kind: str) -> Store:
    """Open a copy of the store by one of its secrets, with the key derivation as it really is."""
    assert keywrap.testing_kdf_cost is None
    home = tmp_path / "store"
    shutil.copytree(STORE_1, home)
    for path in (home, *home.iterdir()):
        path.chmod(0o700 if path.is_dir() else 0o600)  # which a checkout does not keep
    known = keyfile.read_keyfile(home)
    key = keyfile.unwrap(known, kind, SECRETS[kind])
    places = vault.Places(home, tmp_path / "state", migrations_dir())
    return vault.open_with_key(
        places, known.store, key, vault=known.vault, now=lambda: datetime(2026, 11, 23, 9, tzinfo=UTC), whole_check=True
    )


def test_the_files_are_those_that_were_released() -> None:
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in STORE_1.iterdir()}
    assert found == AS_RELEASED


@pytest.mark.parametrize("kind", SECRETS)
def test_it_opens_and_is_sound(tmp_path: Path, kind: str) -> None:
    with closing(opened(tmp_path, kind)) as store:
        checks = {check.id: check for check in verify.store_checks(store)}
        assert all(check.ok for check in checks.values())
        assert checks["chains"].params["changes"] == 11
        assert checks["recovery"].code == "ok"
        assert (store.author, store.role) == ("Mette Holm", "health-visitor")


def test_its_records_say_what_was_written(tmp_path: Path) -> None:
    with closing(opened(tmp_path, keyfile.PASSPHRASE)) as store:
        case = cases.find(store, "A17")
        assert (case.programme, case.due, case.owner) == ("jammerbugt-spaedbarn", date(2026, 9, 20), "Mette Holm")
        mother, child = cases.persons(store, case.id)
        assert (mother.label, mother.name, child.label) == ("mor", "Signe", "barn1")
        assert (child.born, child.gestation_days) == (date(2026, 9, 17), 270)
        [visit] = visits.listed(store)
        assert (visit.minutes, visit.note, visit.versions) == (60, "Øjenkontakt, længe.", 2)
        assert (visit.by, visit.present, visit.core) == (("Mette Holm", "Lone Krogh"), ("mor", "barn1"), ("guidance",))
        cancelled = visits.find(store, "v2v2")
        assert (cancelled.retracted, cancelled.status, cancelled.cancelled_by) == (True, "cancelled", "family")
        [pause] = cases.pauses(store, case.id)
        [agreement] = cases.agreements(store, case.id)
        assert (pause.first_day, pause.last_day, agreement.minutes) == (date(2026, 12, 20), date(2027, 1, 3), 300)
        assert drafts.find(store).answers == {"start": "2026-11-20 09:00", "note": "halvt færdig"}
        written, corrected = history.of_record(store, visit.id)
        assert written.after is not None
        assert written.after["note"] == "Æblegrød, øjenkontakt og ål."
        assert corrected.reason == "skrev forkert"
