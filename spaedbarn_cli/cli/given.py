"""Options as they were typed, read into values; every complaint names the option, never what was typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain import reading
from spaedbarn_cli.domain.case import is_code
from spaedbarn_cli.errors import WrongUsage
from spaedbarn_cli.i18n.catalog import t

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from spaedbarn_cli.session import Session

_LABEL = re.compile(r"^[^\W_][\w-]{0,23}$")
_CPR = re.compile(r"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[- ]?\d{4}(?!\d)|^\d{10}$")


def holds_cpr(text: str) -> bool:
    """Say whether text holds what looks like a civil registration number."""
    return bool(_CPR.search(text.strip()))


def read(option: str, text: str, reader: Callable[..., Any], *args: Any) -> Any:
    """Return what a reader of `domain.reading` makes of an option; raises WrongUsage `bad_<what was expected>`."""
    try:
        return reader(text, *args)
    except reading.Unreadable as error:
        raise WrongUsage(f"bad_{error.code}", option=option) from None


def day(option: str, text: str | None, session: Session) -> date | None:
    """Return a day, or None when the option was not given."""
    found: date | None = None if text is None else read(option, text, reading.read_day, session.today())
    return found


def needed(session: Session, option: str, value: str | None, ask: str | None = None) -> str:
    """Return a needed option; asks for it on a terminal; raises WrongUsage where there is nobody to ask."""
    if value is not None and value.strip():
        return value.strip()
    if not session.terminal.interactive:
        raise WrongUsage("usage_missing", name=option, command="")
    from spaedbarn_cli.ui.prompts import ask_text

    answer = ask_text(t(ask or f"ask.{option.strip('-').lower()}"), skippable=False, first=True)
    if not isinstance(answer, str) or not answer.strip():
        raise WrongUsage("usage_missing", name=option, command="")
    return answer.strip()


def needed_file(session: Session, option: str, value: str | None, ask: str, parse: Callable[[Path], Any] | None = None) -> str:
    """Return the place of a needed file; on a terminal one that is not there, or that `parse` refuses, is asked for again."""
    if value is not None or not session.terminal.interactive:
        return needed(session, option, value)
    from pathlib import Path

    from spaedbarn_cli.ui.prompts import BadAnswer, ask_text

    def read(text: str) -> str:
        # A file that is dragged into the window comes in quotes, or with a stroke before each blank.
        bare = text[1:-1] if len(text) > 1 and text[0] == text[-1] in "'\"" else text
        places = (Path(bare).expanduser(), Path(bare.replace("\\ ", " ")).expanduser())
        place = next((one for one in places if one.is_file()), None)
        if place is None:
            raise BadAnswer(t("ask.no_file"))
        if parse is not None:
            parse(place)
        return str(place)

    return str(ask_text(t(ask), parse=read, show=str, skippable=False, first=True))


def role(text: str) -> str | None:
    """Return the role that a code or the word on the screen (`social-worker`, `rådgiver`) means, or None."""
    from spaedbarn_cli.domain.case import ROLES

    wanted = text.strip().casefold()
    return next((one for one in ROLES if wanted in (one, t(f"role.{one}").casefold())), None)


def needed_day(session: Session, option: str, text: str | None, ask: str | None = None) -> date:
    """Return a needed day."""
    found = day(option, needed(session, option, text, ask), session)
    assert found is not None
    return found


def code(text: str) -> str:
    """Return a family's code in capitals; raises WrongUsage."""
    found = text.strip().upper()
    if not is_code(found) or holds_cpr(found):
        raise WrongUsage("bad_code")
    return found


def label(option: str, text: str) -> str:
    """Return a person's label as it is spoken, in lower case; raises WrongUsage."""
    found = text.strip().lower()
    if not _LABEL.match(found) or holds_cpr(found):
        raise WrongUsage("bad_label", option=option)
    return found


def text(value: str | None) -> str | None:
    """Return free text without hidden characters or surrounding space; nothing left is None."""
    if value is None:
        return None
    from spaedbarn_cli.domain.harmless import harmless

    return harmless(value).strip() or None


def line(value: str | None) -> str | None:
    """Return free text as one line (a name): hidden characters gone, every run of space one space; nothing is None."""
    return " ".join((text(value) or "").split()) or None


def confirmed(session: Session, question: str, **params: Any) -> bool:
    """Return the answer to a yes/no question; `--yes` answers it; raises WrongUsage where there is nobody to ask."""
    if session.yes:
        return True
    if not session.terminal.interactive:
        raise WrongUsage("needs_yes")
    from spaedbarn_cli.ui.prompts import confirm

    return bool(confirm(t(question, **params), default=False))
