"""`network fill`: the card filled in by talking. Keys only; every answer is on disk at once; an empty name ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from spaedbarn_cli.cli.app import command, session_of
from spaedbarn_cli.cli.family import CASE  # noqa: TC001 - read when the command is declared
from spaedbarn_cli.cli.kept import AGAIN, DraftLock, Kept
from spaedbarn_cli.domain.network import CIRCLES, GIVES, SECTORS
from spaedbarn_cli.errors import Interrupted, WrongUsage
from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.ui.form import Answers, Question, applying, run
from spaedbarn_cli.ui.prompt_state import SKIP, BadAnswer, IdleLock, set_draft

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from spaedbarn_cli.domain.case import Case
    from spaedbarn_cli.domain.network import Tie
    from spaedbarn_cli.session import Session
    from spaedbarn_cli.store.drafts import Draft

KIND = "network"
DAY = "day.begun"
"""Under this key a draft keeps which day the card was gone through."""
MOST = 60
"""People on one card."""
PARTS = ("name", "circle", "sector", "gives", "signs")
SIGNS: tuple[tuple[str, ...], ...] = ((), ("strain",), ("wish",), ("strain", "wish"))


def register_fill(network_app: typer.Typer) -> None:
    """Declare the command in the group `network`."""

    @command(network_app, "fill", key="network_fill", codes="2 · 10–14 · 40 · 41 · 130", example="spaedbarn network fill A17")
    def fill(
        ctx: typer.Context, case: CASE = None,
        date: Annotated[str | None, typer.Option("--date", metavar=t("metavar.date"), help=t("opt.look_date"))] = None,
    ) -> None:  # fmt: skip
        run_fill(session_of(ctx), case, date)


def choose_circle(default: int | None, *, first: bool) -> Any:
    """Ask which circle somebody stands in."""
    from spaedbarn_cli.ui.prompts import ask_choice

    rows = [(circle, t(f"network.circle.{circle}")) for circle in CIRCLES]
    return ask_choice(t("ask.network.circle"), rows, default, skippable=False, first=first)


def choose_sector(default: str | None, *, first: bool) -> Any:
    """Ask which part of life somebody belongs to."""
    from spaedbarn_cli.ui.prompts import ask_choice

    rows = [(sector, t(f"network.sector.{sector}")) for sector in SECTORS]
    return ask_choice(t("ask.network.sector"), rows, default, skippable=False, first=first)


def run_fill(session: Session, code: str | None, date: str | None) -> None:
    """Fill in a family's card from the start, or go through one that is there and add to it."""
    from spaedbarn_cli.cli.network_fields import family, past_day

    if not session.terminal.interactive:
        raise WrongUsage("no_terminal")
    case = family(session, code)
    day = past_day(session, "--date", date) or session.today()
    _carry_on(session, case, None, {"case": case.id, DAY: day.isoformat()})


def resume_fill(session: Session, draft: Draft) -> None:
    """Go on with a card that was left."""
    from spaedbarn_cli.store import cases

    _carry_on(session, cases.by_id(session.store, draft.case_id or ""), draft.id, dict(draft.answers))


def _carry_on(session: Session, case: Case, draft: str | None, answers: Answers) -> None:
    from spaedbarn_cli.i18n.catalog import listing
    from spaedbarn_cli.store import network

    known = network.listed(session.store, case.id)
    if known:
        session.terminal.say(t("network.known", names=listing([tie.name for tie in known])))
    kept = Kept(session, KIND, answers, draft)
    asks = questions({tie.name.casefold(): tie for tie in known}, kept.keep)
    set_draft(draft is not None)
    try:
        again = answers.get(AGAIN) or ()
        run(asks, answers, kept.keep, again=again, on_again=lambda keys: kept.keep(AGAIN, keys))
    except Interrupted:
        raise Interrupted("interrupted_draft" if kept.draft else "interrupted") from None
    except IdleLock as lock:
        raise DraftLock(lock.reason, kept.draft) from None
    finally:
        set_draft(kept=False)
    _save(session, case, applying(asks, answers), str(answers[DAY]), kept.draft)


def questions(known: Mapping[str, Tie], keep: Callable[[str, Any], None]) -> list[Question]:
    """Return the questions of a card; those on a person are asked once the one before has a name."""
    asks = _Person(known, keep)
    found: list[Question] = []
    for number in range(MOST):
        for part in PARTS:
            found.append(Question(f"{number:02d}.{part}", asks.asker(number, part), _applies(number, part)))
    return found


def _applies(number: int, part: str) -> Callable[[Answers], bool]:
    wanted = number if part != "name" else number - 1

    def applies(answers: Answers) -> bool:
        return all(answers.get(f"{n:02d}.name") for n in range(wanted + 1))

    return applies


