"""Every word the program says stands in both languages, is used, and is said in our tone."""

from __future__ import annotations

import ast
import re
import string
from functools import cache
from pathlib import Path

import pytest
from command_help import help_of_all

from spaedbarn_cli import errors
from spaedbarn_cli.domain import network, norm_days, norms, plan_facts, sharing
from spaedbarn_cli.domain.case import PERSON_ROLES, ROLES
from spaedbarn_cli.domain.instrument import KINDS as INSTRUMENT_KINDS
from spaedbarn_cli.domain.obligation import MEETING_KINDS
from spaedbarn_cli.domain.statement import SECTIONS
from spaedbarn_cli.domain.visit import KINDS, SEEN, STATUSES
from spaedbarn_cli.domain.visit_rules import CANCELLED_BY, PARTIES
from spaedbarn_cli.i18n import catalog

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "spaedbarn_cli"
DA, EN = catalog.load("da"), catalog.load("en")
ERRORS = {
    name: one for name, one in vars(errors).items() if isinstance(one, type) and issubclass(one, errors.SpaedbarnError)
}
WORDED = {"t", "plural"}
SAID = {"warn"}

ENGLISH = {
    "the", "and", "with", "not", "is", "are", "was", "of", "this", "that", "your", "you", "please", "must", "visit",
    "visits", "case", "cases", "file", "store", "error", "hint", "week", "child", "mother", "father", "family",
    "missing", "invalid", "unknown", "option", "command", "usage", "passphrase", "password", "reason", "date",
    "none", "yes", "no",
}  # fmt: skip
VALUES = {*KINDS, *STATUSES, *ROLES, *PERSON_ROLES, *SEEN, *CANCELLED_BY, *PARTIES}
"""Words that are typed as they stand, in either language."""

IDLE = (norm_days.BEFORE_BIRTH, norm_days.NOT_HOME, norm_days.BEFORE_START, norm_days.CLOSED, norm_days.PAUSE)
DATED = tuple(one for one in plan_facts.STATES if one != "not_applicable")  # that one never has a day
BUILT: dict[str, tuple[object, ...]] = {
    "by.": CANCELLED_BY, "genogram.kind.": network.PAIRS, "genogram.sex.": network.SEXES,
    "kind.": KINDS, "label.kind_": INSTRUMENT_KINDS, "meeting.kind.": MEETING_KINDS, "month.": tuple(range(1, 13)),
    "network.circle.": network.CIRCLES, "network.gives.": network.GIVES, "network.letter.": network.GIVES,
    "network.sector.": network.SECTORS, "norm.": norms.STATUSES, "norm.cell.": norms.STATUSES, "norm.idle.": IDLE,
    "norm.legend.": norms.STATUSES, "norm.why.day.": IDLE, "plan.state.": DATED, "profile.": sharing.PROFILES,
    "role.": (*ROLES, *PERSON_ROLES), "seen.": SEEN, "state.": sharing.STATES, "statement.section.": SECTIONS,
    "status.": STATUSES, "week.": norms.STATUSES, "weekday.": tuple(range(7)),
}  # fmt: skip
"""Keys that the code puts together, and every value that may follow: the words for none of them may be forgotten."""


def _trees() -> list[tuple[Path, ast.Module]]:
    paths = [path for path in sorted(PACKAGE.rglob("*.py")) if "i18n" not in path.parts or path.name == "catalog.py"]
    return [(path, ast.parse(path.read_text("utf-8"))) for path in paths]


@cache
def _literals() -> frozenset[str]:
    return frozenset(
        node.value
        for _, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@cache
def _beginnings() -> frozenset[str]:
    """Return how keys begin that the code puts together: `role.` of `f"role.{key}"`."""
    return frozenset(
        node.values[0].value
        for _, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant) and len(node.values) > 1
        and re.fullmatch(r"[a-z_.-]{2,}[._]", str(node.values[0].value))
    )  # fmt: skip


