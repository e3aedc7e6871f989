"""What somebody reads of the copies she was given: those, in the order one reads, and nothing else.

The same for the page and for the terminal. Nothing is looked up: what was not shared is not there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from spaedbarn_cli.domain.dates import zone
from spaedbarn_cli.domain.harmless import harmless, harmless_line
from spaedbarn_cli.i18n.catalog import clock, day, language, listing, plural, t
from spaedbarn_cli.report import shared_entries, shared_people, shared_visits
from spaedbarn_cli.report.shared_entry import Entry, Fact, Group, Words, day_words, facts_of, joined, told
from spaedbarn_cli.report.shared_fields import Fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from spaedbarn_cli.domain.programme import Programme
    from spaedbarn_cli.domain.sharing import SharedRecord
    from spaedbarn_cli.report.shared_visits import Weeks


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What goes with the copies: who sends them to whom, and why she may.

    `made` is aware; `role` a role of ours or a title; `ground`, `consents`, `left_out` are words; `told` the day the
    family was told; `words` the sender's fingerprint. `earlier`: something was sent to her before this; `whole`: the
    copies are all she has been given, not only what is new. Without it a family with earlier copies is not held
    against its norm, for visits would be missing. `current` (aware) is up to when the visits tell, where that is before
    `made`: what came since is corrections, or other things than visits.
    """

    sender: str
    role: str
    recipient: str
    made: datetime
    purpose: str
    ground: str
    consents: tuple[str, ...] = ()
    told: date | None = None
    words: str = ""
    left_out: tuple[str, ...] = ()
    earlier: bool = False
    whole: bool = False
    current: datetime | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of copies, in words.

    `facts` are the letter's, `notes` what must be known before reading on; `about` is the family on a line, `dates` and
    `people` what else is known of it; `unshown` counts copies that this version has no words for. The weeks are
    counted up to `until`. `recipient`, `words`, and `current`, how current it is, stand at the foot.
    """

    title: str
    about: str
    facts: tuple[Fact, ...]
    notes: tuple[str, ...]
    dates: tuple[Fact, ...]
    people: tuple[Entry, ...]
    weeks: Weeks | None
    groups: tuple[Group, ...]
    unshown: int
    made: date
    until: date
    current: str
    recipient: str
    words: str


class _Kind(NamedTuple):
    """One kind of copy: the group it is read in, and how it becomes an entry."""

    group: str
    entry: Callable[[SharedRecord, Fields, Words], Entry]


_KINDS: Mapping[str, _Kind] = {
    "visit": _Kind("visits", shared_visits.visit),
    "meeting": _Kind("meetings", shared_entries.meeting),
    "goal": _Kind("goals", shared_entries.goal),
    "safety": _Kind("safety", shared_entries.safety),
    "statement": _Kind("statements", shared_entries.statement),
    "response": _Kind("responses", shared_entries.response),
    "event": _Kind("events", shared_entries.event),
    "missed": _Kind("missed", shared_entries.missed),
    "pause": _Kind("levels", shared_entries.pause),
    "agreement": _Kind("levels", shared_entries.agreement),
    "level": _Kind("levels", shared_entries.level),
    "tie": _Kind("network", shared_people.tie),
    "look": _Kind("network", shared_people.look),
    "figure": _Kind("genogram", shared_people.figure),
    "relation": _Kind("genogram", shared_people.relation),
    "reminder": _Kind("reminders", shared_entries.reminder),
    "consent": _Kind("consents", shared_entries.consent),
}
_GROUPS = tuple(dict.fromkeys(kind.group for kind in _KINDS.values()))
_LONG = ("visits", "meetings", "goals", "statements", "responses")
"""Groups whose entries take more than a line each."""


def shared_view(
    records: Sequence[SharedRecord], letter: Letter, programme: Programme | None, titles: Mapping[str, str]
) -> Shown:
    """Return what the copies say, in the language in use; `titles` are the instruments' names by id."""
    made = letter.made.astimezone(zone())
    until = min(letter.current.astimezone(zone()), made) if letter.current is not None else made
    named = {key: harmless_line(title) for key, title in titles.items()}
    words = Words(programme, named, shared_people.names_of(records), made.date())
    case = next((record for record in sorted(records, key=lambda one: one.retracted) if record.kind == "case"), None)
    people = [record for record in records if record.kind == "person"]
    shown = [record for record in records if record is case or record in people or record.kind in _KINDS]
    head = Fields(case.fields if case else {})
    code = head.line("code")
    moment = _moment(made)
    current = t("shared.current", moment=moment)
    if _moment(until) != moment:
        current = t("shared.current_before", moment=_moment(until), made=moment)
    return Shown(
        t("shared.family", code=code) if code else t("shared.family_unnamed"),
        joined(_about(head, people, programme, words.made), t("label.retracted") if case and case.retracted else ""),
        _letter(letter, moment, shown),
        _notes(letter),
        _dates(head, people), tuple(_entries(people, shared_people.person, words)),
        shared_visits.weeks_of(records, programme, until.date(), whole=letter.whole or not letter.earlier),
        tuple(group for key in _GROUPS if (group := _group(key, records, words)) is not None),
        len(records) - len(shown), words.made, until.date(), current, harmless_line(letter.recipient),
        harmless_line(letter.words),
    )  # fmt: skip


