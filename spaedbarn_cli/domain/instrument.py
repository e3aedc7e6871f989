"""An instrument (questionnaire, observation, interview guide) as data: what is asked, how it is scored, on whose word.

Wording that may not be shipped is absent: an item is then its number and its answer codes, asked from the licensed
paper form. Nothing here computes; `scoring` scores, `answers` knows what is still unanswered.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

KINDS = ("questionnaire", "observation", "interview")

NON_ANSWERS = ("declined", "not_asked", "does_not_know", "not_relevant")
"""Why an item has no answer; each is different, none is a zero. Every item takes these."""
OWN_NON_ANSWERS = ("not_applicable", "not_observed")
"""Non-answers that are printed on the form itself and only exist where the instrument has them."""

ITEM_TYPES = ("choice", "number", "text", "tick")
SIDES = ("at_or_above", "above", "at_or_below", "below")


@dataclass(frozen=True, slots=True)
class Option:
    """One printed answer, in printed order; `code` is what is stored, `keys` what may be typed for it instead (Z, V, X)."""

    code: int
    text: Mapping[str, str] | None = None
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """Asked only when the answer to `item` is one of `codes`, or (for numbers) at least `at_least`."""

    item: str
    codes: tuple[int, ...] = ()
    at_least: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `number` runs from `minimum` to `maximum` in steps of `step` (Decimal; 0.1 is a millimetre of 10 cm).

    `text` is the wording where we may ship it, `topic` a few words of our own that say what it is about, `alone` marks
    a question that is put off while somebody else is in the room, `listen_for`, `follow_up` belong to interview guides,
    `optional` items (ticked concerns, remarks) are never missing.
    """

    id: str
    type: str = "choice"
    options: tuple[Option, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    step: Decimal | None = None
    own_non_answers: tuple[str, ...] = ()
    when: Condition | None = None
    text: Mapping[str, str] | None = None
    topic: Mapping[str, str] | None = None
    group: str | None = None
    alone: bool = False
    optional: bool = False
    follow_up: tuple[Mapping[str, str], ...] = ()
    listen_for: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Cutoff:
    """A bound with its source: a score on `side` of `value` is the side one acts on.

    `for_role` limits it to a subject's role (`mother`, `father`, `partner`; None: everybody), `from_years`/`to_years` to
    an age of the respondent, `setting` names the key under which a municipality may put its own value.
    """

    value: Decimal
    side: str
    source: str
    evidence: str
    for_role: tuple[str, ...] = ()
    from_years: int | None = None
    to_years: int | None = None
    setting: str | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A named part of a scale, both ends included; `id` is what JSON says (`13-26`)."""

    id: str
    low: Decimal
    high: Decimal
    text: Mapping[str, str]
    source: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of answers, true when every part holds: `any_of` (item, at least) and at least `count` of `symptoms`."""

    any_of: tuple[tuple[str, int], ...]
    symptoms: tuple[tuple[str, int], ...]
    count: int


@dataclass(frozen=True, slots=True)
class CutoffTable:
    """A cut-off that is looked up in a table which comes with the site's licensed material, shipped without.

    `table` names it, the answer to the item `row` picks the row; a row holds `cutoff` and may hold `monitoring_from`.
    """

    table: str
    row: str
    side: str
    source: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Scale:
    """One score. `method`: `sum`, `mean`, `scaled` (another scale times `factor`), `pattern`, `rating` (one item as it is).

    `recode` maps item → code → value for items whose code is not their value; `non_answer_values` gives own
    non-answers a value (item → non-answer → value). `observed_only` lets a mean leave out `not_observed` items.
    `prorate_up_to` is how many needed items may be missing with the rule named in `missing_source` (0: none: then a
    missing item means no score): the average of the rest stands in for each. `leave_up_to` is how many may be missing
    and the sum stands as it is; with `prorate_within` it is only prorated that near the cut-off (points), else left.
    `decimals` rounds, half up. `reliable_change` is the least difference that counts.
    """

    name: str
    method: str
    items: tuple[str, ...]
    low: Decimal
    high: Decimal
    title: Mapping[str, str]
    recode: Mapping[str, Mapping[int, Decimal]] = field(default_factory=dict)
    non_answer_values: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    observed_only: bool = False
    of: str | None = None
    factor: Decimal | None = None
    pattern: Pattern | None = None
    decimals: int | None = None
    prorate_up_to: int = 0
    leave_up_to: int = 0
    prorate_within: Decimal | None = None
    missing_source: str | None = None
    cutoff_table: CutoffTable | None = None
    cutoffs: tuple[Cutoff, ...] = ()
    bands: tuple[Band, ...] = ()
    reliable_change: Decimal | None = None
    reliable_change_source: str | None = None
    source: str = ""
    evidence: str = "verified"


@dataclass(frozen=True, slots=True)
class Flag:
    """An answer that must be acted on at once, whatever the total: opens `action_card` before the next question."""

    id: str
    item: str
    at_least: int
    action_card: str
    source: str


@dataclass(frozen=True, slots=True)
class Window:
    """When it may be used, in months of age of the child; `corrected` counts from the due date for a preterm child."""

    from_months: int
    to_months: int
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: answers (item → code or non-answer), the subject's role and age, and what must come out.

    `tables` is what a site's licensed material would bring (table → row → numbers), invented for the example.
    """

    answers: Mapping[str, object]
    scores: Mapping[str, Decimal | None]
    bands: Mapping[str, str] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    role: str | None = None
    years: int | None = None
    tables: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Instrument:
    """One version of one instrument. `about` is whose record it belongs to (`parent` or `child`).

    `text_pack` says that wording comes from the site's own pack; `training` who may use it; `extra` keeps what other
    rooms read (interval tables, interview themes).
    """

    id: str
    version: str
    kind: str
    title: Mapping[str, str]
    about: str
    respondent: str
    items: tuple[Item, ...]
    scales: tuple[Scale, ...]
    flags: tuple[Flag, ...]
    licence: str
    sources: tuple[str, ...]
    evidence: str
    text_pack: bool
    window: Window | None = None
    examples: tuple[Example, ...] = ()
    instructions: Mapping[str, str] | None = None
    minutes: int | None = None
    training: Mapping[str, str] | None = None
    extra: Mapping[str, object] = field(default_factory=dict)

    def item(self, key: str) -> Item:
        """Return the item with this id; raises KeyError."""
        for item in self.items:
            if item.id == key:
                return item
        raise KeyError(key)
