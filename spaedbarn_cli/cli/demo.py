"""`demo`: a store with invented families, for trying everything out."""

from __future__ import annotations

import os
from datetime import UTC
from typing import TYPE_CHECKING, Any

import typer  # noqa: TC002 - typer itself reads the annotation

from spaedbarn_cli import paths
from spaedbarn_cli.cli.app import command, session_of
from spaedbarn_cli.cli.case import DEFAULT_PROGRAMME
from spaedbarn_cli.errors import Refused
from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.session import env_passphrase, harden

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from spaedbarn_cli.domain.demo_families import Family
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.vault import Store

PASSPHRASE = "fem blå spande sand"  # noqa: S105 - printed for everybody to see; it guards invented families only
"""What opens a demonstration when the environment names nothing else."""

FOLDER = "spaedbarn-demo"


def register(app: typer.Typer) -> None:
    """Declare the command."""

    @command(app, "demo", key="demo", example="spaedbarn demo --home ./demo", codes="2 · 41")
    def demo(ctx: typer.Context) -> None:
        run_demo(session_of(ctx))


def home_for_demo(session: Session) -> Path:
    """Return where the invented families go: where the user says, else beside the real store's place, never in it."""
    if not os.environ.get("SPAEDBARN_HOME") and session.home == paths.home_dir(None):
        return session.home.with_name(FOLDER)
    return session.home


def run_demo(session: Session) -> None:
    """Make a store with invented families and months of visits; raises Refused where there already is a store."""
    harden()
    session.home = home_for_demo(session)
    if session.home.is_dir() and any(session.home.iterdir()):
        raise Refused("demo_exists")
    given = env_passphrase()
    store = _make(session, given or PASSPHRASE)
    found = _families(session)
    written = [entry for family in found for entry in _entries(session, store, family)]
    store.append([*written, *_sharing(session, store, written)])
    codes = [family.code for family in found]
    if session.terminal.json:
        session.terminal.document({
            "home": str(session.home), "passphrase": None if given else PASSPHRASE, "cases": codes
        })  # fmt: skip
        return
    session.terminal.result(t("said.demo_made", home=session.home, codes=" ".join(codes)))
    session.terminal.result(t("said.demo_own" if given else "said.demo_passphrase", passphrase=PASSPHRASE))
    session.terminal.say(t("said.demo_on", home=session.home))


def _make(session: Session, passphrase: str) -> Store:
    """Make the store as `init` does, with a recovery code that nobody is shown: there is nothing in it to recover."""
    from spaedbarn_cli.domain.demo_families import OWNER
    from spaedbarn_cli.store import atomic, keyfile, recovery, vault
    from spaedbarn_cli.store.ids import new_store_key, new_vault_id

    key, now = new_store_key(), session.now().astimezone(UTC).isoformat(timespec="seconds")
    slots = keyfile.new_keyfile(new_vault_id(), "store.db")
    slots = keyfile.add_slot(slots, keyfile.PASSPHRASE, passphrase, key, now)
    slots = keyfile.add_slot(slots, keyfile.RECOVERY, recovery.new_code(), key, now)
    atomic.private_folder(session.home)
    store = vault.create(
        session.places, "store.db", key, vault=slots.vault, now=session.now, name=OWNER, role="health-visitor",
        municipality="Jammerbugt",
    )  # fmt: skip
    session.adopt(store)
    keyfile.write_keyfile(session.home, slots, prove=(keyfile.PASSPHRASE, passphrase))
    return store


def _families(session: Session) -> tuple[Family, ...]:
    from spaedbarn_cli.domain.demo_families import families

    return families(session.today())


def _entries(session: Session, store: Store, family: Family) -> Iterator[Entry]:
    """Yield the changes of one family: the same records that `case open`, `birth`, `visit log` and the rest write."""
    from spaedbarn_cli.store.ids import new_record_id
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.vault import case_stream

    case_id = new_record_id()
    stream = case_stream(case_id, "contact")
    programme = session.programme(DEFAULT_PROGRAMME)
    own = {"code": family.code, "programme": programme.id, "legal": programme.legal or None, "owner": store.author}
    yield Entry(stream, "case", case_id, "create", {**own, **family.case})
    records: list[tuple[str, dict[str, Any]]] = [
        *(("person", person) for person in family.persons),
        *(("pause", pause) for pause in family.pauses),
        *(("agreement", agreement) for agreement in family.agreements),
        *(("visit", visit) for visit in family.visits(session.today())),
        *_steps(family, session.today()),
    ]
    for kind, fields in records:
        yield Entry(stream, kind, new_record_id(), "create", {"case_id": case_id, **fields})


def _sharing(session: Session, store: Store, written: list[Entry]) -> Iterator[Entry]:
    """Yield somebody to share with, and the first family's consent to it, so that `export` can be tried at once."""
    from spaedbarn_cli.store.ids import new_record_id
    from spaedbarn_cli.store.log import Entry
    from spaedbarn_cli.store.vault import case_stream
    from spaedbarn_cli.sync import identity, keys

    identity.own(store)
    public, today = keys.new_keys().public, session.today().isoformat()  # of somebody invented: nobody has the secret half
    caseworker = {
        "name": "Lone Krogh", "role": "social-worker", "age": public.age, "sign": public.sign,
        "words": keys.fingerprint(public), "verified": today,
    }  # fmt: skip
    yield Entry(store.own_stream, "contact", new_record_id(), "create", caseworker)
    browser = {"name": "Birgit Dam", "role": "social-worker", "age": None, "sign": None, "words": None}
    yield Entry(store.own_stream, "contact", new_record_id(), "create", browser)
    case_id = written[0].record
    consent = {
        "case_id": case_id, "by": "mor", "recipient": "social-worker", "streams": ["contact", "child", "plan"],
        "given": today, "until": None, "withdrawn": None,
    }  # fmt: skip
    yield Entry(case_stream(case_id, "contact"), "consent", new_record_id(), "create", consent)


def _steps(family: Family, today: date) -> list[tuple[str, dict[str, Any]]]:
    """Return the meetings and documents of a family."""
    from datetime import date as day

    from spaedbarn_cli.domain.demo_meetings import steps

    births = [day.fromisoformat(p["born"]) for p in family.persons if p["role"] == "child" and p.get("born")]
    parents = [p["label"] for p in family.persons if p["role"] in ("mother", "father", "partner")]
    return steps(family.case, births, parents, today)
