"""English: the store, its passphrase and recovery code."""

TEXTS: dict[str, str] = {
    "err.store_exists": "there is a store here already",
    "hint.store_exists": "it is left untouched; choose another folder with --home",
    "err.store_in_use": "the store is held by another program",
    "hint.store_in_use": "close spaedbarn in the other windows and try again",
    "err.store_renewed": "the store has just been given a new key in another window",
    "hint.store_renewed": "run the command again; nothing was saved this time",
    "err.store_missing": "the key file is here, but the store file is missing",
    "hint.store_missing": "put the store file back from a backup; do not make a new store in this folder",
    "err.store_damaged": "the store file is damaged or does not belong to the key",
    "hint.store_damaged": "leave the file alone and restore a backup into another folder; `spaedbarn doctor` says more",
    "err.store_pages": "some pages of the store file were changed or destroyed",
    "hint.store_pages": "leave the file alone and restore a backup into another folder",
    "err.store_not_ours": "the file opens, but it is not a spaedbarn store",
    "hint.store_not_ours": "leave the file alone and restore a backup into another folder",
    "err.store_other_key": "the store file and the key file do not belong together",
    "hint.store_other_key": "find the key file that was kept with the store",
    "err.store_unexpected": "the store answered in an unexpected way ({name})",
    "hint.store_unexpected": "run `spaedbarn doctor` before you write more",
    "err.store_copy": "the new copy of the store is not whole; the old store still stands",
    "hint.store_copy": "check the room on the disk and try again",
    "err.store_newer": "the store was written by a newer version of the program",
    "hint.store_newer": "update spaedbarn and try again; nothing was changed",
    "err.locked": "the store is locked, and there is nobody here to ask",
    "hint.locked": "run the command in a terminal, or unlock first: `export SPAEDBARN_SESSION=$(spaedbarn unlock)`",
    "err.passphrase_file": "the file in SPAEDBARN_PASSPHRASE_FILE cannot be read",
    "hint.passphrase_file": "check that the file exists, is your own and is plain text (UTF-8)",
    "err.passphrase_missing": "the passphrase is missing",
    "hint.passphrase_missing": "run the command in a terminal, or set SPAEDBARN_PASSPHRASE_FILE",
    "err.new_passphrase_missing": "the new passphrase is missing",
    "hint.new_passphrase_missing": "run the command in a terminal, or set SPAEDBARN_NEW_PASSPHRASE",
    "err.recovery_needs_terminal": "the recovery code must be typed back, and there is no terminal here",
    "hint.recovery_needs_terminal": (
        "run the command in a terminal, or add --skip-recovery-check; nothing has been made yet"
    ),
    "err.interrupted_recovery": "interrupted; the store has been made, but the recovery code was not tried",
    "hint.interrupted_recovery": (
        "if you have the code on paper, all is well; if not, `spaedbarn rotate` gives a new one"
    ),
    "err.bad_role": "there is no such role",
    "hint.bad_role": "choose one of: {roles}",
    "err.profile_not_found": "the store does not know whom it belongs to",
    "hint.profile_not_found": "run `spaedbarn doctor`",
    "warn.store_left": (
        "a store file without a key file lay here before; it is not touched. If you have its key.json in a"
        " backup, put the two together in another folder"
    ),
    "warn.recovery_unchecked": "the recovery code was not typed back; keep it now, it is not shown again",
    "said.store_made": "The store has been made in {home}.",
    "said.passphrase_advice": "Choose a passphrase of at least 8 characters, best four or five words you can remember.",
    "said.recovery_code": (
        "Recovery code:\n"
        "\n"
        "    {code}\n"
        "\n"
        "Write it on paper and keep it away from the computer. It opens the store if\n"
        "the passphrase is forgotten, and it is not shown again."
    ),
    "said.recovery_confirmed": (
        "The code is right. The store is ready: open the first family with `spaedbarn case open`."
    ),
    "said.session_shortened": "The session lasts {minutes} minutes at most.",
    "said.locked": "Locked.",
    "said.passphrase_changed": (
        "The passphrase has been changed. Older copies of the store still open with the old one; "
        "`spaedbarn rotate` makes a whole new key."
    ),
    "said.recovered": "The store was opened with the recovery code and has the new passphrase.",
    "said.rotated": "The store has a new key and was written anew. Old copies still open with their old key.",
    "ask.own_name": "Your name",
    "ask.own_role": "Your role",
    "ask.recovery_back": "Type the recovery code back",
    "ask.recovery_code": "Recovery code",
    "role.health-visitor": "health visitor",
    "role.family-therapist": "family therapist",
    "role.social-worker": "case worker",
    "role.leader": "leader",
}
