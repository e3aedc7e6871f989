"""What a command is given: language, clock, terminal, places, and the store, opened when it is first needed.

The passphrase is asked for late: after the arguments have been read, and only by a command that needs the store.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import json
import os
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from spaedbarn_cli import paths
from spaedbarn_cli.errors import Failed, StoreInUse, WrongSecret, WrongUsage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from spaedbarn_cli.domain.consent import LegalGround
    from spaedbarn_cli.domain.pregnancy import PregnancyRules
    from spaedbarn_cli.domain.programme import Programme
    from spaedbarn_cli.domain.sharing import Profile
    from spaedbarn_cli.store.vault import Places, Store
    from spaedbarn_cli.ui.terminal import Terminal

TRIES = 3
"""How often a wrong passphrase is asked for again in one run."""

ENV_PASSPHRASE, ENV_PASSPHRASE_FILE, ENV_SESSION = "SPAEDBARN_PASSPHRASE", "SPAEDBARN_PASSPHRASE_FILE", "SPAEDBARN_SESSION"
ENV_NEW_PASSPHRASE = "SPAEDBARN_NEW_PASSPHRASE"  # noqa: S105 - the name of a variable


@dataclass
class Session:
    """One run of the program. `place` is what `--home` said, `moment` a fixed clock (`--now`) or None.

    `bulk` is set, before the store is opened, by a command that moves thousands of changes and ends.
    """

    place: str | None
    terminal: Terminal
    moment: datetime | None = None
    yes: bool = False
    bulk: bool = False
    _store: Store | None = None
    _programmes: dict[str, Programme] = field(default_factory=dict)

    @cached_property
    def home(self) -> Path:
        """The folder of store and key file, looked for when it is first needed: help needs none."""
        return paths.home_dir(self.place)

    def now(self) -> datetime:
        """Return the moment, aware."""
        return self.moment or datetime.now(UTC)

    def today(self) -> date:
        """Return the day in Copenhagen."""
        from spaedbarn_cli.domain.dates import zone

        return self.now().astimezone(zone()).date()

    @property
    def places(self) -> Places:
        """The folders of the store."""
        from spaedbarn_cli.store.vault import Places

        # A copy of the store in another folder is another incarnation, so the memory is kept per folder.
        folder = hashlib.sha256(str(self.home).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return Places(self.home, paths.state_dir() / folder, paths.migrations_dir())

    @property
    def store(self) -> Store:
        """The store, unlocked at first use; raises what `errors` says of opening."""
        if self._store is None:
            self._store = self._open()
            self._warn()
        return self._store

    def _warn(self) -> None:
        """Say what the store has to say, each thing once."""
        while self._store is not None and self._store.warnings:
            self.terminal.warn(self._store.warnings.pop(0))

    @property
    def is_open(self) -> bool:
        """Has the store been unlocked in this run?"""
        return self._store is not None

    def adopt(self, store: Store) -> None:
        """Go on with a store that a command has made or opened itself."""
        self._store = store

    def close(self) -> None:
        """Let go of the store and its key."""
        gc.enable()
        self._warn()
        if self._store is not None:
            self._store.close()
            self._store = None

    def _open(self) -> Store:
        from spaedbarn_cli.store.keyfile import read_keyfile, unwrap
        from spaedbarn_cli.store.vault import open_with_key

        harden()
        if self.bulk:
            gc.disable()  # among a million small things that are all in use, looking for garbage takes a third of the time
        known = read_keyfile(self.home)  # no store, a newer or a damaged key file is said before anything is asked
        token = take_env(ENV_SESSION)

        def open_by(key: bytes, *, whole_check: bool) -> Store:
            return open_with_key(
                self.places, known.store, key, vault=known.vault, now=self.now, whole_check=whole_check,
                bulk=self.bulk,
            )

        if token:
            from spaedbarn_cli.store.sessionslot import open_session

            try:
                moment = datetime.now(UTC).timestamp()
                key = open_session(paths.runtime_dir(), known.vault, token, moment, known.store)
            except WrongSecret:
                if env_passphrase() is None and not self.terminal.interactive:
                    raise
            else:
                return open_by(key, whole_check=False)
        key, _ = ask_key(self, lambda text: unwrap(known, "passphrase", text))
        store = open_by(key, whole_check=True)
        look_for_answers(store)
        return store

    def programme(self, key: str) -> Programme:
        """Return a programme; raises NotFound, DefinitionInvalid. What was parsed is kept in the store by its digest."""
        if key not in self._programmes:
            from spaedbarn_cli.catalog.building import build_programme

            self._programmes[key] = build_programme(self._definition("programmes", key, _parse_programme))
        return self._programmes[key]

    def pregnancy(self) -> PregnancyRules:
        """Return the bounds of a pregnancy."""
        from spaedbarn_cli.catalog.pregnancy import build_pregnancy, load_pregnancy_text

        return build_pregnancy(self._definition("reference", "pregnancy", load_pregnancy_text))

    def grounds(self) -> dict[str, LegalGround]:
        """Return the legal grounds for sharing, by key."""
        from spaedbarn_cli.catalog.legal_grounds import build_legal_grounds, load_legal_grounds_text

        found = build_legal_grounds(self._definition("reference", "legal-grounds", load_legal_grounds_text))
        return {one.key: one for one in found}

    def sharing_profiles(self) -> dict[str, Profile]:
        """Return what is shared unless said otherwise, by the profile's key."""
        from spaedbarn_cli.catalog.sharing_profiles import build_sharing_profiles, load_sharing_profiles_text

        return build_sharing_profiles(self._definition("reference", "sharing-profiles", load_sharing_profiles_text))

    def _definition(self, kind: str, key: str, parse: Callable[[Any, str], dict[str, Any]]) -> dict[str, Any]:
        """Return a definition as parsed: from the store if its file is unchanged, since reading YAML costs 30 ms."""
        from spaedbarn_cli import __version__
        from spaedbarn_cli.catalog.files import read_definition

        name, content = read_definition(kind, key)
        digest = hashlib.sha256(f"{__version__}/{kind}\n".encode() + content).hexdigest()
        if self._store is not None:
            rows = self._store.rows("SELECT body FROM definitions WHERE digest = ?", digest)
            if rows:
                found: dict[str, Any] = json.loads(str(rows[0][0]))
                return found
        data = parse(content, name)
        if self._store is not None:
            # Kept only to be quicker next time: a store that is held or cannot be written is read all the same.
            with contextlib.suppress(Failed, StoreInUse), self._store.writing() as connection:
                connection.execute("INSERT OR REPLACE INTO definitions VALUES (?, ?)", (digest, json.dumps(data)))
        return data


