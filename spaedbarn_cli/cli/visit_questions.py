"""What is asked of a visit, in order, and what is filled in beforehand: the family, today, the time and people of last time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain import reading
from spaedbarn_cli.domain.dates import local
from spaedbarn_cli.domain.visit import KINDS, SEEN
from spaedbarn_cli.i18n.catalog import age, day_short, language, t, weekday
from spaedbarn_cli.ui.form import Answers, Question
from spaedbarn_cli.ui.prompt_state import BACK, SKIP, BadAnswer

if TYPE_CHECKING:
    from collections.abc import Callable

    from spaedbarn_cli.domain.case import Case, Person
    from spaedbarn_cli.domain.programme import Programme, Term
    from spaedbarn_cli.domain.visit import Visit
    from spaedbarn_cli.session import Session

NOT_HELD = ("cancelled", "no-show", "declined")
STEP_MINUTES = 5


def questions(session: Session, keep: Callable[[str, Any], None]) -> list[Question]:
    """Return the questions of a visit; `keep` saves a note while it is being written."""
    asks = _Visit(session, keep)

    def held(answers: Answers) -> bool:
        return answers.get("how") not in NOT_HELD

    return [
        Question("case", asks.case),
        Question("day", asks.day),
        Question("time", asks.time),
        Question("how", asks.how),
        Question("cancelled_by", asks.cancelled_by, lambda answers: answers.get("how") == "cancelled"),
        Question("reason", asks.reason, lambda answers: not held(answers)),
        Question("by", asks.by, lambda answers: answers.get("how") == "joint"),
        Question("present", asks.present, held),
        Question("core", asks.core, held),
        Question("signs", asks.signs, held),
        Question("note", asks.note),
        Question("next", asks.next),
    ]


class _Visit:
    """One visit being asked for; what is known of the family is read once it is chosen."""

    def __init__(self, session: Session, keep: Callable[[str, Any], None]) -> None:
        self.session = session
        self.keep = keep

    def _family(self, answers: Answers) -> tuple[Case, tuple[Person, ...], Visit | None, Programme]:
        from spaedbarn_cli.store import cases, visits

        store = self.session.store
        case = cases.by_id(store, answers["case"])
        return case, cases.persons(store, case.id), visits.last_held(store, case.id), self.session.programme(case.programme)

    def case(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.cli.week import norm_of
        from spaedbarn_cli.store import cases
        from spaedbarn_cli.ui.prompts import ask_choice

        found = cases.every(self.session.store)
        today = self.session.today()
        missing: dict[str, int] = {}
        rows = []
        for case in found:
            norm = norm_of(self.session, case, today, today)
            missing[case.id] = norm.weeks[0].shortfall_minutes if norm.weeks else 0
            about = f"{norm.child.label}, {age(*norm.age)}" if norm.child and norm.age else ""
            if not about and case.due:
                about = f"{t('label.due')} {day_short(case.due)}"
            rows.append((case.id, f"{case.code:<5} {about}".rstrip()))
        # Nobody knows whom she came from; the family that lacks most of its week is the likeliest guess.
        likely = answers.get("case") or max(missing, key=lambda key: missing[key])
        return ask_choice(t("ask.visit.case"), rows, likely, skippable=False, first=first)

    def day(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.ui.prompts import ask_text

        today = self.session.today()
        proposed = date.fromisoformat(answers["day"]) if answers.get("day") else today

        def shown(iso: str) -> str:
            value = date.fromisoformat(iso)
            near = {today: t("word.today") + ", ", today - timedelta(days=1): t("word.yesterday") + ", "}.get(value, "")
            return f"{near}{weekday(value)} {day_short(value)}"

        def parse(text: str) -> str:
            if text == shown(proposed.isoformat()):
                return proposed.isoformat()
            try:
                return reading.read_day(text, today).isoformat()
            except reading.Unreadable:
                raise BadAnswer(t("ask.visit.bad_day")) from None

        return ask_text(
            t("ask.visit.day"), placeholder=shown(proposed.isoformat()), parse=parse, show=shown, skippable=False,
            first=first,
        )  # fmt: skip

    def time(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.ui.prompts import ask_text

        _, _, last, programme = self._family(answers)
        usual = last.minutes if last else programme.usual_minutes
        hour, minute, length = answers.get("time") or self._usual_time(answers, last, usual)

        def shown(value: list[int]) -> str:
            end = (value[0] * 60 + value[1] + value[2]) % (24 * 60)
            return f"{value[0]:02d}.{value[1]:02d}–{end // 60:02d}.{end % 60:02d}"

        def parse(text: str) -> list[int]:
            try:
                (hours, minutes), span = reading.read_clock_range(text, length)
                reading.at(date.fromisoformat(answers["day"]), hours, minutes)
            except reading.Unreadable as error:
                raise BadAnswer(t(f"ask.visit.bad_{error.code}")) from None
            return [hours, minutes, span]

        return ask_text(
            t("ask.visit.time"), placeholder=shown([hour, minute, length]), aside=t("ask.visit.as_last") if last else "",
            parse=parse, show=shown, skippable=False, first=first,
        )  # fmt: skip

    def _usual_time(self, answers: Answers, last: Visit | None, usual: int) -> tuple[int, int, int]:
        if last is not None:
            began = local(last.start)
            return began.hour, began.minute, usual
        now = reading.read_moment(self.session.now().isoformat(timespec="minutes"))
        began = local(now - usual)
        return began.hour, began.minute - began.minute % STEP_MINUTES, usual

    def how(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.ui.prompts import ask_choice

        _, persons, last, _ = self._family(answers)
        born = any(p.role == "child" for p in persons)
        rows = [(kind, t(f"kind.{kind}")) for kind in KINDS] + [(status, t(f"status.{status}")) for status in NOT_HELD]
        usual = last.kind if last else ("home" if born else "pregnancy")
        return ask_choice(t("ask.visit.how"), rows, answers.get("how") or usual, skippable=False, first=first)

    def cancelled_by(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.ui.prompts import ask_choice

        rows = [(who, t(f"by.{who}")) for who in ("family", "us")]
        return ask_choice(t("ask.visit.cancelled_by"), rows, answers.get("cancelled_by") or "family", first=first)

    def reason(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.ui.prompts import ask_text

        return ask_text(t("ask.visit.reason"), default_text=answers.get("reason") or "", first=first)

    def by(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.ui.prompts import ask_text

        _, _, last, _ = self._family(answers)
        usual = answers.get("by") or (list(last.by) if last and len(last.by) > 1 else [self.session.store.author])
        given = ask_text(t("ask.visit.by"), placeholder=", ".join(usual), first=first)
        return given if given in (BACK, SKIP) else [name.strip() for name in given.split(",") if name.strip()]

    def present(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.ui.prompts import ask_many

        _, persons, last, _ = self._family(answers)
        if not persons:
            return SKIP
        usual = list(last.present) if last else [p.label for p in persons if p.role in ("mother", "child")]
        known = answers.get("present")
        rows = [(p.label, p.label) for p in persons]
        return ask_many(t("ask.visit.present"), rows, usual if known is None else known, first=first)

    def core(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.ui.prompts import ask_many

        _, _, last, programme = self._family(answers)
        known = answers.get("core")
        rows = [(term.key, term.text[language()]) for term in programme.core if term.group != "organisational"]
        return ask_many(t("ask.visit.core"), rows, (last.core if last else ()) if known is None else known, first=first)

    def signs(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.ui.prompts import ask_choice, ask_many

        _, _, _, programme = self._family(answers)
        terms = {(term.who or "child", term.key): term for term in programme.signs}
        known = {(sign["who"], sign["key"]): sign["value"] for sign in answers.get("signs") or ()}
        rows = [(key, f"{t(f'who.{key[0]}')}: {term.text[language()]}") for key, term in terms.items()]
        chosen = ask_many(t("ask.visit.signs"), rows, list(known), first=first)
        if chosen in (BACK, SKIP):
            return chosen
        seen = []
        for who, key in chosen:
            rows = [(value, t(f"seen.{value}")) for value in SEEN]
            value = ask_choice(_words(terms[who, key]), rows, known.get((who, key), "yes"), skippable=True, first=False)
            if value is BACK:
                return self.signs(answers, first)
            if value is not SKIP:
                seen.append({"who": who, "key": key, "value": value})
        return seen

    def note(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.ui.prompts import ask_note

        written = answers.get("note") or answers.get("note.begun") or ""

        def begun(text: str) -> None:
            self.keep("note.begun", text)

        return ask_note(t("ask.visit.note"), initial=written, on_change=begun, first=first)

    def next(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.ui.prompts import ask_text

        return ask_text(t("ask.visit.next"), default_text=answers.get("next") or "", first=first)


def _words(term: Term) -> str:
    return term.text[language()]
