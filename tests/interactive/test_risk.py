"""A risk answer stops everything for the action card; a question that needs to be alone waits for another day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from office import Office, opened
from program import PASSPHRASE
from pty_session import ALT_ENTER, ENTER, SPACE

from spaedbarn_cli import paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pty_session import PtySession

    Start = Callable[..., PtySession]

RUN = ("questionnaire", "run")
EPDS = (*RUN, "epds", "A17", "--subject", "mor")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    yield from opened(tmp_path)


@pytest.fixture
def start(office: Office) -> Start:
    return office.at


def test_a_risk_answer_stops_for_the_card_before_the_next_question(start: Start, office: Office) -> None:
    it = start(*EPDS)
    it.wait_for("1 af 10")
    it.send("j", "10", ENTER)
    it.wait_for("10 af 10")
    it.send("1")
    it.wait_for("Tanker om selvskade")
    it.wait_for("Gjort")
    assert "af 10" not in it.text().split("Tanker om selvskade")[1]
    it.send(SPACE)
    it.wait_for("vurderet: ikke fare nu")
    it.send(SPACE, ENTER)
    it.wait_for("Noteret")
    it.send("Aftalt med egen læge.", ALT_ENTER)
    it.wait_for("1 af 10")
    it.kill9()
    it = start("resume")
    it.wait_for("1 af 10")  # the card has been dealt with, and is not shown again
    it.send(*"111111111", ENTER)
    assert it.wait_exit() == 0
    it.wait_for("Handlingskort kl. 14.30; noteret:")
    (kept,) = office.responses()
    (action,) = kept["actions"]
    assert (action["flag"], action["card"], action["done"]) == ("self_harm", "self-harm", ["talked"])
    assert action["note"] == "Aftalt med egen læge."
    assert kept["scores"]["total"] == 10


def test_killed_at_the_card_it_comes_first_when_resumed(start: Start) -> None:
    it = start(*EPDS, "--paper")
    it.wait_for("1 [0–3]")
    it.send(*"0000000002")
    it.wait_for("Tanker om selvskade")
    it.wait_for("Gjort")
    it.kill9()
    it = start("resume")
    it.wait_for("Tanker om selvskade")


def test_the_municipality_s_own_card_wins_and_a_broken_one_stops_nothing(start: Start, office: Office) -> None:
    folder = office.home / "action_cards"
    folder.mkdir()
    shipped = paths.instruments_dir() / "action_cards" / "self-harm.yaml"
    own = shipped.read_text("utf-8").replace('da: "Tanker om selvskade"', 'da: "Kommunens eget kort"', 1)
    (folder / "self-harm.yaml").write_text(own, encoding="utf-8")
    it = start(*EPDS)
    it.wait_for("1 af 10")
    it.send("j", "10", ENTER, "3")
    it.wait_for("Kommunens eget kort")
    it.kill9()
    (folder / "self-harm.yaml").write_text("id: [", encoding="utf-8")
    it = start("resume")
    it.wait_for("Tanker om selvskade")
    assert "kan ikke læses" in it.text()


def test_not_alone_puts_the_sensitive_question_off_without_a_trace(start: Start, office: Office) -> None:
    it = start(*EPDS)
    it.wait_for("1 af 10")
    it.send("a")
    it.wait_for("1 af 10")
    it.send(*"000000000")
    assert it.wait_exit() == 0
    for trace in ("10 af 10", "alene", "selvskade", "Ubesvaret", "udsat", "andet tidspunkt"):
        assert trace not in it.raw
    assert office.responses() == []
    (draft,) = office.drafts()
    assert draft["put_off"] is True
    waits = "Der er spørgsmål, der blev gemt til et andet tidspunkt."
    assert waits in office.run("drafts").err
    visit = office.run("visit", "log", "A17", "--start", "2026-11-22 10:00", "--minutes", "60", "--present", "mor")
    assert waits in visit.err + visit.out
    it = start("resume")
    it.wait_for("godt tidspunkt")
    it.send("n")
    assert it.wait_exit() == 0
    it = start("resume")
    it.wait_for("godt tidspunkt")
    it.send("j")
    it.wait_for("10 af 10")
    it.send("0", ENTER)
    assert it.wait_exit() == 0
    assert office.responses()[0]["scores"]["total"] == 0


def test_a_risk_answer_shows_the_parent_nothing_and_the_visitor_the_card(start: Start) -> None:
    it = start(*EPDS, "--hand-over")
    it.wait_for("1 af 10")
    it.send(*"0000000003")
    it.wait_for("Tak. Giv computeren tilbage.")
    before = it.raw
    assert "selvskade" not in before
    assert "Handlingskort" not in before
    it.send(PASSPHRASE, ENTER)
    it.wait_for("Tanker om selvskade")
