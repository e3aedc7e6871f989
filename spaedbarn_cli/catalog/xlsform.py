"""A municipality's own form from an XLSForm (`.xlsx`) into a definition of ours. The only home of pyxform.

Either the whole form is taken, or it is said what cannot be, by sheet and row with a remedy, and nothing comes of it.
What changes no meaning but is not taken over (the order of colours, what a telephone notes by itself) is a remark.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from spaedbarn_cli.catalog.check import KEY, VERSION
from spaedbarn_cli.catalog.codes import shown
from spaedbarn_cli.catalog.instruments import check_instrument, list_instruments
from spaedbarn_cli.catalog.load import write_yaml
from spaedbarn_cli.catalog.xlsform_items import read_rows
from spaedbarn_cli.catalog.xlsform_problems import SETTINGS, SURVEY, SheetCode
from spaedbarn_cli.catalog.xlsform_sheet import Sheets
from spaedbarn_cli.errors import DefinitionInvalid, WrongUsage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spaedbarn_cli.catalog.codes import Problem
    from spaedbarn_cli.catalog.xlsform_items import Gathered
    from spaedbarn_cli.catalog.xlsform_problems import Remark

MAX_BYTES = 5_000_000
_MAX_UNPACKED = 60_000_000
"""A form of a thousand questions unpacks to 2 MB; more than this is not a form."""
_PLACE = re.compile(r"items\[(\d+)\]")


class Converted(NamedTuple):
    """A form as a definition: checked data, the text of its YAML file, and what the user should know."""

    data: dict[str, Any]
    yaml: str
    remarks: list[Remark]


def convert_xlsform(content: bytes, name: str, about: str, key: str | None = None) -> Converted:
    """Return the definition of a form about a `parent` or a `child`; `key` is its id, else the form's own.

    Raises WrongUsage without the extra or for a file that is no workbook, DefinitionInvalid with every problem.
    """
    sheets = Sheets(name, _workbook(content))
    if not sheets.survey:
        sheets.say(SheetCode.NO_SURVEY, 1)
    else:
        for column in ("type", "name"):
            if all(column not in cells for cells in sheets.survey):
                sheets.say(SheetCode.NO_COLUMN, 1, value=column)
    _stop(sheets.problems, name)
    found = read_rows(sheets)
    data = _definition(sheets, found, about, key)
    _stop(sheets.problems, name)
    _accepted(sheets, content)
    _stop(sheets.problems, name)
    for problem in check_instrument(data, f"{data['id']}.yaml"):
        _ours(sheets, found, problem)
    _stop(sheets.problems, name)
    return Converted(data, write_yaml(data), sheets.remarks)


def _stop(problems: Sequence[Any], name: str) -> None:
    if problems:
        listed = sorted(
            dict.fromkeys(problems), key=lambda problem: (problem.path != SURVEY, problem.path, problem.line)
        )
        raise DefinitionInvalid("definition_invalid", file=name, count=len(listed), problems=listed)


def _workbook(content: bytes) -> dict[str, Any]:
    """Return the sheets with their rows, empty ones among them, so that their numbers are the spreadsheet's."""
    import warnings
    import zipfile

    try:
        from pyxform.errors import PyXFormError
        from pyxform.xls2json_backends import xlsx_to_dict
    except ImportError:
        raise WrongUsage("xlsform_missing") from None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if len(content) > MAX_BYTES or sum(part.file_size for part in packed.infolist()) > _MAX_UNPACKED:
                raise WrongUsage("xlsform_too_large")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that nobody asks for here
            sheets: dict[str, Any] = xlsx_to_dict(io.BytesIO(content))
    except (PyXFormError, zipfile.BadZipFile, ValueError, KeyError, AttributeError, SyntaxError):
        raise WrongUsage("xlsform_unreadable") from None
    return sheets


def _accepted(sheets: Sheets, content: bytes) -> None:
    """Let pyxform itself say whether this is an XLSForm at all: references, groups and lists that hang in the air."""
    import logging
    import warnings

    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    logging.getLogger("pyxform").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            convert(content, warnings=[], validate=False, file_type=".xlsx")
    except PyXFormError as error:
        row = re.search(r"[Rr]ow[ :]+(\d+)", str(error))
        sheets.say(SheetCode.NOT_XLSFORM, int(row[1]) if row else 1, value=shown(" ".join(str(error).split())))


def _definition(sheets: Sheets, found: Gathered, about: str, key: str | None) -> dict[str, Any]:
    settings = sheets.settings
    title = settings.get("form_title", settings.get("title", ""))
    if not title:
        sheets.say(SheetCode.NO_TITLE, 2, SETTINGS)
    form = settings.get("form_id", settings.get("id_string", ""))
    name = key or re.sub(
        r"[^a-z0-9]+", "-", form.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    ).strip("-")
    shipped = {known for _, known in list_instruments()}
    if not KEY.fullmatch(name) or len(name) > 40 or name in shipped:
        sheets.say(SheetCode.BAD_ID, 2, SETTINGS, value=shown(name or form))
    data: dict[str, Any] = {
        "id": name,
        "version": _version(sheets, settings.get("version", "")),
        "kind": "questionnaire",
        "title": {"da": title, "en": title},
        "about": about,
        "respondent": "self" if about == "parent" else "parent",
        "licence": "Kommunens eget skema. Hvem der ejer ordlyden, ved kommunen.",
        "text_pack": False,
        "evidence": "unverified",
        "sources": [f"Kommunens eget XLSForm: {form or name}"],
        "items": found.items,
        "scales": [],
    }
    if found.opening:
        words = {lang: "\n".join(note[lang] for note in found.opening) for lang in found.opening[0]}
        data["instructions"] = words
    return data


def _version(sheets: Sheets, text: str) -> str:
    """Return the form's version as two numbers; a date as some write it is year and day, anything else 1.0."""
    if VERSION.fullmatch(text):
        return text
    if re.fullmatch(r"\d{1,4}", text):
        return f"{text}.0"
    day = re.fullmatch(r"(\d{4})-?(\d{2})-?(\d{2})\d{0,6}", text)
    version = f"{day[1]}.{day[2]}{day[3]}" if day else "1.0"
    sheets.remark("version", 0, value=shown(text), version=version)
    return version


def _ours(sheets: Sheets, found: Gathered, problem: Problem) -> None:
    """Say a problem of the finished definition at the row it comes from."""
    place = _PLACE.match(problem.path)
    row = found.rows[int(place[1])] if place else 1
    sheets.say(SheetCode.NOT_TAKEN, row, value=problem.code.value, path=problem.path)
