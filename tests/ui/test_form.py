"""A run of questions, without a terminal: what is asked is a script of moves, what is kept is a list."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.ui.form import Question, applying, run
from spaedbarn_cli.ui.prompt_state import BACK, SKIP


class Person:
    """Answers questions by a script; remembers what was asked, whether it was first, and what was known of it."""

    def __init__(self, *moves: Any) -> None:
        self.moves = list(moves)
        self.asked: list[str] = []
        self.first: list[bool] = []
        self.known: list[Any] = []
        self.kept: list[tuple[str, Any]] = []
        self.again: list[list[str]] = []

    def question(self, key: str, **gate: Any) -> Question:
        def ask(answers: dict[str, Any], first: bool) -> Any:
            self.asked.append(key)
            self.first.append(first)
            self.known.append(answers.get(key))
            return self.moves.pop(0)

        return Question(key, ask, **gate)

    def run(self, questions: list[Question], answers: dict[str, Any], **more: Any) -> dict[str, Any]:
        def keep(key: str, value: Any) -> None:
            self.kept.append((key, value))

        return run(questions, answers, keep, on_again=self.again.append, **more)


def three(person: Person) -> list[Question]:
    return [person.question(key) for key in ("a", "b", "c")]


def test_forward_keeps_each_answer_before_the_next_is_asked() -> None:
    person = Person(1, SKIP, 3)
    seen: list[int] = []
    questions = [
        Question(q.key, lambda answers, first, q=q: (seen.append(len(person.kept)), q.ask(answers, first))[1])
        for q in three(person)
    ]
    assert person.run(questions, {}) == {"a": 1, "b": None, "c": 3}
    assert seen == [0, 1, 2]
    assert person.kept == [("a", 1), ("b", None), ("c", 3)]
    assert person.first == [True, False, False]


def test_back_to_the_first_and_forward_again_with_everything_known() -> None:
    person = Person(1, 2, BACK, BACK, 1, 2, 3)
    assert person.run(three(person), {}) == {"a": 1, "b": 2, "c": 3}
    assert person.asked == ["a", "b", "c", "b", "a", "b", "c"]
    assert person.known == [None, None, None, 2, 1, 2, None]
    assert person.again == [["b"], ["a", "b"], ["b"], []]


def test_back_from_the_first_stays() -> None:
    person = Person(BACK, 1, 2, 3)
    assert person.run(three(person), {}) == {"a": 1, "b": 2, "c": 3}
    assert person.asked[:2] == ["a", "a"]
    assert person.first[:2] == [True, True]


def test_what_is_answered_is_not_asked_but_can_be_gone_back_to() -> None:
    person = Person(BACK, BACK, 10, 20, 30)
    assert person.run(three(person), {"a": 1, "b": 2}) == {"a": 10, "b": 20, "c": 30}
    assert person.asked == ["c", "b", "a", "b", "c"]
    assert person.first == [False, False, True, False, False]


def test_all_answered_asks_nothing() -> None:
    person = Person()
    assert person.run(three(person), {"a": 1, "b": None, "c": 3}) == {"a": 1, "b": None, "c": 3}
    assert person.kept == []


def test_what_is_to_be_asked_anew_is_asked_with_its_answer_known() -> None:
    person = Person(20)
    assert person.run(three(person), {"a": 1, "b": 2, "c": 3}, again=["b", "unknown"]) == {"a": 1, "b": 20, "c": 3}
    assert (person.asked, person.known, person.again) == (["b"], [2], [[]])


def gated(person: Person) -> list[Question]:
    return [
        person.question("how"),
        person.question("why", applies=lambda answers: answers["how"] == "off"),
        person.question("who", applies=lambda answers: answers["how"] == "on"),
        person.question("note"),
    ]


def test_a_gate_that_flips_hides_and_shows_and_keeps_what_was_said() -> None:
    person = Person("off", "sick", BACK, BACK, "on", "mor", BACK, BACK, "off", "sick", "n")
    questions = gated(person)
    answers = person.run(questions, {})
    assert person.asked == ["how", "why", "note", "why", "how", "who", "note", "who", "how", "why", "note"]
    assert person.known[9] == "sick"
    assert answers == {"how": "off", "why": "sick", "who": "mor", "note": "n"}
    assert applying(questions, answers) == {"how": "off", "why": "sick", "note": "n"}


@given(st.data(), st.integers(1, 6), st.integers(0, 25))
def test_cut_off_anywhere_it_goes_on_where_it_was(data: st.DataObject, size: int, cut: int) -> None:
    """A run that ends after any move and goes on from what was kept asks the same question that was being asked."""

    class Cut(Exception):
        pass

    moves = data.draw(st.lists(st.sampled_from([BACK, SKIP, 0, 1]), min_size=cut, max_size=cut))
    store: dict[str, Any] = {}
    again: list[str] = []
    places: list[int] = []
    script = list(moves)

    def ask(place: int) -> Any:
        places.append(place)
        if not script:
            raise Cut
        return script.pop(0)

    def gate(place: int) -> Any:
        return (lambda answers: answers.get("0") != 1) if place == 2 else (lambda _: True)

    def keep_again(keys: list[str]) -> None:
        again[:] = keys

    questions = [Question(str(p), lambda _, __, p=p: ask(p), gate(p)) for p in range(size)]
    try:
        run(questions, {}, store.__setitem__, on_again=keep_again)
    except Cut:
        waiting = places[-1]
        with pytest.raises(Cut):
            run(questions, dict(store), store.__setitem__, again=list(again), on_again=keep_again)
        assert places[-1] == waiting
        script.extend([0] * (2 * size))
        answers = run(questions, dict(store), store.__setitem__, again=list(again), on_again=keep_again)
        assert applying(questions, answers).keys() == {q.key for q in questions if q.applies(answers)}
