"""A programme (indsatsmodel) as data: what it promises, in which words, and where each number comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Band:
    """One age band of the norm: from `from_months` up to, not including, `to_months` calendar months of age.

    Minutes are per week. `minimum_minutes` is the lower bound; `upper_minutes` is the top of the range inside which a
    level is agreed (information, never a limit); `maximum_minutes` and `maximum_visits` are true upper bounds a week.
    """

    id: str
    from_months: int
    to_months: int | None
    minimum_minutes: int = 0
    upper_minutes: int | None = None
    maximum_minutes: int | None = None
    maximum_visits: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class VisitKind:
    """A kind of visit in this programme: does it count, and which national codes fit (KLChildren), if any.

    `national` is the type of encounter and `national_class` its class, each as `system`, `code` and `display`; `text`
    maps language to words.
    """

    key: str
    counts: bool
    national: Mapping[str, str] | None = None
    national_class: Mapping[str, str] | None = None
    text: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Term:
    """A thing of the programme's own lists (core element, sign, phase, group) with its words in each language.

    `group` is the key of one of the programme's `groups`; `who` is whom a sign is seen in, `parents` or `child`.
    """

    key: str
    text: Mapping[str, str]
    group: str | None = None
    who: str | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """What `instruments/programmes/<id>.yaml` says.

    `title` maps language to words; `norm_notes` say what holds where no band does; `groups` are the headings of core
    elements and signs; `team` the roles that visit; `extra` keeps the rest of the file (licence, obligations, …).
    """

    id: str
    version: str
    title: Mapping[str, str]
    source: str
    legal: str
    bands: tuple[Band, ...] = ()
    kinds: tuple[VisitKind, ...] = ()
    core: tuple[Term, ...] = ()
    signs: tuple[Term, ...] = ()
    phases: tuple[Term, ...] = ()
    usual_minutes: int = 90
    norm_source: str = ""
    norm_notes: tuple[Term, ...] = ()
    groups: tuple[Term, ...] = ()
    team: tuple[Term, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def counting(self) -> frozenset[str]:
        """The kinds of visit that count towards the norm."""
        return frozenset(k.key for k in self.kinds if k.counts)
