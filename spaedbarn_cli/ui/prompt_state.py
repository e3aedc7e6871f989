"""What every question shares: the two moves that are no answer, the two ways out, and how long a question may wait.

Light on purpose: nothing here imports the library that draws, so that naming `BACK` costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable


class Move(Enum):
    """A key that is no answer: back to the question before, or on without answering."""

    BACK = "back"
    SKIP = "skip"


BACK: Final = Move.BACK
SKIP: Final = Move.SKIP


class BadAnswer(ValueError):
    """Raised by a `parse`; its message, in the user's words, is shown under the line and what was typed stays."""


class IdleLock(Exception):
    """The screen is blank, the store must be locked: nobody typed for long (`idle`) or Ctrl-L was pressed (`key`)."""

    def __init__(self, reason: str = "idle") -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Manner:
    """How questions behave in this process; `leaves` says whether the line of keys tells how to leave."""

    idle_seconds: float | None = None
    on_idle: Callable[[], Any] | None = None
    keeps_draft: bool = False
    leaves: bool = True


manner = Manner()


def set_idle(seconds: float | None, on_idle: Callable[[], Any] | None = None) -> None:
    """Let every question from now on lock after so many seconds without a key (None: never).

    `on_idle` is called once when it happens, also for Ctrl-L, after what was typed is saved and the screen is blank,
    before IdleLock is raised.
    """
    manner.idle_seconds = seconds
    manner.on_idle = on_idle


def set_draft(kept: bool) -> None:
    """Say whether leaving now keeps a draft: the line of keys promises it only when it is true."""
    manner.keeps_draft = kept
