"""What is read of shared copies: those and nothing else, in order, and no verdict that they do not carry.

1 what was not chosen is not there · 2 what holds no longer says so · 3 the norm only where every visit is there ·
4 what this version does not know is counted · 5 nothing a newer or hostile program sends makes it fail
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaedbarn_cli.report.shared_html import shared_page
from spaedbarn_cli.report.shared_terminal import shared_text
from spaedbarn_cli.store.tables import KINDS

from .one_family import PROGRAMME
from .shared_family import FAMILY, LETTER, OTHER, RECORDS, VISITS, copy, many, response, shown, visit

if TYPE_CHECKING:
    from spaedbarn_cli.domain.sharing import SharedRecord
    from spaedbarn_cli.report.shared_entry import Entry, Group
    from spaedbarn_cli.report.shared_view import Shown


def group(found: Shown, key: str) -> Group:
    return next(one for one in found.groups if one.key == key)


def one(record: SharedRecord, key: str) -> Entry:
    """Return the only entry of a page with this record alone."""
    (entry,) = group(shown([record]), key).entries
    return entry


def facts(entry: Entry) -> dict[str, str]:
    return dict(entry.facts)


def letter(found: Shown) -> dict[str, str]:
    return dict(found.facts)


def test_groups_stand_in_order_and_empty_ones_not_at_all(danish: None) -> None:
    assert [one.key for one in shown().groups] == [
        "visits", "meetings", "goals", "safety", "statements", "responses", "events", "levels", "network",
    ]  # fmt: skip
    assert [one.key for one in shown(VISITS).groups] == ["visits"]
    assert shown([]).groups == ()


def test_the_letter_says_who_to_whom_why_and_what_is_not_in_it(danish: None) -> None:
    found = shown()
    assert letter(found) == {
        "fra": "Mette Holm, sundhedsplejerske", "til": "Susanne Krogh", "delt": "22. november 2026 kl. 14.30",
        "formål": "Handleplanen gennemgås på netværksmødet 23. november.", "hjemmel": "sundhedsloven § 43, stk. 1",
        "samtykke": "Samtykke fra mor 1. november 2026, gælder til og med 30. april 2027.",
        "orientering": "familien fik det at vide 20. november 2026",
        "indhold": "12 besøg, 1 møde, 1 mål, 2 svar om tryghed, 1 statusudtalelse, 2 spørgeskemaer, 1 anden hændelse, "
                   "2 aftaler og pauser og 4 poster fra netværkskortet",
        "ikke med": "arbejdsnoter og fars journal",
    }  # fmt: skip
    assert (found.recipient, found.words) == ("Susanne Krogh", "ravn kilde tærskel mose bølge fyr")


def test_without_consent_it_is_said_whether_the_family_knows(danish: None) -> None:
    assert letter(shown(told=None, consents=()))["orientering"] == "det er ikke noteret, at familien ved det"
    assert "orientering" not in letter(shown(told=None))


def test_moments_are_danish_ones(danish: None) -> None:
    assert letter(shown(made=datetime(2026, 11, 22, 23, 30, tzinfo=UTC)))["delt"] == "23. november 2026 kl. 00.30"


def test_the_family_is_known_by_what_was_shared(danish: None) -> None:
    found = shown()
    assert (found.title, found.about) == ("Familien A17", "efter fødsel · Spædbarnsindsatsen i Jammerbugt")
    assert [entry.title for entry in found.people] == ["mor", "far", "barn1"]
    (child,) = found.people[2].facts
    assert child.text == "barn · født 17. september 2026 · gestationsalder 35+5 · 2 mdr. 5 dage ved delingen"
    assert [fact.label for fact in found.dates] == ["start", "hjemme fra"]
    alone = shown(VISITS)
    assert (alone.title, alone.people, alone.dates) == ("En familie", (), ())
    assert shown(FAMILY[:1]).dates[0].text == "27. september 2026"  # no birth among the copies: the due date stands


def test_the_phase_is_not_guessed(danish: None) -> None:
    """Requirement 1: without a birth among the copies nobody knows that there is none."""
    assert shown(FAMILY[:2]).about == "Spædbarnsindsatsen i Jammerbugt"
    closed = copy("c1", "case", {"code": "A17", "closed": "2026-11-20", "close_reason": "målene er nået"})
    assert shown([closed], programme=None).about == "afsluttet"
    assert shown([replace(closed, retracted=True)], programme=None).about == "afsluttet · trukket tilbage"
    assert shown([closed]).dates[0].text == "20. november 2026: målene er nået"


def test_visits_are_newest_first_with_what_became_of_them(danish: None) -> None:
    visits = group(shown(), "visits")
    assert [entry.title for entry in visits.entries[:3]] == [
        "fre 20. november 2026", "tir 17. november 2026", "tor 12. november 2026",
    ]  # fmt: skip
    assert visits.about == "9 gennemført, 1 aflyst af familien, 1 udeblevet, 1 trukket tilbage"
    asides = {entry.title: entry.aside for entry in visits.entries}
    assert asides["fre 20. november 2026"] == "10.00 · hjemme · udeblevet"
    assert asides["tir 17. november 2026"] == "10.00–12.00 · 2 t · hjemme"
    assert asides["man 5. oktober 2026"] == "09.00 · hjemme · aflyst af familien, undskyldt"


def test_signs_and_core_elements_stand_in_the_words_of_the_programme(danish: None) -> None:
    found = facts(one(VISITS[7], "visits"))
    assert found["arbejdet med"] == "fik netværket med"
    assert found["tegn"] == (
        "forældre: ser barnets signaler og svarer på dem, eller tager imod vejledning – ja; har tillid til os – delvist"
    )
    assert found["til stede"] == "mor og barn1 · Mette Holm"


def test_corrected_and_retracted_copies_say_so(danish: None) -> None:
    """Requirement 2."""
    marks = {entry.title: (entry.marks, entry.struck) for entry in group(shown(), "visits").entries if entry.marks}
    assert marks == {
        "tir 20. oktober 2026": (("rettet (udgave 2)",), False), "tir 3. november 2026": (("trukket tilbage",), True),
    }  # fmt: skip
    assert one(replace(OTHER[10], version=3), "network").marks == ("udgave 3",)  # the network moves: no mistake


def test_fields_that_were_not_chosen_are_not_there(lang: str) -> None:
    """Requirement 1: neither None nor 0, nor a name without words beside it."""
    for kind in KINDS:
        found = shown([copy("x1", kind, {})])
        for said in (shared_text(found, 80), shared_page(found)):
            assert "None" not in said
            assert "0 min" not in said
    entry = one(copy("v1", "visit", {"start": "2026-11-16T09:00+01:00", "note": None, "end": None}), "visits")
    assert entry.facts == ()
    assert entry.aside in ("09.00", "09:00")


def test_an_unscorable_answer_set_has_no_verdict(danish: None) -> None:
    found = facts(one(response("r9", "11-18", None, 9), "responses"))
    assert found["Samlet"] == "kan ikke scores (9 af 10), mulig score 9–12"
    assert found["svar"] == "ufuldstændigt"
    scored = facts(one(response("r9", "11-18", 12), "responses"))
    assert scored["Samlet"] == "12, over grænsen (grænse 11 eller derover (dansk validering 2018))"


def test_answers_stand_in_the_order_of_the_form(danish: None) -> None:
    answers = {"10": 0, "2": 1, "1": "declined", "11": 2.5, "12": True}
    entry = one(copy("r1", "response", {"instrument": "rfq-8", "answers": answers}), "responses")
    assert (entry.title, facts(entry)) == ("RFQ-8", {"svar": "1: ønsker ikke at svare · 2: 1 · 10: 0 · 11: 2,5 · 12: ja"})


def test_an_answer_to_act_on_is_not_kept_quiet(danish: None) -> None:
    entry = one(copy("r1", "response", {"instrument": "epds", "result": {"flags": ["self-harm"]}}), "responses")
    assert facts(entry) == {"bemærk": "et svar i skemaet skulle der handles på med det samme"}


def test_the_week_is_held_against_the_norm(danish: None) -> None:
    """Requirement 3."""
    weeks = shown().weeks
    assert weeks is not None
    assert weeks.judged
    rows = {row.week.week: row.week for row in weeks.block.rows}
    assert list(rows) == [f"2026-W{n}" for n in range(38, 48)]
    assert (rows["2026-W40"].delivered_minutes, rows["2026-W40"].required_minutes) == (240, 360)
    assert rows["2026-W45"].delivered_minutes == 0  # the visit of 3 November was taken back
    assert (rows["2026-W42"].required_minutes, rows["2026-W46"].plan_minutes) == (0, 420)


@pytest.mark.parametrize(
    "other",
    [
        {"records": VISITS},
        {"records": [*VISITS, *FAMILY[:3]]},
        {"programme": None},
        {"programme": replace(PROGRAMME, id="anden")},
        {"earlier": True},
    ],
)
def test_no_verdict_where_something_is_missing(danish: None, other: dict[str, Any]) -> None:
    """Requirement 3: no birth, no programme or another one, visits that lie in an earlier bundle."""
    found = shown(**other)
    assert found.weeks is not None
    assert not found.weeks.judged
    said = shared_text(found, 80)
    assert "ikke holdt op mod en norm" in " ".join(said.split())
    assert "under normen" not in said
    assert "under normen" not in shared_page(found)


def test_all_that_was_ever_shared_can_be_judged_again(danish: None) -> None:
    found = shown(earlier=True, whole=True)
    assert found.weeks is not None
    assert found.weeks.judged
    assert found.notes == ("Her står alt, der er delt med dig, også det, du fik før.",)
    assert shown(earlier=True).notes == ("Her står kun det nye. Resten står i det, du fik før.",)
    assert shown().notes == ()


def test_twelve_weeks_at_most_and_none_without_a_visit(danish: None) -> None:
    found = shown(many(200)).weeks
    assert found is not None
    assert len(found.block.rows) == 12
    assert shown(FAMILY).weeks is None
    assert shown([VISITS[11]]).weeks is None


def test_a_visit_without_its_hours_counts_for_nothing(danish: None) -> None:
    bare = [copy("v1", "visit", {"start": "2026-11-16T09:00+01:00", "status": "held", "kind": "home"})]
    assert shown([*FAMILY, *bare]).weeks is None
    backwards = visit(1, "11-16", "09:00", -30)
    assert shown([*FAMILY, backwards]).weeks is None


def test_pauses_levels_network_and_consents_take_a_line_each(danish: None) -> None:
    found = shown([
        *OTHER,
        copy("l1", "level", {"level": 3, "first_day": "2026-11-01", "reason": "aftalt"}),
        copy("x1", "missed", {"obligation": "status-note", "due": "2026-10-17", "reason": "barnet var indlagt"}),
        copy("x2", "consent", {"by": "mor", "recipient": "social-worker", "streams": ["contact", "parent:mor"],
                               "given": "2026-11-01", "until": "2027-04-30"}),
        copy("x3", "reminder", {"date": "2026-11-02", "text": "ring først"}),
        copy("x4", "look", {"date": "2026-10-02"}),
        copy("x5", "relation", {"a": "t1", "b": "x9", "relation": "parent-of"}),
        copy("x6", "figure", {"about": "t1", "sex": "woman", "state": "living"}),
    ])  # fmt: skip
    lines = {
        one.key: [(entry.title, " ".join(fact.text for fact in entry.facts)) for entry in one.entries]
        for one in found.groups if one.short
    }  # fmt: skip
    assert lines["levels"] == [
        ("aftalt niveau", "7 t om ugen fra 9. november 2026: aftalt på netværksmøde"),
        ("niveau", "3 fra 1. november 2026: aftalt"),
        ("pause", "12. oktober 2026 – 18. oktober 2026: ferie hos mormor"),
    ]
    assert lines["safety"] == [("5. november 2026", "mor 7 og far 6")]
    assert lines["events"] == [("10. november 2026", "COS-P, gang 3: begge forældre var med")]
    assert lines["missed"][0][1] == "skulle være nået 17. oktober 2026: barnet var indlagt"
    assert lines["missed"][0][0] != "status-note"
    assert lines["consents"] == [
        ("mor", "til rådgiver: besøgsjournalen og forældrejournalen for mor · givet 1. november 2026 · "
                "gælder til og med 30. april 2027"),
    ]  # fmt: skip
    assert lines["reminders"] == [("2. november 2026", "ring først")]
    assert lines["network"][0] == ("Birgitte Skov (mormor)", "Familie, tættest på · giver praktisk hjælp, aflastning")
    assert lines["network"][-1] == ("Gennemgået med familien", "2. oktober 2026")
    assert lines["genogram"] == [("mormor", "kvinde, i live"), ("mormor", "er forælder til uden navn")]


def test_what_this_version_does_not_know_is_counted(danish: None) -> None:
    """Requirement 4."""
    newer = [copy(f"n{n}", "drawing", {"text": "hemmeligt"}) for n in range(3)]
    found = shown([*RECORDS, *newer])
    assert found.unshown == 3
    assert "3 poster er af en slags, som denne udgave af programmet ikke kan vise." in shared_page(found)
    assert "hemmeligt" not in shared_page(found)
    assert "1 post er af en slags" in " ".join(shared_text(shown(newer[:1]), 60).split())
    assert shown([copy("n1", "identity", {"age_secret": "hemmeligt"})]).unshown == 1


def test_order_of_the_records_makes_no_difference(lang: str) -> None:
    assert shared_page(shown(RECORDS[::-1])) == shared_page(shown())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12)
    | st.sampled_from(["2026-11-16", "2026-11-16T09:00+01:00", "9999-12-31T23:59+00:00", "0001-01-01", "held", "child"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3), max_leaves=6,
)  # fmt: skip
NAMES = st.sampled_from(sorted({name for kind in KINDS.values() for name in kind.columns}))


@given(
    st.lists(st.tuples(st.sampled_from([*KINDS, "drawing"]), st.dictionaries(NAMES, JSON, max_size=8)), max_size=6),
    st.booleans(), st.sampled_from([1, 2]),
)  # fmt: skip
def test_whatever_stands_in_the_fields_it_is_shown_or_left_out(
    found: list[tuple[str, dict[str, Any]]], retracted: bool, version: int
) -> None:
    """Requirement 5."""
    records = [copy(f"x{n}", kind, fields, retracted=retracted, version=version) for n, (kind, fields) in enumerate(found)]
    made = shown([*FAMILY, *records, *VISITS[:2]])
    assert shared_page(made).startswith("<!doctype html>")
    assert shared_text(made, 60)


def test_letters_to_come_are_read_as_they_are(danish: None) -> None:
    assert shown(role="jordemoder").facts[0].text == "Mette Holm, jordemoder"
    assert LETTER.whole is False  # the careful one is what holds when nobody says otherwise


def test_corrections_that_came_later_make_the_visits_no_newer(danish: None) -> None:
    """Requirement 3: weeks of which no visit was chosen yet are not held against the norm."""
    now = shown()
    assert now.current == "Opdateret til og med 22. november 2026 kl. 14.30."
    later = shown(made=datetime(2026, 12, 14, 9, 0, tzinfo=UTC), current=LETTER.made, earlier=True, whole=True)
    assert later.weeks is not None
    assert now.weeks is not None
    assert later.weeks.judged
    assert [row.week for row in later.weeks.block.rows] == [row.week for row in now.weeks.block.rows]
    said = (
        "Opdateret til og med 22. november 2026 kl. 14.30. Det, der er kommet siden, senest 14. december 2026 kl. 10.00, er "
        "kun rettelser eller andet end besøg."
    )
    assert later.current == said
    assert said in shared_page(later)
    assert said in " ".join(shared_text(later, 80).split())
    assert letter(later)["delt"] == "14. december 2026 kl. 10.00"
