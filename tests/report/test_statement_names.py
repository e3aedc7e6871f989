"""Without names: whoever is called by name is given back by label, and no other word is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.report.statement_names import pairs_of, without_names

PAIRS = pairs_of(
    [("Karen Skov", "mor"), ("Bo Skov", "far"), ("Maj Lis Skov", "barn1"), ("Birgitte Ærø", "mormor"), ("Ole Å. Lund", None)]
)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Vi ser Karen smile.", "Vi ser mor smile."),
        ("Karen smiler. Bo også.", "Mor smiler. Far også."),
        ("Karens mor", "Mors mor"),
        ("hos Karen Skov og Bo", "hos mor og far"),
        ("Maj Lis sov, Maj Lis' blik, Maj Lis Skovs seng", "Barn1 sov, barn1' blik, barn1s seng"),
        ("i maj bor de i en skov", "i maj bor de i en skov"),
        ("Borgen ligger i Skovby; Karense", "Borgen ligger i Skovby; Karense"),
        ("familien Skov", "familien S."),
        ("Birgitte\nÆrø kommer", "Mormor kommer"),
        ("ring til Ole Å. Lund", "ring til O."),
        ("", ""),
    ],
)  # fmt: skip
def test_names_become_labels(written: str, said: str) -> None:
    assert without_names(written, PAIRS) == said


def test_without_names_there_is_nothing_to_replace() -> None:
    assert without_names("Karen", pairs_of([("", "mor"), ("  ", None)])) == "Karen"


WORDS = ["Karen", "Bo", "Skov", "Karen Skov", "Birgitte", "smiler", "og", "den", "3.", "\n", "(Bo)", "Karen,"]


@given(st.lists(st.sampled_from(WORDS)))
def test_no_name_is_ever_left(words: list[str]) -> None:
    said = without_names(" ".join(words), PAIRS)
    for name in ("Karen", "Bo", "Skov", "Birgitte"):
        assert name not in said.replace("(", " ").replace(")", " ").replace(",", " ").split()
