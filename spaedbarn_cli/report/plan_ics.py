"""What is due as a calendar file (RFC 5545) that Outlook and Google take: family codes and steps, nobody's name.

Written by hand, since it is a dozen lines of text; the tests read it back with a library made for it.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.report.plan_words import step_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from spaedbarn_cli.domain.obligation import Obligation
    from spaedbarn_cli.domain.plan_facts import Item

_LINE = 75  # octets, without the line break


def ics_text(rows: Sequence[tuple[Item, Mapping[str, Obligation], str]], now: datetime) -> str:
    """Return one all-day event an item that has a day; the third of a row is the id its UID is made from.

    The UID is the same in every file for the same family, step and time of it, so that a calendar updates what it has.
    """
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//spaedbarn//plan//DA", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for item, steps, record in rows:
        if item.due is None:
            continue
        uid = hashlib.sha256(f"{record}/{item.obligation}/{item.number}".encode()).hexdigest()[:32]
        lines += [
            "BEGIN:VEVENT", f"UID:{uid}@spaedbarn.invalid", f"DTSTAMP:{stamp}", f"DTSTART;VALUE=DATE:{item.due:%Y%m%d}",
            f"DTEND;VALUE=DATE:{item.due + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(f'{item.case}: {step_words(item, steps)}')}",
            f"DESCRIPTION:{_escaped(t('plan.ics_note'))}", "CLASS:PRIVATE", "TRANSP:TRANSPARENT", "END:VEVENT",
        ]  # fmt: skip
    return "".join(_folded([*lines, "END:VCALENDAR"]))


def _escaped(text: str) -> str:
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def _folded(lines: Iterable[str]) -> Iterable[str]:
    """Yield lines broken after 75 octets, never inside a letter, ended as the format wants it."""
    for line in lines:
        piece, size = "", 0
        for letter in line:
            octets = len(letter.encode())
            if size + octets > _LINE:
                yield piece + "\r\n"
                piece, size = " ", 1
            piece += letter
            size += octets
        yield piece + "\r\n"
