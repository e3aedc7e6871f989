"""What is asked of a meeting, in order, and what is filled in beforehand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.cli.meeting_fields import read_ahead
from spaedbarn_cli.domain import reading
from spaedbarn_cli.domain.meeting import SAFETY
from spaedbarn_cli.domain.obligation import MEETING_KINDS
from spaedbarn_cli.i18n.catalog import day, day_short, t, weekday
from spaedbarn_cli.ui.form import Answers, Question
from spaedbarn_cli.ui.prompt_state import BACK, SKIP, BadAnswer

if TYPE_CHECKING:
    from collections.abc import Callable

    from spaedbarn_cli.session import Session

WITH_STATEMENT = ("network", "status")
"""Kinds of meeting before which the status is gone through and sent."""
OTHERS = ("social-worker", "health-visitor", "family-therapist", "leader")
"""Who else can be ticked as present; anybody else is written in the note."""


def questions(session: Session, keep: Callable[[str, Any], None]) -> list[Question]:
    """Return the questions of a meeting; `keep` saves what is half answered, under the question's key and `.begun`."""
    asks = _Meeting(session, keep)

    def stated(answers: Answers) -> bool:
        return answers.get("kind") in WITH_STATEMENT and asks.born(answers)

    return [
        Question("case", asks.case),
        Question("kind", asks.kind),
        Question("day", asks.day),
        Question("present", asks.present),
        Question("reviewed", lambda answers, first: asks.before(answers, "reviewed", first), stated),
        Question("sent", lambda answers, first: asks.before(answers, "sent", first), stated),
        Question("agreements", lambda answers, first: asks.lines(answers, "agreements", first)),
        Question("safety", asks.safety, lambda answers: bool(answers.get("present"))),
        Question("ahead", asks.ahead),
        Question("note", lambda answers, first: asks.lines(answers, "note", first)),
    ]


