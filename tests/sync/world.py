"""A small world of stores in memory and a channel between them that loses, repeats, delays, reorders and cuts off.

Everything that happens follows from one seed: who writes, shares, sends, restores an old copy, whose clock is wrong. The
stores are the program's own in all but the file: the log, the tables, the sealing and the taking in are the real ones.
"""

from __future__ import annotations

import contextlib
import itertools
import random
import secrets
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.catalog.legal_grounds import open_legal_grounds
from spaedbarn_cli.catalog.sharing_profiles import open_sharing_profiles
from spaedbarn_cli.domain.sharing import ACCEPTED, CASEWORKER, OPENED, RETURNED
from spaedbarn_cli.errors import SpaedbarnError
from spaedbarn_cli.paths import migrations_dir
from spaedbarn_cli.store import contacts, driver, heard, ids, migrate, sharings, vault
from spaedbarn_cli.store.ids import new_device_id, new_record_id, new_vault_id
from spaedbarn_cli.store.log import Entry
from spaedbarn_cli.sync import copies, identity, incoming, keys, outgoing, receipts, routes, seal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spaedbarn_cli.store.contacts import Contact
    from spaedbarn_cli.store.driver import Connection

START = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
JOURNALS = ("contact", "child", "plan")
NAMES = ("Mette Holm", "Jens Lund", "Signe Bach", "Lone Krogh", "Birgit Dam", "Asta Friis")


@cache
def grounds() -> dict[str, Any]:
    return {one.key: one for one in open_legal_grounds()}


@cache
def profile() -> Any:
    return open_sharing_profiles()["caseworker"]


@cache
def _empty() -> Connection:
    """Make the tables once; every store of the world begins as a copy."""
    made = driver.in_memory()
    migrate.apply(made, migrations_dir())
    return made


def copied(of: Connection) -> Connection:
    made = driver.in_memory()
    made.execute("PRAGMA foreign_keys = OFF")
    of.backup(made)
    made.execute("PRAGMA foreign_keys = ON")
    return made


