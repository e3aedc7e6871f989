"""Many stores over a bad channel: afterwards everybody who shares a family has the same, and no receipt is false.

SIM001 after the channel heals, all who share a stream have the same changes of it, and the same rows
SIM002 nothing is lost that anybody still has, nothing stands twice
SIM003 a receipt says only what its writer has said of a bundle that came to her
SIM004 what is acknowledged is there
SIM005 every store is sound: chains, and the tables as the log tells them
SIM006 a case worker has what she was given, and no journal
"""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from spaedbarn_cli.store import heard, verify
from spaedbarn_cli.store.tables import TABLES
from spaedbarn_cli.sync import receipts, routes
from sync.world import World

if TYPE_CHECKING:
    from sync.somebody import Somebody

SHARES = 10
"""The schedules are run in so many tests, so that they can run side by side."""
STEPS = 40


def log(one: Somebody, stream: str) -> list[Any]:
    query = "SELECT c.id, p.body FROM changes c LEFT JOIN payloads p ON p.change = c.id WHERE c.stream = ? ORDER BY c.id"
    return one.store.rows(query, stream)


def rows(one: Somebody, stream: str) -> dict[str, list[Any]]:
    return {name: sorted(one.store.rows(f"SELECT * FROM {name} WHERE stream = ?", stream), key=repr) for name in TABLES}


def common(one: Somebody, other: Somebody) -> list[str]:
    """Return the streams that run between two people both ways.

    Whoever was put back to before a journal was shared with her may have begun one of that name meanwhile, or have it
    from a third who was. Nobody has decided to share it, so it stays with her: between such two, a journal runs where
    both say so. And copies that only the one they were given to remembers are kept by her, and no more are given.
    """
    here, there = ({route.stream: route for route in each} for each in (one.routes(other), other.routes(one)))
    every = here.keys() | there.keys()
    listens = {route.stream for route in (*here.values(), *there.values()) if route.held in ("listen", "ended")}
    lost = one.restored or other.restored
    journals = here.keys() & there.keys() if lost else {name for name in every if not _begun_alone(one, other, name)}
    others = {name for name in every if routes.is_copies(name) or name.startswith(routes.POST)}
    return sorted((journals | others) - listens)


def _begun_alone(one: Somebody, other: Somebody, stream: str) -> bool:
    """Say whether one who does not give a journal has it from somebody who has lost that it was shared."""
    if not any(each.restored for each in one.world.people):
        return False
    gives = [any(route.stream == stream for route in each) for each in (one.routes(other), other.routes(one))]
    return any(log(each, stream) and not says for each, says in zip((one, other), gives, strict=True))


def listened(one: Somebody, other: Somebody) -> list[str]:
    """Return the streams that come to the one from the other and are not given back."""
    return [route.stream for route in one.routes(other) if route.held == "listen"]


def settled(world: World) -> None:
    """Look at everything that must hold after the channel has healed."""
    for place, one in enumerate(world.people):
        for other in world.people[place + 1 :]:
            for stream in common(one, other):
                assert log(one, stream) == log(other, stream), "SIM001"
                # Copies that came back after a loss are evidence where they were written, and rows where they were given.
                came_back = routes.is_copies(stream) and (one.restored or other.restored)
                if not stream.startswith(routes.POST) and not came_back:
                    assert rows(one, stream) == rows(other, stream), "SIM001"
            for here, there in ((one, other), (other, one)):
                for stream in listened(here, there):
                    if stream not in listened(there, here):
                        assert not set(log(there, stream)) - set(log(here, stream)), "SIM001"
            lost = one.restored or other.restored
            alike = [stream for stream in common(one, other) if not (lost and routes.is_copies(stream))]
            named = f"SELECT record FROM changes WHERE stream IN ({', '.join('?' * len(alike))})"
            conflicts = [
                sorted(each.store.rows(f"SELECT * FROM conflicts WHERE record IN ({named})", *alike)) for each in (one, other)
            ]
            assert conflicts[0] == conflicts[1], "SIM001"
    for one in world.people:
        ids = [row[0] for row in one.store.rows("SELECT id FROM changes")]
        assert max(Counter(ids).values()) == 1, "SIM002"
        for name in ("visits", "goals"):
            found = [row[0] for row in one.store.rows(f"SELECT id FROM {name}")]
            assert len(found) == len(set(found)), "SIM002"
        assert verify.chains(one.store).ok, "SIM005"
        if one.role == "social-worker":
            journals = one.store.rows(
                "SELECT 1 FROM changes WHERE stream NOT LIKE '%/share:%' AND stream NOT LIKE 'post/%' AND stream != ?",
                one.store.own_stream,
            )
            assert not journals, "SIM006"
        _receipts(world, one)


def replayed(world: World) -> None:
    """Play the log of one of the stores back: what it shows must be what the log tells."""
    assert verify.replay(world.dice.choice(world.people).store).ok, "SIM005"


def _receipts(world: World, one: Somebody) -> None:
    for other in world.people:
        if other is one:
            continue
        for receipt in receipts.from_contact(one.store, other.public.sign, one.public.sign).values():
            assert (other.name, receipt.bundle, receipt.state) in world.said, "SIM003"
            assert receipt.bundle in world.taken[other.name], "SIM003"
        if other.restored:
            continue  # what she has lost since she said it, she says anew with her next bundle
        for (stream, device), heads in (heard.acknowledged(one.store, other.public.sign) or {}).items():
            for seq, key in heads:
                there = other.store.rows("SELECT stream, device, seq FROM changes WHERE id = ?", key)
                assert there == [(stream, device, seq)], "SIM004"


def run(seed: int, steps: int = STEPS) -> World:
    """Run one schedule to its end and look at it."""
    world = World(seed, 3 + seed % 4)
    world.begin()
    for _ in range(steps):
        world.step()
    try:
        world.heal()
        settled(world)
        replayed(world)
    finally:
        world.end()
    return world


@pytest.mark.parametrize("share", range(SHARES))
def test_schedules(share: int) -> None:
    for seed in range(share, 300, SHARES):
        run(seed)


@pytest.mark.slow
@pytest.mark.parametrize("share", range(SHARES * 10))
def test_many_schedules(share: int) -> None:
    many = int(os.environ.get("SCHEDULES", "10000"))
    for seed in range(1000 + share, 1000 + many, SHARES * 10):
        run(seed, steps=STEPS + seed % 60)


def test_the_schedules_meet_what_they_are_about() -> None:
    """A simulation in which nothing goes wrong would show nothing."""
    met: Counter[str] = Counter()
    for seed in range(60):
        world = World(seed, 4)
        world.begin()
        for _ in range(STEPS * 2):
            world.step()
        world.heal()
        met["refused"] += world.refused
        met["early"] += world.waited
        for one in world.people:
            met["restored"] += one.restored
            met["forks"] += len(one.store.rows("SELECT 1 FROM changes GROUP BY stream, device, seq HAVING count(*) > 1"))
            met["conflicts"] += len(one.store.rows("SELECT 1 FROM conflicts"))
            met["shared"] += len(one.store.rows("SELECT 1 FROM shared"))
            met["receipts"] += len(one.store.rows("SELECT 1 FROM receipts"))
        world.end()
    assert all(met[name] for name in ("refused", "early", "restored", "forks", "conflicts", "shared", "receipts")), met
