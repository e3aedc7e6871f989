"""The shipped profiles of what is copied, and what is refused."""

from __future__ import annotations

import pytest

from spaedbarn_cli.catalog.codes import Code
from spaedbarn_cli.catalog.files import read_definition
from spaedbarn_cli.catalog.sharing_profiles import load_sharing_profiles_text, open_sharing_profiles
from spaedbarn_cli.domain.consent import PARENT
from spaedbarn_cli.errors import DefinitionInvalid
from spaedbarn_cli.store.tables import JOURNAL, KINDS


@pytest.fixture(scope="module")
def shipped() -> str:
    return read_definition("reference", "sharing-profiles")[1].decode("utf-8")


def refused(text: str) -> list[tuple[Code, str]]:
    with pytest.raises(DefinitionInvalid) as caught:
        load_sharing_profiles_text(text, "sharing-profiles.yaml")
    return [(problem.code, problem.path) for problem in caught.value.params["problems"]]


def test_shipped_profiles() -> None:
    profiles = open_sharing_profiles()
    assert list(profiles) == ["caseworker"]
    one = profiles["caseworker"]
    assert one.key == "caseworker"
    assert set(one.text) == {"da", "en"}
    assert one.streams == ("contact", "child", "plan", "network")
    assert "work" not in one.streams
    assert not [name for name in one.streams if name.startswith(PARENT)]
    assert one.fields["pause"] == ("first_day", "last_day")
    assert one.notes["visit"] == ("note", "next", "reason")
    assert one.notes["goal"] == ()


def test_the_shipped_profile_names_what_there_is_and_free_text_only_where_it_is_asked_for() -> None:
    """A field that is spelled wrong would silently stay behind; one that holds a name must not go."""
    one = open_sharing_profiles()["caseworker"]
    assert set(one.fields) <= JOURNAL
    for kind, names in one.fields.items():
        assert set(names) | set(one.notes[kind]) <= set(KINDS[kind].columns), kind
        assert not set(names) & {"note", "next", "answers", "reason", "close_reason", "agreements"}, kind
        assert "case_id" not in names
    assert "name" not in one.fields["person"]
    assert "owner" not in one.fields["case"]


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ("key: caseworker", "key: Rådgiver 1", Code.BAD_KEY, "profiles[0].key"),
        ("streams: contact child plan network", "streams: contact chlid", Code.UNKNOWN_VALUE, "profiles[0].streams"),
        ("    en: case worker\n", "", Code.MISSING_LANGUAGE, "profiles[0]"),
        ("- kind: pause", "- kind: visit", Code.REPEATED, "profiles[0].kinds[3].kind"),
        ("- kind: pause", "- kind: Pause", Code.BAD_KEY, "profiles[0].kinds[3].kind"),
        ("fields: a b relation", "fields: a, b", Code.BAD_KEY, "profiles[0].kinds[15].fields"),
        ("notes: note next", "notes: note  next", Code.BAD_KEY, "profiles[0].kinds[2].notes"),
        ("        fields: a b relation\n", "", Code.MISSING_KEY, "profiles[0].kinds[15]"),
        ("notes: note next", "noter: note next", Code.UNKNOWN_KEY, "profiles[0].kinds[2].noter"),
        ("id: sharing-profiles", "id: profiler", Code.UNKNOWN_VALUE, "id"),
        ('version: "1.0"', 'version: "ny"', Code.BAD_VERSION, "version"),
    ],
)
def test_mistakes(shipped: str, old: str, new: str, code: Code, path: str) -> None:
    assert shipped.count(old) == 1
    assert (code, path) in refused(shipped.replace(old, new))


def test_a_journal_that_is_spelled_wrong_is_told_with_the_nearest(shipped: str) -> None:
    with pytest.raises(DefinitionInvalid) as caught:
        load_sharing_profiles_text(shipped.replace("streams: contact child", "streams: contact chlid"), "profiles.yaml")
    (problem,) = caught.value.params["problems"]
    assert (problem.params["value"], problem.params["nearest"]) == ("chlid", "child")


def test_a_profile_without_source_is_refused(shipped: str) -> None:
    start, end = shipped.index("    source:"), shipped.index("    kinds:")
    assert refused(shipped[:start] + shipped[end:]) == [(Code.NO_SOURCE, "profiles[0]")]


def test_a_profile_twice_and_none_at_all_are_refused(shipped: str) -> None:
    begin = shipped.index("  - key:")
    assert refused(shipped + shipped[begin:]) == [(Code.REPEATED, "profiles[1].key")]
    assert (Code.EMPTY_LIST, "profiles") in refused(shipped[: shipped.index("profiles:")] + "profiles: []\n")
