"""What can go wrong, as values: a key for the words, parameters for the place, an exit code for scripts.

The words live in `i18n` (`err.<key>` states the fact, `hint.<key>` says what to do next, in both languages). Parameters
never hold personal data: file names, line numbers, dates, family codes and record ids only.
"""

from __future__ import annotations

from typing import Any, ClassVar


class SpaedbarnError(Exception):
    """An expected error, shown as one sentence and a hint; anything else is a defect of ours."""

    exit_code: ClassVar[int] = 1

    def __init__(self, key: str, **params: Any) -> None:
        super().__init__(key)
        self.key = key
        self.params = params


class Failed(SpaedbarnError):
    """The work could not be done (disk full, no permission)."""

    exit_code = 1


class WrongUsage(SpaedbarnError):
    """The command was given something it cannot take."""

    exit_code = 2


class PartLeftOut(SpaedbarnError):
    """Done, but part was left out."""

    exit_code = 3


class NoStore(SpaedbarnError):
    """There is no store in this folder."""

    exit_code = 10


class StoreInUse(SpaedbarnError):
    """Another program holds the store."""

    exit_code = 11


class WrongSecret(SpaedbarnError):
    """Wrong passphrase, recovery code or session token."""

    exit_code = 12


class StoreNewer(SpaedbarnError):
    """The store, key file or bundle was written by a newer program."""

    exit_code = 13


class StoreDamaged(SpaedbarnError):
    """The store or the key file cannot be read as what it should be."""

    exit_code = 14


class BundleRejected(SpaedbarnError):
    """A bundle is damaged, or not from anybody we know; nothing of it was taken."""

    exit_code = 20


class BundleContradicts(SpaedbarnError):
    """What came contradicts what is here: a fork or a roll-back; both sides are kept."""

    exit_code = 21


class BundleNotForUs(SpaedbarnError):
    """A bundle is for another store; nothing of it was taken."""

    exit_code = 22


class DefinitionInvalid(SpaedbarnError):
    """A programme or instrument file is not right; `problems` names each place."""

    exit_code = 30


class NotFound(SpaedbarnError):
    """No family, visit or other record by that name."""

    exit_code = 40


class Refused(SpaedbarnError):
    """A rule or a missing consent forbids it."""

    exit_code = 41


class Interrupted(SpaedbarnError):
    """The user left (Ctrl-C); what was answered is kept."""

    exit_code = 130
