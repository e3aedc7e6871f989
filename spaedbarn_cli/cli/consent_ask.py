"""What `consent` asks where somebody sits: lists to choose from, in the words of the screen; nothing is ticked beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.cli import given
from spaedbarn_cli.cli.consent import giver, known_streams, last_day, line, named_streams, recipient, roles_of, stream_words
from spaedbarn_cli.errors import NotFound, WrongUsage
from spaedbarn_cli.i18n.catalog import day, t
from spaedbarn_cli.ui.form import Question, run

if TYPE_CHECKING:
    from datetime import date

    from spaedbarn_cli.session import Session
    from spaedbarn_cli.ui.form import Answers

Flags = dict[str, str | None]


def asked(session: Session, code: str | None, flags: Flags) -> tuple[str, Flags]:
    """Ask for what was not given, and return the family's code and all flags; what was given is checked first."""
    from spaedbarn_cli.store import cases

    store = session.store
    if code is None and not cases.written_here(store):
        raise NotFound("no_families")
    answers: Answers = {name: value for name, value in flags.items() if value}
    if code:
        case = cases.find(store, code)
        cases.must_be_written_here(store, case)
        _check(session, flags, roles_of(session, case))
        answers["case"] = case.code
    asks = _Consent(session)
    found = run(
        [
            Question("case", asks.case), Question("by", asks.by), Question("to", asks.to), Question("streams", asks.streams),
            Question("until", asks.until),
        ],
        answers, lambda _key, _value: None,
    )  # fmt: skip
    return found["case"], {name: found[name] for name in flags}


def _check(session: Session, flags: Flags, roles: dict[str, str]) -> None:
    """Refuse what is wrong on the line before anything is asked, so that no answer is lost."""
    if flags["by"]:
        giver(flags["by"], roles)
    if flags["to"]:
        recipient(session, flags["to"])
    if flags["streams"]:
        named_streams(flags["streams"], roles)
    last_day(session, flags["until"])


class _Consent:
    """One consent being asked for."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def _roles(self, answers: Answers) -> dict[str, str]:
        from spaedbarn_cli.store import cases

        return roles_of(self.session, cases.find(self.session.store, answers["case"]))

    def case(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.store import cases
        from spaedbarn_cli.ui.prompts import ask_choice

        rows = [(case.code, case.code) for case in cases.written_here(self.session.store)]
        return ask_choice(t("ask.home_family"), rows, answers.get("case"), skippable=False, first=first)

    def by(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.ui.prompts import ask_choice

        rows = [(label, label) for label, role in self._roles(answers).items() if role != "child"]
        if not rows:
            raise WrongUsage("consent_by_unknown", option="--by")
        return ask_choice(t("ask.consent_by"), rows, answers.get("by"), skippable=False, first=first)

    def to(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.domain.case import ROLES
        from spaedbarn_cli.store import contacts
        from spaedbarn_cli.ui.prompts import ask_choice

        people = contacts.listed(self.session.store)
        rows = [(one.name, f"{one.name}, {t(f'role.{one.role}')}" if one.role else one.name) for one in people]
        rows += [(role, t("consent.whole_role", role=t(f"role.{role}"))) for role in ROLES]
        return ask_choice(t("ask.consent_to"), rows, answers.get("to"), skippable=False, first=first)

    def streams(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.domain.consent import may_give
        from spaedbarn_cli.ui.prompts import BACK, ask_many

        roles = self._roles(answers)
        rows = [(one, stream_words(one)) for one in known_streams(roles) if may_give(answers["by"], one)]
        known = (answers.get("streams") or "").split(",")
        chosen: Any = ask_many(t("ask.consent_streams"), rows, known, skippable=False, first=first, opened=True)
        while not chosen:
            chosen = ask_many(t("ask.consent_streams_some"), rows, known, skippable=False, first=first, opened=True)
        return chosen if chosen is BACK else ",".join(chosen)

    def until(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.cli.meeting_fields import read_ahead
        from spaedbarn_cli.domain import reading
        from spaedbarn_cli.ui.prompts import BadAnswer, ask_text

        today, endless = self.session.today(), t("consent.endless")

        def parse(text: str) -> date | None:
            if text == endless:
                return None
            try:
                found = read_ahead(text, today, today)
            except reading.Unreadable:
                raise BadAnswer(t("ask.visit.bad_day")) from None
            if found < today:
                raise BadAnswer(t("ask.consent_until_past"))
            return found

        def shown(value: date | None) -> str:
            return day(value) if value else endless

        found = ask_text(
            t("ask.consent_until"), placeholder=endless, parse=parse, show=shown, skippable=False, first=first
        )
        return found.isoformat() if hasattr(found, "isoformat") else found


def which_ones(session: Session) -> tuple[str, ...]:
    """Return the ids of the consents to withdraw, chosen from those of a family that stand; none were named on the line."""
    from spaedbarn_cli.store import cases, consents
    from spaedbarn_cli.ui.prompts import ask_choice, ask_many

    if not session.terminal.interactive:
        given.needed(session, "ID|CASE…", None)
    store = session.store
    held = {
        case: [one for one in consents.listed(store, case.id) if one.withdrawn is None]
        for case in cases.every(store, closed=True)
    }
    families = [case for case, found in held.items() if found]
    if not families:
        raise NotFound("consent_none_anywhere")
    rows = [(case, case.code) for case in families]
    chosen = families[0] if len(families) == 1 else ask_choice(t("ask.home_family"), rows, skippable=False, first=True)
    lines = [(one.id, line(one, session)) for one in held[chosen]]
    if len(lines) == 1:
        session.terminal.say(lines[0][1])
        return (lines[0][0],)
    found: Any = ask_many(t("ask.consent_withdraw"), lines, skippable=False, first=True, opened=True)
    while not found:
        found = ask_many(t("ask.consent_withdraw_some"), lines, skippable=False, first=True, opened=True)
    return tuple(found)
