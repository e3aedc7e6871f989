"""The people in shared copies: the family itself, those around it, and what they are to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.case import PERSON_ROLES
from spaedbarn_cli.domain.dates import age_on
from spaedbarn_cli.domain.network import CIRCLES, SECTORS
from spaedbarn_cli.domain.pregnancy import format_gestation
from spaedbarn_cli.i18n.catalog import age, day, t
from spaedbarn_cli.report.shared_entries import known, newest
from spaedbarn_cli.report.shared_entry import Entry, day_words, facts_of, joined, marks_of, told
from spaedbarn_cli.report.shared_fields import Fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spaedbarn_cli.domain.sharing import SharedRecord
    from spaedbarn_cli.report.shared_entry import Words

_ROLES = (*PERSON_ROLES[:3], "child", *PERSON_ROLES[3:])
_LONGEST_PREGNANCY = 400
"""Days; a gestational age beyond them is a slip of the pen and not said."""


def names_of(records: Sequence[SharedRecord]) -> dict[str, str]:
    """Return what everybody among the copies is called, by record id."""
    found = {}
    for record in records:
        if record.kind in ("person", "tie", "figure"):
            fields = Fields(record.fields)
            if name := fields.line("label") or fields.line("name"):
                found[record.record] = name
    return found


def person(record: SharedRecord, fields: Fields, words: Words) -> Entry:
    label, role, name = fields.line("label"), fields.line("role"), fields.line("name")
    born, gestation = fields.day("born"), fields.whole("gestation_days")
    title = label or name or known("role", role) or t("shared.somebody")
    called = known("role", role) if role else ""
    said = joined(
        called if called != title else "", name if name != title else "",
        f"{t('label.born')} {day(born)}" if born else "",
        f"{t('label.gestation')} {format_gestation(gestation)}" if gestation and 0 < gestation < _LONGEST_PREGNANCY else "",
        t("shared.age", age=age(*age_on(born, words.made))) if born and role in ("child", "sibling") and born <= words.made
        else "",
    )  # fmt: skip
    order = (_ROLES.index(role) if role in _ROLES else len(_ROLES), born.toordinal() if born else 0, label)
    return Entry(title, facts_of([("", said)]), "", marks_of(record), record.retracted, order=order)


def tie(record: SharedRecord, fields: Fields, _: Words) -> Entry:
    name, label, sector, circle = (fields.line("name"), fields.line("label"), fields.line("sector"), fields.whole("circle"))
    place = joined(
        known("network.sector", sector) if sector else "", t(f"network.circle.{circle}") if circle in CIRCLES else "", by=", "
    )
    gives = ", ".join(known("network.gives", one) for one in fields.lines("gives"))
    said = joined(
        place, f"{t('network.sign.gives')} {gives}" if gives else "",
        t("network.sign.strain") if fields.flag("strain") else "", t("network.sign.wish") if fields.flag("wish") else "",
    )  # fmt: skip
    title = f"{name} ({label})" if name and label else name or label or t("shared.somebody")
    order: tuple[Any, ...] = (
        0, SECTORS.index(sector) if sector in SECTORS else len(SECTORS), circle or 0, name.casefold()
    )  # fmt: skip
    note = fields.text("note")
    return Entry(
        title, facts_of([("", "\n".join(filter(None, (said, note))))]), "", marks_of(record), record.retracted, order=order
    )


def look(record: SharedRecord, fields: Fields, _: Words) -> Entry:
    said = told(day_words(fields, "date"), fields.text("note"))
    return Entry(
        t("network.looks"), facts_of([("", said)]), "", marks_of(record), record.retracted,
        order=(1, *newest(fields.day("date"))),
    )  # fmt: skip


def figure(record: SharedRecord, fields: Fields, words: Words) -> Entry:
    name = fields.line("name") or words.names.get(fields.line("about"), "") or t("shared.somebody")
    sex, state = fields.line("sex"), fields.line("state")
    said = joined(known("genogram.sex", sex) if sex else "", known("genogram.state", state) if state else "", by=", ")
    return Entry(name, facts_of([("", said)]), "", marks_of(record), record.retracted, order=(0, name.casefold()))


def relation(record: SharedRecord, fields: Fields, words: Words) -> Entry:
    kind = fields.line("relation")
    first, second = (words.names.get(fields.line(end)) or t("shared.somebody") for end in ("a", "b"))
    said = joined(known("genogram.says", kind), second, by=" ") if kind else second
    return Entry(first, facts_of([("", said)]), "", marks_of(record), record.retracted, order=(1, first.casefold()))
