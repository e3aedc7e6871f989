"""The shipped bounds of a pregnancy, and what is refused."""

from __future__ import annotations

import pytest

from spaedbarn_cli.catalog.codes import Code, describe
from spaedbarn_cli.catalog.load import read_definition
from spaedbarn_cli.catalog.pregnancy import NUMBERS, load_pregnancy_text, open_pregnancy
from spaedbarn_cli.domain.pregnancy import PregnancyRules, format_gestation
from spaedbarn_cli.errors import DefinitionInvalid
from spaedbarn_cli.i18n.da.catalog import TEXTS as DA
from spaedbarn_cli.i18n.en.catalog import TEXTS as EN


@pytest.fixture(scope="module")
def shipped():
    return read_definition("reference", "pregnancy")[1].decode("utf-8")


def refused(text):
    with pytest.raises(DefinitionInvalid) as caught:
        load_pregnancy_text(text, "pregnancy.yaml")
    return caught.value.params["problems"]


def test_shipped_numbers():
    rules = open_pregnancy()
    assert rules == PregnancyRules(
        term_days=280, earliest_birth_days=154, latest_birth_days=308, preterm_before_days=259, correct_until_months=24
    )
    days = (rules.term_days, rules.earliest_birth_days, rules.latest_birth_days, rules.preterm_before_days)
    assert [format_gestation(n) for n in days] == ["40+0", "22+0", "44+0", "37+0"]


def test_every_number_has_a_source_and_says_how_sure_it_is(shipped):
    data = load_pregnancy_text(shipped, "pregnancy.yaml")
    assert all(data[key]["source"] for key in NUMBERS)
    assert {key for key in NUMBERS if data[key]["evidence"] == "unverified"} == {
        "latest_birth_days", "correct_until_months",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "code", "path", "at"),
    [
        ("value: 280", "value: 180", Code.PREGNANCY_ORDER, "preterm_before_days.value", "value: 259"),
        ("value: 280", "value: 2800", Code.OUT_OF_RANGE, "term_days.value", "value: 280"),
        ("value: 280", "value: 40+0", Code.WRONG_TYPE, "term_days.value", "value: 280"),
        ("value: 154", "value: 259", Code.PREGNANCY_ORDER, "earliest_birth_days.value", "value: 154"),
        ("term_days:", "term_day:", Code.MISSING_KEY, "", "id: pregnancy"),
        ("term_days:", "term_day:", Code.UNKNOWN_KEY, "term_day", "term_days:"),
        ("id: pregnancy", "id: graviditet", Code.UNKNOWN_VALUE, "id", "id: pregnancy"),
    ],
)
def test_mistakes(shipped, old, new, code, path, at):
    assert shipped.count(old) == 1
    found = [p for p in refused(shipped.replace(old, new)) if (p.code, p.path) == (code, path)]
    assert len(found) == 1
    assert found[0].line == shipped.count("\n", 0, shipped.index(at)) + 1
    for texts in (DA, EN):
        assert all(describe(found[0], lambda key, /, texts=texts, **params: texts[key].format(**params)))


def test_a_number_without_source_is_refused(shipped):
    start = shipped.index("  source: >-")
    end = shipped.index("  evidence:", start)
    found = refused(shipped[:start] + shipped[end:])
    assert [(p.code, p.path) for p in found] == [(Code.NO_SOURCE, "term_days")]
