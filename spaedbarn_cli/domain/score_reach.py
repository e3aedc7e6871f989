"""What a scale can still come to while answers are missing.

The range holds every score that further answers can lead to, also through the rules for missing answers; it never
leaves the scale's own range, and each answer can only narrow it. Where branching makes it unknown how many items count,
it is wider than it need be, never narrower.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from spaedbarn_cli.domain.score_parts import Bounds, bounds_of, span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spaedbarn_cli.domain.instrument import Instrument, Pattern, Scale
    from spaedbarn_cli.domain.score_result import Part

_ZERO = Decimal(0)


def reach(instrument: Instrument, scale: Scale, parts: Sequence[Part]) -> Bounds:
    """Return the least and the greatest score still possible, unrounded, for any method but `scaled`."""
    if scale.pattern is not None:
        return _pattern(instrument, scale, scale.pattern, parts)
    whole = (scale.low, scale.high)
    inside = [part for part in parts if part.item in scale.items]
    waiting = [part for part in inside if part.state == "waiting"]
    allowed = max(scale.leave_up_to, scale.prorate_up_to)
    if waiting and (scale.method == "mean" or allowed):
        return whole
    base = sum((part.value for part in inside if part.state == "counted" and part.value is not None), _ZERO)
    free = [bounds_of(scale, instrument.item(part.item)) for part in inside if part.state == "missing"]
    counted = sum(part.state == "counted" and part.needed for part in inside)
    if scale.method == "mean":
        return _mean(base, counted, free, len(free) if scale.observed_only else allowed) or whole
    low = high = base
    for part in inside:
        least, most = span(instrument, scale, part)
        if part.state == "counted" and part.value is not None:
            low, high = low + least - part.value, high + most - part.value
        elif part.state == "waiting":
            low, high = low + min(_ZERO, least), high + max(_ZERO, most)
    return _sum(scale, (low, high), counted, free)


def _sum(scale: Scale, base: Bounds, counted: int, free: Sequence[Bounds]) -> Bounds:
    """Return what a sum can come to when up to the allowed number of the free items stay missing."""
    lows, highs = sorted((low for low, _ in free), reverse=True), sorted(high for _, high in free)
    total = counted + len(free)
    found = [(base[0] + sum(lows), base[1] + sum(highs))]
    for left in range(1, min(len(free), max(scale.leave_up_to, scale.prorate_up_to)) + 1):
        if left == total:
            break
        # The lowest sum leaves out the items that would add most even at their least; the highest the other way.
        low, high = base[0] + sum(lows[left:]), base[1] + sum(highs[left:])
        if left <= scale.leave_up_to or scale.prorate_within is not None:
            found.append((low, high))
        if left <= scale.prorate_up_to:
            found.append((low * total / (total - left), high * total / (total - left)))
    return min(low for low, _ in found), max(high for _, high in found)


def _mean(base: Decimal, counted: int, free: Sequence[Bounds], allowed: int) -> Bounds | None:
    lows, highs = sorted((low for low, _ in free), reverse=True), sorted(high for _, high in free)
    found: list[Bounds] = []
    for left in range(min(len(free), allowed) + 1):
        if count := counted + len(free) - left:
            found.append(((base + sum(lows[left:])) / count, (base + sum(highs[left:])) / count))
    return (min(low for low, _ in found), max(high for _, high in found)) if found else None


def _pattern(instrument: Instrument, scale: Scale, pattern: Pattern, parts: Sequence[Part]) -> Bounds:
    """Return whether the pattern holds whatever comes (1, 1), can hold (0, 1), or no longer can (0, 0)."""
    known = {part.item: part for part in parts}

    def holds(key: str, least: int, hopeful: bool) -> bool:
        part = known[key]
        low, high = span(instrument, scale, part)
        if part.state == "hidden" or (part.state == "waiting" and not hopeful):
            return False
        return (high if hopeful else low) >= least

    def whole(hopeful: bool) -> bool:
        leading = not pattern.any_of or any(holds(key, least, hopeful) for key, least in pattern.any_of)
        return leading and sum(holds(key, least, hopeful) for key, least in pattern.symptoms) >= pattern.count

    return Decimal(whole(False)), Decimal(whole(True))


def pattern_holds(pattern: Pattern, parts: Sequence[Part]) -> bool:
    """Say whether the pattern holds; every part has its value or is hidden."""
    values = {part.item: part.value for part in parts if part.state == "counted"}

    def holds(key: str, least: int) -> bool:
        value = values.get(key)
        return value is not None and value >= least

    leading = not pattern.any_of or any(holds(key, least) for key, least in pattern.any_of)
    return leading and sum(holds(key, least) for key, least in pattern.symptoms) >= pattern.count
