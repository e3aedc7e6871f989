"""`drafts` and `resume` where nobody sits at a terminal; the rest is shown on one, in `tests/interactive`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from program import NOW

from spaedbarn_cli.session import Session, parse_now
from spaedbarn_cli.store import cases, drafts, keywrap
from spaedbarn_cli.ui.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from program import Program

ALL = {
    "day": "2026-11-20", "time": [9, 0, 60], "how": "home", "present": ["mor", "farfar"], "core": None, "signs": None,
    "note": "Roligt.", "next": None, "note.begun": None,
}  # fmt: skip


@pytest.fixture
def session(families: Program) -> Iterator[Session]:
    """A session at the desk of the families, unlocked."""
    state = {"XDG_STATE_HOME": str(families.home / "state"), "SPAEDBARN_PASSPHRASE": "fem blå spande sand"}
    with mock.patch.dict(os.environ, state), mock.patch.object(keywrap, "testing_kdf_cost", (1, 1, 64)):
        mask = os.umask(0o077)
        open_session = Session(str(families.store), Terminal(), moment=parse_now(NOW))
        assert open_session.store
        yield open_session
        open_session.close()
        os.umask(mask)


def begin(session: Session, code: str, answers: dict[str, object]) -> str:
    """Put a draft on disk as the questions do."""
    store = session.store
    case = cases.find(store, code)
    draft = drafts.begin(store, "visit")
    drafts.answer(store, draft, "case", case.id)
    drafts.name_case(store, draft, case.id)
    for key, value in answers.items():
        drafts.answer(store, draft, key, value)
    return draft


def test_a_draft_is_listed_by_what_it_is_not_by_what_was_answered(families: Program, session: Session) -> None:
    key = begin(session, "A17", {"day": "2026-11-20", "note.begun": "Mor er"})
    session.close()
    found = families.json("drafts")["drafts"]
    assert [{name: draft[name] for name in ("id", "kind", "case", "answered")} for draft in found] == [
        {"id": key, "kind": "visit", "case": "A17", "answered": 2}
    ]
    told = families.ok("drafts")
    assert "Mor er" not in told
    assert " ".join(told.split()).startswith("A17 besøg 2 svar søndag 22. november 14.30")


def test_a_draft_is_thrown_away_only_when_that_is_confirmed(families: Program, session: Session) -> None:
    key = begin(session, "A17", {})
    session.close()
    assert families.refused("drafts", "--drop", key[:6]) == (2, "needs_yes")
    assert len(families.json("drafts")["drafts"]) == 1
    assert families.json("drafts", "--drop", key[:6], "--yes") == {"drafts": []}


def test_nobody_to_ask_is_said_and_the_draft_stays(families: Program, session: Session) -> None:
    begin(session, "A17", {})
    session.close()
    assert families.refused("resume") == (2, "no_terminal")
    assert len(families.json("drafts")["drafts"]) == 1


def test_cut_off_after_the_last_answer_it_is_saved_without_a_question(session: Session) -> None:
    """Somebody who has left the family since is not saved as present."""
    from spaedbarn_cli.cli.visit_ask import resume_visit
    from spaedbarn_cli.store import visits

    key = begin(session, "A17", ALL)
    resume_visit(session, drafts.find(session.store, key))
    saved = visits.listed(session.store)[-1]
    assert (saved.minutes, saved.present, saved.core, saved.note) == (60, ("mor",), (), "Roligt.")
    assert drafts.listed(session.store) == []