def _moment(at: datetime) -> str:
    return t("shared.moment", day=day(at.date()), clock=clock(at))


def _entries(
    records: Iterable[SharedRecord], entry: Callable[[SharedRecord, Fields, Words], Entry], words: Words
) -> list[Entry]:
    found = [(entry(record, Fields(record.fields), words), record.record) for record in records]
    return [one for one, _ in sorted(found, key=lambda pair: (pair[0].order, pair[1]))]


def _group(key: str, records: Sequence[SharedRecord], words: Words) -> Group | None:
    mine = [record for record in records if record.kind in _KINDS and _KINDS[record.kind].group == key]
    if not mine:
        return None
    entries = _entries(mine, lambda record, *rest: _KINDS[record.kind].entry(record, *rest), words)
    entries = _together(entries) if key == "safety" else entries
    return Group(key, tuple(entries), shared_visits.about(mine) if key == "visits" else "", key not in _LONG)


def _together(entries: Sequence[Entry]) -> list[Entry]:
    """What several said on one day on one line; what was corrected or taken back keeps its own."""
    found: list[Entry] = []
    for entry in entries:
        before = found[-1] if found else None
        if before is not None and before.title == entry.title and not (before.marks or entry.marks):
            said = listing([fact.text for one in (before, entry) for fact in one.facts])
            found[-1] = replace(before, facts=facts_of([("", said)]))
        else:
            found.append(entry)
    return found


def _letter(letter: Letter, moment: str, shown: Sequence[SharedRecord]) -> tuple[Fact, ...]:
    role = shared_entries.known("role", harmless_line(letter.role)) if letter.role else ""
    ground = harmless_line(letter.ground)
    counts: dict[str, int] = {}
    for record in shown:
        if record.kind in _KINDS:
            counts[_KINDS[record.kind].group] = counts.get(_KINDS[record.kind].group, 0) + 1
    holds = listing([plural(f"shared.count.{key}", counts[key]) for key in _GROUPS if key in counts])
    family_told = t("shared.told_on", day=day(letter.told)) if letter.told else ""
    return facts_of([
        (t("shared.from"), ", ".join(filter(None, (harmless_line(letter.sender), role)))),
        (t("shared.to"), harmless_line(letter.recipient)), (t("shared.made"), moment),
        (t("shared.purpose"), harmless(letter.purpose).strip()), (t("label.legal"), ground),
        (t("shared.consent"), "\n".join(map(harmless_line, letter.consents))),
        (t("shared.told"), family_told or ("" if letter.consents else t("shared.not_told"))),
        (t("shared.holds"), holds), (t("shared.left_out"), listing([harmless_line(one) for one in letter.left_out])),
    ])  # fmt: skip


def _notes(letter: Letter) -> tuple[str, ...]:
    if not letter.earlier:
        return ()
    return (t("shared.adds_whole" if letter.whole else "shared.adds"),)


def _about(head: Fields, people: Sequence[SharedRecord], programme: Programme | None, made: date) -> str:
    """The phase, where the copies say enough to know it, and the programme."""
    fields = [Fields(record.fields) for record in people if not record.retracted]
    born = any(one.line("role") == "child" and (day_born := one.day("born")) and day_born <= made for one in fields)
    closed, home = head.day("closed"), head.day("discharged")
    phase = ""
    if closed is not None and closed <= made:
        phase = t("phase.closing")
    elif born:
        phase = t("phase.birth" if home is not None and home > made else "phase.after-birth")
    mine = head.line("programme")
    title = programme.title[language()] if programme is not None and mine in ("", programme.id) else mine
    return joined(phase, title)


def _dates(head: Fields, people: Sequence[SharedRecord]) -> tuple[Fact, ...]:
    born = any(Fields(record.fields).day("born") for record in people if not record.retracted)
    return facts_of([
        (t("label.due"), "" if born else day_words(head, "due")), (t("label.start"), day_words(head, "start")),
        (t("label.home_from"), day_words(head, "discharged")),
        (t("label.closed"), told(day_words(head, "closed"), head.text("close_reason"))),
    ])  # fmt: skip