class _Person:
    """One person being asked about; who is on the card already is proposed as she stands."""

    def __init__(self, known: Mapping[str, Tie], keep: Callable[[str, Any], None]) -> None:
        self.known, self.keep = known, keep

    def asker(self, number: int, part: str) -> Callable[[Answers, bool], Any]:
        """Return the function that asks one part of one person."""
        ask = getattr(self, part)

        def asked(answers: Answers, first: bool) -> Any:
            return ask(f"{number:02d}", answers, first)

        return asked

    def _before(self, key: str, answers: Answers) -> Tie | None:
        return self.known.get((answers.get(f"{key}.name") or "").casefold())

    def name(self, key: str, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.cli.network_fields import read_name
        from spaedbarn_cli.ui.prompts import ask_text

        taken = {
            str(value).casefold() for name, value in answers.items()
            if name.endswith(".name") and value and not name.startswith(key)
        }  # fmt: skip

        def parse(text: str) -> str:
            try:
                found = read_name(text)
            except WrongUsage:
                raise BadAnswer(t("ask.network.bad_name")) from None
            if found.casefold() in taken:
                raise BadAnswer(t("ask.network.twice"))
            return found

        whole = f"{key}.name"
        written = answers.get(f"{whole}.begun") or answers.get(whole) or ""
        return ask_text(
            t("ask.network.person", n=int(key) + 1), default_text=written, aside=t("ask.network.ends"), parse=parse,
            first=first, on_change=lambda text: self.keep(f"{whole}.begun", text) if text != written else None,
        )  # fmt: skip

    def circle(self, key: str, answers: Answers, first: bool) -> Any:
        before = self._before(key, answers)
        return choose_circle(answers.get(f"{key}.circle") or (before.circle if before else None), first=first)

    def sector(self, key: str, answers: Answers, first: bool) -> Any:
        before = self._before(key, answers)
        last = answers.get(f"{int(key) - 1:02d}.sector")
        return choose_sector(answers.get(f"{key}.sector") or (before.sector if before else last), first=first)

    def gives(self, key: str, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.ui.prompts import ask_many

        before = self._before(key, answers)
        given = answers.get(f"{key}.gives")
        rows = [(one, t(f"network.gives.{one}")) for one in GIVES]
        ticked = given if given is not None else (before.gives if before else ())
        return ask_many(t("ask.network.gives"), rows, ticked, first=first)

    def signs(self, key: str, answers: Answers, first: bool) -> Any:
        from spaedbarn_cli.ui.prompts import ask_choice

        before = self._before(key, answers)
        usual = tuple(sign for sign in ("strain", "wish") if before and getattr(before, sign))
        given = answers.get(f"{key}.signs")
        rows = [(place, _sign_words(signs)) for place, signs in enumerate(SIGNS)]
        start = SIGNS.index(usual if given is None else tuple(given))
        found = ask_choice(t("ask.network.signs"), rows, start, first=first)
        if found is SKIP:
            return []
        return list(SIGNS[found]) if isinstance(found, int) else found


def _sign_words(signs: tuple[str, ...]) -> str:
    from spaedbarn_cli.i18n.catalog import listing

    return listing([t(f"network.sign.{sign}") for sign in signs]) or t("network.sign.neither")


def _save(session: Session, case: Case, answers: Answers, day: str, draft: str | None) -> None:
    """Write everybody and the day in one go, and finish the draft with it."""
    from spaedbarn_cli.cli.network_fields import entry_of
    from spaedbarn_cli.i18n.catalog import plural
    from spaedbarn_cli.store import drafts, network

    known = {tie.name.casefold(): tie for tie in network.listed(session.store, case.id)}
    entries = []
    for number in range(MOST):
        said = {part: answers.get(f"{number:02d}.{part}") for part in PARTS}
        if not said["name"]:
            break
        signs = said["signs"] or []
        fields = {
            "name": said["name"], "circle": said["circle"], "sector": said["sector"], "gives": said["gives"] or [],
            "strain": "strain" in signs, "wish": "wish" in signs, "date": day,
        }  # fmt: skip
        before = known.get(said["name"].casefold())
        if before is None:
            entries.append(entry_of(case, "tie", None, "create", {**fields, "knows": []}))
        elif _differs(before, fields):
            entries.append(entry_of(case, "tie", before.id, "amend", fields))
    count = len([key for key, value in answers.items() if key.endswith(".name") and value])
    if count == 0:
        if draft is not None:
            drafts.drop(session.store, draft)
        session.terminal.result(t("said.fill_nobody"))
        return
    entries.append(entry_of(case, "look", None, "create", {"date": day, "note": None}))
    session.store.append(entries, finish_draft=draft)
    session.terminal.result(plural("said.filled", count, code=case.code))


def _differs(before: Tie, fields: Mapping[str, Any]) -> bool:
    now = {name: value for name, value in fields.items() if name != "date"}
    then = {name: getattr(before, name) for name in now}
    return {**now, "gives": tuple(now["gives"])} != then
