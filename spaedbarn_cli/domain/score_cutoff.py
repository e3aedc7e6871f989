"""Which cut-off holds for this person, and where a score lies from it.

A cut-off that is for somebody else is no cut-off: with an unknown role or age only those that ask for neither hold.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from spaedbarn_cli.domain.answers import amount_of
from spaedbarn_cli.domain.score_result import CutoffUsed

if TYPE_CHECKING:
    from spaedbarn_cli.domain.instrument import Cutoff, CutoffTable, Instrument, Scale

_NUMBER = re.compile(r"-?\d{1,6}(?:[.,]\d{1,4})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What decides which bound holds: the subject's role, the respondent's age in whole years, what the municipality
    has set (key of a cut-off → number as text), and the tables of the site's licensed material (name → row → numbers).
    """

    role: str | None = None
    years: int | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, object] = field(default_factory=dict)


def cutoff_for(
    instrument: Instrument, scale: Scale, answers: Mapping[str, object], around: Surroundings
) -> CutoffUsed | None:
    """Return the bound that holds: the one for this role and age before the one for everybody, else the table's.

    A setting that is not a number of the scale is as if it were not set.
    """
    fitting = [cutoff for cutoff in scale.cutoffs if _fits(cutoff, around)]
    if not fitting:
        table = scale.cutoff_table
        return _from_table(instrument, table, answers, around.tables) if table else None
    found = max(fitting, key=lambda cutoff: (bool(cutoff.for_role), _is_aged(cutoff)))
    own = read_number(around.settings.get(found.setting)) if found.setting else None
    if own is not None and not scale.low <= own <= scale.high:
        own = None
    value = found.value if own is None else own
    return CutoffUsed(value, found.side, found.source, found.evidence, found.setting, own is not None)


def lies(score: Decimal, cutoff: CutoffUsed) -> tuple[str, bool]:
    """Return `below`, `at` or `above`, and whether that is the side one acts on."""
    word = "at" if score == cutoff.value else "below" if score < cutoff.value else "above"
    acting = {"at_or_above": ("at", "above"), "above": ("above",), "at_or_below": ("at", "below"), "below": ("below",)}
    return word, word in acting[cutoff.side]


def band_of(scale: Scale, score: Decimal, cutoff: CutoffUsed | None) -> str | None:
    """Return the id of the band a score lies in, `monitoring` for the zone under a table's cut-off, else None."""
    for band in scale.bands:
        if band.low <= score <= band.high:
            return band.id
    if cutoff is None or cutoff.monitoring_from is None:
        return None
    return "monitoring" if cutoff.monitoring_from <= score < cutoff.value else None


def read_number(value: object) -> Decimal | None:
    """Return a number from what a setting or a table holds; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    text = str(value).strip()
    return Decimal(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def _is_aged(cutoff: Cutoff) -> bool:
    return cutoff.from_years is not None or cutoff.to_years is not None


def _fits(cutoff: Cutoff, around: Surroundings) -> bool:
    if cutoff.for_role and around.role not in cutoff.for_role:
        return False
    if not _is_aged(cutoff):
        return True
    if around.years is None:
        return False
    return (cutoff.from_years or 0) <= around.years and (cutoff.to_years is None or around.years <= cutoff.to_years)


def _from_table(
    instrument: Instrument, wanted: CutoffTable, answers: Mapping[str, object], tables: Mapping[str, object]
) -> CutoffUsed | None:
    row_key = amount_of(instrument.item(wanted.row), answers)
    table = tables.get(wanted.table, instrument.extra.get(wanted.table))
    if row_key is None or not isinstance(table, Mapping):
        return None
    row = table.get(str(int(row_key)))
    if not isinstance(row, Mapping) or (value := read_number(row.get("cutoff"))) is None:
        return None
    source = row.get("source")
    return CutoffUsed(
        value,
        wanted.side,
        source if isinstance(source, str) else wanted.source,
        wanted.evidence,
        monitoring_from=read_number(row.get("monitoring_from")),
    )
