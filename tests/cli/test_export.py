"""`export`: what goes is shown before it goes, goes on a ground that is written down, and to nobody else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from .sharing_people import NOTE, OWN_NOTE, opened, tables

if TYPE_CHECKING:

    from program import Program

    from .sharing_people import People

LONE, BIRGIT, JENS = "Lone Krogh", "Birgit Dam", "Jens Lund"
PURPOSE = ("--purpose", "bekymring for søvnen")


def preview(giver: Program, to: str, *more: str, code: int = 0) -> Any:
    ran = giver("export", "A17", "--to", to, "--preview", "--json", *more)
    assert ran.code == code, ran
    return json.loads(ran.out)


def copies(reader: Program) -> dict[str, list[dict[str, Any]]]:
    """Return the fields of the copies somebody has, by kind."""
    found: dict[str, list[dict[str, Any]]] = {}
    with opened(reader) as store:
        for kind, fields in store.rows("SELECT kind, fields FROM shared ORDER BY at, id"):
            found.setdefault(str(kind), []).append(json.loads(str(fields)))
    return found


def test_a_preview_names_every_journal_with_its_counts_and_writes_nothing(people: People) -> None:
    people.agree()
    before, lying = tables(people.mette), sorted(people.folder.rglob("*"))
    ran = people.mette("export", "A17", "--to", LONE, "--preview")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "A17 til Lone Krogh: kopier",
        "  hjemmel: sundhedsloven § 43, stk. 1: Den, det handler om, har sagt ja",
        "  samtykke fra mor, givet 22. november 2026, gælder, til det trækkes tilbage",
        "  besøgsjournalen: 7 nye (familiens stamoplysninger, 3 personer, 2 besøg og 1 samtykke)",
        "  bliver her: fri tekst og enkelte svar i 1 post",
        "  (med --notes går fri tekst og enkelte svar også)",
        "  bliver her: forældrejournalen for mor: 1 post",
        "  bliver her: arbejdsnoter: 1 post",
    ]
    said = preview(people.mette, LONE)
    assert said["streams"] == [{
        "stream": "contact", "records": 7, "new": 7, "corrected": 0, "unchanged": 0, "excluded": 0, "without_notes": 1,
    }]  # fmt: skip
    assert (said["preview"], said["ground"], said["held_back"]) == (True, "consent", [])
    assert tables(people.mette) == before
    assert [path for path in people.folder.rglob("*") if path not in lying] == []


def test_a_consent_to_somebody_else_does_not_go(people: People) -> None:
    people.agree()
    people.mette.ok("consent", "give", "A17", "--by", "mor", "--to", JENS, "--streams", "contact")
    people.lone.ok("inbox", "open", str(people.sealed(people.mette, LONE, "--ground", "consent")))
    assert [one["to"] for one in people.lone.json("consent", "list", "A17")["consents"]] == ["social-worker"]


def test_parents_journals_and_working_notes_stay_unless_they_are_named(people: People) -> None:
    people.lone.ok("inbox", "open", str(people.notified(people.mette, LONE)))
    assert "response" not in copies(people.lone)
    assert "reminder" not in copies(people.lone)
    assert NOTE not in json.dumps(copies(people.lone), ensure_ascii=False)
    with opened(people.lone) as store:
        bodies = "".join(str(row[0]) for row in store.rows("SELECT body FROM payloads"))
    for never in (NOTE, OWN_NOTE, "Karen Skov", "Villads Skov"):
        assert never not in bodies
    more = people.notified(people.mette, LONE, "--streams", "contact,parent:mor,work")
    people.lone.ok("inbox", "open", str(more))
    found = copies(people.lone)
    assert found["response"][0]["instrument"] == "who-5"
    assert "answers" not in found["response"][0]
    assert found["reminder"][0]["text"] == OWN_NOTE


def test_notes_go_only_when_they_are_asked_for(people: People) -> None:
    said = preview(people.mette, LONE, "--ground", "notification", *PURPOSE, "--notes")
    assert said["streams"][0]["without_notes"] == 0
    people.lone.ok("inbox", "open", str(people.notified(people.mette, LONE, "--notes")))
    assert NOTE in [one.get("note") for one in copies(people.lone)["visit"]]


def test_a_journal_about_mor_goes_only_with_mors_own_consent(people: People) -> None:
    people.agree("contact", by="far")
    refused = people.mette.refused("consent", "give", "A17", "--by", "far", "--to", "social-worker", "--streams", "parent:mor")
    assert refused == (41, "consent_not_theirs")
    asked = ("--streams", "contact,parent:mor")
    said = preview(people.mette, LONE, *asked, code=3)
    assert said["held_back"] == [{"stream": "parent:mor", "reason": "consent"}]
    assert [one["stream"] for one in said["streams"]] == ["contact"]
    ran = people.mette("export", "A17", "--to", LONE, *asked, "--out", str(people.post))
    assert ran.code == 3
    assert "bliver her: forældrejournalen for mor; der er intet samtykke, der gælder i dag" in ran.err
    people.agree("parent:mor", by="mor", to=LONE)
    assert preview(people.mette, LONE, *asked)["held_back"] == []
    assert preview(people.mette, BIRGIT, *asked, code=3)["held_back"] != []


def test_a_record_that_is_taken_out_stays(people: People) -> None:
    visits = people.mette.json("visit", "list", "A17")["visits"]
    first = visits[0]["id"]
    people.lone.ok("inbox", "open", str(people.notified(people.mette, LONE, "--exclude", first[:5])))
    assert len(copies(people.lone)["visit"]) == 1
    letter = people.mette.json("ledger", "A17")["entries"][0]
    assert "1 post, der er taget ud" in letter["left_out"]


def test_what_is_to_stay_is_one_record(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spaedbarn_cli.store.ids.new_record_id", map("aaaa{:012}".format, range(99)).__next__)
    for day in (16, 17):
        people.mette.ok("visit", "log", "A17", "--start", f"2026-11-{day} 09:00", "--minutes", "30")
    words = ("export", "A17", "--to", LONE, "--ground", "notification", *PURPOSE, "--exclude")
    for typed, key, said in (
        ("aaaa", (2, "id_ambiguous"), "--exclude: flere poster begynder sådan"),
        ("zzzz", (40, "exclude_not_found"), "--exclude: ingen post i det, der skal deles, begynder sådan"),
        ("a", (2, "id_short"), "--exclude: der skal mindst fire tegn af id'et til"),
    ):
        assert people.mette.refused(*words, typed) == key
        assert f"fejl: {said}\n" in people.mette(*words, typed).err


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        (("--to", LONE), (41, "share_no_ground")),
        (("--to", LONE, "--ground", "consent"), (41, "share_no_consent")),
        (("--to", LONE, "--ground", "fordi"), (2, "bad_ground")),
        (("--to", LONE, "--ground", "notification"), (2, "usage_missing")),
        (("--to", LONE, "--ground", "notification", "--purpose", "  "), (2, "usage_missing")),
        (("--to", LONE, "--profile", "alt"), (2, "bad_profile")),
        (("--to", LONE, "--streams", "dagbog"), (2, "bad_streams")),
        (("--to", LONE, "--streams", "parent:mormor"), (2, "bad_streams")),
        (("--to", "Ingen Her"), (40, "contact_not_found")),
        (("--to", LONE, "--ground", "notification", *PURPOSE, "--exclude", "zzzz"), (40, "exclude_not_found")),
        (("--to", LONE, "--ground", "notification", *PURPOSE, "--exclude", "a"), (2, "id_short")),
        (("--to", LONE, "--ground", "weighty-reasons", *PURPOSE, "--told", "2026-11-23"), (2, "told_ahead")),
        (("--to", LONE, "--profile", "colleague", "--ground", "early-exchange", *PURPOSE), (41, "export_no_colleague")),
        (("--to", JENS, "--profile", "colleague", "--ground", "early-exchange", *PURPOSE, "--html"),
         (41, "export_no_colleague")),
        (("--to", JENS, "--profile", "colleague", "--ground", "early-exchange", *PURPOSE, "--notes"), (2, "export_whole")),
        (("--to", LONE, "--ground", "notification", *PURPOSE, "--sync", "--html"), (2, "export_sync_alone")),
        (("--to", LONE, "--ground", "notification", *PURPOSE, "--sync", "--out", "x"), (2, "export_sync_alone")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_and_nothing_is_written(
    people: People, words: tuple[str, ...], refused: tuple[int, str]
) -> None:
    before = tables(people.mette)
    place = () if {"--sync", "--out"} & set(words) else ("--out", str(people.post))
    assert people.mette.refused("export", "A17", *words, *place) == refused
    assert people.mette.refused("export", "Z99", "--to", LONE) == (40, "case_not_found")
    assert tables(people.mette) == before
    assert list(people.post.iterdir()) == []


def test_a_consent_that_was_withdrawn_stops_the_next_export(people: People) -> None:
    people.agree("contact")
    people.agree("child")
    people.sealed(people.mette, LONE, "--streams", "contact,child")
    consents = people.mette.json("consent", "list", "A17")["consents"]
    child = next(one["id"] for one in consents if one["streams"] == ["child"])
    people.mette.ok("consent", "withdraw", child, "--reason", "mor har bedt om det")
    said = preview(people.mette, LONE, "--streams", "contact,child", code=3)
    assert said["held_back"] == [{"stream": "child", "reason": "consent"}]
    people.mette.ok("consent", "withdraw", "A17", "--reason", "mor har bedt om det")
    asked = ("export", "A17", "--to", LONE, "--ground", "consent", "--out", str(people.post))
    assert people.mette.refused(*asked) == (41, "share_no_consent")


def test_a_consent_ends_by_its_own_date(people: People) -> None:
    people.mette.ok("consent", "give", "A17", "--by", "mor", "--to", LONE, "--streams", "contact", "--until", "2026-11-25")
    asked = ("export", "A17", "--to", LONE, "--preview")
    assert "gælder til og med 25. november 2026" in people.mette.ok(*asked, SPAEDBARN_NOW="2026-11-25T20:00")
    assert people.mette("export", "A17", "--to", LONE, "--preview", SPAEDBARN_NOW="2026-11-26T08:00").code == 41


def test_keys_that_are_not_verified_or_have_changed_are_said_every_time(people: People) -> None:
    asked = ("export", "A17", "--to", LONE, "--ground", "notification", *PURPOSE, "--preview")
    assert "nøgle" not in people.mette(*asked).err
    new, old = (str(one.home / "card.txt") for one in (people.jens, people.lone))
    people.mette.ok("contact", "remove", JENS)
    people.mette.ok("contact", "add", LONE, "--card", new, "--replace", "--reason", "ny computer")
    for _ in range(2):
        assert "nøgler er skiftet" in people.mette(*asked).err
    people.mette.ok("contact", "add", JENS, "--card", old)
    for _ in range(2):
        assert "nøglerne er ikke bekræftet" in people.mette(*(JENS if word == LONE else word for word in asked)).err


def test_the_day_the_family_was_told_is_kept_and_reminded_of(people: People) -> None:
    weighty = ("--ground", "weighty-reasons", *PURPOSE)
    ran = people.mette("export", "A17", "--to", LONE, *weighty, "--out", str(people.post))
    assert ran.code == 0
    assert "familien skal have det at vide snarest" in ran.err
    assert people.mette.json("ledger", "A17")["entries"][0]["tell"] is True
    told = people.mette("export", "A17", "--to", BIRGIT, *weighty, "--told", "2026-11-21", "--out", str(people.post))
    assert "familien fik det at vide 21. november 2026" in told.err
    assert "familien skal have det at vide" not in told.err
