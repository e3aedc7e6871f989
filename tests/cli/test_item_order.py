"""In which order questions come, whatever is answered, parked, jumped to or gone back from."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.cli.item_order import Order
from spaedbarn_cli.domain.instrument import Condition, Instrument, Item, Option

OPTIONS = tuple(Option(code) for code in range(4))


def form(*items: Item) -> Instrument:
    return Instrument(
        id="prøve", version="1.0", kind="questionnaire", title={}, about="parent", respondent="self", items=items,
        scales=(), flags=(), licence="", sources=(), evidence="verified", text_pack=False,
    )  # fmt: skip


PLAIN = form(*(Item(str(n), options=OPTIONS) for n in range(1, 6)))
BRANCH = form(
    Item("1", options=OPTIONS),
    Item("2", options=OPTIONS, when=Condition("1", codes=(1,))),
    Item("3", type="number", minimum=Decimal(0), maximum=Decimal(10)),
    Item("4", options=OPTIONS, when=Condition("3", at_least=Decimal(5))),
    Item("5", options=OPTIONS, optional=True),
    Item("6", type="tick", optional=True),
)


class Walk:
    """An order that is walked as the run does."""

    def __init__(self, instrument: Instrument, answers: dict[str, Any] | None = None) -> None:
        self.answers: dict[str, Any] = dict(answers or {})
        self.order = Order(instrument, self.answers)

    def at(self) -> str | None:
        item = self.order.next()
        return item.id if item else None

    def answer(self, value: Any = 0) -> None:
        assert self.order.current is not None
        self.answers[self.order.current] = value
        self.order.done()


def test_on_in_order_and_then_nothing() -> None:
    walk, seen = Walk(PLAIN), []
    while (key := walk.at()) is not None:
        seen.append(key)
        walk.answer()
    assert seen == ["1", "2", "3", "4", "5"]
    assert walk.order.missing() == []


def test_back_and_forth_through_the_same_questions() -> None:
    walk = Walk(PLAIN)
    for _ in range(3):
        walk.at()
        walk.answer()
    assert walk.at() == "4"
    assert walk.order.back()
    assert walk.at() == "3"
    assert walk.order.back()
    assert walk.at() == "2"
    walk.answer(3)
    assert walk.at() == "3"
    walk.order.done()
    assert walk.at() == "4"


def test_there_is_no_way_back_from_the_first() -> None:
    walk = Walk(PLAIN)
    walk.at()
    assert not walk.order.back()
    assert walk.at() == "1"


def test_what_is_parked_comes_back_once() -> None:
    walk = Walk(PLAIN)
    walk.at()
    walk.order.park()
    for key in ("2", "3", "4", "5"):
        assert walk.at() == key
        walk.answer()
    assert walk.at() == "1"
    walk.order.park()
    assert walk.at() is None
    assert walk.order.missing() == ["1"]
    walk.order.recall(["1"])
    assert walk.at() == "1"


def test_after_a_jump_it_goes_on_from_there_and_round() -> None:
    walk = Walk(PLAIN)
    walk.at()
    assert walk.order.jump("4")
    seen = []
    while (key := walk.at()) is not None:
        seen.append(key)
        walk.answer()
    assert seen == ["4", "5", "1", "2", "3"]
    assert not walk.order.jump("9")


def test_what_is_put_off_is_not_asked_not_gone_back_to_and_not_named() -> None:
    walk = Walk(PLAIN)
    walk.at()
    walk.order.leave()
    assert walk.at() == "2"
    assert not walk.order.has_way_back()
    assert not walk.order.jump("1")
    assert walk.order.missing() == ["2", "3", "4", "5"]
    assert walk.order.place() == (2, 5)


def test_a_gate_that_turns_brings_its_questions() -> None:
    walk = Walk(BRANCH)
    assert walk.at() == "1"
    walk.answer(0)
    assert walk.at() == "3"
    assert walk.order.back()
    assert walk.at() == "1"
    walk.answer(1)
    assert walk.at() == "3"  # the way forward first
    walk.answer(7)
    assert [walk.at(), walk.answer()][0] == "4"
    assert [walk.at(), walk.order.pass_by()][0] == "5"
    assert walk.at() == "2"


def test_resumed_it_begins_at_what_is_open() -> None:
    walk = Walk(PLAIN, {"1": 0, "2": "declined"})
    assert walk.at() == "3"
    assert walk.order.back()
    assert walk.at() == "2"


MOVE = st.sampled_from(["answer", "decline", "back", "park", "leave", "pass", "jump1", "jump3", "keep"])


@given(moves=st.lists(MOVE, max_size=60), branch=st.booleans())
def test_every_question_is_answered_put_off_or_named_as_missing(moves: list[str], branch: bool) -> None:
    instrument = BRANCH if branch else PLAIN
    walk = Walk(instrument)
    for move in moves:
        key = walk.at()
        if key is None:
            break
        assert key not in walk.order.put_off
        match move:
            case "answer":
                walk.answer(1)
            case "decline":
                walk.answer("declined")
            case "back":
                walk.order.back()
            case "park":
                walk.order.park()
            case "leave":
                walk.order.leave()
            case "pass" if instrument.item(key).optional:
                walk.order.pass_by()
            case "keep" if key in walk.answers:
                walk.order.done()
            case "jump1" | "jump3":
                walk.order.jump(move[-1])
    for _ in range(40):  # it always comes to an end when one only answers
        if walk.at() is None:
            break
        walk.answer(1)
    assert walk.at() is None
    left = {item.id for item in instrument.items if not item.optional and item.id not in walk.answers}
    hidden = left - walk.order.put_off - walk.order.passed - set(walk.order.missing())
    assert all(instrument.item(key).when is not None for key in hidden)