class Dice:
    """What `secrets` gives, from a seed, so that a schedule can be run again as it was."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def token_hex(self, size: int) -> str:
        return self.dice.randbytes(size).hex()

    def choice(self, among: str) -> str:
        return self.dice.choice(among)


@cache
def secret(number: int) -> keys.SecretKeys:
    """Return the keys of a person; made once, since they decide nothing but the names of streams."""
    seed = keys.to_text(bytes([number + 1]) * 32)
    return keys.from_secrets(keys.new_keys().age_secret, seed)


class MemoryStore(vault.Store):
    """A store without a file: it is open, nobody else has it, and its machine remembers nothing."""

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        with driver.transaction(self.connection):
            yield self.connection

    def remember(self, written: Any) -> None:
        pass


def new_store(name: str, role: str, now: Any) -> MemoryStore:
    """Return a store with its owner and keys."""
    key, device = new_vault_id(), new_device_id()
    places = vault.Places(Path("home"), Path("state"), migrations_dir())
    store = MemoryStore(copied(_empty()), places, key, "store.db", device, now, author=name, role=role)
    store.connection.execute("INSERT INTO device VALUES ('vault', ?), ('device', ?)", (key, device))
    owner = {"name": name, "role": role, "municipality": None, "recovery_confirmed": True}
    made = secret(NAMES.index(name))
    own = {
        "age": made.public.age, "sign": made.public.sign, "age_secret": made.age_secret, "sign_secret": made.sign_secret,
    }  # fmt: skip
    store.append([
        Entry(store.own_stream, "profile", new_record_id(), "create", owner),
        Entry(store.own_stream, "identity", new_record_id(), "create", own),
    ])  # fmt: skip
    return store


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

    def send(self, other: Somebody) -> bytes | None:
        """Seal what there is for somebody; None when there is nothing to say."""
        contact = self.contact(other)
        sealed = outgoing.seal_for(self.store, contact, self.routes(other), keep_own=False)
        if not outgoing.has_news(self.store, contact, sealed):
            return None
        entry = Entry(
            self.store.own_stream, "sent", new_record_id(), "create", outgoing.entry(self.store, contact, sealed, "remote")
        )
        self.store.append([entry])
        heads = [tuple(head) for head in sealed.content.acknowledged]
        with self.store.writing() as connection:
            heard.tell(connection, other.public.sign, heads, [])  # type: ignore[arg-type]
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


class World:
    """People, families, and letters on their way."""

    def __init__(self, seed: int, people: int) -> None:
        self.dice = random.Random(seed)
        for module in (ids, copies):
            module.secrets = Dice(seed)  # type: ignore[attr-defined]
        self.moment = START
        self.mishaps = 1 + seed % 5
        """How often a store is put back to an old copy."""
        workers = 1 if people < 5 else 2
        roles = ["health-visitor"] * (people - workers) + ["social-worker"] * workers
        self.people = [Somebody(name, role, self) for name, role in zip(NAMES, roles, strict=False)]
        self.practitioners = [one for one in self.people if one.role == "health-visitor"]
        self.workers = [one for one in self.people if one.role == "social-worker"]
        self.channel: list[tuple[Somebody, bytes]] = []
        self.said: set[tuple[str, str, str]] = set()
        self.taken: dict[str, set[str]] = defaultdict(set)
        self.refused = self.waited = 0
        self.unnoticed = False
        for one, other in itertools.permutations(self.people, 2):
            one.knows(other)

    def begin(self) -> None:
        """Two practitioners have a family each, and the first shares hers."""
        for number, one in enumerate(self.practitioners[:2]):
            one.open_family(f"A1{number}")
        if len(self.practitioners) > 1:
            one, other = self.practitioners[:2]
            one.share_both_ways(one.families()[0], other)
            for _ in range(3):
                one.write(one.families()[0], self.dice)

    def end(self) -> None:
        """Close every store, and give chance back to the program."""
        for one in self.people:
            one.store.connection.close()
        for module in (ids, copies):
            module.secrets = secrets  # type: ignore[attr-defined]

    def step(self) -> None:
        """Let one thing happen."""
        self.moment += timedelta(seconds=self.dice.randint(1, 90_000))
        self.dice.choices(
            (self._write, self._send, self._deliver, self._share, self._copies, self._answer, self._mishap, self._clock),
            (12, 14, 16, 3, 3, 3, self.mishaps, 1),
        )[0]()

    def _write(self) -> None:
        one = self.dice.choice(self.practitioners)
        if one.families():
            one.write(self.dice.choice(one.families()), self.dice)

    def _share(self) -> None:
        one, other = self.dice.sample(self.practitioners, 2)
        for case_id in one.families():
            shared = sharings.sharings(one.store, case_id=case_id, contact=one.contact(other).id)
            if not any(each.profile == "colleague" for each in shared):
                one.share_both_ways(case_id, other)

    def _copies(self) -> None:
        one = self.dice.choice(self.practitioners)
        if one.families():
            one.share_copies(self.dice.choice(one.families()), self.dice.choice(self.workers))

    def _send(self) -> None:
        one, other = self.dice.sample(self.practitioners if self.dice.random() < 0.6 else self.people, 2)
        data = one.send(other)
        if data is not None and self.dice.random() > 0.25:  # lost otherwise
            self.channel += [(other, data)] * self.dice.choice((1, 1, 1, 2, 3))
            self.dice.shuffle(self.channel)

    def _deliver(self) -> None:
        if not self.channel:
            return
        other, data = self.channel.pop() if self.dice.random() < 0.8 else self.dice.choice(self.channel)
        if self.dice.random() < 0.15:
            data = data[: self.dice.randrange(len(data))]
        self.hand_over(other, data)

    def hand_over(self, other: Somebody, data: bytes) -> None:
        """Give somebody what came; what she cannot take leaves her store as it was."""
        before = other.store.rows("SELECT count(*) FROM changes")
        try:
            arrival = other.take(data)
        except SpaedbarnError:
            assert other.store.rows("SELECT count(*) FROM changes") == before
            self.refused += 1
            return
        self.taken[other.name].add(arrival.bundle)
        self.waited += arrival.waits
        self.said.add((other.name, arrival.bundle, "delivered"))

    def _answer(self) -> None:
        one = self.dice.choice(self.workers)
        said = one.answer(self.dice)
        if said is not None:
            self.said.add((one.name, *said))

    def _mishap(self) -> None:
        one = self.dice.choice(self.people)
        if one.kept is None or self.dice.random() < 0.3:
            one.keep_copy()
            return
        if self.dice.random() < 0.5:
            one.restore(noticed=True)
        else:  # what was written since has gone out already: the next change takes a number that is taken
            self._write_and_tell(one)
            one.restore(noticed=False)
        self._write_and_tell(one)

    def _write_and_tell(self, one: Somebody) -> None:
        """Let somebody write, and half of the time tell those she shares it with at once."""
        if not one.families():
            return
        one.write(self.dice.choice(one.families()), self.dice)
        for other in self.people:
            if other is not one and self.dice.random() < 0.5:
                data = one.send(other)
                if data is not None:
                    self.hand_over(other, data)

    def _clock(self) -> None:
        self.dice.choice(self.people).skew = timedelta(minutes=self.dice.choice((-400_000, -300, 0, 0, 45, 3_000)))

    def heal(self) -> None:
        """Bring everything to everybody until nobody has anything to say."""
        self.channel.clear()
        if self.unnoticed:
            # Who has lost something without noticing does not ask for it; the next thing that is written brings it back.
            for one in self.people:
                for case_id in one.families():
                    one.write(case_id, self.dice, visit=True)
                    for worker in self.workers:
                        if sharings.sharings(one.store, case_id=case_id, contact=one.contact(worker).id):
                            one.share_copies(case_id, worker)
        for _ in range(40):
            self.moment += timedelta(hours=1)
            quiet = True
            for one, other in itertools.permutations(self.people, 2):
                data = one.send(other)
                if data is not None:
                    quiet = False
                    self.hand_over(other, data)
            if quiet:
                return
        raise AssertionError("they never fell silent")
