"""English: the exchange over a remote."""

TEXTS: dict[str, str] = {
    "help.sync": "Exchange with all you share with, over a folder or a server; it sees only sealed files without names.",
    "opt.remote": "Where the bundles are put: a folder, sftp://, webdavs://, s3:// (remembered for the next time).",
    "opt.sync_dry_run": "Only show what waits; fetch and send nothing.",
    "sync.fetching": "fetching {number} of {of}",
    "sync.sent.one": "to {name}: 1 change, sealed and put out",
    "sync.sent.many": "to {name}: {n} changes, sealed and put out",
    "sync.answered": "to {name}: receipt",
    "sync.taken_back": "{name}: a bundle that had not been fetched yet was taken back",
    "sync.lies_still": "{name}: some of what is put out may no longer go",
    "sync.left_out": "to {name}: nothing went this time",
    "err.sync_not_taken_back": "the bundle cannot be removed; if it has not been fetched, it still can be",
    "hint.sync_not_taken_back": "ask whoever runs the place to let you delete there, and run `spaedbarn sync` again",
    "err.sync_not_fetched": "{file} cannot be fetched; the rest was",
    "hint.sync_not_fetched": "it stays where it lies; ask whoever runs the place to remove it",
    "err.sync_not_removed": "{file} was fetched and cannot be removed",
    "hint.sync_not_removed": "ask whoever runs the place to let you delete there",
    "err.sync_defect_in": "the program could not take {file} in; there is a defect in it ({kind} at {where})",
    "hint.sync_defect_in": (
        "nothing of the bundle was kept, and it stays where it lies; give this line to whoever made the program"
    ),
    "err.sync_defect_out": "the program could not make the bundle; there is a defect in it ({kind} at {where})",
    "hint.sync_defect_out": "nothing is lost; give this line to whoever made the program",
    "sync.corrected.one": "to {name}: 1 correction added",
    "sync.corrected.many": "to {name}: {n} corrections added",
    "sync.corrected_page.one": (
        "{name} has only a browser: 1 correction about {code} gets there with a new page only, `spaedbarn export {code} --to "
        "\"{name}\" --html`"
    ),
    "sync.corrected_page.many": (
        "{name} has only a browser: {n} corrections about {code} get there with a new page only, `spaedbarn export {code} "
        "--to \"{name}\" --html`"
    ),
    "sync.done": "Came: {came}. Went: {went}.",
    "sync.nothing_waits": "Nothing waits.",
    "sync.waits.one": "{name}: 1 change has not been acknowledged yet",
    "sync.waits.many": "{name}: {n} changes have not been acknowledged yet",
    "sync.receipts.one": "{name}: 1 receipt has not arrived yet",
    "sync.receipts.many": "{name}: {n} receipts have not arrived yet",
    "sync.held_consent": (
        "{name}: {stream} stays here; no consent holds today. Corrections of what was sent before stay here too"
    ),
    "sync.held_listen": (
        "{name}: what you wrote in {stream} stays here; share it back with `spaedbarn export CASE --to NAME --profile "
        "colleague --streams …`"
    ),
    "sync.held_ground": (
        "{name}: {stream} stays here; the program does not know the legal ground. Corrections of what was sent before stay "
        "here too"
    ),
    "sync.kept": "Nothing is lost: what waits goes the next time.",
    "export.correction": "correction of what was shared before",
    "err.sync_no_remote": "a place to put the bundles is missing",
    "hint.sync_no_remote": "give {option} with a folder or an address; it is remembered for the next time",
}
