"""The plan engine against the table of phases; each requirement has a number and a test that names it.

PLN001 every step of the table is there, in its order                PLN002 nothing is due before enrolment
PLN003 weeks 16–18 are day 112–132 counted from 280 days before due  PLN004 about week 39 is 7 days before the due date
PLN005 the first network meeting after the birth is due at 1 month   PLN006 the next is due 28 days after the last held
PLN007 not held 28 days past due: missed, the next due that day      PLN008 the work meeting is due that same day
PLN009 the status note is due at one calendar month                  PLN010 a meeting without the statement before it says so
PLN011 the team talk is due 28 days after the screening took place   PLN012 the first visit is due on the day of discharge
PLN013 the safety plan is due on closing                             PLN014 months are calendar months, clamped
PLN015 a window has its first and last day                           PLN016 known after the birth: phases overlap
PLN017 what is partly done is begun, and says who is missing         PLN018 what was said to be missed stays, with its reason
PLN019 what was open when the child came is missed or gone           PLN020 closing ends what is open, missed if overdue
PLN021 only the next time of a step is made up                       PLN022 a day's plan does not know the days after it
PLN023 the order of facts does not matter                            PLN024 the birth corrected moves what hangs on it
PLN025 what is settled stays settled                                 PLN026 due dates do not move over a clock change
PLN027 the day by day of two whole families is as it was looked at
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spaedbarn_cli.domain.dates import add_months
from spaedbarn_cli.domain.plan_facts import STATES, Given
from spaedbarn_cli.domain.schedule import to_do

from .plans import CASE, FATHER, MOTHER, Story, child, codes, fact, steps, walk

TABLE = [
    "notification", "examination", "referral", "start-up-visit", "rfq-start", "network-first", "screening", "team-talk",
    "interview", "visits-before-birth", "network-before-birth", "work-before-birth", "discharge-conference",
    "first-visit", "support-assessed", "status-note", "network-monthly", "work-monthly", "cos-p", "other-support",
    "closing-network", "safety-plan",
]  # fmt: skip
BEFORE = Story()
AFTER = Story().born("2026-09-17", home="2026-09-20")


def test_PLN001_every_step_of_the_table() -> None:
    assert [step.id for step in steps()] == TABLE
    assert {item.obligation for item in BEFORE.on("2026-03-01")} == set(TABLE)
    assert all(step.source and step.why and step.text["da"] != step.text["en"] for step in steps())


def test_PLN003_weeks_16_to_18() -> None:
    item = BEFORE.item("screening", "2026-03-01")
    begun = date(2026, 9, 20) - timedelta(days=280)
    assert (item.earliest, item.latest) == (begun + timedelta(days=112), begun + timedelta(days=132))
    assert [BEFORE.item("screening", item.earliest + timedelta(days=n)).state for n in (-1, 0, 20, 21)] == [
        "upcoming", "due", "due", "overdue",
    ]  # fmt: skip


def test_PLN004_about_week_39() -> None:
    assert BEFORE.item("network-before-birth", "2026-03-01").due == date(2026, 9, 13)


def test_PLN005_006_network_meetings() -> None:
    assert AFTER.item("network-monthly", "2026-09-17").due == date(2026, 10, 17)
    held = AFTER.and_(fact("meeting:network", "2026-10-22"))
    assert held.item("network-monthly", "2026-10-22").state == "done"
    assert held.item("network-monthly", "2026-10-22", 2).due == date(2026, 11, 19)
    early = AFTER.and_(fact("meeting:network", "2026-10-12"))
    assert early.item("network-monthly", "2026-10-30", 2).due == date(2026, 11, 9)


def test_PLN007_missed_after_28_days() -> None:
    assert AFTER.item("network-monthly", "2026-11-13").state == "overdue"
    missed = AFTER.item("network-monthly", "2026-11-14")
    assert (missed.state, codes(missed)[-1]) == ("missed", "missed_days")
    following = AFTER.item("network-monthly", "2026-11-14", 2)
    assert (following.state, following.due) == ("due", date(2026, 11, 14))
    late = AFTER.and_(fact("meeting:network", "2026-11-14"))
    assert late.item("network-monthly", "2026-11-14").done_on == date(2026, 11, 14)


def test_PLN008_work_meeting_follows() -> None:
    assert codes(AFTER.item("work-monthly", "2026-10-17")) == ["awaits_step"]
    held = AFTER.and_(fact("meeting:network", "2026-10-22"))
    assert (held.item("work-monthly", "2026-10-22").state, held.item("work-monthly", "2026-10-22").due) == (
        "due", date(2026, 10, 22),
    )  # fmt: skip
    assert held.item("work-monthly", "2026-10-23").state == "overdue"
    assert held.and_(fact("meeting:work", "2026-10-22")).item("work-monthly", "2026-10-23").state == "done"
    again = held.and_(fact("meeting:network", "2026-11-19"))
    assert codes(again.item("work-monthly", "2026-11-19"))[-1] == "missed_next"
    assert again.item("work-monthly", "2026-11-19", 2).due == date(2026, 11, 19)


def test_PLN009_status_note() -> None:
    assert AFTER.item("status-note", "2026-10-01").due == date(2026, 10, 17)


@pytest.mark.parametrize(
    ("more", "lacks"),
    [
        ({}, ["statement_missing"]),
        ({"sent": date(2026, 10, 20)}, ["statement_not_reviewed"]),
        ({"sent": date(2026, 10, 24), "reviewed": date(2026, 10, 20)}, ["statement_late"]),
        ({"sent": date(2026, 10, 21), "reviewed": date(2026, 10, 20)}, []),
    ],
)
def test_PLN010_statement_before_the_meeting(more: dict[str, date], lacks: list[str]) -> None:
    held = AFTER.and_(fact("meeting:network", "2026-10-22", **more))
    item = held.item("network-monthly", "2026-10-30")
    assert [code for code in codes(item) if code.startswith("statement")] == lacks
    assert "statement_first" in codes(held.item("network-monthly", "2026-10-22", 2))
    if more.get("sent") == date(2026, 10, 24):  # on the day itself nobody knew that it would be sent
        assert "statement_missing" in codes(held.item("network-monthly", "2026-10-23"))


def test_PLN010_a_statement_logged_by_itself_counts() -> None:
    logged = AFTER.and_(fact("event:statement", "2026-10-14"))
    assert "statement_sent" in codes(logged.item("network-monthly", "2026-10-17"))
    held = logged.and_(fact("meeting:network", "2026-10-22", reviewed=date(2026, 10, 13)))
    assert not {"statement_missing", "statement_late"} & {*codes(held.item("network-monthly", "2026-10-22"))}
    assert "statement_first" in codes(held.item("network-monthly", "2026-10-22", 2))


def test_PLN011_team_talk() -> None:
    assert codes(BEFORE.item("team-talk", "2026-04-10")) == ["awaits_step"]
    screened = BEFORE.and_(fact("event:screening", "2026-04-10"))
    assert screened.item("team-talk", "2026-04-10").due == date(2026, 5, 8)


def test_PLN012_first_visit() -> None:
    assert AFTER.item("first-visit", "2026-09-18").due == date(2026, 9, 20)
    assert codes(Story().born("2026-09-17").item("first-visit", "2026-09-18")) == ["awaits"]
    assert AFTER.and_(fact("visit:home", "2026-09-20")).item("first-visit", "2026-09-20").state == "done"
    assert AFTER.and_(fact("visit:home", "2026-09-01")).item("first-visit", "2026-09-20").state == "due"


def test_PLN013_safety_plan() -> None:
    closed = replace(AFTER, case=replace(AFTER.case, closed=date(2027, 8, 31)))
    assert AFTER.item("safety-plan", "2027-08-01").state == "upcoming"
    assert closed.item("safety-plan", "2027-08-31").due == date(2027, 8, 31)
    assert closed.item("safety-plan", "2027-08-31").state == "due"


def test_PLN014_calendar_months() -> None:
    for born, due in (("2027-01-31", "2027-02-28"), ("2028-01-31", "2028-02-29"), ("2026-12-31", "2027-01-31")):
        assert Story().born(born).item("network-monthly", born).due == date.fromisoformat(due)


def test_PLN015_windows() -> None:
    item = AFTER.item("closing-network", "2027-06-16")
    assert (item.earliest, item.latest, item.state) == (date(2027, 6, 17), date(2027, 9, 17), "upcoming")
    assert [AFTER.item("closing-network", day).state for day in ("2027-06-17", "2027-09-17", "2027-09-18")] == [
        "due", "due", "overdue",
    ]  # fmt: skip


def test_PLN016_known_after_the_birth() -> None:
    late = replace(AFTER, case=replace(AFTER.case, start=date(2026, 10, 1)))
    plan = {item.obligation: item for item in late.on("2026-10-05")}
    gone = {key for key, item in plan.items() if item.state == "not_applicable"}
    assert gone == {
        "screening", "team-talk", "interview", "visits-before-birth", "network-before-birth", "work-before-birth",
        "discharge-conference", "first-visit", "support-assessed",
    }  # fmt: skip
    assert plan["notification"].due == date(2026, 10, 1)
    assert {plan["network-first"].phase, plan["network-monthly"].phase} == {"referral", "after-birth"}
    assert plan["network-monthly"].due == date(2026, 10, 17)


def test_PLN017_begun() -> None:
    started = BEFORE.and_(
        fact("event:notification", "2026-02-02"), fact("event:examination", "2026-02-09"),
        fact("meeting:referral", "2026-02-16"), fact("visit:start-up", "2026-02-20"),
        fact("questionnaire:rfq-8", "2026-02-20", subject="mor"),
    )  # fmt: skip
    item = started.item("rfq-start", "2026-02-21")
    assert (item.state, dict(item.why[-1].params)["missing"]) == ("begun", ("far",))
    assert started.item("rfq-start", "2026-02-28").state == "overdue"
    both = started.and_(fact("questionnaire:rfq-8", "2026-02-24", subject="far"))
    assert both.item("rfq-start", "2026-02-28").done_on == date(2026, 2, 24)
    half = BEFORE.and_(fact("interview:graviditet", "2026-02-10", whole=False))
    assert half.item("interview", "2026-02-11").state == "begun"


def test_PLN017_a_course_is_done_with_its_last_session() -> None:
    sessions = [fact("event:cos-p", f"2027-0{3 + n // 4}-{1 + 7 * (n % 4):02d}", session=n + 1) for n in range(8)]
    assert AFTER.and_(*sessions[:7], sessions[0]).item("cos-p", "2027-05-30").state == "begun"
    assert AFTER.and_(*sessions).item("cos-p", "2027-05-30").state == "done"


def test_PLN018_said_to_be_missed() -> None:
    said = Given("network-monthly", date(2026, 10, 17), date(2026, 10, 20), "ferie")
    told = replace(AFTER, said=(said,))
    assert told.item("network-monthly", "2026-10-19").state == "overdue"
    missed = told.item("network-monthly", "2026-10-20")
    assert (missed.state, dict(missed.why[-1].params)["text"]) == ("missed", "ferie")
    assert told.item("network-monthly", "2026-10-20", 2).due == date(2026, 11, 14)
    once = replace(BEFORE, said=(Given("interview", date(2026, 2, 16), date(2026, 3, 1), "ønsker det ikke"),))
    assert once.item("interview", "2026-03-01").state == "missed"


def test_PLN019_a_child_that_comes_early() -> None:
    early = Story().born("2026-08-02")
    assert codes(early.item("network-before-birth", "2026-08-02"))[-1] == "born_before"
    later = Story().born("2026-08-20")
    assert later.item("network-before-birth", "2026-08-20").state == "missed"
    assert later.item("visits-before-birth", "2026-08-20").state == "not_applicable"


def test_PLN020_closing() -> None:
    closed = replace(AFTER, case=replace(AFTER.case, closed=date(2026, 11, 1)))
    plan = {item.obligation: item for item in closed.on("2027-03-01")}
    assert (plan["network-monthly"].state, codes(plan["network-monthly"])[-1]) == ("missed", "missed_closing")
    assert plan["status-note"].state == "missed"
    assert plan["closing-network"].state == "not_applicable"
    assert plan["safety-plan"].state == "overdue"
    ended = AFTER.and_(*(fact("meeting:network", date(2026, 10, 17) + timedelta(days=28 * n)) for n in range(10)))
    ended = ended.and_(fact("meeting:closing", "2027-07-10"))
    assert [item.state for item in ended.on("2027-08-30") if item.obligation == "network-monthly"] == ["done"] * 10


def test_PLN021_only_the_next_time() -> None:
    for day in ("2026-09-17", "2026-12-24", "2027-09-01"):
        found = [item for item in AFTER.on(day) if item.obligation == "network-monthly"]
        assert sum(item.state not in ("done", "missed") for item in found) == 1


KINDS = ("meeting:network", "meeting:work", "meeting:closing", "meeting:referral", "event:screening", "event:statement",
         "event:notification", "event:examination", "visit:home", "visit:pregnancy", "visit:start-up", "event:cos-p",
         "questionnaire:rfq-8", "event:safety-plan")  # fmt: skip
FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
DAYS = st.dates(FIRST, LAST)


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Draw a family: enrolled, due and born on any day, with anything having happened on any day."""
    made = draw(st.lists(st.tuples(st.sampled_from(KINDS), DAYS, st.sampled_from(["mor", "far", ""])), max_size=14))
    facts = tuple(
        fact(what, day, key=f"r{n}", subject=who, session=n if what == "event:cos-p" else None)
        for n, (what, day, who) in enumerate(made)
    )
    born = draw(st.none() | DAYS)
    start, home, closed = draw(st.none() | DAYS), draw(st.none() | DAYS), draw(st.none() | DAYS)
    case = replace(CASE, start=start, due=draw(st.none() | DAYS), discharged=home, closed=closed)
    said = tuple(
        Given(step, due, day, "grund")
        for step, due, day in draw(st.lists(st.tuples(st.sampled_from(TABLE), DAYS, DAYS), max_size=2))
    )
    return Story(case, (MOTHER, FATHER, *([child(born)] if born else [])), facts, said, opened=draw(DAYS))