class _Meeting:
    """One meeting being asked for."""

    def __init__(self, session: Session, keep: Callable[[str, Any], None]) -> None:
        self.session = session
        self.keep = keep

    def born(self, answers: Answers) -> bool:
        from spaedbarn_cli.store import cases

        return any(person.role == "child" for person in cases.persons(self.session.store, answers["case"]))

    def case(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.store import cases
        from spaedbarn_cli.ui.prompts import ask_choice

        found = cases.written_here(self.session.store)
        chosen = answers.get("case")
        if chosen is not None and all(case.id != chosen for case in found):  # closed since the draft was left
            found.append(cases.by_id(self.session.store, chosen))
        rows = [(case.id, case.code) for case in found]
        return ask_choice(t("ask.meeting.case"), rows, chosen or self._likely(), skippable=False, first=first)

    def _likely(self) -> str | None:
        """Return the family whose meeting is due: nobody knows whom she met, but that is the best guess."""
        from spaedbarn_cli.cli.plan_gather import plans
        from spaedbarn_cli.domain.plan_facts import OPEN

        due = [
            (item.due, plan.case.id)
            for plan in plans(self.session)
            for item in plan.items
            if item.state in OPEN and item.due and any(w == "meeting" for w, _ in plan.steps[item.obligation].completed_by)
        ]
        return max(due)[1] if due else None

    def kind(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.ui.prompts import ask_choice

        rows = [(kind, t(f"meeting.kind.{kind}")) for kind in MEETING_KINDS]
        usual = answers.get("kind") or MEETING_KINDS[0]
        return ask_choice(t("ask.meeting.kind"), rows, usual, skippable=False, first=first)

    def _shown(self, iso: str) -> str:
        value, today = date.fromisoformat(iso), self.session.today()
        near = t("word.today") + ", " if value == today else ""
        return f"{near}{weekday(value)} {day_short(value) if value.year == today.year else day(value)}"

    def _past(self, text: str, proposed: str | None) -> str:
        if proposed is not None and text == self._shown(proposed):
            return proposed
        today = self.session.today()
        try:
            found = reading.read_day(text, today)
        except reading.Unreadable:
            raise BadAnswer(t("ask.visit.bad_day")) from None
        if found > today:
            raise BadAnswer(t("ask.meeting.in_future"))
        return found.isoformat()

    def day(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.ui.prompts import ask_text

        proposed = answers.get("day") or self.session.today().isoformat()
        return ask_text(
            t("ask.meeting.day"), placeholder=self._shown(proposed), default_text=_begun(answers, "day"),
            parse=lambda text: self._past(text, proposed), show=self._shown, skippable=False, first=first,
            on_change=self._half(answers, "day"),
        )  # fmt: skip

    def before(self, answers: Answers, key: str, first: bool) -> Any:
        """Ask on which day the status was gone through, or sent; nothing is proposed, since nothing is known."""
        from spaedbarn_cli.ui.prompts import ask_text

        known = answers.get(key)
        return ask_text(
            t(f"ask.meeting.{key}"), placeholder=self._shown(known) if known else "", default_text=_begun(answers, key),
            parse=lambda text: self._past(text, known), show=self._shown, first=first, on_change=self._half(answers, key),
        )  # fmt: skip

    def present(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.store import cases
        from spaedbarn_cli.ui.prompts import ask_many

        people = cases.persons(self.session.store, answers["case"])
        rows = [(person.label, person.label) for person in people]
        rows += [(role, t(f"role.{role}")) for role in OTHERS]
        known = answers.get("present")
        usual = [p.label for p in people if p.role in ("mother", "father", "partner")] + list(OTHERS[:2])
        return ask_many(t("ask.meeting.present"), rows, usual if known is None else known, first=first)

    def lines(self, answers: Answers, key: str, first: bool) -> Any:
        from spaedbarn_cli.ui.prompts import ask_note

        begun = answers.get(f"{key}.begun")
        written = (answers.get(key) or "") if begun is None else begun
        return ask_note(
            t(f"ask.meeting.{key}"), initial=written, on_change=lambda text: self.keep(f"{key}.begun", text), first=first
        )

    def safety(self, answers: Answers, first: bool) -> Any:
        """Ask each who was there for a number from 0 to 10; one who is skipped is not written down."""
        from spaedbarn_cli.ui.prompts import ask_text

        people = list(answers.get("present") or ())
        begun = answers.get("safety.begun")
        known = {who: value for who, value in (answers.get("safety") or ()) if value is not None}
        said: list[list[Any]] = [pair for pair in (begun or ()) if pair[0] in people]
        while len(said) < len(people):
            who = people[len(said)]

            def parse(text: str) -> int:
                if not (text.isascii() and text.isdigit()) or len(text) > 2 or int(text) not in SAFETY:
                    raise BadAnswer(t("ask.meeting.bad_safety"))
                return int(text)

            name = t(f"role.{who}") if who in OTHERS else who
            old = known.get(who)
            value = ask_text(
                t("ask.meeting.safety", who=name), placeholder="" if old is None else str(old), parse=parse, show=str,
                first=first and not said,
            )  # fmt: skip
            if value is BACK:
                if not said:
                    return BACK
                known[said[-1][0]] = said[-1][1]
                said = said[:-1]
            else:
                said = [*said, [who, None if value is SKIP else value]]
            self.keep("safety.begun", said)
        return [pair for pair in said if pair[1] is not None]

    def ahead(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.ui.prompts import ask_text

        held, today = date.fromisoformat(answers["day"]), self.session.today()

        def parse(text: str) -> list[str]:
            try:
                found = [read_ahead(part.strip(), today, held) for part in text.split(",") if part.strip()]
            except reading.Unreadable:
                raise BadAnswer(t("ask.meeting.bad_ahead")) from None
            if any(value <= held for value in found):
                raise BadAnswer(t("ask.meeting.ahead_before"))
            return sorted({value.isoformat() for value in found})

        def shown(days: list[str]) -> str:
            return ", ".join(day(date.fromisoformat(iso)) for iso in days)

        known = answers.get("ahead")
        return ask_text(
            t("ask.meeting.ahead"), default_text=_begun(answers, "ahead") or (", ".join(known) if known else ""),
            parse=parse, show=shown, first=first, on_change=self._half(answers, "ahead"),
        )  # fmt: skip

    def _half(self, answers: Answers, key: str) -> Callable[[str], None]:
        """Return what keeps a line that was left half written."""

        def keep(text: str) -> None:
            if text != (answers.get(f"{key}.begun") or ""):
                self.keep(f"{key}.begun", text)

        return keep


def _begun(answers: Answers, key: str) -> str:
    """Return what was half written when the question was left."""
    return answers.get(f"{key}.begun") or ""
