"""The shipped legal grounds, and what is refused."""

from __future__ import annotations

import pytest

from spaedbarn_cli.catalog.codes import Code
from spaedbarn_cli.catalog.files import read_definition
from spaedbarn_cli.catalog.legal_grounds import load_legal_grounds_text, open_legal_grounds
from spaedbarn_cli.errors import DefinitionInvalid


@pytest.fixture(scope="module")
def shipped() -> str:
    return read_definition("reference", "legal-grounds")[1].decode("utf-8")


def refused(text: str) -> list[tuple[Code, str]]:
    with pytest.raises(DefinitionInvalid) as caught:
        load_legal_grounds_text(text, "legal-grounds.yaml")
    return [(problem.code, problem.path) for problem in caught.value.params["problems"]]


def test_shipped_grounds() -> None:
    grounds = {ground.key: ground for ground in open_legal_grounds()}
    assert list(grounds) == ["consent", "duty-by-law", "weighty-reasons", "notification", "early-exchange"]
    assert [key for key, ground in grounds.items() if ground.consent] == ["consent"]
    assert [key for key, ground in grounds.items() if ground.tell] == ["weighty-reasons"]
    assert [key for key, ground in grounds.items() if not ground.purpose] == ["consent"]
    assert [key for key, ground in grounds.items() if not ground.verified] == ["early-exchange"]
    assert grounds["weighty-reasons"].law == "sundhedsloven § 43, stk. 2, nr. 2"
    assert all(set(ground.text) == {"da", "en"} for ground in grounds.values())


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ("key: notification", "key: consent", Code.REPEATED, "grounds[3].key"),
        ("key: notification", "key: Bekymring nu", Code.BAD_KEY, "grounds[3].key"),
        ("tell: true", "tell: yes", Code.WRONG_TYPE, "grounds[2].tell"),
        ("    consent: true\n", "", Code.MISSING_KEY, "grounds[0]"),
        ("    en: A law makes it a duty to pass the information on\n", "", Code.MISSING_LANGUAGE, "grounds[1]"),
        ("    evidence: unverified", "    evidence: perhaps", Code.UNKNOWN_VALUE, "grounds[4].evidence"),
        ("id: legal-grounds", "id: hjemmel", Code.UNKNOWN_VALUE, "id"),
        ("law: barnets lov § 133", "lov: barnets lov § 133", Code.UNKNOWN_KEY, "grounds[3].lov"),
    ],
)
def test_mistakes(shipped: str, old: str, new: str, code: Code, path: str) -> None:
    assert shipped.count(old) == 1
    assert (code, path) in refused(shipped.replace(old, new))


def test_a_ground_without_source_is_refused(shipped: str) -> None:
    line = next(line for line in shipped.splitlines(keepends=True) if line.startswith("    source: Barnets lov § 133"))
    assert refused(shipped.replace(line, "")) == [(Code.NO_SOURCE, "grounds[3]")]


def test_no_grounds_at_all_are_refused(shipped: str) -> None:
    assert (Code.EMPTY_LIST, "grounds") in refused(shipped[: shipped.index("grounds:")] + "grounds: []\n")
