"""One of everything that the program writes about a family, made by its own commands, and every reader of the tables."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.store import (
    cases,
    consents,
    history,
    keyfile,
    letters,
    network,
    plan,
    responses,
    statements,
    vault,
    visits,
)

if TYPE_CHECKING:
    from pathlib import Path

    from program import Program

    from spaedbarn_cli.store.vault import Store

DAY = date(2026, 11, 22)


class Said(NamedTuple):
    kind: str
    op: str
    fields: dict[str, Any]


def write_everything(families: Program) -> None:
    """Write, with the commands people use, at least one record of every kind that stands in a journal."""
    answers = families.home / "epds.json"
    answers.write_text(json.dumps({str(n): 1 for n in range(1, 11)}), encoding="utf-8")
    mood = families.home / "phq.json"
    mood.write_text(json.dumps({str(n): int(n < 9) for n in range(1, 10)}), encoding="utf-8")
    rated = families.home / "ors.json"
    rated.write_text(json.dumps({str(n): 5 for n in range(1, 5)}), encoding="utf-8")
    some = families.home / "part.json"
    some.write_text(json.dumps({"1": 2, "2": "declined"}), encoding="utf-8")
    for command in (
        ("case", "correct", "A17", "--start", "2026-08-01", "--reason", "startdato"),
        ("discharge", "A17", "--date", "2026-09-20"),
        ("plan", "miss", "A17", "network-monthly", "--due", "2026-11-14", "--reason", "familien var syg"),
        ("pause", "A17", "--from", "2026-12-20", "--to", "2027-01-03", "--reason", "juleferie"),
        ("agree", "A17", "--hours", "5", "--from", "2026-11-20", "--reason", "aftalt"),
        ("level", "A17", "--level", "3", "--from", "2026-11-01", "--reason", "aftalt"),
        ("visit", "log", "A17", "--start", "2026-11-20 09:00", "--minutes", "60", "--sign", "child:reacts=partly"),
        ("visit", "log", "A17", "--start", "2026-11-18 13:00", "--minutes", "60", "--status", "cancelled",
         "--cancelled-by", "family", "--excused", "--reason", "barnet sygt"),
        ("meeting", "log", "A17", "--kind", "network", "--date", "2026-11-16", "--safety", "mor=6",
         "--next-date", "2027-02-01"),
        ("event", "log", "A17", "screening", "--date", "2026-11-17"),
        ("event", "log", "A17", "cos-p", "--date", "2026-11-16", "--session", "3", "--present", "mor,far"),
        ("goal", "add", "A17", "--worry", "lidt søvn", "--working", "mormor hjælper", "--needed", "en fast aften fri"),
        ("network", "add", "A17", "Inger Juul", "--label", "mormor", "--circle", "1", "--sector", "family",
         "--gives", "relief"),
        ("network", "look", "A17", "--note", "gennemgået"),
        ("network", "relate", "A17", "Inger Juul", "mor", "--as", "parent-of"),
        ("network", "relate", "A17", "Inger Juul", "--as", "woman"),
        ("case", "remember", "A17", "--text", "ring på hos naboen først"),
        ("consent", "give", "A17", "--by", "mor", "--to", "social-worker", "--streams", "contact,parent:mor"),
        ("questionnaire", "run", "epds", "A17", "--subject", "mor", "--answers", str(answers)),
        ("questionnaire", "run", "epds", "A17", "--subject", "mor", "--answers", str(some), "--date", "2026-11-20"),
        ("questionnaire", "run", "phq-9", "A17", "--subject", "mor", "--answers", str(mood)),
        ("questionnaire", "run", "ors", "A17", "--subject", "mor", "--answers", str(rated), "--date", "2026-11-20"),
        ("questionnaire", "run", "ors", "A17", "--subject", "mor", "--answers", str(rated)),
        ("report", "status", "A17", "--out", str(families.home / "status.html"), "--text", "summary=Det går frem."),
    ):  # fmt: skip
        ran = families(*command)
        assert ran.code in (0, 3), (command, ran)


def opened(home: Path) -> Store:
    """Open a store that the program made, for reading what it wrote."""
    from program import PASSPHRASE

    from spaedbarn_cli.paths import migrations_dir
    from spaedbarn_cli.session import parse_now
    from spaedbarn_cli.store import keywrap

    keywrap.testing_kdf_cost = (1, 1, 64)
    known = keyfile.read_keyfile(home)
    key = keyfile.unwrap(known, keyfile.PASSPHRASE, PASSPHRASE)
    places = vault.Places(home, home.parent / "state-of-tests", migrations_dir())
    now = parse_now("2026-11-22T14:30")
    return vault.open_with_key(places, known.store, key, vault=known.vault, now=lambda: now, whole_check=False)


def said_in(store: Store) -> list[Said]:
    """Return what every change of a log says."""
    rows: Any = store.rows("SELECT c.kind, c.op, p.body FROM changes c JOIN payloads p ON p.change = c.id ORDER BY c.n")
    return [Said(kind, op, json.loads(body)["fields"]) for kind, op, body in rows]


def read_all(store: Store, case_id: str) -> None:
    """Read a family as the screens do; whatever a table holds must come out."""
    cases.every(store, closed=True)
    cases.codes(store)
    for reader in (cases.persons, cases.pauses, cases.agreements, plan.meetings, plan.events, plan.goals):
        reader(store, case_id)
    found = visits.listed(store, case_id)
    visits.listed(store)
    visits.last_held(store, case_id)
    visits.spans(store, case_id, 0, 2**40)
    for visit in found:
        visits.overlapping(store, case_id, visit.start, visit.end)
    answered = responses.listed(store, case_id)
    statements.listed(store, case_id)
    statements.reminder(store, case_id)
    consents.listed(store, case_id)
    letters.listed(store, case_id)
    plan.written(store)
    plan.said(store)
    plan.facts(store, {("visit", one.kind) for one in found} | {("interview", "graviditet")})
    ties = network.listed(store, case_id)
    network.formerly(store, case_id)
    network.as_of(store, case_id, DAY)
    network.looks(store, case_id)
    known = network.relations(store, case_id)
    figures = network.people(cases.persons(store, case_id), ties, network.drawn(store, case_id))
    network.shown(figures, known)
    history.of_case(store, case_id)
    _derive(found, answered)


def _derive(found: Any, answered: Any) -> None:
    from spaedbarn_cli.domain import brief, movement, progress

    series = progress.series_of(answered)
    brief.standings(series)
    movement.movements(found)
    movement.worked_with(found)
