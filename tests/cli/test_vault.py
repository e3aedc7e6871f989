"""`init`, `unlock`, `lock`, `passphrase change`, `recover`, `rotate`: what opens the store, and what never does."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from program import PASSPHRASE, Program

from spaedbarn_cli import session
from spaedbarn_cli.errors import Failed
from spaedbarn_cli.store import driver, memory, migrate

if TYPE_CHECKING:
    from pathlib import Path

NEW = "seks brune køer på række"
INIT = ("init", "--name", "Mette Holm", "--role", "health-visitor", "--skip-recovery-check")


@pytest.fixture
def made(program: Program) -> Program:
    """The program with an empty store."""
    return program.init()


def files(program: Program) -> dict[str, bytes]:
    """Return every file of the store."""
    return {path.name: path.read_bytes() for path in program.store.iterdir()}


def token_of(program: Program, *more: str) -> str:
    return program.ok("unlock", *more).strip()


def by_token(program: Program, token: str) -> dict[str, str]:
    """The environment of a command that a token opens, with no passphrase to fall back on."""
    return {"SPAEDBARN_PASSPHRASE": "", "SPAEDBARN_SESSION": token}


# ── init ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_init_makes_a_store_and_shows_the_code_that_opens_it_once(program: Program) -> None:
    made = program.json(*INIT, "--municipality", "Jammerbugt")
    assert sorted(made) == ["device", "home", "identity", "recovery_code"]
    assert made["home"] == str(program.store)
    assert made["identity"]["name"] == "Mette Holm"
    assert sorted(files(program)) == ["key.json", "store.db"]
    assert program.json("case", "list") == {"cases": []}


def test_init_beside_a_store_that_lost_its_key_leaves_it_and_says_so(made: Program) -> None:
    lost = (made.store / "store.db").read_bytes()
    (made.store / "key.json").unlink()
    ran = made(*INIT)
    assert ran.code == 0
    assert "en lagerfil uden nøglefil" in ran.err
    assert (made.store / "store.db").read_bytes() == lost
    made.ok("case", "list")


def test_a_file_in_the_place_of_the_folder_is_said_to_be_and_left(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "fil"
    file.write_bytes(b"mit")
    mode = file.stat().st_mode
    assert program.refused(*INIT, "--home", str(file)) == (1, "not_a_folder")
    assert (file.read_bytes(), file.stat().st_mode) == (b"mit", mode)


def test_a_name_is_one_line(program: Program) -> None:
    made = program.json("init", "--name", " Mette\n\tHolm ", "--role", "leader", "--skip-recovery-check")
    assert made["identity"]["name"] == "Mette Holm"


def test_init_a_second_time_is_refused_and_nothing_is_touched(made: Program) -> None:
    before = files(made)
    assert made.refused(*INIT) == (41, "store_exists")
    assert files(made) == before


@pytest.mark.parametrize(
    ("words", "env", "key"),
    [
        (("init", "--name", "Mette Holm", "--role", "health-visitor"), {}, "recovery_needs_terminal"),
        (("init", "--role", "leader", "--skip-recovery-check"), {}, "usage_missing"),
        (("init", "--name", "Mette Holm", "--skip-recovery-check"), {}, "usage_missing"),
        (("init", "--name", "Mette", "--role", "nurse", "--skip-recovery-check"), {}, "bad_role"),
        (INIT, {"SPAEDBARN_PASSPHRASE": "kort"}, "passphrase_short"),
        (INIT, {"SPAEDBARN_PASSPHRASE": "         "}, "passphrase_empty"),
        (INIT, {"SPAEDBARN_PASSPHRASE": ""}, "passphrase_missing"),
        (INIT, {"SPAEDBARN_PASSPHRASE_FILE": "/nowhere/at/all"}, "passphrase_file"),
    ],
)
def test_init_that_cannot_be_makes_nothing(
    program: Program, words: tuple[str, ...], env: dict[str, str], key: str
) -> None:
    assert program.refused(*words, **env) == (2, key)
    assert not program.store.exists()


@pytest.mark.parametrize("broken", [(migrate, "apply"), (driver, "connect"), (memory, "remember")])
def test_init_on_a_full_disk_leaves_nothing(
    program: Program, monkeypatch: pytest.MonkeyPatch, broken: tuple[Any, str]
) -> None:
    def full(*_: object, **__: object) -> None:
        raise Failed("disk_full")

    monkeypatch.setattr(*broken, full)
    assert program.refused(*INIT) == (1, "disk_full")
    assert files(program) == {}
    monkeypatch.undo()
    program.init()


# ── opening ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_where_no_store_is_every_command_says_so(program: Program) -> None:
    for words in (["case", "list"], ["unlock"], ["lock"], ["recover"], ["rotate", "--skip-recovery-check"], ["doctor"]):
        assert program.refused(*words) == (10, "no_store")
    assert f"fejl: der er ikke noget lager i {program.store}\n" in program("case", "list").err
    assert not program.store.exists()


def test_a_wrong_passphrase_opens_nothing_and_is_not_repeated(made: Program) -> None:
    wrong = made("case", "list", SPAEDBARN_PASSPHRASE="fem blå spande grus")
    assert wrong.code == 12
    assert "spande" not in wrong.out + wrong.err
    assert made.refused("case", "list", SPAEDBARN_PASSPHRASE="fem blå spande grus") == (12, "wrong_passphrase")
    assert made.refused("case", "list", SPAEDBARN_PASSPHRASE="") == (12, "locked")


def test_the_passphrase_opens_however_its_letters_were_typed(program: Program) -> None:
    program.ok(*INIT, SPAEDBARN_PASSPHRASE=unicodedata.normalize("NFC", "æblegrød på fad"))
    for form in ("NFC", "NFD", "NFKD"):
        program.ok("case", "list", SPAEDBARN_PASSPHRASE=unicodedata.normalize(form, "æblegrød på fad"))


def test_the_passphrase_may_come_from_a_file(made: Program, tmp_path: Path) -> None:
    file = tmp_path / "passphrase"
    for ending in ("", "\n", "\r\n"):
        file.write_bytes(PASSPHRASE.encode() + ending.encode())
        made.ok("case", "list", SPAEDBARN_PASSPHRASE="", SPAEDBARN_PASSPHRASE_FILE=str(file))
    file.write_bytes(b"\xff\xfe")
    assert made.refused("case", "list", SPAEDBARN_PASSPHRASE_FILE=str(file)) == (2, "passphrase_file")


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("store.db", b"", "store_not_ours"),
        ("store.db", b"PK\x03\x04" + bytes(9000), "store_damaged"),
        ("store.db", None, "store_missing"),
        ("key.json", b"", "key_damaged"),
        ("key.json", b"{}", "key_damaged"),
        ("key.json", b"\xff\x00" * 100, "key_damaged"),
        ("key.json", None, "key_missing"),
    ],
)
def test_a_damaged_file_is_said_to_be_and_left_as_it_is(
    made: Program, name: str, content: bytes | None, key: str
) -> None:
    path = made.store / name
    path.unlink() if content is None else path.write_bytes(content)
    before = files(made)
    for words in (["case", "list"], ["recover"], ["rotate", "--skip-recovery-check"]):
        if words == ["recover"] and name == "store.db":
            continue  # asks for the code first
        assert made.refused(*words) == (14, key)
    assert files(made) == before


def test_a_plain_database_in_the_stores_place_is_damage(made: Program) -> None:
    (made.store / "store.db").unlink()
    with closing(sqlite3.connect(made.store / "store.db")) as plain:
        plain.execute("CREATE TABLE visits (id)")
    assert made.refused("case", "list") == (14, "store_damaged")


def test_a_newer_key_file_is_refused_with_its_own_code(made: Program) -> None:
    path = made.store / "key.json"
    newer = json.loads(path.read_text())
    newer["version"] = 2
    path.write_text(json.dumps(newer))
    before = files(made)
    assert made.refused("case", "list") == (13, "key_newer")
    assert made.refused(*INIT) == (41, "store_exists")
    assert files(made) == before


def test_a_store_in_use_is_said_to_be(made: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    from spaedbarn_cli.store import keyfile

    monkeypatch.setattr(driver, "busy_timeout_ms", 20)
    with monkeypatch.context() as seam:
        from spaedbarn_cli.store import keywrap

        seam.setattr(keywrap, "testing_kdf_cost", (1, 1, 64))
        key = keyfile.unwrap(keyfile.read_keyfile(made.store), keyfile.PASSPHRASE, PASSPHRASE)
    with closing(driver.connect(made.store / "store.db", key)) as other, driver.transaction(other):
        assert made.refused("case", "open", "A17", "--due", "2026-12-01") == (11, "store_in_use")
    made.ok("case", "open", "A17", "--due", "2026-12-01")


# ── unlock, lock ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_token_opens_without_the_passphrase_until_it_is_locked(made: Program) -> None:
    token = token_of(made)
    assert made.json("case", "list", **by_token(made, token)) == {"cases": []}
    assert made.json("lock") == {"ended": 1}
    assert made.refused("case", "list", **by_token(made, token)) == (12, "wrong_session")
    assert made.json("lock") == {"ended": 0}


def test_a_token_is_alone_on_the_line_and_holds_no_key(made: Program) -> None:
    ran = made("unlock", "--minutes", "5")
    assert (ran.code, ran.err, len(ran.out.split())) == (0, "", 1)
    assert made.json("unlock", "--minutes", "5")["minutes"] == 5
    assert made.json("unlock", "--minutes", "5000")["minutes"] == 120


def test_a_token_expires(made: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    token = token_of(made, "--minutes", "30")

    class Later(datetime):
        by = timedelta(minutes=29)

        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime.now(tz) + cls.by

    monkeypatch.setattr(session, "datetime", Later)
    made.ok("case", "list", **by_token(made, token))
    Later.by = timedelta(minutes=31)
    assert made.refused("case", "list", **by_token(made, token)) == (12, "session_expired")
    Later.by = timedelta(0)  # and putting the clock back does not wake it
    assert made.refused("case", "list", **by_token(made, token)) == (12, "wrong_session")


@pytest.mark.parametrize("token", ["x", "æøå", "A" * 64, " "])
def test_a_token_that_is_none_opens_nothing(made: Program, token: str) -> None:
    token_of(made)
    assert made.refused("case", "list", **by_token(made, token)) == (12, "wrong_session")


@pytest.mark.parametrize("minutes", ["0", "-1", "1.5", "en", ""])
def test_a_token_for_no_time_is_wrong_usage(made: Program, minutes: str) -> None:
    assert made.refused("unlock", f"--minutes={minutes}")[0] == 2


def test_a_token_of_another_store_opens_nothing(made: Program, tmp_path: Path) -> None:
    other = Program(tmp_path / "other").init()
    assert made.refused("case", "list", **by_token(made, token_of(other))) == (12, "wrong_session")


# ── passphrase change, recover, rotate ─────────────────────────────────────────────────────────────────────────────


def test_a_changed_passphrase_opens_and_the_old_one_no_longer_does(made: Program) -> None:
    token = token_of(made)
    store = (made.store / "store.db").read_bytes()
    made.ok("passphrase", "change", SPAEDBARN_NEW_PASSPHRASE=NEW)
    assert (made.store / "store.db").read_bytes() == store
    assert made.refused("case", "list") == (12, "wrong_passphrase")
    assert made.refused("case", "list", **by_token(made, token)) == (12, "wrong_session")
    made.ok("case", "list", SPAEDBARN_PASSPHRASE=NEW)


@pytest.mark.parametrize(("new", "key"), [("", "new_passphrase_missing"), ("kort", "passphrase_short")])
def test_a_passphrase_that_will_not_do_changes_nothing(made: Program, new: str, key: str) -> None:
    before = files(made)
    assert made.refused("passphrase", "change", SPAEDBARN_NEW_PASSPHRASE=new) == (2, key)
    wrong = {"SPAEDBARN_PASSPHRASE": "forkert sætning", "SPAEDBARN_NEW_PASSPHRASE": NEW}
    assert made.refused("passphrase", "change", **wrong) == (12, "wrong_passphrase")
    assert files(made) == before


def test_the_recovery_code_sets_a_new_passphrase_however_it_is_typed(program: Program) -> None:
    code = program.json(*INIT)["recovery_code"]
    for typed in (code, code.lower().replace("-", " "), code.replace("-", "").replace("0", "O")):
        program.ok("recover", stdin=typed + "\n", SPAEDBARN_PASSPHRASE="", SPAEDBARN_NEW_PASSPHRASE=NEW)
    assert program.refused("case", "list") == (12, "wrong_passphrase")
    program.ok("case", "list", SPAEDBARN_PASSPHRASE=NEW)


def test_a_wrong_recovery_code_changes_nothing_and_names_the_group(program: Program) -> None:
    from spaedbarn_cli.store import recovery

    code = program.json(*INIT)["recovery_code"]
    before = files(program)
    groups = code.split("-")
    groups[2] = groups[2][::-1] if groups[2] != groups[2][::-1] else "00001"
    new = {"SPAEDBARN_NEW_PASSPHRASE": NEW}
    assert program.refused("recover", stdin="-".join(groups), **new) == (12, "recovery_group")
    assert program.refused("recover", stdin=code[:-6], **new) == (12, "recovery_length")
    assert program.refused("recover", stdin="", **new) == (12, "recovery_length")
    assert program.refused("recover", stdin=recovery.new_code(), **new) == (12, "wrong_recovery_code")
    wrong = program("recover", stdin="-".join(groups), **new)
    assert "3" in wrong.err
    assert groups[2] not in wrong.err
    assert files(program) == before


def test_a_rotated_store_has_a_new_key_a_new_code_and_everything_in_it(families: Program) -> None:
    visits = families.json("visit", "list")
    token = token_of(families)
    old = files(families)
    code = families.json("rotate", "--skip-recovery-check")["recovery_code"]
    assert sorted(files(families)) == ["key.json", "store-2.db"]
    assert families.json("visit", "list") == visits
    assert families.refused("case", "list", **by_token(families, token)) == (12, "wrong_session")
    families.ok("recover", stdin=code, SPAEDBARN_PASSPHRASE="", SPAEDBARN_NEW_PASSPHRASE=NEW)
    assert families.json("doctor", SPAEDBARN_PASSPHRASE=NEW)["ok"]
    # A copy from before still opens with what it was made with: that cannot be taken back.
    (families.store / "store.db").write_bytes(old["store.db"])
    (families.store / "key.json").write_bytes(old["key.json"])
    assert families.json("visit", "list") == visits


def test_rotating_can_change_the_passphrase_too(made: Program) -> None:
    made.ok("rotate", "--skip-recovery-check", SPAEDBARN_NEW_PASSPHRASE=NEW)
    made.ok("case", "list", SPAEDBARN_PASSPHRASE=NEW)
    assert made.refused("case", "list") == (12, "wrong_passphrase")


def test_a_script_that_gives_the_new_passphrase_takes_the_code_as_it_comes(made: Program) -> None:
    code = made.json("rotate", SPAEDBARN_NEW_PASSPHRASE=NEW)["recovery_code"]
    assert made.refused("case", "list") == (12, "wrong_passphrase")
    made.ok("recover", stdin=code, SPAEDBARN_NEW_PASSPHRASE=PASSPHRASE)
    made.ok("case", "list")


def test_rotating_needs_the_passphrase_and_somebody_to_give_the_code_to(made: Program) -> None:
    before = files(made)
    assert made.refused("rotate", "--skip-recovery-check", **by_token(made, token_of(made))) == (12, "locked")
    assert made.refused("rotate") == (2, "recovery_needs_terminal")
    assert files(made) == before


# ── what is said ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_output_ever_holds_a_passphrase(program: Program) -> None:
    said = []
    for words, env in (
        (INIT, {}),
        (("unlock",), {}),
        (("passphrase", "change"), {"SPAEDBARN_NEW_PASSPHRASE": NEW}),
        (("case", "list"), {}),
        (("rotate", "--skip-recovery-check"), {"SPAEDBARN_PASSPHRASE": NEW}),
        (("rotate", "--skip-recovery-check"), {"SPAEDBARN_PASSPHRASE": "kort"}),
        (("doctor",), {"SPAEDBARN_PASSPHRASE": NEW}),
    ):
        for more in ([], ["--json"], ["--lang", "en"]):
            ran = program(*words, *more, **env)
            said += [ran.out, ran.err]
    for secret in (PASSPHRASE, NEW, *PASSPHRASE.split()[1:3], *NEW.split()[1:3]):
        assert not [text for text in said if secret in text]


@pytest.mark.parametrize("lang", ["da", "en"])
def test_an_error_is_a_sentence_and_a_remedy_in_words_and_one_document_in_json(program: Program, lang: str) -> None:
    spoken = program("case", "list", "--lang", lang)
    fault, remedy = spoken.err.splitlines()
    assert spoken.out == ""
    assert fault.startswith({"da": "spaedbarn: fejl: ", "en": "spaedbarn: error: "}[lang])
    assert remedy.startswith({"da": "spaedbarn: råd: ", "en": "spaedbarn: hint: "}[lang])
    written = program("case", "list", "--json", "--lang", lang)
    error = json.loads(written.err)["error"]
    assert (error["code"], error["key"]) == (10, "no_store")
    assert fault.endswith(error["message"])
    assert remedy.endswith(error["hint"])
