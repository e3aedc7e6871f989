"""Four people on desks of their own, who know each other's keys: made once a process and copied for each test.

Mette has the family A17: mor, far, barn1 (born 17 September), two visits (one with a note), mor's well-being, a reminder
for herself. Jens is a colleague, Lone and Birgit are case workers. Nobody shares anything yet.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from program import NOW, PASSPHRASE, Program
from pty_session import clean_env

from spaedbarn_cli.session import Session, forget_env, parse_now
from spaedbarn_cli.store import keywrap
from spaedbarn_cli.ui.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spaedbarn_cli.store.vault import Store
    from spaedbarn_cli.sync.keys import SecretKeys

ROLES = {
    "Mette Holm": "health-visitor", "Jens Lund": "family-therapist", "Lone Krogh": "social-worker",
    "Birgit Dam": "social-worker",
}  # fmt: skip
NOTE = "Sagt i fortrolighed: natten er svær"
OWN_NOTE = "ring på hos naboen"
_FAMILY = (
    ("case", "open", "A17", "--due", "2026-09-20"),
    ("person", "add", "A17", "mor", "--role", "mother", "--name", "Karen Skov"),
    ("person", "add", "A17", "far", "--role", "father"),
    ("birth", "A17", "--date", "2026-09-17", "--child", "barn1", "--name", "Villads Skov"),
    ("visit", "log", "A17", "--start", "2026-11-17 09:00", "--minutes", "120", "--present", "mor,barn1"),
    ("visit", "log", "A17", "--start", "2026-11-19 09:00", "--minutes", "90", "--present", "mor,barn1", "--core", "guidance",
     "--note", NOTE),
    ("case", "remember", "A17", "--text", OWN_NOTE),
)  # fmt: skip
PASSING = frozenset({"definitions", "device", "drafts", "draft_answers"})
"""Tables of this computer alone: what was parsed is kept there to be quicker."""


class People:
    """The four desks under one folder, `post` where sealed files are put, and `remote`, a folder they all reach."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "people"
        shutil.copytree(_made(), self.folder)
        self.mette, self.jens, self.lone, self.birgit = found = [desk(self.folder, name) for name in ROLES]
        for one in found:
            _settle(one)
        self.post, self.remote = folder / "post", folder / "remote"
        self.post.mkdir()
        self.remote.mkdir()

    def agree(self, *streams: str, by: str = "mor", to: str = "social-worker") -> None:
        """Write on Mette's desk that somebody of the family agrees."""
        self.mette.ok("consent", "give", "A17", "--by", by, "--to", to, "--streams", ",".join(streams or ("contact", "child")))

    def sealed(self, giver: Program, to: str, *more: str, code: int = 0, case: str = "A17", **env: str) -> Path:
        """Share with somebody, and return the sealed file."""
        ran = giver("export", case, "--to", to, "--out", str(self.post), "--json", *more, **env)
        assert ran.code == code, ran
        return Path(_document(ran.out)["file"])

    def notified(self, giver: Program, to: str, *more: str, case: str = "A17", **env: str) -> Path:
        """Share on a ground that needs no consent."""
        ground = ("--ground", "notification", "--purpose", "bekymring for søvnen")
        return self.sealed(giver, to, *ground, *more, case=case, **env)

    def colleagues(self) -> None:
        """Let Mette share all of A17 with Jens, both ways, over the remote, until both have said that they have it."""
        self.mette.ok(
            "export", "A17", "--to", "Jens Lund", "--profile", "colleague", "--ground", "early-exchange", "--purpose",
            "fælles familie", "--sync",
        )  # fmt: skip
        self.round(self.mette, self.jens)

    def round(self, *who: Program, code: int = 0, **env: str) -> list[Any]:
        """Let each in turn exchange over the remote, and the first once more; returns what each was told."""
        done = []
        for one in (*who, who[0]):
            ran = one("sync", "--remote", str(self.remote), "--json", **env)
            assert ran.code == code, ran
            done.append(_document(ran.out))
        return done


def desk(folder: Path, name: str) -> Program:
    """Return the program on the desk of somebody."""
    return Program(folder / name.partition(" ")[0].lower())


def _settle(program: Program) -> None:
    """Let the computer know the desk where it stands now: it was carried, not copied, and goes on as the same device."""
    [known] = (program.home / "state" / "spaedbarn").iterdir()
    known.rename(known.with_name(hashlib.sha256(str(program.store).encode()).hexdigest()[:16]))


def snapshot(program: Program, place: Path) -> Path:
    """Keep a copy of a desk, behind the program's back, with all the computer knows."""
    return Path(shutil.copytree(program.home, place))


def put_back(program: Program, kept: Path) -> None:
    """Put a desk back to what it was, behind the program's back."""
    shutil.rmtree(program.home)
    shutil.copytree(kept, program.home)


@contextlib.contextmanager
def opened(program: Program) -> Iterator[Store]:
    """Open a store as the program does."""
    given = {**os.environ, **clean_env(program.home), "SPAEDBARN_PASSPHRASE": PASSPHRASE}
    with mock.patch.dict(os.environ, given, clear=True), mock.patch.object(keywrap, "testing_kdf_cost", (1, 1, 64)):
        forget_env()
        session = Session(place=str(program.store), terminal=Terminal(json=True), moment=parse_now(NOW))
        mask = os.umask(0o022)
        try:
            yield session.store
        finally:
            session.close()
            forget_env()
            os.umask(mask)


def tables(program: Program) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table that is of the store, log and notes of the exchange included."""
    with opened(program) as store:
        names = [str(row[0]) for row in store.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return {name: sorted(store.rows(f"SELECT * FROM {name}"), key=repr) for name in names if name not in PASSING}


def secrets_of(program: Program) -> SecretKeys:
    """Return somebody's keys, which no command shows."""
    from spaedbarn_cli.sync import identity

    with opened(program) as store:
        return identity.own(store)


def _document(text: str) -> Any:
    return json.loads(text)


@functools.cache
def _made() -> Path:
    """Make the desks, once a process."""
    import atexit

    folder = Path(tempfile.mkdtemp(prefix="people-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    programs = {name: desk(folder, name) for name in ROLES}
    cards, words = {}, {}
    for name, program in programs.items():
        program.ok("init", "--name", name, "--role", ROLES[name], "--skip-recovery-check")
        cards[name] = str(program.home / "card.txt")
        program.ok("identity", "card", "--out", cards[name])
        words[name] = program.json("identity", "show")["fingerprint"]
    for name, program in programs.items():
        for other in ROLES:
            if other != name:
                program.ok("contact", "add", other, "--card", cards[other])
                program.ok("contact", "verify", other, "--words", words[other])
    mette = programs["Mette Holm"]
    for command in _FAMILY:
        mette.ok(*command)
    answers = mette.home / "answers.json"
    answers.write_text('{"1": 3, "2": 2, "3": 2, "4": 1, "5": 2}')
    mette.ok("questionnaire", "run", "who-5", "A17", "--subject", "mor", "--answers", str(answers), "--date", "2026-11-19")
    answers.unlink()
    return folder
