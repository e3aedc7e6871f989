"""`consent`: given by who may give it, withdrawn all or none, kept for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from program import Program

AGE = "age1q07xzxd9nxjcuha4ya524nrzqyhj3h9dx725rtjaf4wku4hdwguq3ueckl"


def give(program: Program, *more: str, by: str = "mor", to: str = "social-worker", streams: str = "contact") -> Any:
    """Give a consent and return its document."""
    return program.json("consent", "give", "A17", "--by", by, "--to", to, "--streams", streams, *more)


def listed(program: Program) -> list[dict[str, Any]]:
    """Return the consents of A17."""
    found: list[dict[str, Any]] = program.json("consent", "list", "A17")["consents"]
    return found


def test_a_consent_is_kept_as_it_was_given(families: Program) -> None:
    made = give(families, "--until", "2026-12-24", streams="contact, parent:mor contact")
    assert made == {
        "id": made["id"], "case": "A17", "by": "mor", "to": "social-worker", "streams": ["contact", "parent:mor"],
        "given": "2026-11-22", "until": "2026-12-24", "withdrawn": None, "holds": True,
    }  # fmt: skip
    assert listed(families) == [made]
    text = families.ok("consent", "list", "A17")
    assert "mor til rådgiver: besøgsjournalen og forældrejournalen for mor" in text
    assert "gælder til og med 24. december 2026" in text
    assert "gjaldt til og med" in families.ok("consent", "list", "A17", "--now", "2026-12-25")


def test_a_contact_is_named_as_she_is_written(families: Program) -> None:
    assert families.refused("consent", "give", "A17", "--by", "mor", "--to", "Lone Krogh", "--streams", "child") == (
        40, "contact_not_found",
    )  # fmt: skip
    families.ok("contact", "add", "Lone Krogh", "--age", AGE)
    assert give(families, to="lone  KROGH")["to"] == "Lone Krogh"


@pytest.mark.parametrize(
    ("lang", "to", "streams", "meant"),
    [
        ("da", "rådgiver", "besøgsjournalen, barnets journal", ["contact", "child"]),
        ("da", "Rådgiver", "besøgsjournalen og Forældrejournalen for mor", ["contact", "parent:mor"]),
        ("da", "rådgiver", "mål og plan og netværket og contact", ["plan", "network", "contact"]),
        ("en", "case worker", "the record of visits and goals and plan", ["contact", "plan"]),
    ],
)
def test_roles_and_parts_can_be_named_as_the_screen_names_them(
    families: Program, lang: str, to: str, streams: str, meant: list[str]
) -> None:
    made = give(families, "--lang", lang, to=to, streams=streams)
    assert (made["to"], made["streams"]) == ("social-worker", meant)


def test_what_the_family_has_is_named_in_words_when_a_part_is_not_known(families: Program) -> None:
    ran = families("consent", "give", "A17", "--by", "mor", "--to", "rådgiver", "--streams", "mål og planer")
    assert ran.code == 2
    known = "besøgsjournalen, barnets journal, netværket, mål og plan, arbejdsnoter, forældrejournalen for BETEGNELSE"
    assert known in ran.err


def test_a_contact_who_bears_the_word_of_a_role_comes_before_the_role(families: Program) -> None:
    families.ok("contact", "add", "Rådgiver", "--age", AGE, "--lang", "en")
    assert give(families, to="rådgiver")["to"] == "Rådgiver"
    assert families.refused("contact", "add", "rådgiver", "--browser") == (2, "bad_contact_name")


def test_that_a_withdrawal_needs_a_reason_stands_in_its_help(families: Program) -> None:
    assert "med en begrundelse" in families.ok("consent", "withdraw", "--help")
    assert "with a reason" in families.ok("consent", "withdraw", "--help", "--lang", "en")
    assert families.refused("consent", "withdraw") == (2, "usage_missing")


@pytest.mark.parametrize(
    ("options", "refusal"),
    [
        ({"by": "barn1"}, (2, "consent_by_unknown")),
        ({"by": "onkel"}, (2, "consent_by_unknown")),
        ({"streams": "contact,parent:onkel"}, (2, "bad_streams")),
        ({"streams": "parent:barn1"}, (2, "bad_streams")),
        ({"streams": "alt"}, (2, "bad_streams")),
        ({"by": "far", "streams": "contact,parent:mor"}, (41, "consent_not_theirs")),
        ({"until": "2026-11-21"}, (2, "consent_until_past")),
    ],
)
def test_what_cannot_be_agreed_to_is_refused(families: Program, options: dict[str, str], refusal: tuple[int, str]) -> None:
    words = {"by": "mor", "to": "social-worker", "streams": "contact", **options}
    flags = [part for name, value in words.items() for part in (f"--{name}", value)]
    assert families.refused("consent", "give", "A17", *flags) == refusal
    assert listed(families) == []


def test_one_is_withdrawn_by_id_and_stays_on_record(families: Program) -> None:
    first, second = give(families), give(families, by="far", streams="child")
    [ended] = families.json("consent", "withdraw", first["id"][:6], "--reason", "mor har bedt om det")["withdrawn"]
    assert (ended["id"], ended["withdrawn"], ended["holds"]) == (first["id"], "2026-11-22", False)
    assert {one["id"]: one["holds"] for one in listed(families)} == {first["id"]: False, second["id"]: True}
    changes = families.json("history", first["id"])["changes"]
    assert [(change["op"], change["reason"]) for change in changes] == [("create", None), ("amend", "mor har bedt om det")]
    assert families.refused("consent", "withdraw", first["id"], "--reason", "x") == (41, "consent_withdrawn")


def test_all_of_a_family_are_withdrawn_at_once(families: Program) -> None:
    give(families)
    give(families, by="far", streams="child")
    assert len(families.json("consent", "withdraw", "a17", "--reason", "x")["withdrawn"]) == 2
    assert not any(one["holds"] for one in listed(families))
    assert families.refused("consent", "withdraw", "A17", "--reason", "x") == (40, "consent_none")


def test_all_are_withdrawn_or_none(families: Program) -> None:
    made = give(families)
    assert families.refused("consent", "withdraw", made["id"], "zzzz", "--reason", "x") == (40, "consent_not_found")
    assert families.refused("consent", "withdraw", made["id"]) == (2, "usage_missing")
    assert listed(families) == [made]


def test_an_erased_family_leaves_no_consent(families: Program) -> None:
    made = give(families)
    families.ok("case", "erase", "A17", "--reason", "prøve", "--yes")
    assert families.refused("consent", "withdraw", made["id"], "--reason", "x") == (40, "consent_not_found")