@settings(max_examples=120, deadline=None)
@given(stories(), DAYS)
def test_PLN002_nothing_before_enrolment(story: Story, today: date) -> None:
    enrolled = story.case.start or story.opened
    for item in story.on(today):
        assert item.state in STATES
        assert all(day is None or day >= enrolled for day in (item.earliest, item.due, item.latest)), item
        assert item.state != "not_applicable" or item.due is None
        assert item.state != "done" or (item.done_on is not None and item.by)
        assert item.why


@settings(max_examples=80, deadline=None)
@given(stories(), DAYS, st.randoms(use_true_random=False))
def test_PLN022_023_later_days_and_order_do_not_matter(story: Story, today: date, chance: object) -> None:
    full = story.on(today)
    known = tuple(one for one in story.facts if one.day <= today)
    persons = tuple(p for p in story.persons if p.born is None or p.born <= today)
    assert story.on(today, facts=known, persons=persons) == full
    shuffled, said = list(story.facts), list(story.said)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    chance.shuffle(said)  # type: ignore[attr-defined]
    assert story.on(today, facts=tuple(shuffled), said=tuple(said)) == full


@settings(max_examples=80, deadline=None)
@given(stories(), DAYS, st.integers(0, 200))
def test_PLN025_what_is_settled_stays(story: Story, today: date, later: int) -> None:
    """Incremental equals full: the times of a step that were settled on a day are the first of every later day's."""
    story = replace(story, said=(), case=replace(story.case, closed=None))
    then = today + timedelta(days=later)
    # A birth or a closing meeting between the two days changes what the plan is about.
    persons = tuple(p for p in story.persons if p.born is None or p.born <= today)
    facts = tuple(one for one in story.facts if one.key != "closing" or one.day <= today)
    before, after = (
        [i for i in story.on(day, persons=persons, facts=facts) if i.obligation == "network-monthly"] for day in (today, then)
    )
    settled = [item for item in before if item.state in ("done", "missed")]
    assert after[: len(settled)] == settled


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2026, 1, 1), date(2027, 6, 30)), st.integers(-40, 40))
def test_PLN024_026_the_birth_moves_what_hangs_on_it(born: date, days: int) -> None:
    """Also over both clock changes of every year in between: days are dates, never moments."""
    story = replace(Story(), case=replace(CASE, start=date(2025, 1, 1), due=None))
    hanging = {step.id: step for step in steps() if step.anchor == "birth"}
    assert len(hanging) == 6
    for day in (born, born + timedelta(days=days)):
        moved = replace(story, persons=(MOTHER, child(day)))
        for key, step in hanging.items():
            assert moved.item(key, day).due == step.due.after(day)
            assert step.due.unit == "d" or moved.item(key, day).due == add_months(day, step.due.number)


