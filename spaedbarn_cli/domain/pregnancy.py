"""Gestational and corrected age. The numbers come from `instruments/reference/pregnancy.yaml`, never from here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from spaedbarn_cli.domain.dates import Age, age_on

_GESTATION = re.compile(r"^(\d{2})\s*\+\s*([0-6])$|^(\d{2})$")


@dataclass(frozen=True, slots=True)
class PregnancyRules:
    """Bounds of a pregnancy, in days since the first day of the last period, with their sources in the YAML.

    `term_days` is the due date; a birth before `earliest_birth_days` or after `latest_birth_days` is taken for a slip of
    the pen; a child born before `preterm_before_days` has a corrected age until `correct_until_months`.
    """

    term_days: int
    earliest_birth_days: int
    latest_birth_days: int
    preterm_before_days: int
    correct_until_months: int


def parse_gestation(text: str) -> int:
    """Return `38+4` (or `38`) as days; raises ValueError when it is not written so."""
    found = _GESTATION.match(text.strip())
    if not found:
        raise ValueError("not a gestational age")
    weeks, days, bare = found.groups()
    return int(bare) * 7 if bare else int(weeks) * 7 + int(days)


def format_gestation(days: int) -> str:
    """Return days as `38+4`."""
    return f"{days // 7}+{days % 7}"


def gestation_at_birth(rules: PregnancyRules, born: date, due: date | None, stated_days: int | None) -> int | None:
    """Return the gestational age at birth in days: as stated, else from the due date, else unknown."""
    if stated_days is not None:
        return stated_days
    if due is None:
        return None
    return rules.term_days - (due - born).days


def corrected_age(rules: PregnancyRules, born: date, gestation_days: int | None, day: date) -> Age | None:
    """Return the age counted from the due date for a child born too early, else None.

    Before the due date the corrected age has not begun and is given as 0 months and 0 days.
    """
    if gestation_days is None or gestation_days >= rules.preterm_before_days or day < born:
        return None
    if age_on(born, day).months >= rules.correct_until_months:
        return None
    due = born + timedelta(days=rules.term_days - gestation_days)
    return Age(0, 0) if day < due else age_on(due, day)