def _constants(node: ast.expr) -> list[str]:
    """Return the constant texts an expression can be: one, or both sides of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return _constants(node.body) + _constants(node.orelse)
    return []


def _calls() -> list[tuple[str, str, str]]:
    """Return (where, function, key) of every call that names a key as a constant in its first argument."""
    found = []
    for path, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
                where = f"{path.relative_to(PACKAGE)}:{node.lineno}"
                found += [(where, name, key) for key in _constants(node.args[0])]
    return found


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys() -> None:
    assert set(DA) == set(EN)


def test_no_key_stands_in_two_topics() -> None:
    import importlib

    for lang in catalog.LANGUAGES:
        seen: dict[str, str] = {}
        for topic in catalog.TOPICS:
            for key in importlib.import_module(f"spaedbarn_cli.i18n.{lang}.{topic}").TEXTS:
                assert key not in seen, f"{key} stands in {seen.get(key)} and {topic} ({lang})"
                seen[key] = topic


def test_every_file_of_words_is_a_topic() -> None:
    for lang in catalog.LANGUAGES:
        files = {path.stem for path in (PACKAGE / "i18n" / lang).glob("*.py")} - {"__init__"}
        assert files == set(catalog.TOPICS)


def test_placeholders_are_the_same_in_both_languages() -> None:
    assert {key: _places(DA[key]) for key in DA} == {key: _places(EN[key]) for key in DA if key in EN}


def test_every_error_has_a_hint() -> None:
    lacking = [key for key in DA if key.startswith("err.") and f"hint.{key[4:]}" not in DA]
    lone = [key for key in DA if key.startswith("hint.") and f"err.{key[5:]}" not in DA]
    assert not lacking
    assert not lone


@pytest.mark.parametrize("texts", [DA, EN], ids=["da", "en"])
def test_errors_and_hints_are_one_calm_line(texts: dict[str, str]) -> None:
    for key, text in texts.items():
        if key.startswith(("err.", "hint.")):
            for line in text.splitlines():
                assert not line[:1].isupper() or line[:2].isupper(), f"{key} begins with a capital"
                assert not line.endswith((".", "!", "…")), f"{key} ends with {line[-1]}"
        assert "!" not in re.sub(r"`[^`]*`", "", text), f"{key} shouts"


def test_no_english_is_left_in_danish() -> None:
    found = []
    for key, text in DA.items():
        bare = re.sub(r"(?m)^ {4}.*$|`[^`]*`|\{[^}]*\}|--[a-z-]+|spaedbarn [a-z-]+|https?:\S+|\S+:\S+=\S+", " ", text)
        words = {word for word in re.findall(r"[\wæøåÆØÅ-]+", bare) if word.lower() not in VALUES}
        found += [f"{key}: {word}" for word in sorted(words) if word.lower() in ENGLISH]
    assert not found, "\n".join(found)


def test_every_key_that_code_names_has_words() -> None:
    missing = []
    for where, name, key in _calls():
        if name in ERRORS or name == "Problem":
            missing += [f"{where} {one}" for one in (f"err.{key}", f"hint.{key}") if one not in DA]
        elif name in WORDED or (name in SAID and key.startswith("warn.")):
            wanted = [f"{key}.one", f"{key}.many"] if name == "plural" else [key]
            missing += [f"{where} {one}" for one in wanted if one not in DA]
    assert not missing, "\n".join(missing)


def test_every_key_that_code_puts_together_has_words() -> None:
    assert set(BUILT) <= _beginnings()
    assert not [f"{begins}{value}" for begins, values in BUILT.items() for value in values if f"{begins}{value}" not in DA]


def test_every_key_is_used() -> None:
    literals, beginnings = _literals(), _beginnings() - {"err.", "hint."}

    def used(key: str) -> bool:
        return key in literals or any(key.startswith(beginning) for beginning in beginnings)

    unused = []
    for key in DA:
        stem = re.sub(r"\.(one|many)$", "", key)
        bare = re.sub(r"^(err|hint)\.", "", key)
        if not (used(key) or used(stem) or (bare != key and used(bare))):
            unused.append(key)
    assert not unused, "\n".join(unused)


def test_every_kind_of_error_is_documented() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for name, one in ERRORS.items():
        assert one.__doc__, f"{name} says nothing of itself"
        assert re.search(rf"^\| {one.exit_code} \|", readme, re.MULTILINE), (
            f"README does not explain exit code {one.exit_code}"
        )


def test_danish_help_is_danish_and_english_help_is_english() -> None:
    toolkit = re.compile(
        r"\b(Usage|Options|Arguments|Commands|Show this message|default:|required|Example|Exit codes)\b"
    )
    danish = re.compile(r"\b(Brug|Valg|Argumenter|Kommandoer|Vis denne|Eksempel|Slutkoder|og|eller|ikke)\b")
    for name, text in help_of_all("da").items():
        assert not (found := toolkit.search(text)), f"{name}: {found}"
    for name, text in help_of_all("en").items():
        assert not (found := danish.search(text)), f"{name}: {found}"
