"""The battery dies at every prompt of an instrument: at most that prompt is lost, and the score is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from office import Office, opened
from pty_session import ENTER, F2, PtySession

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Step(NamedTuple):
    """One prompt: what stands on the screen, what is typed at it, and which item it answers (None: none)."""

    seen: str
    keys: str
    item: str | None = None
    value: Any = None


EPDS = [
    *(Step(f"{n} af 10", str(n % 3), str(n), n % 3) for n in range(1, 10)),
    Step("10 af 10", "0", "10", 0),
    Step("Hvad nu", ENTER),
]
PAPER = [Step(f"{n} [0–3] ›", str(int(n < 10)), str(n), int(n < 10)) for n in range(1, 11)]
PAPER.append(Step("Hvad nu", ENTER))
RFQ = [*(Step(f"{n} af 8", str(n % 7 + 1), str(n), n % 7 + 1) for n in range(1, 9)), Step("Hvad nu", ENTER)]


def guide() -> list[Step]:
    """Return every prompt of the pregnancy interview, in order, with answers that raise no card."""
    from spaedbarn_cli.catalog.instruments import open_instrument
    from spaedbarn_cli.domain.answers import visible

    instrument = open_instrument("graviditet")
    titles = {one["key"]: one["da"] for one in instrument.extra["themes"]}  # type: ignore[attr-defined]
    steps: list[Step] = []
    answers: dict[str, Any] = {}
    theme = None
    while True:
        left = [item for item in visible(instrument, answers) if item.id not in answers]
        if not left:
            return [*steps, Step("Hvad nu", ENTER)]
        item, place = left[0], len(answers) + 1
        if item.group != theme:
            theme = item.group
            steps.append(Step(f"{titles[theme]} ", ENTER))
        value: Any = f"Svar nummer {place}." if item.type == "text" else item.options[0].code
        if any(flag.item == item.id for flag in instrument.flags):
            value = 0
        answers[item.id] = value
        seen = f"{place} af {len(visible(instrument, answers))}" if item.type != "text" else f"{place} af "
        steps.append(Step(seen, f"{value}{F2}" if item.type == "text" else str(value), item.id, value))


def walk(it: PtySession, steps: list[Step]) -> None:
    """Type the steps ahead, all at once, as a quick hand does."""
    it.send(*(step.keys for step in steps))


def survives(office: Office, args: tuple[str, ...], steps: list[Step], at: int) -> dict[str, Any]:
    """Kill the run when the prompt `at` is on the screen, go on, finish, and return what was kept."""
    with office.at(*args) as it:
        it.wait_for(steps[0].seen)
        walk(it, steps[:at])
        it.wait_for(steps[at].seen)
        it.kill9()
    assert office.responses() == []
    (draft,) = office.drafts()
    assert draft["answered"] == sum(step.item is not None for step in steps[:at])
    with office.at("resume") as it:
        rest = [step for step in steps[at:] if step.item is not None or step is steps[-1]]
        themes = [step for step in steps[at:] if step.item is None]
        begins = steps[at] if steps[at] in themes else _theme_again(steps, at)
        walk_on = [*([begins] if begins and begins is not steps[at] else []), *steps[at:]]
        it.wait_for(walk_on[0].seen)
        assert rest
        walk(it, walk_on)
        assert it.wait_exit() == 0, it.text()
    (kept,) = office.responses()
    assert kept["answers"] == {step.item: step.value for step in steps if step.item}
    assert office.drafts() == []
    result: dict[str, Any] = kept
    return result


def _theme_again(steps: list[Step], at: int) -> Step | None:
    """Return the beginning of the theme in whose midst the prompt stands: it is said again when one goes on."""
    for step in reversed(steps[:at]):
        if step.item is None:
            return step if steps[at].item is not None else None
    return None


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    yield from opened(tmp_path)


@pytest.mark.parametrize("at", range(len(EPDS)))
def test_epds(office: Office, at: int) -> None:
    kept = survives(office, ("questionnaire", "run", "epds", "A17", "--subject", "mor"), EPDS, at)
    assert kept["scores"] == {"total": sum(n % 3 for n in range(1, 10)), "anxiety_3a": 0 + 1 + 2}


@pytest.mark.slow
@pytest.mark.parametrize("at", range(len(PAPER)))
def test_epds_from_paper(office: Office, at: int) -> None:
    kept = survives(office, ("questionnaire", "run", "epds", "A17", "--subject", "mor", "--paper"), PAPER, at)
    assert kept["scores"] == {"total": 9, "anxiety_3a": 3}
    assert kept["mode"] == "paper"


@pytest.mark.parametrize("at", range(len(RFQ)))
def test_rfq(office: Office, at: int) -> None:
    kept = survives(office, ("questionnaire", "run", "rfq-8", "A17", "--subject", "far"), RFQ, at)
    assert kept["scores"] == {"certainty_mean": 0.5, "certainty_sum": 3, "uncertainty_mean": 1.5, "uncertainty_sum": 9}


INTERVIEW = guide()


@pytest.mark.slow
@pytest.mark.parametrize("at", range(len(INTERVIEW)))
def test_the_interview(office: Office, at: int) -> None:
    kept = survives(office, ("interview", "run", "graviditet", "A17", "--subject", "mor"), INTERVIEW, at)
    assert kept["complete"] is True
    assert kept["flags"] == []
