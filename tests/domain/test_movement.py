"""How signs move: only what was noted counts, and the order in which visits come does not matter."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.domain.dates import midnight
from spaedbarn_cli.domain.movement import direction, movements, worked_with
from spaedbarn_cli.domain.visit import SEEN, Sign, Visit

DAYS = st.integers(0, 60)


def visit(day: int, *signs: Sign, status: str = "held", core: tuple[str, ...] = ()) -> Visit:
    start = midnight(date(2026, 9, 1)) + day * 1440 + 600
    return Visit(f"v{day:03d}", "c1", start, start + 60, "home", status, core=core, signs=signs)


def test_a_sign_is_told_when_it_is_first_noted_and_when_it_changes() -> None:
    values = ("no", "no", "partly", "yes", "yes")
    (one,) = movements([visit(n, Sign("parents", "trust", value)) for n, value in enumerate(values)])
    assert [(step.day.day, step.value) for step in one.steps] == [(1, "no"), (3, "partly"), (4, "yes")]
    assert (one.direction, one.seen, one.times) == ("up", date(2026, 9, 5), 5)


def test_days_without_a_word_of_it_change_nothing() -> None:
    (one,) = movements([visit(1, Sign("child", "x", "yes")), visit(2), visit(3, Sign("child", "x", "yes"))])
    assert len(one.steps) == 1


def test_directions() -> None:
    assert direction("no", "partly") == direction("partly", "yes") == "up"
    assert direction("yes", "no") == "down"
    assert direction("partly", "partly") == "same"


@given(st.lists(st.tuples(DAYS, st.sampled_from(["parents", "mor"]), st.sampled_from(["a", "b"]), st.sampled_from(SEEN)),
                unique_by=lambda v: (v[0], v[1], v[2])), st.randoms())  # fmt: skip
def test_order_does_not_matter_and_every_step_is_a_change(noted: list[tuple[int, str, str, str]], random: object) -> None:
    visits = [visit(day, Sign(who, key, value)) for day, who, key, value in noted]
    visits = [Visit(**{**{f: getattr(v, f) for f in v.__slots__}, "id": f"v{n}"}) for n, v in enumerate(visits)]
    shuffled = list(visits)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = {(one.who, one.key): one for one in movements(visits)}
    assert found.keys() == {(who, key) for _, who, key, _ in noted}
    for one in found.values():
        assert all(a.value != b.value for a, b in pairwise(one.steps))
        assert one.steps[-1].day <= one.seen
    by_day = {key: [(s.day, s.value) for s in one.steps] for key, one in found.items()}
    assert by_day == {(m.who, m.key): [(s.day, s.value) for s in m.steps] for m in movements(shuffled)}


def test_core_elements_are_counted_once_a_visit_and_only_where_it_was_held() -> None:
    visits = [
        visit(1, core=("guidance", "guidance", "network")), visit(2, core=("guidance",)),
        visit(3, core=("network",), status="cancelled"),
    ]  # fmt: skip
    assert worked_with(visits) == [("guidance", 2), ("network", 1)]
