"""What is asked of a visit, in order, and what is filled in beforehand: family, today, time and people of last time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain import reading
from spaedbarn_cli.domain.dates import local
from spaedbarn_cli.domain.visit import KINDS, MAX_MINUTES, SEEN
from spaedbarn_cli.domain.visit_rules import EARLIEST_YEAR
from spaedbarn_cli.i18n.catalog import age, day, day_short, language, t, weekday
from spaedbarn_cli.ui.form import Answers, Question
from spaedbarn_cli.ui.prompt_state import BACK, SKIP, BadAnswer

if TYPE_CHECKING:
    from collections.abc import Callable

    from spaedbarn_cli.domain.case import Case, Person
    from spaedbarn_cli.domain.programme import Programme
    from spaedbarn_cli.domain.visit import Visit
    from spaedbarn_cli.session import Session

NOT_HELD = ("cancelled", "no-show", "declined")
NOT_SEEN = "none"
"""A sign that was ticked and then not seen after all: it is left out."""
STEP_MINUTES = 5


def questions(session: Session, keep: Callable[[str, Any], None]) -> list[Question]:
    """Return the questions of a visit; `keep` saves what is half answered, under the question's key and `.begun`."""
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
        Question("by", asks.by, lambda answers: answers.get("how") == "joint" or bool(answers.get("by"))),
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
        programme = self.session.programme(case.programme)
        return case, cases.persons(store, case.id), visits.last_held(store, case.id), programme

    def case(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.cli.week import norm_of
        from spaedbarn_cli.store import cases
        from spaedbarn_cli.ui.prompts import ask_choice

        found = cases.written_here(self.session.store)
        chosen = answers.get("case")
        if chosen is not None and all(case.id != chosen for case in found):  # closed since the draft was left
            found.append(cases.by_id(self.session.store, chosen))
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
        likely = chosen or max(missing, key=lambda key: missing[key])
        return ask_choice(t("ask.visit.case"), rows, likely, skippable=False, first=first)

    def day(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.ui.prompts import ask_text

        today = self.session.today()
        proposed = date.fromisoformat(answers["day"]) if answers.get("day") else today

        def shown(iso: str) -> str:
            value = date.fromisoformat(iso)
            near = {today: t("word.today") + ", ", today - timedelta(days=1): t("word.yesterday") + ", "}.get(value, "")
            # A day without a year is the last such day: when that was last year, she must see it.
            return f"{near}{weekday(value)} {day_short(value) if value.year == today.year else day(value)}"

        def parse(text: str) -> str:
            if text == shown(proposed.isoformat()):
                return proposed.isoformat()
            try:
                found = reading.read_day(text, today)
            except reading.Unreadable:
                raise BadAnswer(t("ask.visit.bad_day")) from None
            if found.year < EARLIEST_YEAR:
                raise BadAnswer(t("ask.visit.wrong_visit_long_ago"))
            return found.isoformat()

        return ask_text(
            t("ask.visit.day"), placeholder=shown(proposed.isoformat()), default_text=_begun(answers, "day"),
            parse=parse, show=shown, skippable=False, first=first, on_change=self._half(answers, "day"),
        )  # fmt: skip

    def time(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.ui.prompts import ask_text

        _, _, last, programme = self._family(answers)
        usual = last.minutes if last else programme.usual_minutes
        hour, minute, length = answers.get("time") or self._usual_time(answers, last, usual)

        def shown(value: list[int]) -> str:
            end = (value[0] * 60 + value[1] + value[2]) % (24 * 60)
            return f"{value[0]:02d}.{value[1]:02d}–{end // 60:02d}.{end % 60:02d}"

        proposed = [hour, minute, length]

        def parse(text: str) -> list[int]:
            try:
                if text == shown(proposed):
                    hours, minutes, span = proposed
                else:
                    (hours, minutes), span = reading.read_clock_range(text, length)
                reading.at(date.fromisoformat(answers["day"]), hours, minutes)
            except reading.Unreadable as error:
                raise BadAnswer(t(f"ask.visit.bad_{error.code}")) from None
            if not 0 < span <= MAX_MINUTES:
                raise BadAnswer(t("ask.visit.wrong_visit_too_long" if span else "ask.visit.wrong_end_before_start"))
            return [hours, minutes, span]

        as_last = t("ask.visit.as_last") if last and not answers.get("time") else ""
        return ask_text(
            t("ask.visit.time"), placeholder=shown(proposed), aside=as_last, default_text=_begun(answers, "time"),
            parse=parse, show=shown, skippable=False, first=first, on_change=self._half(answers, "time"),
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
        return self._line(answers, "reason", first)

    def by(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.ui.prompts import ask_text

        _, _, last, _ = self._family(answers)
        author = self.session.store.author
        usual = answers.get("by") or (last.by if last else ())
        others = ", ".join(name for name in usual if name != author)
        given = ask_text(
            t("ask.visit.by"), placeholder=others, default_text=_begun(answers, "by"), first=first,
            on_change=self._half(answers, "by"),
        )  # fmt: skip
        if given in (BACK, SKIP):
            return given
        return [author, *(name.strip() for name in given.split(",") if name.strip() not in ("", author))]

    def present(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.ui.prompts import ask_many

        _, persons, last, _ = self._family(answers)
        if not persons:
            return SKIP
        usual = list(last.present) if last else [p.label for p in persons if p.role in ("mother", "child")]
        rows = [(p.label, p.label) for p in persons]
        known = answers.get("present")
        if known and not {*known} & {label for label, _ in rows}:  # chosen for another family
            known = None
        return ask_many(t("ask.visit.present"), rows, usual if known is None else known, first=first)

    def core(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.ui.prompts import ask_many

        _, _, last, programme = self._family(answers)
        known = answers.get("core")
        rows = [(term.key, term.text[language()]) for term in programme.core if term.group != "organisational"]
        return ask_many(t("ask.visit.core"), rows, (last.core if last else ()) if known is None else known, first=first)

    def signs(self, answers: Answers, first: bool) -> Any:
        """Ask which signs there is something to say about, then for each how clearly it was seen."""
        from spaedbarn_cli.ui.prompts import ask_choice, ask_many

        _, _, _, programme = self._family(answers)
        terms = {(term.who or "child", term.key): term.text[language()] for term in programme.signs}
        known = [(sign["who"], sign["key"], sign["value"]) for sign in answers.get("signs") or ()]
        foreign = [sign for sign in known if sign[:2] not in terms]  # a sign of one person, given by a flag
        begun = answers.get("signs.begun")
        chosen = [(who, key) for who, key in begun["chosen"]] if begun and begun["chosen"] else None
        seen = {(who, key): value for who, key, value in (begun["seen"] if begun else known)}
        place = sum(sign in seen for sign in chosen or ())
        while chosen is None or place < len(chosen):
            if chosen is None:
                rows = [(sign, f"{t(f'who.{sign[0]}')}: {text}") for sign, text in terms.items()]
                picked = ask_many(t("ask.visit.signs"), rows, list(seen), first=first)
                if picked is BACK and begun:  # the way forward begins with the list again
                    self.keep("signs.begun", {"chosen": None, "seen": [[*sign, value] for sign, value in seen.items()]})
                if picked in (BACK, SKIP):
                    return picked
                chosen, place = picked, 0
            else:
                sign = chosen[place]
                values = [(value, t(f"seen.{value}")) for value in (*SEEN, NOT_SEEN)]
                value = ask_choice(f"  {terms[sign]}", values, seen.get(sign) or "yes", skippable=False, first=False)
                if value is BACK:
                    chosen, place = (chosen, place - 1) if place else (None, 0)
                    continue
                seen[sign] = value
                place += 1
            begun = {"chosen": chosen, "seen": [[*sign, seen[sign]] for sign in chosen[:place]]}
            self.keep("signs.begun", begun)
        found = [(*sign, seen[sign]) for sign in chosen if seen[sign] != NOT_SEEN] + foreign
        return [{"who": who, "key": key, "value": value} for who, key, value in found]

    def note(self, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.ui.prompts import ask_note

        begun = answers.get("note.begun")
        written = (answers.get("note") or "") if begun is None else begun
        return ask_note(
            t("ask.visit.note"), initial=written, on_change=lambda text: self.keep("note.begun", text), first=first
        )

    def next(self, answers: Answers, first: bool) -> Any:
        return self._line(answers, "next", first)

    def _line(self, answers: Answers, key: str, first: bool) -> Any:
        """Ask for one line of text; what is answered already stands there to be changed."""
        from spaedbarn_cli.ui.prompts import ask_text

        written = _begun(answers, key) or answers.get(key) or ""
        return ask_text(t(f"ask.visit.{key}"), default_text=written, first=first, on_change=self._half(answers, key))

    def _half(self, answers: Answers, key: str) -> Callable[[str], None]:
        """Return what keeps a line that was left half written."""

        def keep(text: str) -> None:
            if text != (answers.get(f"{key}.begun") or answers.get(key) or ""):
                self.keep(f"{key}.begun", text)

        return keep


def _begun(answers: Answers, key: str) -> str:
    """Return what was half written when the question was left."""
    return answers.get(f"{key}.begun") or ""
