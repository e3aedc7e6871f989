"""What a programme says of its steps: the shipped ones against the table of phases, and every mistake by line and path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from spaedbarn_cli.catalog.building import build_events, build_obligations
from spaedbarn_cli.catalog.codes import Code, describe
from spaedbarn_cli.catalog.programmes import build_programme, load_programme_text, open_programme
from spaedbarn_cli.domain.obligation import MEETING_KINDS, Offset, parse_offset
from spaedbarn_cli.errors import DefinitionInvalid
from spaedbarn_cli.i18n.catalog import load

from .obligation_mistakes import MISTAKES, PLANNED

if TYPE_CHECKING:
    from .mistakes import Mistake

NAME = "lille-indsats.yaml"
SHIPPED = {step.id: step for step in build_obligations(open_programme("jammerbugt-spaedbarn"))}


def offset(text: str | None) -> Offset | None:
    return parse_offset(text) if text else None


@pytest.mark.parametrize(
    ("step", "anchor", "earliest", "due", "latest"),
    [
        ("notification", "enrolment", None, "0d", None),
        ("screening", "pregnancy", "112d", "132d", None),
        ("team-talk", "screening", None, "28d", None),
        ("network-before-birth", "due-date", "-42d", "-7d", "0d"),
        ("discharge-conference", "birth", "0d", "3d", "5d"),
        ("first-visit", "discharge", None, "0d", None),
        ("status-note", "birth", None, "1m", None),
        ("network-monthly", "birth", None, "1m", None),
        ("work-monthly", "network-monthly", None, "0d", None),
        ("cos-p", "birth", None, "6m", "9m"),
        ("other-support", "birth", None, "9m", None),
        ("closing-network", "birth", "9m", "12m", None),
        ("safety-plan", "closing", None, "0d", None),
    ],
)
def test_the_days_are_those_of_the_table(
    step: str, anchor: str, earliest: str | None, due: str, latest: str | None
) -> None:
    found = SHIPPED[step]
    assert (found.anchor or found.after or found.with_) == anchor
    assert (found.earliest, found.due, found.latest) == (offset(earliest), offset(due), offset(latest))


def test_the_network_meeting_comes_again() -> None:
    found = SHIPPED["network-monthly"]
    assert (str(found.repeat), found.lapses, found.statement, found.until) == ("28d", 28, True, "closing-network")


def test_everything_that_completes_a_step_can_be_logged() -> None:
    events = build_events(open_programme("jammerbugt-spaedbarn"))
    for step in SHIPPED.values():
        for what, kind in step.completed_by:
            assert what != "event" or kind in events
            assert what != "meeting" or kind in MEETING_KINDS
    assert [key for key, event in events.items() if event.get("parts")] == ["cos-p"]


def test_a_small_plan_is_read() -> None:
    steps = build_obligations(build_programme(load_programme_text(PLANNED, NAME)))
    assert [(step.id, step.after, step.with_, step.lapses) for step in steps] == [
        ("screening", None, None, None), ("talk", "screening", None, None), ("network", None, None, 28),
        ("work", None, "network", 28),
    ]  # fmt: skip
    assert steps[1].completed_by == (("visit", "home"), ("meeting", "start-up"), ("questionnaire", "rfq-8"))
    assert steps[2].text == {"da": "netværksmøde", "en": "network meeting"}


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: f"{one.code}-{one.path}")
def test_mistake_is_named_by_line_and_path_with_words(mistake: Mistake) -> None:
    assert PLANNED.count(mistake.old) == 1, mistake.old
    marked = PLANNED.replace(mistake.old, mistake.new)
    text, line = marked.replace("«", ""), marked.count("\n", 0, marked.find("«")) + 1 if "«" in marked else None
    with pytest.raises(DefinitionInvalid) as caught:
        load_programme_text(text, NAME)
    found = [p for p in caught.value.params["problems"] if (p.code.value, p.path) == (mistake.code, mistake.path)]
    assert len(found) == 1, caught.value.params["problems"]
    assert line is None or found[0].line == line
    for lang in ("da", "en"):
        texts = load(lang)
        _, fact, remedy = describe(found[0], lambda key, /, texts=texts, **params: texts[key].format(**params))
        for words in (fact, remedy):
            assert words[0] in '"{' or words[0].islower() or words[0].isdigit()
            assert not words.endswith((".", "!"))


def test_every_code_has_a_mistake() -> None:
    codes = {code.value for code in Code if code.value.startswith("OBL_")}
    assert codes <= {mistake.code for mistake in MISTAKES}


@pytest.mark.parametrize("text", ["", "d", "28", "28 d", "4u", "1.5m", "12345d", "--7d"])
def test_what_is_no_offset(text: str) -> None:
    with pytest.raises(ValueError, match="not an offset"):
        parse_offset(text)