@pytest.mark.parametrize("held", ["2026-10-11", "2026-10-25", "2027-03-14", "2027-03-28"])
def test_PLN026_28_days_over_a_clock_change(held: str) -> None:
    story = Story().born(str(date.fromisoformat(held) - timedelta(days=30))).and_(fact("meeting:network", held))
    assert story.item("network-monthly", held, 2).due == date.fromisoformat(held) + timedelta(days=28)


def test_to_do_looks_as_far_as_it_is_told() -> None:
    plan = AFTER.on("2026-10-10")
    assert "network-monthly" not in {item.obligation for item in to_do(plan, date(2026, 10, 16))}
    assert "network-monthly" in {item.obligation for item in to_do(plan, date(2026, 10, 17))}


def whole_course() -> Story:
    """Return a family that came early in pregnancy and stayed to the end, with meetings late, missed and unsent."""
    monthly = [
        fact("meeting:network", "2026-10-17", sent=date(2026, 10, 14), reviewed=date(2026, 10, 13)),
        fact("meeting:work", "2026-10-17"), fact("meeting:network", "2026-11-19"),
        fact("meeting:network", "2027-02-02", sent=date(2027, 2, 4), reviewed=date(2027, 1, 30)),
        fact("meeting:work", "2027-02-03"),
    ]  # fmt: skip
    course = [fact("event:cos-p", date(2027, 3, 25) + timedelta(days=7 * n), session=n + 1) for n in range(8)]
    story = Story(case=replace(CASE, discharged=date(2026, 9, 20), closed=date(2027, 8, 31)))
    return replace(story, persons=(MOTHER, FATHER, child(date(2026, 9, 17)))).and_(
        fact("event:notification", "2026-02-02"), fact("event:examination", "2026-02-11"),
        fact("meeting:referral", "2026-02-20"), fact("visit:start-up", "2026-02-26"),
        fact("questionnaire:rfq-8", "2026-02-26", subject="mor"), fact("questionnaire:rfq-8", "2026-03-20", subject="far"),
        fact("meeting:network", "2026-03-10", ahead=(date(2026, 6, 15),)), fact("event:screening", "2026-04-14"),
        fact("event:team-talk", "2026-05-20"), fact("interview:graviditet", "2026-02-14"),
        fact("visit:pregnancy", "2026-06-02"), fact("visit:pregnancy", "2026-08-25"),
        fact("meeting:network", "2026-09-11"), fact("meeting:work", "2026-09-11"),
        fact("meeting:discharge", "2026-09-19"), fact("visit:home", "2026-09-21"),
        fact("event:support-assessed", "2026-10-02"), fact("event:status-note", "2026-10-19"), *monthly, *course,
        fact("event:other-support", "2027-06-20"), fact("meeting:closing", "2027-08-20"),
        fact("event:safety-plan", "2027-09-02"),
    )  # fmt: skip


