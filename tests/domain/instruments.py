"""Small instruments made by hand and at random, and random answers to any instrument, for the tests of scoring."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from spaedbarn_cli.domain.instrument import (
    NON_ANSWERS,
    Band,
    Condition,
    Cutoff,
    CutoffTable,
    Flag,
    Instrument,
    Item,
    Option,
    Pattern,
    Scale,
)

D = Decimal


def choice(key, codes=(0, 1, 2, 3), **more):
    return Item(key, "choice", tuple(Option(code) for code in codes), **more)


def cutoff(value, side="at_or_above", **more):
    return Cutoff(D(value), side, "kilde", "verified", **more)


def band(low, high):
    return Band(f"{low}-{high}", D(low), D(high), {"da": "x", "en": "y"}, "kilde", "verified")


def scale(name="total", method="sum", items=(), low=0, high=9, **more):
    return Scale(name, method, tuple(items), D(low), D(high), {"da": name, "en": name}, source="kilde", **more)


def make(items, scales, flags=(), **more):
    return Instrument(
        id="lille", version="1.0", kind="questionnaire", title={"da": "Lille", "en": "Small"}, about="parent",
        respondent="self", items=tuple(items), scales=tuple(scales), flags=tuple(flags), licence="fri",
        sources=("kilde",), evidence="verified", text_pack=True, **more,
    )  # fmt: skip


def answer_of(item):
    """Return a strategy for what an item can be answered with, non-answers too."""
    own = st.sampled_from((*NON_ANSWERS, *item.own_non_answers))
    if item.type == "choice":
        real = st.sampled_from([option.code for option in item.options])
    elif item.type == "number":
        step = item.step or (item.maximum - item.minimum)
        most = int((item.maximum - item.minimum) / step)
        real = st.integers(0, most).map(lambda n: item.minimum + n * step)
    elif item.type == "tick":
        return st.booleans()
    else:
        return st.text(max_size=5)
    return st.one_of(real, real, real, own)


def real_answer(item):
    """Return a strategy for what counts as answered, where the item has anything of the kind."""
    return answer_of(item).filter(lambda value: value not in NON_ANSWERS and value not in item.own_non_answers)


@st.composite
def answered(draw, instrument, whole=False):
    """Return answers to every item (`whole`: no non-answers), in any order."""
    items = draw(st.permutations(instrument.items))
    return {item.id: draw(real_answer(item) if whole else answer_of(item)) for item in items}


@st.composite
def small_instruments(draw):
    """Return a random right instrument: recoding, branching, non-answers with value, every method and missing rule."""
    count = draw(st.integers(2, 5))
    items, recode, non_answers = [], {}, {}
    for number in range(1, count + 1):
        key = str(number)
        kind = draw(st.sampled_from(["choice", "choice", "choice", "number"]))
        own = ("not_applicable", "not_observed") if draw(st.booleans()) else ()
        earlier = [item for item in items if item.type == "choice"]
        when = None
        if earlier and draw(st.integers(0, 3)) == 0:
            gate = draw(st.sampled_from(earlier))
            when = Condition(gate.id, (draw(st.sampled_from(gate.options)).code,))
        if kind == "number":
            items.append(Item(key, "number", (), D(0), D(10), D("0.5"), when=when))
            continue
        codes = draw(st.lists(st.integers(-2, 6), min_size=2, max_size=4, unique=True))
        items.append(choice(key, codes, own_non_answers=own, when=when))
        if draw(st.booleans()):
            recode[key] = {code: D(draw(st.integers(-3, 5))) for code in codes}
        if own and draw(st.booleans()):
            non_answers[key] = {"not_applicable": D(draw(st.integers(-3, 5)))}
    keys = [item.id for item in items]
    ticks = [Item("box", "tick", optional=True)] if draw(st.booleans()) else []
    boxes = [tick.id for tick in ticks]
    far = {"low": -1000, "high": 1000, "recode": recode, "non_answer_values": non_answers}
    rule = draw(st.sampled_from([{}, {"leave_up_to": 1}, {"prorate_up_to": 1}, {"leave_up_to": 1, "prorate_up_to": 2}]))
    near = (
        {"prorate_within": D(3), "cutoffs": (cutoff(4),)} if rule.get("prorate_up_to") and draw(st.booleans()) else {}
    )
    observed = draw(st.booleans())
    coded = [item.id for item in items if item.type == "choice"] or keys
    scales = [
        scale("sum", "sum", keys + boxes, decimals=1 if rule else None, **far, **rule, **near),
        scale("mean", "mean", keys, decimals=2, observed_only=observed, **far,
              prorate_up_to=0 if observed else draw(st.integers(0, 1))),
        scale("scaled", "scaled", (*keys, *boxes), -4000, 4000, of="sum", factor=D("2.5")),
        scale("sign", "pattern", coded, 0, 1, recode=recode, non_answer_values=non_answers,
              pattern=Pattern(((coded[0], 1),), tuple((key, 1) for key in coded), draw(st.integers(1, len(coded))))),
        scale("one", "rating", keys[:1], -1000, 1000),
    ]  # fmt: skip
    flagged = [item for item in items if item.when is None and item.type == "choice"]
    flags = [Flag("danger", flagged[0].id, 1, "card", "kilde")] if flagged else []
    return make([*items, *ticks], scales, flags)


__all__ = [
    "Band", "Condition", "CutoffTable", "D", "Flag", "Item", "Option", "Pattern", "answer_of", "answered", "band",
    "choice", "cutoff", "make", "real_answer", "scale", "small_instruments",
]  # fmt: skip
