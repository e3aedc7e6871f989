"""What has moved on a card from one day to another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.network_people import people
from spaedbarn_cli.domain.network import SECTORS, compare, in_order

TIES = people(12)
SUBSETS = st.sets(st.sampled_from(TIES))


@given(SUBSETS, SUBSETS, st.sampled_from((1, 2, 3)))
def test_everybody_is_told_of_once(before: set, after: set, circle: int) -> None:
    now = [tie._replace(circle=circle) if tie.id < "tie06" else tie for tie in after]
    changes = compare(before, now)
    told = [*changes.new, *changes.gone, *(b for _, b in changes.moved), *(b for _, b in changes.changed), *changes.same]
    assert sorted(tie.id for tie in told) == sorted({tie.id for tie in before} | {tie.id for tie in after})
    assert all(a.circle != b.circle for a, b in changes.moved)
    back = compare(now, before)
    assert (back.new, back.gone) == (changes.gone, changes.new)


def test_a_new_sign_is_a_change_and_a_new_sector_a_move() -> None:
    first, second, third = TIES[:3]
    changes = compare([first, second, third], [first._replace(wish=not first.wish), second._replace(sector="work"), third])
    assert [tie.id for _, tie in changes.changed] == [first.id]
    assert [tie.id for _, tie in changes.moved] == [second.id]
    assert changes.same == (third,)


def test_a_card_reads_by_sector_circle_and_name() -> None:
    ordered = in_order(TIES)
    sectors = [SECTORS.index(tie.sector) for tie in ordered]
    assert sectors == sorted(sectors)
    circles = [tie.circle for tie in ordered if tie.sector == "family"]
    assert circles == sorted(circles)
