"""A person with a store in memory: what she can do in a family, whom she shares it with, what she sends and takes in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.catalog.legal_grounds import open_legal_grounds
from spaedbarn_cli.catalog.sharing_profiles import open_sharing_profiles
from spaedbarn_cli.domain.sharing import ACCEPTED, CASEWORKER, COLLEAGUE, OPENED, RETURNED
from spaedbarn_cli.store import contacts, heard, sharings, vault
from spaedbarn_cli.store.ids import new_record_id
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.sync import copies, identity, incoming, keys, outgoing, receipts, routes, seal
from sync.memory_store import copied, new_store

if TYPE_CHECKING:
    import random
    from datetime import datetime

    from spaedbarn_cli.store.contacts import Contact
    from spaedbarn_cli.store.driver import Connection
    from sync.memory_store import MemoryStore
    from sync.world import World

JOURNALS = ("contact", "child", "plan")


@cache
def grounds() -> dict[str, Any]:
    return {one.key: one for one in open_legal_grounds()}


@cache
def profile() -> Any:
    return open_sharing_profiles()["caseworker"]


@dataclass
class Somebody:
    """A person with a store; `skew` is how wrong her clock is, `kept` an old copy of her store."""

    name: str
    role: str
    world: World
    skew: timedelta = timedelta()
    store: MemoryStore = field(init=False)
    kept: Connection | None = None
    restored: bool = False

    def __post_init__(self) -> None:
        self.store = new_store(self.name, self.role, self.now)
        self.public = identity.own(self.store).public

    def now(self) -> datetime:
        return self.world.moment + self.skew

    def knows(self, other: Somebody) -> None:
        fields = {
            "name": other.name, "role": other.role, "age": other.public.age, "sign": other.public.sign,
            "words": "seks ord", "verified": "2026-11-01",
        }  # fmt: skip
        self.store.append([Entry(self.store.own_stream, "contact", new_record_id(), "create", fields)])

    def contact(self, other: Somebody) -> Contact:
        return contacts.find(self.store, other.name)

    def routes(self, other: Somebody) -> list[routes.Route]:
        return routes.routes(self.store, self.contact(other), self.public.sign, grounds(), self.now().date())

    def open_family(self, code: str) -> str:
        case_id = new_record_id()
        stream = vault.case_stream(case_id, "contact")
        fields = {"code": code, "programme": "jammerbugt-spaedbarn", "owner": self.name, "due": "2026-09-20"}
        self.store.append([
            Entry(stream, "case", case_id, "create", fields),
            Entry(stream, "person", new_record_id(), "create", {"case_id": case_id, "label": "mor", "role": "mother"}),
        ])  # fmt: skip
        return case_id

    def families(self) -> list[str]:
        """The families whose journal is here."""
        rows: Any = self.store.rows("SELECT DISTINCT stream FROM changes WHERE kind = 'case'")
        return sorted(row[0].partition("/")[0] for row in rows)

    def write(self, case_id: str, dice: random.Random, *, visit: bool = False) -> None:
        """Write something new in a family, or change or take back something that is there; or for certain a new visit."""
        name = "contact" if visit else dice.choice(JOURNALS)
        stream = vault.case_stream(case_id, name)
        rows: Any = self.store.rows(
            "SELECT DISTINCT kind, record FROM changes WHERE stream = ? AND kind IN ('visit', 'goal', 'futurum')", stream
        )
        kind = "visit" if name == "contact" else dice.choice(("goal", "futurum"))
        if rows and not visit and dice.random() < 0.5:
            known, record = dice.choice(sorted(rows))
            if dice.random() < 0.1:
                self.store.append([Entry(stream, known, record, "retract", {}, "forkert familie")])
            else:
                said = {"note": f"rettet {dice.random():.6f}"} if known == "visit" else {"needed": f"{dice.random():.6f}"}
                self.store.append([Entry(stream, known, record, "amend", said, "rettet")])
            return
        day = f"2026-11-{dice.randint(1, 28):02d}"
        fields: dict[str, Any] = {"case_id": case_id, "date": day, "needed": "ro om måltider"}
        if kind == "visit":
            fields = {
                "case_id": case_id, "start": f"{day}T09:00+01:00", "end": f"{day}T10:30+01:00", "kind": "home",
                "status": "held", "by": [self.name], "present": ["mor"], "note": "Rolig.",
            }  # fmt: skip
        self.store.append([Entry(stream, kind, new_record_id(), "create", fields)])

    def share_both_ways(self, case_id: str, other: Somebody) -> None:
        fields = {
            "case_id": case_id, "contact": self.contact(other).id, "profile": "colleague", "streams": list(JOURNALS),
            "target": None, "ground": "early-exchange", "purpose": "fælles familie", "notes": True, "begun": "2026-11-02",
            "ended": None,
        }  # fmt: skip
        self.store.append([Entry(self.store.own_stream, "sharing", new_record_id(), "create", fields)])

    def share_copies(self, case_id: str, other: Somebody) -> None:
        contact = self.contact(other)
        for source in JOURNALS:
            shared = sharings.sharings(self.store, case_id=case_id, contact=contact.id)
            known = next(
                (one for one in shared if one.profile == CASEWORKER and one.streams == (source,) and one.ended is None), None
            )
            target = known.target if known is not None else copies.new_target(case_id)
            load = copies.load_of(self.store, case_id, source, profile(), target=target, notes=False)
            terms = copies.Terms(
                copies.new_act(), self.public.sign, self.role, other.name, "caseworker", "duty-by-law", "lov", "status",
                None, "A17", (), (), False,
            )  # fmt: skip
            made = copies.entries(self.store, case_id, load, terms, str(target))
            if made and known is None:
                own = self.store.own_stream
                made.insert(0, copies.begin(case_id, contact.id, source, str(target), terms, "2026-11-02", own))
            self.store.append(made)

    def decide(self, other: Somebody) -> None:
        """Share with a colleague what she shares with us and we no longer know of: whoever is refused rings."""
        for case_id in self.families():
            theirs = sharings.sharings(other.store, case_id=case_id, contact=other.contact(self).id)
            ours = sharings.sharings(self.store, case_id=case_id, contact=self.contact(other).id)
            if any(one.profile == COLLEAGUE for one in theirs) and not any(one.profile == COLLEAGUE for one in ours):
                self.share_both_ways(case_id, other)

    def send(self, other: Somebody, *, anyway: bool = False) -> bytes | None:
        """Seal what there is for somebody; None when there is nothing to say, unless it is said `anyway`."""
        contact = self.contact(other)
        sealed = outgoing.seal_for(self.store, contact, self.routes(other), keep_own=False)
        if not anyway and not outgoing.has_news(self.store, contact, sealed):
            return None
        entry = Entry(
            self.store.own_stream, "sent", new_record_id(), "create", outgoing.entry(self.store, contact, sealed, "remote")
        )
        self.store.append([entry])
        heads = [tuple(head) for head in sealed.content.acknowledged]
        with self.store.writing() as connection:
            heard.tell(connection, other.public.sign, heads)  # type: ignore[arg-type]
        return sealed.data

    def take(self, data: bytes) -> incoming.Arrival:
        own = identity.own(self.store)
        known = {one.sign: one for one in contacts.listed(self.store) if one.sign}
        opened = seal.open_sealed(
            data, identity=own.age_secret, own_recipient=own.public.age, senders=map(keys.signing_key, known)
        )
        contact = known[keys.to_text(opened.sign)]
        return incoming.take(self.store, contact, opened, way="remote")

    def answer(self, dice: random.Random) -> tuple[str, str] | None:
        """Say something of a bundle that came; returns bundle and state."""
        came = [one for one in sharings.received(self.store) if any(routes.is_copies(name) for name in one.streams)]
        if not came:
            return None
        one, state = dice.choice(came), dice.choice((OPENED, ACCEPTED, RETURNED))
        sender = next(each.sign for each in contacts.listed(self.store) if each.id == one.contact)
        assert sender is not None
        own = identity.own(self.store)
        entry = receipts.entry_for(self.store, own, sender, one.bundle, state, reason="mangler samtykke")
        if entry is None:
            return None
        self.store.append([entry])
        return one.bundle, state

    def keep_copy(self) -> None:
        self.kept = copied(self.store.connection)

    def restore(self, *, noticed: bool) -> None:
        """Put the old copy back; a machine that remembers begins a new device, one that does not goes on as before."""
        assert self.kept is not None
        self.store.connection.close()
        self.store.connection = copied(self.kept)
        self.restored = True
        self.world.unnoticed |= not noticed
        rows: Any = self.store.rows("SELECT value FROM device WHERE key = 'device'")
        self.store.device, self.store.begins = rows[0][0], False
        if noticed:
            self.store.renew_device()
