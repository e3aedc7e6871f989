"""A score in a few words: `12 → 7 ▼ (grænse 11 eller derover)`. Never a verdict where answers are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spaedbarn_cli.domain.timeline import TOTAL
from spaedbarn_cli.i18n.catalog import language, t
from spaedbarn_cli.report import progress_view as view

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spaedbarn_cli.domain.brief import Standing
    from spaedbarn_cli.domain.progress import Point, Series


def scale_words(one: Series, titles: Mapping[str, Mapping[str, str]]) -> str:
    """Return `EPDS mor`, with the scale where the instrument has it named."""
    title = short_title(titles.get(one.instrument, {}).get(language()) or one.instrument)
    scale = one.title.get(language()) or one.scale
    return f"{title} {one.subject}" if one.scale == TOTAL else f"{title} {one.subject}, {scale}"


def short_title(title: str) -> str:
    """Return the short name of an instrument, such as `EPDS`, where its title begins or ends with one."""
    words = title.replace("(", " ").replace(")", " ").replace(":", " ").split()
    short = [word for word in words if len(word) > 1 and sum(letter.isupper() for letter in word) >= 2]
    return short[0].strip(",.–-") if short else title


def standing_words(standing: Standing) -> str:
    """Return how a scale stands: the last two scores with their direction and the bound, or that it cannot be scored."""
    one, newest, last, before = standing.series, standing.newest, standing.last, standing.before
    parts = []
    if newest.score is None:
        parts.append(missing_words(newest, one))
    if last is not None and before is not None and newest is last:
        parts.append(moved_words(before, last, one.method))
    elif last is not None and newest is last:
        parts.append(view.score_words(last, one.method))
    elif last is not None:
        parts.append(t("brief.before", score=view.score_words(last, one.method)))
    if newest.score is not None and one.cutoffs:
        parts[-1] += f" ({t('brief.bound', bound=view.bound_words(one.cutoffs[-1]))})"
    return ", ".join(parts)


def moved_words(before: Point, last: Point, method: str) -> str:
    """Return `12 → 7 ↓`; the arrow says where the number went, not whether that is good."""
    assert before.score is not None
    assert last.score is not None
    first, now = view.score_words(before, method), view.score_words(last, method)
    if before.score == last.score:
        return t("brief.same", score=now)
    return f"{first} → {now} {'↑' if last.score > before.score else '↓'}"


def missing_words(point: Point, one: Series) -> str:
    """Return that answers are missing and what the score can still be; nothing of where that lies."""
    words = view.score_words(point, one.method)
    if point.low is None or point.high is None or (point.low, point.high) == (one.low, one.high):
        return words
    return f"{words}, {t('progress.possible', low=view.number(point.low), high=view.number(point.high))}"
