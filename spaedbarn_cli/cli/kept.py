"""The draft behind a run of questions: begun with the first answer, every answer on disk before the next is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.ui.prompt_state import IdleLock, set_draft

if TYPE_CHECKING:
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.ui.form import Answers

AGAIN = "again.begun"
"""Under this key a draft keeps which questions are being asked anew; `….begun` is never counted as an answer."""


class DraftLock(IdleLock):
    """The screen was locked in the middle of a draft: `draft` is where to go on."""

    def __init__(self, reason: str, draft: str | None) -> None:
        super().__init__(reason)
        self.draft = draft


class Kept:
    """What was answered so far of a draft of some kind; `draft` is its id once there is one."""

    def __init__(self, session: Session, kind: str, answers: Answers, draft: str | None) -> None:
        self.store = session.store
        self.kind = kind
        self.answers = answers
        self.draft = draft

    def keep(self, key: str, value: Any) -> None:
        """Put one answer, or something half answered, on disk."""
        from spaedbarn_cli.store import drafts

        self.answers[key] = value
        if self.draft is None:
            self.draft = drafts.begin(self.store, self.kind)
            for before in self.answers:
                self._put(before)
            set_draft(kept=True)
        else:
            self._put(key)
        if self.answers.get(f"{key}.begun") is not None:
            self.keep(f"{key}.begun", None)

    def _put(self, key: str) -> None:
        from spaedbarn_cli.store import drafts

        assert self.draft is not None
        drafts.answer(self.store, self.draft, key, self.answers[key])
        if key == "case":
            drafts.name_case(self.store, self.draft, self.answers[key])
