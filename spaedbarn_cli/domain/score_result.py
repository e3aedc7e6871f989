"""What scoring comes to: one result per scale with its trace, as JSON, and the change between two results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from decimal import Decimal

    from spaedbarn_cli.domain.instrument import Flag

PART_STATES = ("counted", "missing", "left_out", "hidden", "waiting")
RULES = ("complete", "left", "prorated")


@dataclass(frozen=True, slots=True)
class Part:
    """What one item gave to a scale. `given` is the answer as it stands, `value` what it counted for.

    `state`: `counted`; `missing` (no answer that counts); `left_out` (not observed, where the scale allows it);
    `hidden` (not asked after the other answers); `waiting` (the answer that decides whether it is asked is not there).
    """

    item: str
    state: str
    given: object = None
    value: Decimal | None = None
    needed: bool = True


@dataclass(frozen=True, slots=True)
class CutoffUsed:
    """The bound a score was held against, where it is from, and whether the municipality has put it there itself.

    `monitoring_from` is where a zone begins that is watched though it is not yet acted on, where a table has one.
    """

    value: Decimal
    side: str
    source: str
    evidence: str
    setting: str | None = None
    own: bool = False
    monitoring_from: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ScaleResult:
    """One scale. `score` is None when it cannot be scored; `low` to `high` is what it can still come to.

    `word` is where the score lies from the cut-off (`below`, `at`, `above`), `acts` whether that is the side one acts
    on, `band` the named part it lies in. `rule` says how missing answers were dealt with; `missing` names them.
    """

    name: str
    score: Decimal | None
    answered: int
    needed: int
    low: Decimal
    high: Decimal
    parts: tuple[Part, ...]
    missing: tuple[str, ...]
    rule: str | None = None
    cutoff: CutoffUsed | None = None
    word: str | None = None
    acts: bool | None = None
    band: str | None = None
    reliable_change: Decimal | None = None
    reliable_change_source: str | None = None

    @property
    def verdict(self) -> str | None:
        """The band, or where it has none the side of the cut-off; None without a score."""
        return self.band or self.word


@dataclass(frozen=True, slots=True)
class Result:
    """An answered instrument as scored: every scale, the flags, and the needed items nobody has taken a stand on."""

    instrument: str
    version: str
    scales: tuple[ScaleResult, ...]
    flags: tuple[Flag, ...]
    unanswered: tuple[str, ...]

    @property
    def complete(self) -> bool:
        return not self.unanswered

    def scale(self, name: str) -> ScaleResult:
        """Return the result of the scale with this name; raises KeyError."""
        for scale in self.scales:
            if scale.name == name:
                return scale
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one score: `difference` is now minus before, None when one of the two could not be scored.

    `exceeds` says whether it is at least the `reliable_change` of the scale; None where the scale has none.
    """

    name: str
    before: Decimal | None
    now: Decimal | None
    difference: Decimal | None
    exceeds: bool | None
    reliable_change: Decimal | None
    source: str | None


def change(previous: Result, now: Result) -> list[Change]:
    """Return the change of every scale; raises ValueError unless both are of one version of one instrument."""
    if (previous.instrument, previous.version) != (now.instrument, now.version):
        raise ValueError("results of different instruments or versions cannot be compared")
    return [_change(before, after) for before, after in zip(previous.scales, now.scales, strict=True)]


def _change(before: ScaleResult, after: ScaleResult) -> Change:
    least = after.reliable_change
    gap = after.score - before.score if after.score is not None and before.score is not None else None
    exceeds = abs(gap) >= least if gap is not None and least is not None else None
    return Change(after.name, before.score, after.score, gap, exceeds, least, after.reliable_change_source)


def result_json(result: Result) -> dict[str, Any]:
    """Return `scores`, `bands`, `flags`, `scorable` and `range`; numbers are whole where they are, else decimal."""
    scales = result.scales
    return {
        "scores": {s.name: None if s.score is None else as_number(s.score) for s in scales},
        "bands": {s.name: s.verdict for s in scales if s.verdict is not None},
        "flags": [flag.id for flag in result.flags],
        "scorable": {
            s.name: "scored" if s.score is not None else f"not_scorable ({s.answered}/{s.needed})" for s in scales
        },
        "range": {s.name: [as_number(s.low), as_number(s.high)] for s in scales},
    }


def as_number(value: Decimal) -> int | float:
    """Return a score as JSON has it: 10, not 10.0; 1.33."""
    return int(value) if value == value.to_integral_value() else float(value)
