"""A run of questions: forward, back and on from where it was left. Knows nothing of what is asked or where it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.ui.prompt_state import BACK, SKIP

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Answers = dict[str, Any]


def always(_: Answers) -> bool:
    """Every run has this question."""
    return True


class Question(NamedTuple):
    """One question: `ask(answers, first)` returns a value, BACK or SKIP; `applies(answers)` says if it is asked at all.

    `first` tells the question that nothing stands before it, so that it need not offer to go back.
    """

    key: str
    ask: Callable[[Answers, bool], Any]
    applies: Callable[[Answers], bool] = always


def run(questions: Sequence[Question], answers: Answers, on_answer: Callable[[str, Any], None]) -> Answers:
    """Ask what is not answered yet and return all answers; `on_answer` keeps each before the next is asked.

    A skipped question is answered with None. Going back asks the question before again, with its answer known.
    """
    place = 0
    asked: list[int] = []
    again: set[str] = set()
    while place < len(questions):
        question = questions[place]
        if not question.applies(answers) or (question.key in answers and question.key not in again):
            place += 1
            continue
        given = question.ask(answers, not asked)
        if given is BACK:
            if asked:
                place = asked.pop()
                again.add(questions[place].key)
            continue
        value = None if given is SKIP else given
        answers[question.key] = value
        again.discard(question.key)
        on_answer(question.key, value)
        asked.append(place)
        place += 1
    return answers
