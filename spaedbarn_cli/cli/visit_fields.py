"""The flags of a visit, read into the fields of a change. Shared by `visit log`, `visit correct` and the questions."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.cli import given
from spaedbarn_cli.domain import reading
from spaedbarn_cli.domain.visit import KINDS, STATUSES, Sign
from spaedbarn_cli.errors import WrongUsage

if TYPE_CHECKING:
    from spaedbarn_cli.domain.case import Case
    from spaedbarn_cli.session import Session

MOST_NOTE = 100_000
"""Characters of a note read from stdin; more is a file by mistake."""


@dataclass(frozen=True, kw_only=True)
class VisitOptions:
    """The flags of a visit as typed; None (or empty) is "not given"."""

    start: str | None = None
    end: str | None = None
    minutes: str | None = None
    kind: str | None = None
    status: str | None = None
    reason: str | None = None
    cancelled_by: str | None = None
    excused: bool | None = None
    by: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    core: tuple[str, ...] = ()
    sign: tuple[str, ...] = ()
    note: str | None = None
    next: str | None = None


def read_times(session: Session, options: VisitOptions, *, status: str) -> tuple[int, int]:
    """Return start and end in minutes since the epoch; raises WrongUsage."""
    start: int = given.read(
        "--start", given.needed(session, "--start", options.start), reading.read_moment, session.today()
    )
    if options.end is not None and options.minutes is not None:
        raise WrongUsage("end_and_minutes")
    if options.end is not None:
        return start, read_end(options.end, start, session)
    if options.minutes is not None:
        return start, start + int(given.read("--minutes", options.minutes, reading.read_minutes))
    if status != "held":  # it never began: there is no length to give
        return start, start
    raise WrongUsage("usage_missing", name="--end / --minutes", command="visit log")


def read_end(text: str, start: int, session: Session) -> int:
    """Return an end given as a moment, or as a time of day on the day of the start."""
    from spaedbarn_cli.domain.dates import local

    try:
        hour, minute = reading.read_clock(text)
    except reading.Unreadable:
        end: int = given.read("--end", text, reading.read_moment, session.today())
        return end
    return int(given.read("--end", "", lambda _: reading.at(local(start).date(), hour, minute)))


def read_status(text: str | None) -> str:
    """Return one of the statuses; `no_show` is taken for `no-show`; raises WrongUsage."""
    status = (text or "held").strip().lower().replace("_", "-")
    if status not in STATUSES:
        raise WrongUsage("bad_status", option="--status", known=", ".join(STATUSES))
    return status


def read_kind(text: str | None) -> str:
    """Return one of the kinds of visit; raises WrongUsage."""
    kind = (text or "home").strip().lower().replace("_", "-")
    if kind not in KINDS:
        raise WrongUsage("bad_kind", option="--kind", known=", ".join(KINDS))
    return kind


def read_sign(text: str) -> Sign:
    """Return `WHO:KEY=yes|partly|no` as a sign; raises WrongUsage."""
    who, colon, rest = text.partition(":")
    key, equals, value = rest.partition("=")
    if not (colon and equals):
        raise WrongUsage("bad_sign_form", option="--sign")
    return Sign(who.strip().lower(), key.strip(), value.strip().lower())


def read_note(text: str | None) -> str | None:
    """Return a note; `-` reads it from stdin, so that it need not stand on the command line."""
    if text == "-":
        text = _stdin()
        if len(text) > MOST_NOTE:
            raise WrongUsage("note_too_long", most=MOST_NOTE)
    return given.text(text)


def _stdin() -> str:
    """Return what was piped in, one character more than a note may have at most.

    Read as bytes where it can be: what an older program wrote (Windows-1252) would else lose its æ, ø and å.
    """
    raw = getattr(sys.stdin, "buffer", None)
    if raw is None:
        return sys.stdin.read(MOST_NOTE + 1)
    content: bytes = raw.read(4 * MOST_NOTE + 4)  # a character is at most four bytes
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def fields_of(session: Session, options: VisitOptions, *, only_given: bool) -> dict[str, Any]:
    """Return the fields that the flags say, times apart; with `only_given`, nothing that was not typed."""
    fields: dict[str, Any] = {}
    if options.kind is not None or not only_given:
        fields["kind"] = read_kind(options.kind)
    if options.status is not None or not only_given:
        fields["status"] = read_status(options.status)
    if options.by or not only_given:
        fields["by"] = [name for typed in options.by if (name := given.line(typed))] or [session.store.author]
    if options.present or not only_given:
        fields["present"] = [given.label("--present", label) for label in split(options.present)]
    if options.core or not only_given:
        fields["core"] = split(options.core)
    if options.sign or not only_given:
        fields["signs"] = [read_sign(text)._asdict() for text in options.sign]
    texts = {"note": read_note(options.note), "next": given.text(options.next)}
    fields.update({name: value for name, value in texts.items() if value is not None})
    if options.cancelled_by is not None:
        if options.cancelled_by not in ("family", "us"):
            raise WrongUsage("bad_cancelled_by", option="--cancelled-by")
        fields["cancelled_by"] = options.cancelled_by
    if options.excused is not None:
        fields["excused"] = options.excused
    return fields


def split(values: tuple[str, ...]) -> list[str]:
    """Return repeated options, each of which may itself be a list with commas."""
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def check(session: Session, case: Case, fields: dict[str, Any], start: int, end: int, *, ended: str = "end") -> None:
    """Refuse a visit that cannot be; raises WrongUsage with the first thing wrong.

    `ended` is the option that said when it ended: `end` or `minutes`.
    """
    from spaedbarn_cli.domain import visit_rules
    from spaedbarn_cli.store import cases

    programme = session.programme(case.programme)
    labels = [p.label for p in cases.persons(session.store, case.id)]
    signs = [Sign(**sign) for sign in fields.get("signs", ())]
    found = visit_rules.times(start, end, fields["status"], session.today()) + visit_rules.words(
        programme, fields["kind"], fields["status"], fields.get("core", ()), signs, labels
    )
    if found:
        known = {"core": programme.core, "sign": programme.signs}.get(found[0].field, ())
        option = ended if found[0].field == "end" else found[0].field
        raise WrongUsage(found[0].code, option=f"--{option}", known=", ".join(term.key for term in known))
