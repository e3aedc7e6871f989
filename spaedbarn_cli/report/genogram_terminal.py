"""The genogram in words: who is in which generation, and what they are to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spaedbarn_cli.domain.genogram import family_relations, generations
from spaedbarn_cli.i18n.catalog import t
from spaedbarn_cli.report.terminal import FAINT, HEAD, grid, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from spaedbarn_cli.domain.network import Figure, Relation

SIGNS = {"woman": "○", "man": "□"}


def sign_of(figure: Figure) -> str:
    """Return a person's sign: circle, square, diamond, a triangle before birth; a cross beside those who are dead."""
    sign = "△" if figure.state == "pregnancy" else SIGNS.get(figure.sex, "◇")
    return sign + ("✗" if figure.state == "dead" else "")


def genogram_lines(code: str, figures: Sequence[Figure], relations: Sequence[Relation]) -> RenderableType:
    """Return the generations, the eldest first, and the relations between their people."""
    from rich.console import Group

    known = family_relations(figures, relations)
    level = generations(figures, known)
    names = {figure.id: figure.name for figure in figures}
    parts: list[Any] = [text((f"{t('genogram.title')} {code}", HEAD))]
    if not figures:
        return Group(*parts, text(t("genogram.empty")))
    for number in range(max(level.values()) + 1):
        row = [f"{sign_of(one)} {one.name}" for one in figures if level[one.id] == number]
        parts.append(text((f" {number + 1}  ", FAINT), "   ".join(row)))
    table = grid("", "", "", "")
    for one in known:
        if one.a in names and one.b in names:
            said = text((t(f"genogram.says.{one.kind}"), FAINT))
            table.add_row(text(names[one.a]), said, text(names[one.b]), text((one.id[:6], FAINT)))
    return Group(*parts, text(""), table)
