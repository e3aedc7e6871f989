"""Instruments as the plain documents that `--json` promises; wording of the site is never part of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from spaedbarn_cli.domain.instrument import Cutoff, Instrument, Scale


_WINDOW = ("from_months", "to_months", "corrected")


def instrument_line(instrument: Instrument) -> dict[str, Any]:
    """Return an instrument as `instrument list --json` promises it."""
    return {
        "id": instrument.id,
        "kind": instrument.kind,
        "version": instrument.version,
        "title": dict(instrument.title),
        "about": instrument.about,
        "respondent": instrument.respondent,
        "items": len(instrument.items),
        "evidence": instrument.evidence,
        "text_pack": instrument.text_pack,
    }


def instrument_document(
    instrument: Instrument, settings: Mapping[str, str], packs: Sequence[Any]
) -> dict[str, Any]:
    """Return an instrument as `instrument show --json` promises it, with what the site has set and added."""
    window = instrument.window
    return {
        **instrument_line(instrument),
        "minutes": instrument.minutes,
        "instructions": dict(instrument.instructions) if instrument.instructions else None,
        "training": dict(instrument.training) if instrument.training else None,
        "licence": instrument.licence,
        "sources": list(instrument.sources),
        "window": {name: getattr(window, name) for name in _WINDOW} if window else None,
        "scales": [_scale(scale, settings) for scale in instrument.scales],
        "flags": [
            {"id": one.id, "item": one.item, "at_least": one.at_least, "card": one.action_card}
            for one in instrument.flags
        ],
        "texts": [
            {"version": p.version, "language": p.language, "licence": p.body.get("licence"), "added": p.added}
            for p in packs
        ],
    }


def _scale(scale: Scale, settings: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": scale.name,
        "title": dict(scale.title),
        "method": scale.method,
        "items": list(scale.items),
        "range": [_number(scale.low), _number(scale.high)],
        "source": scale.source,
        "evidence": scale.evidence,
        "missing_source": scale.missing_source,
        "cutoffs": [_cutoff(one, settings) for one in scale.cutoffs],
        "bands": [
            {
                "id": one.id, "low": _number(one.low), "high": _number(one.high), "text": dict(one.text),
                "source": one.source, "evidence": one.evidence,
            }
            for one in scale.bands
        ],
    }  # fmt: skip


def _cutoff(one: Cutoff, settings: Mapping[str, str]) -> dict[str, Any]:
    return {
        "value": _number(one.value),
        "side": one.side,
        "for_role": list(one.for_role),
        "from_years": one.from_years,
        "to_years": one.to_years,
        "setting": one.setting,
        "own": settings.get(one.setting) if one.setting else None,
        "source": one.source,
        "evidence": one.evidence,
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
