"""Records that fit and mean harm, beside true ones: every screen still comes up, for that family and for all others.

SCR001 values at the edge of what fits, words nobody knows, and lists out of proportion break no command
SCR002 nothing that a terminal obeys comes out, in text; JSON escapes it
SCR003 a family of a programme that is not here is one family that cannot be counted, and no more
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from program import Program
from store.written_records import opened, write_everything

from spaedbarn_cli.store.forms import fits
from spaedbarn_cli.store.ids import new_record_id
from spaedbarn_cli.store.log import Entry

if TYPE_CHECKING:
    from pathlib import Path

EVIL = "grøn\x1b[2J\x1b]0;titel\x07\x9b31m\u202etxet\u2066\u200b\x00slut\r\nny linje " + "lang" * 2_000
FAR, EARLY = "2200-12-31", "1900-01-01"
WORDS = {"present": [EVIL, "mor"], "note": EVIL}
HARM: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("contact", "person", {"label": "mor", "role": "mother", "name": EVIL, "born": FAR}),
    ("contact", "person", {"label": "barn9", "role": "child", "name": EVIL, "born": FAR, "gestation_days": 0}),
    ("contact", "person", {"label": "barn8", "role": "child", "born": EARLY, "gestation_days": 400}),
    ("contact", "person", {"label": "x", "role": "ukendt"}),
    ("contact", "visit", {
        "start": "1900-01-01T00:00Z", "end": "2200-12-31T23:59Z", "kind": "ukendt", "status": "ukendt", "by": [EVIL],
        "next": EVIL, "core": [EVIL], "reason": EVIL,
        "signs": [{"who": EVIL, "key": EVIL, "value": EVIL}, {"who": "child", "key": "reacts", "value": "yes"}],
        "cancelled_by": "ukendt", "excused": True, **WORDS,
    }),
    ("contact", "visit", {
        "start": "2026-11-20T11:00Z", "end": "2026-11-20T10:00Z", "kind": "home", "status": "held", "by": [], "present": [],
    }),
    ("contact", "visit", {"start": "2026-11-21T11:00Z", "end": "2026-11-21T11:00Z", "kind": "home", "status": "held"}),
    ("contact", "visit", {"start": "2026-11-21T08:00Z", "end": "2026-11-21T09:00Z", "kind": "home", "status": "cancelled"}),
    ("contact", "pause", {"first_day": FAR, "last_day": EARLY, "reason": EVIL}),
    ("contact", "agreement", {"minutes": 0, "first_day": FAR, "last_day": EARLY, "reason": EVIL}),
    ("contact", "agreement", {"minutes": 10_080, "first_day": EARLY}),
    ("contact", "level", {"level": 100, "first_day": EARLY, "reason": EVIL}),
    ("contact", "missed", {"obligation": "ukendt", "due": FAR, "date": EARLY, "reason": EVIL}),
    ("contact", "reminder", {"text": EVIL, "date": FAR}),
    ("contact", "meeting", {
        "kind": "ukendt", "date": FAR, "reviewed": EARLY, "sent": FAR, "ahead": [FAR, EARLY], "agreements": [EVIL], **WORDS,
    }),
    ("contact", "event", {"kind": "ukendt", "date": EARLY, "session": 10**6, **WORDS}),
    ("plan", "goal", {"date": EARLY, "closed": FAR, "reached": "ukendt", "outcome": EVIL, "worry": EVIL}),
    ("plan", "safety", {"meeting": "ukendt", "date": FAR, "who": EVIL, "value": 10}),
    ("plan", "statement", {
        "date": FAR, "first_day": FAR, "last_day": EARLY, "by": EVIL, "language": "xx", "sections": {"work": EVIL},
    }),
    ("network", "tie", {"name": EVIL, "circle": 3, "sector": "work", "gives": ["relief"] * 9, "knows": ["x"], "note": EVIL}),
    ("network", "tie", {"name": ".", "circle": 1, "sector": "family", "label": EVIL, "date": FAR}),
    ("network", "look", {"date": FAR, "note": EVIL}),
    ("network", "figure", {"about": "ukendt", "name": EVIL, "sex": "ukendt", "state": "ukendt"}),
    ("network", "figure", {"name": EVIL}),
    ("network", "relation", {"a": "ukendt", "b": "ukendt", "relation": "ukendt"}),
    ("parent:mor", "response", {
        "instrument": "epds", "version": "0.0", "date": FAR, "subject": "ukendt", "mode": "ukendt", "by": EVIL,
        "answers": {"1": EVIL, "x": [EVIL, None]}, "result": {"scores": {"total": 10.5}, "flags": [EVIL]},
    }),
    ("parent:mor", "response", {"instrument": "ukendt", "version": "1", "date": EARLY, "subject": "mor"}),
    ("contact", "consent", {"by": EVIL, "recipient": EVIL, "streams": [EVIL], "given": FAR, "until": EARLY}),
    ("contact", "weather", {"rain": EVIL}),
)  # fmt: skip
COMMANDS = (
    "case list", "case show A17", "case show A17 --json", "visit list", "visit list A17", "norm-check", "norm-check A17 --why",
    "norm-check --from 2026-10-01 --to 2026-12-31 --format csv", "norm-check --format html --out norm.html", "plan A17",
    "due", "due --within 366d --ics plan.ics", "today", "brief A17", "timeline A17", "timeline A17 --out line.html",
    "history A17", "meeting list A17", "event list A17", "goal list A17 --closed", "consent list A17",
    "questionnaire list A17", "questionnaire list A17 --json", "history A17 --json",
    "questionnaire progress A17", "questionnaire progress A17 --format html --out curves.html", "network list A17",
    "network draw A17", "network draw A17 --out card.svg", "network genogram A17", "network genogram A17 --out tree.svg",
    "network compare A17 --from 2026-09-01 --to 2026-11-22", "report status A17 --list", "report status A17 --out status.html",
    "ledger A17", "inbox list", "conflict list", "doctor", "case list --json", "visit list --json",
)  # fmt: skip
OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a terminal, or the eye, obeys. Colours are taken out first, where they are ours."""