def look_for_answers(store: Store) -> None:
    """Let a store that a passphrase has just unlocked say that something shared was never answered."""
    from spaedbarn_cli.store.unanswered import unanswered

    if unanswered(store, store.now()):
        store.warnings.append("warn.no_answer")


def _parse_programme(content: bytes, name: str) -> dict[str, Any]:
    from spaedbarn_cli.catalog.programmes import load_programme_text

    return load_programme_text(content, name)


def ask_key(session: Session, opened: Callable[[str], bytes]) -> tuple[bytes, str]:
    """Return the store key and the passphrase that opened it, from the environment or asked for on the terminal.

    A wrong answer on the terminal is asked for again in the same run; raises WrongSecret after the last try, or where
    there is nobody to ask.
    """
    secret = env_passphrase()
    if secret is not None:
        return opened(secret), secret
    if not session.terminal.interactive:
        raise WrongSecret("locked")
    from spaedbarn_cli.i18n.catalog import t
    from spaedbarn_cli.ui.prompts import ask_passphrase

    for left in range(TRIES - 1, -1, -1):
        typed = ask_passphrase(t("ask.passphrase"))
        try:
            return opened(typed), typed
        except WrongSecret as wrong:
            if not left:
                raise
            session.terminal.error(wrong)
    raise AssertionError


def env_passphrase() -> str | None:
    """Return the passphrase that the environment gives, and take it out, so that no child process inherits it."""
    file, direct = take_env(ENV_PASSPHRASE_FILE), take_env(ENV_PASSPHRASE)
    if file:
        from pathlib import Path

        try:
            text = Path(file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise WrongUsage("passphrase_file") from None
        return text.removesuffix("\n").removesuffix("\r")
    return direct


_taken: dict[str, str] = {}


def take_env(name: str) -> str | None:
    """Return a secret variable and remove it from the environment; asked for again, it is still known here."""
    value = os.environ.pop(name, None)
    if value is not None:
        _taken[name] = value
    return _taken.get(name) or None


def forget_env() -> None:
    """Forget the secrets that the environment gave: after a lock they must not open the store again."""
    _taken.clear()


def harden() -> None:
    """Leave no core dump with a key in it; what the platform does not offer is left as it is."""
    os.umask(0o077)
    try:
        import resource
    except ImportError:  # Windows writes no core files
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    if os.uname().sysname == "Linux":
        import ctypes

        prctl_set_dumpable = 4
        ctypes.CDLL(None).prctl(prctl_set_dumpable, 0, 0, 0, 0)


def parse_now(text: str) -> datetime:
    """Return `--now` as an aware moment; a day alone is noon; raises WrongUsage."""
    from spaedbarn_cli.domain.dates import zone

    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise WrongUsage("bad_now") from None
    if len(text.strip()) <= len("2026-11-22"):
        moment += timedelta(hours=12)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone())

