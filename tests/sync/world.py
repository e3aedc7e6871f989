"""A small world of stores in memory and a channel between them that loses, repeats, delays, reorders and cuts off.

Everything that happens follows from one seed: who writes, shares, sends, restores an old copy, whose clock is wrong. The
stores are the program's own in all but the file: the log, the tables, the sealing and the taking in are the real ones.
"""

from __future__ import annotations

import itertools
import random
import secrets
from collections import defaultdict
from datetime import timedelta

from spaedbarn_cli.errors import SpaedbarnError
from spaedbarn_cli.store import ids, sharings
from spaedbarn_cli.sync import copies
from sync.memory_store import NAMES, START
from sync.somebody import Somebody


class Dice:
    """What `secrets` gives, from a seed, so that a schedule can be run again as it was."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def token_hex(self, size: int) -> str:
        return self.dice.randbytes(size).hex()

    def choice(self, among: str) -> str:
        return self.dice.choice(among)


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

    def hand_over(self, other: Somebody, data: bytes) -> str | None:
        """Give somebody what came; what she cannot take leaves her store as it was, and the reason is returned."""
        before = other.store.rows("SELECT count(*) FROM changes")
        try:
            arrival = other.take(data)
        except SpaedbarnError as error:
            assert other.store.rows("SELECT count(*) FROM changes") == before
            self.refused += 1
            return error.key
        self.taken[other.name].add(arrival.bundle)
        self.waited += arrival.waits
        self.said.add((other.name, arrival.bundle, "delivered"))
        return None

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
            # Who has lost something without noticing does not ask for it; the next thing that is written or said, to
            # whomever, brings it back.
            for one in self.people:
                for case_id in one.families():
                    one.write(case_id, self.dice, visit=True)
                    for worker in self.workers:
                        if sharings.sharings(one.store, case_id=case_id, contact=one.contact(worker).id):
                            one.share_copies(case_id, worker)
        for turn in range(40):
            self.moment += timedelta(hours=1)
            quiet = True
            for one, other in itertools.permutations(self.people, 2):
                data = one.send(other, anyway=self.unnoticed and turn == 0)
                if data is not None:
                    quiet = False
                    if self.hand_over(other, data) == "bundle_not_theirs" and other.restored:
                        other.decide(one)
            if quiet:
                return
        raise AssertionError("they never fell silent")
