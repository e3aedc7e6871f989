"""An answered instrument on the terminal: what it scored, on whose word, and what cannot be said."""

from __future__ import annotations

import textwrap
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.i18n.catalog import clock, day_short, decimal, language, listing, t
from spaedbarn_cli.report.terminal import BAD, FAINT, HEAD, grid, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import RenderableType

UNVERIFIED = "unverified"


def response_list(documents: list[dict[str, Any]]) -> RenderableType:
    """Return answered instruments, a line each."""
    if not documents:
        return text(t("label.no_responses"))
    table = grid("", "", "", "", "")
    for one in documents:
        scores = [f"{detail['title'][language()]} {_number(one['scores'][detail['name']])}" for detail in one["detail"]
                  if one["scores"].get(detail["name"]) is not None]  # fmt: skip
        told = ", ".join(scores) or ("" if one["complete"] else t("label.incomplete"))
        table.add_row(
            text((one["instrument"], HEAD)), text(one["subject"]), text(day_short(date.fromisoformat(one["date"]))),
            text(told), text((one["id"][:6], FAINT)),
        )  # fmt: skip
    return table


def response_card(
    document: Mapping[str, Any], last: Mapping[str, Any] | None, width: int, *, answers: bool = False
) -> RenderableType:
    """Return one result; `last` is the one before of the same version, `answers` shows what was answered too."""
    from rich.console import Group

    lines: list[RenderableType] = [_head(document)]
    for detail in document["detail"]:
        lines += _scale(document, detail, width)
    if not document["detail"]:
        lines.append(text(t("label.no_score")))
    for flag in document["flags"]:
        lines += _flag(document, flag, width)
    within = document.get("window")
    if within and within["outside"]:
        lines += _wrapped(t("label.outside_window"), width)
    if last is not None:
        lines += _last(document, last, width)
    if answers:
        lines += _answers(document, width)
    if document["retracted"]:
        lines.append(text((f"  {t('label.retracted')}", BAD)))
    return Group(*lines)


def _head(document: Mapping[str, Any]) -> RenderableType:
    when = day_short(date.fromisoformat(document["date"]))
    name = f"{document['instrument'].upper()} {document['version']} · {document['subject']} · {when}"
    return text((name, HEAD), "   ", (t(f"label.mode_{document['mode']}"), FAINT))


def _scale(document: Mapping[str, Any], detail: Mapping[str, Any], width: int) -> list[RenderableType]:
    """Return a scale in a line, and under it on whose word the bound stands."""
    score = document["scores"].get(detail["name"])
    title = detail["title"][language()]
    if score is None:
        low, high = document["range"][detail["name"]]
        words = t("label.not_scorable", title=title, answered=detail["answered"], needed=detail["needed"])
        if detail["method"] != "pattern" and detail["answered"]:
            words += " " + t("label.possible", low=_number(low), high=_number(high))
        cutoff = detail.get("cutoff")
        if cutoff:
            words += " " + t("label.cutoff_is", value=_number(cutoff["value"]), source=cutoff["source"])
        return _wrapped(words, width)
    if detail["method"] == "pattern":
        return _wrapped(f"{title}: {t('word.yes' if score else 'word.no')}", width)
    words = f"{title} {_number(score)}"
    band, cutoff = detail.get("band"), detail.get("cutoff")
    if band:
        words += f" – {band['text'][language()]} ({_source(band)})"
    if cutoff and detail["word"]:
        words += " – " + t(f"label.cutoff_{detail['word']}", value=_number(cutoff["value"]), source=_source(cutoff))
    if detail["rule"] not in (None, "complete"):
        words += " – " + t(f"label.rule_{detail['rule']}")
    if detail["evidence"] == UNVERIFIED:
        words += f" [{t('label.unverified')}]"
    return _wrapped(words, width)


def _source(bound: Mapping[str, Any]) -> str:
    words = t("label.own_cutoff") if bound.get("own") else str(bound["source"])
    return f"{words}; {t('label.unverified')}" if bound["evidence"] == UNVERIFIED and not bound.get("own") else words


def _flag(document: Mapping[str, Any], flag: str, width: int) -> list[RenderableType]:
    from spaedbarn_cli.domain.dates import zone

    done = [action for action in document["actions"] if action["flag"] == flag]
    if not done:
        return _wrapped("! " + t("label.flag_open"), width, BAD)
    lines: list[RenderableType] = []
    for action in done:
        at = clock(datetime.fromisoformat(action["at"]).astimezone(zone()))
        told = listing([*action.get("done_words", []), *([action["note"]] if action["note"] else [])])
        lines += _wrapped("! " + t("label.flag_done", at=at, done=told or t("word.none")), width, BAD)
    return lines


def _last(document: Mapping[str, Any], last: Mapping[str, Any], width: int) -> list[RenderableType]:
    """Return what the same version said the time before, and whether the change is one that counts."""
    told = []
    for detail in document["detail"]:
        before, now = last["scores"].get(detail["name"]), document["scores"].get(detail["name"])
        if before is None:
            continue
        words = f"{detail['title'][language()]} {_number(before)}"
        least = detail.get("reliable_change")
        if now is not None and least is not None:
            words += f" ({t('label.change_counts' if abs(now - before) >= least else 'label.change_small')})"
        told.append(words)
    if not told:
        return []
    when = day_short(date.fromisoformat(last["date"]))
    return _wrapped(f"{t('label.last_time', day=when)}: {', '.join(told)}", width)


def _answers(document: Mapping[str, Any], width: int) -> list[RenderableType]:
    lines: list[RenderableType] = [text("")]
    for key, value in document["answers"].items():
        lines += _wrapped(f"{key}: {_answer(value)}", width)
    if document["unanswered"]:
        lines += _wrapped(t("label.unanswered", items=", ".join(document["unanswered"])), width)
    return lines


def _answer(value: Any) -> str:
    from spaedbarn_cli.i18n.catalog import has

    if value is True or value is False:
        return t("word.yes" if value else "word.no")
    if isinstance(value, str):
        return t(f"answer.{value}") if has(f"answer.{value}") else value
    return _number(value)


def _number(value: float) -> str:
    return decimal(str(value)).replace("-", "−")


def _wrapped(words: str, width: int, style: str = "") -> list[RenderableType]:
    room = max(30, width - 4)
    lines = [line for part in words.split("\n") for line in textwrap.wrap(part, room, subsequent_indent="  ")]
    return [text((f"  {line}", style)) for line in lines]