def late_course() -> Story:
    """Return a family that was first known when the child was five weeks old."""
    story = Story(case=replace(CASE, start=date(2026, 10, 22), discharged=date(2026, 9, 20), closed=date(2027, 10, 1)))
    said = (Given("cos-p", date(2027, 3, 17), date(2027, 4, 1), "far ønsker det ikke"),)
    return replace(story, persons=(MOTHER, FATHER, child(date(2026, 9, 17))), said=said).and_(
        fact("event:notification", "2026-10-22"), fact("event:examination", "2026-10-28"),
        fact("meeting:referral", "2026-11-09"), fact("visit:start-up", "2026-11-12"), fact("visit:home", "2026-11-16"),
        fact("meeting:network", "2026-11-20", sent=date(2026, 11, 18), reviewed=date(2026, 11, 17)),
        fact("meeting:network", "2026-12-18"), fact("meeting:closing", "2027-07-01"),
    )  # fmt: skip


def test_PLN027_a_family_from_notification_to_closing(golden) -> None:
    golden("plan/whole-course.txt", walk(whole_course(), date(2026, 2, 1), date(2027, 9, 10)))


def test_PLN027_a_family_first_known_after_the_birth(golden) -> None:
    golden("plan/known-after-birth.txt", walk(late_course(), date(2026, 10, 20), date(2027, 10, 10)))


def test_every_requirement_has_a_test() -> None:
    text = Path(__file__).read_text("utf-8")
    listed = set(re.findall(r"(?m)(?:^|\s{2,}|\s)PLN(\d{3}) ", text.partition('"""\n\nfrom')[0]))
    tested = {number for names in re.findall(r"def test_PLN(\w+)\(", text) for number in re.findall(r"\d{3}", names)}
    assert listed == tested == {f"{n:03d}" for n in range(1, 28)}
