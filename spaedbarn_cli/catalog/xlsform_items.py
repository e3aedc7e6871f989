"""The rows of an XLSForm as items of ours. What changes meaning and cannot be said in our language is a problem."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from spaedbarn_cli.catalog.check import KEY
from spaedbarn_cli.catalog.codes import shown
from spaedbarn_cli.catalog.instrument_read import expand
from spaedbarn_cli.catalog.xlsform_logic import Gate, read_constraint, read_parameters, read_relevant
from spaedbarn_cli.catalog.xlsform_problems import SheetCode
from spaedbarn_cli.catalog.xlsform_sheet import known_column

if TYPE_CHECKING:
    from decimal import Decimal

    from spaedbarn_cli.catalog.xlsform_sheet import Cells, Sheets

_META = {
    "start", "end", "today", "deviceid", "username", "email", "phonenumber", "subscriberid", "simserial", "audit",
    "start-geopoint", "background-audio",
}  # fmt: skip
"""Rows nobody answers: what a telephone notes by itself."""
_CALCULATED = {"calculate", "hidden", "xml-external", "csv-external", "background-geopoint"}
_SELECT = re.compile(
    r"(select_one|select one|select1|select_multiple|select multiple|rank|select_one_external)\b\s*(.*)"
)
_COLUMNS = {
    "type", "name", "label", "hint", "relevant", "required", "constraint", "parameters", "appearance", "note", "notes",
    "constraint_message", "required_message", "guidance_hint", "read_only", "readonly",
}  # fmt: skip
_MEANING = {
    "calculation", "default", "choice_filter", "repeat_count", "trigger", "image", "audio", "video", "media",
    "big-image", "save_to", "media::image", "randomize", "query",
}  # fmt: skip
_NO = {"", "no", "false", "false()", "nej"}


@dataclass(slots=True)
class Group:
    """An open group: its key, what it is called, its own condition, and its row."""

    key: str
    topic: dict[str, str]
    when: dict[str, Any] | None
    row: int


@dataclass(slots=True)
class Gathered:
    """The items so far with the row each comes from, and the notes that have not found their question yet."""

    items: list[dict[str, Any]] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    names: dict[str, dict[str, int]] = field(default_factory=dict)
    notes: list[dict[str, str]] = field(default_factory=list)
    opening: list[dict[str, str]] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)


def read_rows(sheets: Sheets) -> Gathered:
    """Return the items of the survey; everything that cannot be taken is said."""
    found = Gathered()
    for row, cells in sheets.rows():
        _row(sheets, found, row, cells)
    for group in found.groups:
        sheets.say(SheetCode.GROUP_OPEN, group.row, value=group.key)
    if found.notes and found.items:
        sheets.say(SheetCode.NOTE_LOOSE, found.rows[-1])
    if not found.items and not sheets.problems:
        sheets.say(SheetCode.NOTHING_ASKED, 1)
    return found


def _row(sheets: Sheets, found: Gathered, row: int, cells: Cells) -> None:
    kind = " ".join(cells.get("type", "").lower().replace("_group", " group").replace("_repeat", " repeat").split())
    if not kind:
        sheets.say(SheetCode.UNKNOWN_TYPE, row, value="")
    elif kind in _META:
        sheets.remark("meta", row, type=kind)
    elif kind in _CALCULATED:
        sheets.say(SheetCode.CALCULATED, row, type=kind)
    elif kind.endswith((" repeat", "loop")) or kind.startswith("begin lgroup"):
        if not kind.startswith("end"):
            sheets.say(SheetCode.REPEAT, row)
    elif kind == "begin group":
        _open_group(sheets, found, row, cells)
    elif kind == "end group":
        if found.groups:
            found.groups.pop()
        else:
            sheets.say(SheetCode.GROUP_NOT_OPEN, row)
    elif kind == "note":
        _note(sheets, found, row, cells)
    else:
        _question(sheets, found, row, cells, kind)


def _columns(sheets: Sheets, row: int, cells: Cells) -> None:
    """Say which cells of a row would be lost: those that change meaning are problems, the others a remark."""
    for head in cells:
        name = known_column(head)
        if name in _MEANING or head in _MEANING:
            sheets.say(SheetCode.CASCADE if name == "choice_filter" else SheetCode.COLUMN, row, value=shown(head))
        elif name not in _COLUMNS:
            sheets.remark("column", 0, column=shown(head))


def _open_group(sheets: Sheets, found: Gathered, row: int, cells: Cells) -> None:
    _columns(sheets, row, cells)
    when = _when(sheets, found, row, cells)
    outer = found.groups[-1] if found.groups else None
    if outer is not None and outer.when is not None:
        if when is not None:
            sheets.say(SheetCode.RELEVANT_TWICE, row)
        when = outer.when
    key = _key(sheets, row, cells.get("name", "")) or "group"
    found.groups.append(Group(key, sheets.words(cells, "label", row), when, row))


def _note(sheets: Sheets, found: Gathered, row: int, cells: Cells) -> None:
    """Keep a note for the question it stands before; before the first of all, it is an instruction."""
    _columns(sheets, row, cells)
    if cells.get("relevant"):
        sheets.say(SheetCode.NOTE_RELEVANT, row)
    words = sheets.words(cells, "label", row)
    if not words:
        sheets.say(SheetCode.NO_LABEL, row, value=shown(cells.get("name", "note")))
    elif found.items or found.groups:
        found.notes.append(words)
    else:
        found.opening.append(words)


def _question(sheets: Sheets, found: Gathered, row: int, cells: Cells, kind: str) -> None:
    before = len(sheets.problems)
    shape = _shape(sheets, row, cells, kind)
    if shape is None:
        return
    _columns(sheets, row, cells)
    key = _key(sheets, row, cells.get("name", ""))
    if key is not None and key in found.names:
        sheets.say(SheetCode.NAME_TWICE, row, value=key)
    group = found.groups[-1] if found.groups else None
    when = _when(sheets, found, row, cells)
    if group is not None and group.when is not None:
        if when is not None:
            sheets.say(SheetCode.RELEVANT_TWICE, row)
        when = group.when
    text = _wording(sheets, found, row, cells)
    item: dict[str, Any] = {"id": key or f"row{row}", **{name: shape[name] for name in shape if name != "names"}}
    if when is not None:
        item["when"] = when
    if group is not None:
        item["group"] = group.key
        if group.topic:
            item["topic"] = group.topic
    if text:
        item["text"] = text
    if shape["type"] == "text" and cells.get("required", "").lower() in _NO:
        item["optional"] = True
    found.names[item["id"]] = shape.get("names", {})
    if len(sheets.problems) == before or key is not None:
        found.items.append(item)
        found.rows.append(row)


def _wording(sheets: Sheets, found: Gathered, row: int, cells: Cells) -> dict[str, str]:
    """Return the question with the notes before it and its hint after it."""
    label = sheets.words(cells, "label", row)
    if not label:
        sheets.say(SheetCode.NO_LABEL, row, value=shown(cells.get("name", "")))
        return {}
    hint = sheets.words(cells, "hint", row)
    text = {lang: f"{words} ({hint[lang]})" if hint else words for lang, words in label.items()}
    for note in reversed(found.notes):
        text = {lang: f"{note[lang]}\n{words}" for lang, words in text.items()}
    found.notes = []
    return text


def _shape(sheets: Sheets, row: int, cells: Cells, kind: str) -> dict[str, Any] | None:
    """Return the type of an item with its options or ends; None (and said) for a type we do not have."""
    match = _SELECT.fullmatch(kind)
    if match is not None:
        return _choice(sheets, row, cells, match[1])
    if kind in ("integer", "int", "decimal"):
        return _amount(sheets, row, cells, whole=kind != "decimal")
    if kind == "range":
        return _range(sheets, row, cells)
    if cells.get("constraint"):
        sheets.say(SheetCode.CONSTRAINT, row, value=shown(cells["constraint"]))
    if kind in ("text", "string"):
        return {"type": "text"}
    if kind in ("acknowledge", "trigger"):
        return {"type": "tick"}
    sheets.say(SheetCode.OTHER_TYPE, row, type=shown(kind))
    return None


def _choice(sheets: Sheets, row: int, cells: Cells, kind: str) -> dict[str, Any] | None:
    if not kind.startswith(("select_one", "select one", "select1")):
        sheets.say(SheetCode.SEVERAL_ANSWERS, row, type=kind)
        return None
    if kind == "select_one_external":
        sheets.say(SheetCode.CASCADE, row, value=kind)
        return None
    written = cells["type"].split()  # the list's name as it is written, capitals and all
    if written[-1] == "or_other":
        sheets.say(SheetCode.OWN_WORDS, row)
        written = written[:-1]
    if cells.get("constraint"):
        sheets.say(SheetCode.CONSTRAINT, row, value=shown(cells["constraint"]))
    choices = sheets.choices_of(written[-1], row)
    numbered = all(re.fullmatch(r"-?(?:0|[1-9]\d{0,4})", choice.name) for choice in choices)
    if choices and not numbered:
        sheets.remark("numbered", 0, list=shown(written[-1]), n=len(choices))
    names = {choice.name: int(choice.name) if numbered else place for place, choice in enumerate(choices, 1)}
    options = [{"code": names[choice.name], "text": choice.text} for choice in choices]
    return {"type": "choice", "options": options, "names": names}


def _amount(sheets: Sheets, row: int, cells: Cells, *, whole: bool) -> dict[str, Any]:
    text = cells.get("constraint", "")
    bounds = read_constraint(text) if text else None
    if text and bounds is None:
        sheets.say(SheetCode.CONSTRAINT, row, value=shown(text))
        return {"type": "number"}
    if bounds is None or bounds.low is None or bounds.high is None:
        sheets.say(SheetCode.NO_BOUNDS, row)
        return {"type": "number"}
    if not whole and (bounds.low_strict or bounds.high_strict):
        sheets.say(SheetCode.CONSTRAINT, row, value=shown(text))
    low, high = bounds.low + bounds.low_strict, bounds.high - bounds.high_strict
    shape: dict[str, Any] = {"type": "number", "minimum": _plain(low), "maximum": _plain(high)}
    return {**shape, "step": 1} if whole else shape


def _range(sheets: Sheets, row: int, cells: Cells) -> dict[str, Any]:
    found = read_parameters(cells.get("parameters", ""))
    if cells.get("constraint"):
        sheets.say(SheetCode.CONSTRAINT, row, value=shown(cells["constraint"]))
    if found is None or "start" not in found or "end" not in found:
        sheets.say(SheetCode.NO_BOUNDS, row)
        return {"type": "number"}
    step = _plain(found["step"]) if "step" in found else 1
    return {"type": "number", "minimum": _plain(found["start"]), "maximum": _plain(found["end"]), "step": step}


def _when(sheets: Sheets, found: Gathered, row: int, cells: Cells) -> dict[str, Any] | None:
    """Return the condition of a row in our language."""
    text = cells.get("relevant", cells.get("relevance"))
    if not text:
        return None
    gate = read_relevant(text)
    if gate is None:
        sheets.say(SheetCode.RELEVANT, row, value=shown(text))
        return None
    key = gate.item.lower()
    item = next((item for item in found.items if item["id"] == key), None)
    if item is None:
        sheets.say(SheetCode.RELEVANT_UNKNOWN, row, value=shown(gate.item))
        return None
    return _condition(sheets, found, row, gate, item)


def _condition(sheets: Sheets, found: Gathered, row: int, gate: Gate, item: dict[str, Any]) -> dict[str, Any] | None:
    names = found.names[item["id"]]
    if item["type"] == "choice" and gate.names:
        missing = [name for name in gate.names if name not in names]
        if missing:
            sheets.say(SheetCode.RELEVANT_CHOICE, row, value=shown(missing[0]), item=item["id"])
            return None
        return {"item": item["id"], "codes": [names[name] for name in gate.names]}
    if item["type"] == "tick" and gate.names == ("OK",):
        return {"item": item["id"], "codes": [1]}
    whole = item.get("step") == 1
    if item["type"] == "number" and gate.least is not None and (whole or not gate.strict):
        return {"item": item["id"], "at_least": _plain(gate.least + gate.strict)}
    sheets.say(SheetCode.RELEVANT, row, value=shown(f"{gate.item}"))
    return None


def _key(sheets: Sheets, row: int, name: str) -> str | None:
    """Return a name as an id of ours, in lower case; says when it cannot be one."""
    key = name.lower()
    if len(key) > 40 or not KEY.fullmatch(key) or expand(key) != [key]:
        sheets.say(SheetCode.BAD_NAME, row, value=shown(name))
        return None
    return key


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
