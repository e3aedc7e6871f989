"""English: backups."""

TEXTS: dict[str, str] = {
    "help.backup": "Backups.",
    "help.backup_create": "Make a backup in one file.",
    "help.backup_verify": "Restore a backup on trial and examine it.",
    "help.backup_restore": "Restore a backup into the folder given by --home.",
    "err.backup_exists": "there is already a file of that name",
    "hint.backup_exists": "choose another name; a backup is never overwritten",
    "err.backup_missing": "the file does not exist",
    "hint.backup_missing": "check that the stick or drive is connected",
    "err.backup_not_one": "the file is not a backup made by spaedbarn",
    "hint.backup_not_one": "backups are made with `spaedbarn backup create`",
    "err.backup_damaged": "the backup is not whole",
    "hint.backup_damaged": "use another copy, and make a new one as soon as the store is open",
    "err.backup_newer": "the backup was made by a newer version of the program",
    "hint.backup_newer": "update spaedbarn and try again",
    "said.backup_made": "The backup has been written and tried: {file}",
    "said.backup_good": "The backup can be restored; all {changes} changes are whole.",
    "said.backup_restored": "The backup has been restored in {home}.",
}
