"""Scoring an answered instrument as its definition says: scores with their trace, bands, flags, what is still possible.

The rule above all: a needed item without an answer means no score and no verdict, unless the definition names a rule
for missing answers and its source. Nothing is ever counted as 0 because it is not there.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from spaedbarn_cli.domain.answers import amount_of, unanswered
from spaedbarn_cli.domain.score_cutoff import Surroundings, band_of, cutoff_for, lies
from spaedbarn_cli.domain.score_parts import gather
from spaedbarn_cli.domain.score_reach import pattern_holds, reach
from spaedbarn_cli.domain.score_result import Change, CutoffUsed, Part, Result, ScaleResult, change, result_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spaedbarn_cli.domain.instrument import Flag, Instrument, Scale

__all__ = ["Change", "CutoffUsed", "Part", "Result", "ScaleResult", "change", "result_json", "score"]


def score(
    instrument: Instrument,
    answers: Mapping[str, object],
    *,
    role: str | None = None,
    years: int | None = None,
    settings: Mapping[str, str] | None = None,
    extra: Mapping[str, object] | None = None,
) -> Result:
    """Return every scale of an instrument scored, with flags and what is unanswered.

    `role` is the subject's (`mother`, `partner`), `years` the respondent's age in whole years, `settings` the
    municipality's own cut-offs by key, `extra` the tables of the site's licensed material by name. Answers that an
    item cannot have, and answers to items that are not there, count as no answer.
    """
    around = Surroundings(role, years, settings or {}, extra or {})
    done: dict[str, ScaleResult] = {}
    for scale in instrument.scales:
        done[scale.name] = _scale(instrument, scale, answers, around, done.get(scale.of or ""))
    return Result(
        instrument=instrument.id,
        version=instrument.version,
        scales=tuple(done.values()),
        flags=tuple(flag for flag in instrument.flags if _is_raised(instrument, flag, answers)),
        unanswered=tuple(item.id for item in unanswered(instrument, answers)),
    )


def _scale(
    instrument: Instrument,
    scale: Scale,
    answers: Mapping[str, object],
    around: Surroundings,
    base: ScaleResult | None,
) -> ScaleResult:
    """Return one scale; `base` is the one it is `scaled` from."""
    parts = base.parts if base else gather(instrument, scale, answers)
    cutoff = cutoff_for(instrument, scale, answers, around)
    if base:
        factor = scale.factor or Decimal(1)
        value, rule = (None if base.score is None else base.score * factor), base.rule
        low, high = base.low * factor, base.high * factor
    else:
        value, rule = _value(scale, parts, cutoff)
        low, high = reach(instrument, scale, parts)
    value = None if value is None else rounded(scale, value)
    if value is not None and rule == "complete":
        low = high = value
    counted = [part for part in parts if part.state != "waiting" and part.state != "hidden" and part.needed]
    word, acts = lies(value, cutoff) if value is not None and cutoff is not None else (None, None)
    return ScaleResult(
        name=scale.name,
        score=value,
        answered=sum(part.state != "missing" for part in counted),
        needed=len(counted),
        low=max(scale.low, rounded(scale, low)),
        high=min(scale.high, rounded(scale, high)),
        parts=parts,
        missing=tuple(part.item for part in parts if part.state == "missing"),
        rule=rule,
        cutoff=cutoff,
        word=word,
        acts=acts,
        band=None if value is None else band_of(scale, value, cutoff),
        reliable_change=scale.reliable_change,
        reliable_change_source=scale.reliable_change_source,
    )


def _value(scale: Scale, parts: Sequence[Part], cutoff: CutoffUsed | None) -> tuple[Decimal | None, str | None]:
    """Return the score before rounding and the rule it came by; None and None when it cannot be scored."""
    counted = [part.value for part in parts if part.state == "counted" and part.value is not None]
    answered = sum(part.state == "counted" and part.needed for part in parts)
    missing = sum(part.state == "missing" for part in parts)
    if not answered or any(part.state == "waiting" for part in parts):
        return None, None
    total = sum(counted, Decimal(0))
    if scale.pattern is not None:
        return (None, None) if missing else (Decimal(pattern_holds(scale.pattern, parts)), "complete")
    if missing > max(scale.leave_up_to, scale.prorate_up_to):
        return None, None
    if scale.method == "mean":
        return total / len(counted), "prorated" if missing else "complete"
    if not missing:
        return total, "complete"
    if missing <= scale.leave_up_to:
        return total, "left"
    if scale.prorate_within is not None:
        if cutoff is None:  # whether to adjust hangs on the cut-off, and nobody knows it
            return None, None
        if abs(total - cutoff.value) > scale.prorate_within:
            return total, "left"
    # The average of the others stands in; it cannot take a score past the end of the form.
    return min(scale.high, total * (answered + missing) / answered), "prorated"


def rounded(scale: Scale, value: Decimal) -> Decimal:
    """Return a score with the decimals its scale has, half away from zero."""
    if scale.decimals is None:
        return value
    return value.quantize(Decimal(1).scaleb(-scale.decimals), ROUND_HALF_UP)


def _is_raised(instrument: Instrument, flag: Flag, answers: Mapping[str, object]) -> bool:
    amount = amount_of(instrument.item(flag.item), answers)
    return amount is not None and amount >= flag.at_least
