"""What is wrong with a definition is said with its place and its remedy, in both languages."""

from __future__ import annotations

import pytest

from spaedbarn_cli.catalog.instruments import examine
from spaedbarn_cli.cli.problem_words import problem_document, problem_lines
from spaedbarn_cli.i18n.catalog import use


@pytest.mark.parametrize(("lang", "line"), [("da", "linje 1"), ("en", "line 1")])
def test_a_problem_names_file_line_fact_and_remedy(lang: str, line: str) -> None:
    use(lang)
    try:
        _, problems = examine("- 1\n", "mit.yaml")
        said = problem_document(problems[0])
        where, what_to_do = problem_lines(said)
    finally:
        use("da")
    assert where.startswith(f"  mit.yaml, {line}")
    assert said["message"] in where
    assert "type." not in where, "the words of what was expected are words, not keys"
    assert what_to_do == f"    → {said['hint']}"
