"""A run of questions: forward, back, on from where it was left. Knows nothing of what is asked or where it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.ui.prompt_state import BACK, SKIP

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

Answers = dict[str, Any]


def always(_: Answers) -> bool:
    """Every run has this question."""
    return True


class Question(NamedTuple):
    """One question: `ask(answers, first)` returns a value, BACK or SKIP; `applies(answers)` says if it is asked at all.

    `first` tells the question that nothing stands before it, so that it need not offer to go back. What it depends on
    must be asked before it.
    """

    key: str
    ask: Callable[[Answers, bool], Any]
    applies: Callable[[Answers], bool] = always


def run(
    questions: Sequence[Question],
    answers: Answers,
    on_answer: Callable[[str, Any], None],
    *,
    again: Collection[str] = (),
    on_again: Callable[[list[str]], None] | None = None,
) -> Answers:
    """Ask what is not answered yet, and those of `again` anew, and return all answers.

    `on_answer` keeps each answer before the next is asked; a skipped question is answered with None. Going back asks
    the question before again with its answer known, also one that was answered in an earlier run; the way forward then
    leads through the same questions. `on_again` gets which these are (keys in order) whenever that changes, so that a
    run that is cut off can go on in the same place.
    """
    place = 0
    passed: list[int] = []
    anew = {*again} & {*answers}

    def tell() -> None:
        if on_again is not None:
            on_again([question.key for question in questions if question.key in anew])

    while place < len(questions):
        question = questions[place]
        if not question.applies(answers):
            place += 1
            continue
        if question.key in answers and question.key not in anew:
            passed.append(place)
            place += 1
            continue
        given = question.ask(answers, not passed)
        if given is BACK:
            if passed:
                place = passed.pop()
                anew.update({question.key} & {*answers}, {questions[place].key})
                tell()
            continue
        value = None if given is SKIP else given
        answers[question.key] = value
        on_answer(question.key, value)
        if question.key in anew:
            anew.discard(question.key)
            tell()
        passed.append(place)
        place += 1
    return answers


def applying(questions: Sequence[Question], answers: Answers) -> Answers:
    """Return the answers that count: those of questions that a changed answer before them has hidden do not."""
    return {q.key: answers[q.key] for q in questions if q.key in answers and q.applies(answers)}
