"""Where an arriving change belongs: as a table, and as what must hold whatever arrives when, and how often."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.errors import BundleContradicts
from spaedbarn_cli.sync.sequence import Decision, Fork, Gap, Link, decide, refuse_forks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

S, D = "familie/plan", "00d0a1b2c3d4e5f6"


def link(name: str, prev: str | None = None, *, device: str = D) -> Link:
    """Return the link whose name ends in its number: `a3` follows `a2` unless said otherwise."""
    seq = int(name[1:])
    before = prev if prev is not None else (f"{name[0]}{seq - 1}" if seq > 1 else None)
    return Link(S, device, seq, before, name)


A = {number: link(f"a{number}") for number in range(1, 10)}
B2 = link("b2", "a1")
B3 = link("b3")


@pytest.mark.parametrize(
    ("standing", "waiting", "arriving", "new", "known", "waits", "gaps", "forks"),
    [
        pytest.param([], [], [A[1], A[2]], "a1 a2", "", "", [], [], id="the first of a chain"),
        pytest.param([A[1]], [], [A[2]], "a2", "", "", [], [], id="the next"),
        pytest.param([A[1], A[2]], [], [A[1], A[2]], "", "a1 a2", "", [], [], id="known"),
        pytest.param([A[1], A[2]], [], [A[2], A[3]], "a3", "a2", "", [], [], id="known and new"),
        pytest.param([A[1]], [], [A[4]], "", "", "a4", [(2, 3)], [], id="early"),
        pytest.param([], [], [A[2]], "", "", "a2", [(1, 1)], [], id="early, nothing there"),
        pytest.param([A[1]], [A[4]], [A[4]], "", "a4", "a4", [(2, 3)], [], id="early, again"),
        pytest.param([A[1]], [A[4], A[7]], [], "", "", "a4 a7", [(2, 3), (5, 6)], [], id="two gaps"),
        pytest.param([A[1]], [A[4], A[5]], [A[2]], "a2", "", "a4 a5", [(3, 3)], [], id="half a gap"),
        pytest.param([A[1]], [A[3], A[4]], [A[2]], "a2 a3 a4", "", "", [], [], id="a gap filled"),
        pytest.param([A[1], A[2]], [], [B2], "b2", "", "", [], [(2, "a2 b2")], id="a fork"),
        pytest.param([A[1], A[2], A[3]], [], [B2, B3], "b2 b3", "", "", [], [(2, "a2 b2"), (3, "a3 b3")], id="a branch"),
        pytest.param([A[1], A[2]], [], [B3], "", "", "b3", [(2, 2)], [], id="follows what has not come"),
        pytest.param([A[1], A[2]], [B3], [B2], "b2 b3", "", "", [], [(2, "a2 b2")], id="and then it comes"),
        pytest.param([A[1]], [A[4]], [link("b4")], "", "", "a4 b4", [(2, 3)], [(4, "a4 b4")], id="a fork that waits"),
        pytest.param([A[1]], [], [link("c3", "a1")], "", "", "c3", [(2, 2)], [], id="follows from the wrong number"),
        pytest.param([], [], [link("e1", "x")], "", "", "e1", [], [], id="a first that follows something"),
        pytest.param([A[1]], [], [link("d2", "a1", device="f" * 16)], "", "", "d2", [(1, 1)], [], id="of another device"),
    ],
)  # fmt: skip
def test_decisions(
    standing: list[Link], waiting: list[Link], arriving: list[Link], new: str, known: str, waits: str,
    gaps: list[tuple[int, int]], forks: list[tuple[int, str]],
) -> None:  # fmt: skip
    decision = decide(standing, waiting, iter(arriving))
    assert [one.id for one in decision.new] == new.split()
    assert decision.known == set(known.split())
    assert [one.id for one in decision.waits] == waits.split()
    assert [(gap.first, gap.last) for gap in decision.gaps] == gaps
    assert [(fork.seq, " ".join(fork.ids)) for fork in decision.forks] == forks


def test_a_fork_is_told_after_all_is_kept() -> None:
    refuse_forks(decide([A[1]], [], [A[2]]))
    decision = decide([A[1], A[2]], [], [B2])
    with pytest.raises(BundleContradicts) as refused:
        refuse_forks(decision)
    assert (refused.value.exit_code, refused.value.params) == (21, {"count": 1})
    assert decision.forks == (Fork(S, D, 2, ("a2", "b2")),)


class Shelf:
    """What a store keeps of a chain: what stands, what waits."""

    def __init__(self) -> None:
        self.standing: list[Link] = []
        self.waiting: tuple[Link, ...] = ()

    def take(self, arriving: Sequence[Link]) -> Decision:
        decision = decide(self.standing, self.waiting, arriving)
        for each in decision.new:
            stands = {one.id for one in self.standing}
            assert (each.seq == 1 and each.prev is None) or each.prev in stands, "it follows what stands"
            self.standing.append(each)
        self.waiting = decision.waits
        return decision

    @property
    def state(self) -> tuple[list[Link], tuple[Link, ...]]:
        return sorted(self.standing, key=lambda one: (*one.place, one.id)), self.waiting


@st.composite
def histories(draw: Callable[[st.SearchStrategy[Any]], Any]) -> list[Link]:
    """Draw chains of two devices that may fork, some links lost."""
    links: list[Link] = []
    for device in ("1" * 16, "2" * 16):
        line: list[Link] = []
        for number in range(draw(st.integers(0, 6))):
            line.append(Link(S, device, number + 1, line[-1].id if line else None, f"{device[0]}m{number}"))
        links += line
        if line and draw(st.booleans()):
            at = draw(st.integers(0, len(line) - 1))
            prev = line[at - 1].id if at else None
            for number in range(at, at + draw(st.integers(1, 3))):
                links.append(Link(S, device, number + 1, prev, f"{device[0]}f{number}"))
                prev = links[-1].id
    lost = draw(st.sets(st.sampled_from(range(len(links))))) if links and draw(st.booleans()) else set()
    return [one for number, one in enumerate(links) if number not in lost]


@given(histories(), st.data())
def test_any_order_any_portions_and_any_repetition_end_the_same(links: list[Link], data: st.DataObject) -> None:
    at_once, in_portions = Shelf(), Shelf()
    last = at_once.take(links)
    left = data.draw(st.permutations(links))
    while left:
        size = data.draw(st.integers(1, len(left)))
        portion, left = left[:size], left[size:]
        in_portions.take(portion)
        if data.draw(st.booleans()):
            before = in_portions.state
            again = in_portions.take(portion)
            assert again.new == ()
            assert again.known == {one.id for one in portion}
            assert in_portions.state == before
    end = in_portions.take([])
    assert in_portions.state == at_once.state
    assert (end.waits, end.gaps, end.forks) == (last.waits, last.gaps, last.forks)
    kept = {one.id for one in (*in_portions.standing, *in_portions.waiting)}
    assert kept == {one.id for one in links}


@given(histories(), st.data())
def test_what_lies_before_need_not_be_shown(links: list[Link], data: st.DataObject) -> None:
    arriving = data.draw(st.permutations(links))[: len(links) // 2]
    shelf = Shelf()
    shelf.take([one for one in links if one not in arriving])
    whole = decide(shelf.standing, shelf.waiting, arriving)
    lowest: dict[str, int] = {}
    for one in (*arriving, *shelf.waiting):
        lowest[one.device] = min(one.seq, lowest.get(one.device, one.seq))
    newest = {device: max(one.seq for one in shelf.standing if one.device == device) for device in
              {one.device for one in shelf.standing}}  # fmt: skip
    shown = [
        one for one in shelf.standing
        if one.device in lowest and (one.seq >= lowest[one.device] - 1 or one.seq == newest[one.device])
    ]  # fmt: skip
    part = decide(shown, shelf.waiting, arriving)
    assert (part.new, part.known, part.waits, part.gaps) == (whole.new, whole.known, whole.waits, whole.gaps)
    assert {fork for fork in whole.forks if any(fork[:3] == one.place for one in arriving)} <= set(part.forks)


def test_gaps_are_named_by_stream_and_device() -> None:
    assert decide([A[1]], [], [A[3]]).gaps == (Gap(S, D, 2, 2),)
