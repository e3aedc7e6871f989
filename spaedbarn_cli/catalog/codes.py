"""The numbered problems of a definition file, and how one becomes three lines a person can act on.

A problem is a value, never an exception: one run names them all. Numbers are a promise: a code keeps its meaning, a
code that is no longer needed is not used again. The words stand in `i18n/<language>/catalog.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAX_SHOWN = 60
"""What the file says is repeated in a message only so far (characters)."""

_WORDS = ("expected", "found")


class Code(Enum):
    """Every problem a definition can have; the value is the end of the keys of its words."""

    SYNTAX = "YAML_001"
    TOO_LARGE = "YAML_002"
    TOO_DEEP = "YAML_003"
    DUPLICATE_KEY = "YAML_004"
    ANCHOR = "YAML_005"
    TAG = "YAML_006"
    SEVERAL_DOCUMENTS = "YAML_007"
    EMPTY_FILE = "YAML_008"
    NOT_TEXT = "YAML_009"
    KEY_NOT_A_WORD = "YAML_010"
    TAB = "YAML_011"
    LOOSE_COLON = "YAML_012"
    OPEN_QUOTE = "YAML_013"
    TOO_MANY = "YAML_014"

    MISSING_KEY = "PROG_001"
    UNKNOWN_KEY = "PROG_002"
    WRONG_TYPE = "PROG_003"
    EMPTY_TEXT = "PROG_004"
    MISSING_LANGUAGE = "PROG_005"
    OUT_OF_RANGE = "PROG_006"
    UNKNOWN_VALUE = "PROG_007"
    REPEATED = "PROG_008"
    BAD_KEY = "PROG_009"
    BAD_VERSION = "PROG_010"
    ID_NOT_FILE = "PROG_011"
    NO_SOURCE = "PROG_012"
    BAND_ENDS_FIRST = "PROG_013"
    BANDS_UNORDERED = "PROG_014"
    BANDS_OVERLAP = "PROG_015"
    BANDS_GAP = "PROG_016"
    OPEN_BAND_NOT_LAST = "PROG_017"
    ABOVE_UPPER = "PROG_018"
    ABOVE_MAXIMUM = "PROG_019"
    BAND_WITHOUT_BOUND = "PROG_020"
    NOT_WHOLE_MINUTES = "PROG_021"
    KIND_LEFT_OUT = "PROG_022"
    BAD_NATIONAL_CODE = "PROG_023"
    EMPTY_LIST = "PROG_024"
    BAD_TEXT = "PROG_025"
    NOTHING_COUNTS = "PROG_026"

    ONE_BASE = "OBL_001"
    STEP_UNKNOWN = "OBL_002"
    BAD_OFFSET = "OBL_003"
    WINDOW_ENDS_FIRST = "OBL_004"
    REPEAT_STANDS_STILL = "OBL_005"
    REPEAT_NEEDS_ANCHOR = "OBL_006"
    BAD_COMPLETION = "OBL_007"
    STEPS_IN_CIRCLE = "OBL_008"

    PREGNANCY_ORDER = "PREG_001"

    BAD_ITEMS = "INST_001"
    ITEM_UNKNOWN = "INST_002"
    ID_OR_IDS = "INST_003"
    ONE_OPTION = "INST_004"
    BAD_OPTION_KEY = "INST_005"
    NOT_FOR_TYPE = "INST_006"
    ENDS_FIRST = "INST_007"
    STEP_DOES_NOT_FIT = "INST_008"
    TOO_MANY_ITEMS = "INST_009"
    GATE_NOT_BEFORE = "INST_010"
    GATE_IS_TEXT = "INST_011"
    GATE_FORM = "INST_012"
    NO_SUCH_CODE = "INST_013"
    GATE_OPTIONAL = "INST_014"
    NOT_FOR_METHOD = "INST_015"
    METHOD_NEEDS = "INST_016"
    BAD_RANGE = "INST_017"
    RANGE_NOT_REACHED = "INST_018"
    TEXT_SCORED = "INST_019"
    OPTIONAL_SCORED = "INST_020"
    TICK_IN_MEAN = "INST_021"
    NOTHING_NEEDED = "INST_022"
    RATING_OF_ONE = "INST_023"
    NOTHING_UNOBSERVED = "INST_024"
    NOT_IN_SCALE = "INST_025"
    CODE_LEFT_OUT = "INST_026"
    RECODED_TWICE = "INST_027"
    NOT_RECODED = "INST_028"
    NOT_ITS_NON_ANSWER = "INST_029"
    PATTERN_COUNT = "INST_030"
    NEVER_REACHED = "INST_031"
    SCALE_NOT_BEFORE = "INST_032"
    NOT_POSITIVE = "INST_033"
    NOTHING_LEFT = "INST_034"
    NO_CUTOFF = "INST_035"
    OUTSIDE_SCALE = "INST_036"
    CUTOFFS_CLASH = "INST_037"
    ROW_NOT_A_CHOICE = "INST_038"
    SCORE_BANDS_OVERLAP = "INST_039"
    SCORE_BANDS_GAP = "INST_040"
    FLAG_HIDDEN = "INST_041"
    EVIDENCE_TOO_GOOD = "INST_042"
    WORDING_SHIPPED = "INST_043"
    NO_EXAMPLES = "INST_044"
    EXAMPLE_ANSWER = "INST_045"
    EXAMPLE_SCORE = "INST_046"
    EXAMPLE_BAND = "INST_047"
    EXAMPLE_FLAGS = "INST_048"
    CARD_UNKNOWN = "INST_049"

    PACK_NOT_THIS = "PACK_001"
    PACK_ITEM_UNKNOWN = "PACK_002"
    PACK_OPTIONS = "PACK_003"
    PACK_ITEM_MISSING = "PACK_004"
    PACK_TABLE = "PACK_005"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a definition file, and where.

    `line` counts from 1; `path` is the way to the place (`norm.bands[0].minimum_hours`), empty for the whole file.
    The parameters `expected` and `found` are themselves keys of words (`type.text`).
    """

    code: Code
    file: str
    line: int
    path: str = ""
    params: Mapping[str, str | int | float] = field(default_factory=dict, hash=False)

    @property
    def text_key(self) -> str:
        """The key of the sentence that states the fact and why it matters."""
        return f"problem.{self.code.value}"

    @property
    def remedy_key(self) -> str:
        """The key of the sentence that says what to do."""
        return f"remedy.{self.code.value}"

    @property
    def place_key(self) -> str:
        """The key of the words for file, line and path."""
        return "problem.place" if self.path else "problem.place_file"


def describe(problem: Problem, t: Callable[..., str]) -> tuple[str, str, str]:
    """Return where it is, what is wrong and what to do; `t(key, **params)` gives the words in the language wanted."""
    params: dict[str, str | int | float] = {"file": problem.file, "line": problem.line, "path": problem.path}
    for name, value in problem.params.items():
        params[name] = t(str(value)) if name in _WORDS else value
    return t(problem.place_key, **params), t(problem.text_key, **params), t(problem.remedy_key, **params)


def shown(value: object) -> str:
    """Return what the file says in a form that is safe to print: one line, no control characters, not too long."""
    text = "".join(char if char.isprintable() else "·" for char in str(value)[: MAX_SHOWN + 1])
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"
