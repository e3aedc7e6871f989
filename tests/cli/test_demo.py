"""The invented families: the same for everybody on the same day, believable, and never in a real store."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pty_session import RUNNER, clean_env

from spaedbarn_cli.catalog.programmes import build_programme, load_programme_text
from spaedbarn_cli.domain import visit_rules
from spaedbarn_cli.domain.dates import minute_of, monday_of
from spaedbarn_cli.domain.demo_families import families
from spaedbarn_cli.domain.visit import Sign

if TYPE_CHECKING:
    from pathlib import Path

    from spaedbarn_cli.domain.programme import Programme

NOW = "2026-11-22T12:00"


@pytest.fixture(scope="module")
def programme() -> Programme:
    from spaedbarn_cli.catalog.load import read_definition

    name, content = read_definition("programmes", "jammerbugt-spaedbarn")
    return build_programme(load_programme_text(content, name))


def run(home: Path, *args: str, **extra: str) -> subprocess.CompletedProcess[str]:
    env = clean_env(home, SPAEDBARN_NOW=NOW, **extra)
    command = [sys.executable, str(RUNNER), *args]
    return subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8", check=False)


def documents(home: Path, *args: str, **extra: str) -> Any:
    done = run(home, "--json", *args, **extra)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@settings(max_examples=25)
@given(st.dates(date(2020, 1, 1), date(2039, 12, 31)))
def test_families_are_believable_on_any_day(programme: Programme, today: date) -> None:
    found = families(today)
    assert found == families(today)
    assert [family.code for family in found] == ["A17", "B03", "C21", "D05", "E11", "F02"]
    for family in found:
        labels = [person["label"] for person in family.persons]
        assert len(set(labels)) == len(labels)
        visits = family.visits(today)
        assert len(visits) >= 4
        for visit in visits:
            start, end = (minute_of(datetime.fromisoformat(visit[key])) for key in ("start", "end"))
            signs = [Sign(**sign) for sign in visit["signs"]]
            assert visit_rules.times(start, end, visit["status"], today) == []
            assert visit_rules.words(programme, visit["kind"], visit["status"], visit["core"], signs, labels) == []
            assert set(visit["present"]) <= set(labels)
        days = [visit["start"][:16] for visit in visits]
        assert days == sorted(set(days)), "no two visits at once, oldest first"


@pytest.mark.parametrize("today", [date(2026, 11, 16) + timedelta(days=n) for n in range(7)], ids=str)
def test_the_story_is_told_on_every_day_of_the_week(today: date) -> None:
    by_code = {family.code: family.visits(today) for family in families(today)}
    notes = {code: [v["note"] for v in visits if "note" in v] for code, visits in by_code.items()}
    assert all(len(told) >= 2 for told in notes.values())
    assert notes["F02"][-1].startswith("Sidste besøg")
    missed = [v for visits in by_code.values() for v in visits if v["status"] != "held"]
    assert {v["status"] for v in missed} == {"cancelled", "no-show", "declined"}
    assert all(v["reason"] for v in missed)
    assert sum(len(visits) for visits in by_code.values()) > 300


def test_demo_makes_a_store_that_everything_works_in(tmp_path: Path) -> None:
    home = tmp_path / "try"
    made = documents(tmp_path, "demo", "--home", str(home))
    assert made["home"] == str(home)
    assert made["cases"] == ["A17", "B03", "C21", "D05", "E11", "F02"]
    secret = {"SPAEDBARN_PASSPHRASE": made["passphrase"], "SPAEDBARN_HOME": str(home)}
    cases = documents(tmp_path, "case", "list", "--closed", **secret)["cases"]
    assert len(cases) == 6
    twins = documents(tmp_path, "case", "show", "E11", **secret)["children"]
    assert [(child["label"], child["gestation"]) for child in twins] == [("barn1", "34+2"), ("barn2", "34+2")]
    weeks = {
        case["case"]: {week["status"] for week in case["weeks"]}
        for case in documents(tmp_path, "norm-check", **secret)["cases"]
    }
    assert "under" in weeks["A17"]
    assert "below_plan" in weeks["B03"]
    assert weeks["D05"] == {"no_norm"}
    assert "no_norm" in weeks["C21"]
    assert "F02" not in weeks, "closed"
    assert run(tmp_path, "doctor", "--check", **secret).returncode == 0


def test_demo_says_how_to_open_it_and_how_to_go_on(tmp_path: Path) -> None:
    done = run(tmp_path, "demo", "--home", str(tmp_path / "try"))
    passphrase = done.stdout.partition("Adgangssætning: ")[2].strip()
    assert passphrase
    opened = run(tmp_path, "case", "list", SPAEDBARN_PASSPHRASE=passphrase, SPAEDBARN_HOME=str(tmp_path / "try"))
    assert opened.returncode == 0
    assert "norm-check" in done.stderr


def test_demo_opens_with_the_passphrase_it_was_given_and_does_not_print_it(tmp_path: Path) -> None:
    own = {"SPAEDBARN_PASSPHRASE": "tre gule ænder svømmer", "SPAEDBARN_HOME": str(tmp_path / "try")}
    done = run(tmp_path, "demo", **own)
    assert done.returncode == 0
    assert "ænder" not in done.stdout + done.stderr
    again = documents(tmp_path, "demo", **{**own, "SPAEDBARN_HOME": str(tmp_path / "again")})
    assert again["passphrase"] is None
    assert run(tmp_path, "case", "list", **own).returncode == 0


def test_demo_never_goes_into_the_place_of_the_real_store(tmp_path: Path) -> None:
    made = documents(tmp_path, "demo")
    assert made["home"].endswith("spaedbarn-demo")
    assert run(tmp_path, "case", "list", SPAEDBARN_PASSPHRASE=made["passphrase"]).returncode == 10


def test_demo_touches_nothing_that_is_there(tmp_path: Path) -> None:
    home = tmp_path / "mine"
    home.mkdir()
    (home / "letter.txt").write_text("Kære alle")
    refused = run(tmp_path, "demo", "--home", str(home))
    assert refused.returncode == 41
    assert [path.name for path in home.iterdir()] == ["letter.txt"]
    documents(tmp_path, "demo")
    assert run(tmp_path, "demo").returncode == 41, "the second one would write into the first"


def test_the_week_that_runs_has_its_visits_up_to_yesterday() -> None:
    friday = date(2026, 11, 20)
    running = [v["start"][:10] for v in families(friday)[0].visits(friday) if v["start"][:10] >= str(monday_of(friday))]
    assert running == ["2026-11-16", "2026-11-17", "2026-11-19"]


def test_the_programme_s_steps_are_taken_and_something_is_still_due(tmp_path: Path) -> None:
    env = {"SPAEDBARN_PASSPHRASE": "fem blå spande sand", "SPAEDBARN_HOME": str(tmp_path / "demo")}
    assert run(tmp_path, "demo", **env).returncode == 0
    items = documents(tmp_path, "due", **env)["items"]
    by_case = {item["case"] for item in items}
    assert "A17" in by_case
    assert all(item["state"] in ("due", "overdue", "upcoming", "begun") for item in items)
    taken = documents(tmp_path, "plan", "A17", **env)["items"]
    done = {item["obligation"] for item in taken if item["state"] == "done"}
    assert done >= {"notification", "examination", "referral", "network-first", "discharge-conference", "status-note"}