@pytest.fixture(scope="module")
def harmed(tmp_path_factory: pytest.TempPathFactory) -> Program:
    program = Program(tmp_path_factory.mktemp("harmed")).families()
    write_everything(program)
    store = opened(program.store)
    family = str(store.rows("SELECT id FROM cases WHERE code = 'A17'")[0][0])
    entries = []
    for name, kind, fields in HARM:
        said = {"case_id": family, **fields}
        assert fits(kind, "create", said), (kind, fields)
        entries.append(Entry(f"{family}/{name}", kind, new_record_id(), "create", said))
    other = "0000000000000e11"
    fields = {"code": "E11", "programme": "../ukendt", "owner": EVIL, "legal": EVIL, "close_reason": EVIL, "start": EARLY}
    entries.append(Entry(f"{other}/contact", "case", other, "create", fields))
    entries.append(Entry(
        f"{other}/contact", "visit", new_record_id(), "create",
        {"case_id": other, "start": "2026-11-20T10:00Z", "end": "2026-11-20T11:00Z", "kind": "home", "status": "held"},
    ))  # fmt: skip
    store.append(entries)
    store.close()
    return program


@pytest.mark.parametrize("command", COMMANDS)
def test_every_screen_comes_up_and_nothing_of_it_is_obeyed(harmed: Program, tmp_path: Path, command: str) -> None:
    """SCR001, SCR002, SCR003"""
    words = [str(tmp_path / one) if one.partition(".")[2] in ("html", "svg", "ics") else one for one in command.split()]
    ran = harmed(*words)
    assert ran.code in (0, 3, 4), ran.err[:2000]
    if "--json" in words:
        json.loads(ran.out)
    for text in (ran.out, ran.err):
        assert not OBEYED.search(text.replace("\r\n", "\n")), OBEYED.search(text)
    for file in tmp_path.iterdir():
        assert not OBEYED.search(file.read_text("utf-8").replace("\r", ""))
