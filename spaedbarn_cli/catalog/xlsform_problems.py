"""What a sheet of an XLSForm can hold that we cannot take, numbered; the same shape as the problems of a YAML file.

The words stand in `i18n/<language>/standards.py`. Numbers are a promise, as those of `codes` are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"


class SheetCode(Enum):
    """Every problem a sheet can have; the value is the end of the keys of its words."""

    NO_SURVEY = "XLSF_001"
    NO_COLUMN = "XLSF_002"
    UNKNOWN_TYPE = "XLSF_003"
    SEVERAL_ANSWERS = "XLSF_004"
    REPEAT = "XLSF_005"
    CALCULATED = "XLSF_006"
    OTHER_TYPE = "XLSF_007"
    OWN_WORDS = "XLSF_008"
    CASCADE = "XLSF_009"
    COLUMN = "XLSF_010"
    BAD_NAME = "XLSF_011"
    NAME_TWICE = "XLSF_012"
    NO_LABEL = "XLSF_013"
    LABEL_PIPED = "XLSF_014"
    NO_LIST = "XLSF_015"
    FEW_CHOICES = "XLSF_016"
    CHOICE_TWICE = "XLSF_017"
    RELEVANT = "XLSF_018"
    RELEVANT_UNKNOWN = "XLSF_019"
    RELEVANT_TWICE = "XLSF_020"
    RELEVANT_CHOICE = "XLSF_021"
    NO_BOUNDS = "XLSF_022"
    CONSTRAINT = "XLSF_023"
    GROUP_OPEN = "XLSF_024"
    GROUP_NOT_OPEN = "XLSF_025"
    NOTE_LOOSE = "XLSF_026"
    NOTE_RELEVANT = "XLSF_027"
    BAD_ID = "XLSF_028"
    NO_TITLE = "XLSF_029"
    NOT_XLSFORM = "XLSF_030"
    NOT_TAKEN = "XLSF_031"
    NOTHING_ASKED = "XLSF_032"


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """One thing that cannot be taken: `path` is the sheet, `line` the row as the spreadsheet counts it."""

    code: SheetCode
    file: str
    line: int
    path: str
    params: Mapping[str, str | int] = field(default_factory=dict, hash=False)

    @property
    def text_key(self) -> str:
        return f"problem.{self.code.value}"

    @property
    def remedy_key(self) -> str:
        return f"remedy.{self.code.value}"

    @property
    def place_key(self) -> str:
        return "problem.place_sheet"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the user should know that changes no meaning; the words are `remark.<key>`."""

    key: str
    line: int
    params: Mapping[str, str | int] = field(default_factory=dict, hash=False)
