"""Instruments on the terminal: what is asked and scored, and beside every number on whose word it stands."""

from __future__ import annotations

import textwrap
from datetime import date
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.i18n.catalog import day, decimal, language, listing, plural, t
from spaedbarn_cli.report.terminal import FAINT, HEAD, grid, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import RenderableType


def instrument_list(lines: list[dict[str, Any]]) -> RenderableType:
    """Return the instruments, a line each, kind by kind."""
    table = grid("", "", "", "")
    for one in lines:
        marks = [] if one["evidence"] == "verified" else [t("label.unverified")]
        table.add_row(
            text((one["id"], HEAD)), text(one["title"][language()]), text(t(f"label.kind_{one['kind']}")),
            text((", ".join(marks), FAINT)),
        )  # fmt: skip
    return table


def instrument_card(one: Mapping[str, Any], width: int) -> RenderableType:
    """Return one instrument on a card."""
    from rich.console import Group

    lang = language()
    lines: list[RenderableType] = [
        text((f"{one['title'][lang]} · {one['version']}", HEAD), "   ", (t(f"label.kind_{one['kind']}"), FAINT))
    ]
    facts = [plural("label.items", one["items"]), t(f"label.about_{one['about']}")]
    facts += [t("label.takes", n=one["minutes"])] if one["minutes"] else []
    window = one["window"]
    facts += [t("label.for_months", first=window["from_months"], last=window["to_months"])] if window else []
    lines += _wrapped(", ".join(facts), width)
    for key in ("instructions", "training"):
        if one[key]:
            lines += _wrapped(one[key][lang], width)
    for scale in one["scales"]:
        lines += _scale(scale, width)
    for flag in one["flags"]:
        lines += _wrapped(t("label.flag_of", item=flag["item"], n=flag["at_least"], card=flag["card"]), width)
    lines.append(text(""))
    lines += _wrapped(f"{t('label.licence')}: {one['licence']}", width)
    for source in one["sources"]:
        lines += _wrapped(f"{t('label.source')}: {source}", width)
    lines += _wrapped(t(f"label.evidence_{one['evidence']}"), width)
    if one["text_pack"] and not one["texts"]:
        lines += _wrapped(t("label.no_texts"), width)
    for pack in one["texts"]:
        lines += _wrapped(t("label.texts", language=pack["language"], licence=pack["licence"]), width)
    return Group(*lines)


def _scale(scale: Mapping[str, Any], width: int) -> list[RenderableType]:
    lang = language()
    low, high = scale["range"]
    lines: list[RenderableType] = [text("")]
    head = f"{scale['title'][lang]} ({scale['name']}): {_number(low)}–{_number(high)}"
    lines += _wrapped(head + _doubt(scale["evidence"]), width)
    for one in scale["cutoffs"]:
        whom = [t(f"role.{role}") for role in one["for_role"]]
        words = t(f"label.side_{one['side']}", value=_number(one["value"]))
        words += f" ({listing(whom)})" if whom else ""
        words += f" – {one['source']}{_doubt(one['evidence'])}"
        if one["own"] is not None:
            words += " – " + t("label.set_to", value=decimal(one["own"]))
        elif one["setting"]:
            words += " – " + t("label.settable", name=one["setting"])
        lines += _wrapped(f"  {words}", width)
    for band in scale["bands"]:
        words = f"{_number(band['low'])}–{_number(band['high'])}: {band['text'][lang]}"
        lines += _wrapped(f"  {words} – {band['source']}{_doubt(band['evidence'])}", width)
    return lines


def _doubt(evidence: str) -> str:
    return "" if evidence == "verified" else f" [{t('label.unverified')}]"


def text_pack_list(lines: list[dict[str, Any]]) -> RenderableType:
    """Return the text packs of the site, a line each."""
    if not lines:
        return text(t("label.no_text_packs"))
    table = grid("", "", "", "", "")
    for one in lines:
        added = day(date.fromisoformat(one["added"][:10]))
        table.add_row(
            text((one["instrument"], HEAD)), text(one["version"]), text(one["language"]), text(one["licence"] or ""),
            text((added, FAINT)),
        )  # fmt: skip
    return table


def _number(value: float) -> str:
    return decimal(str(value)).replace("-", "−")


def _wrapped(words: str, width: int) -> list[RenderableType]:
    return [text(f"  {line}") for line in textwrap.wrap(words, max(30, width - 4), subsequent_indent="  ")]
