"""Danish: the exchange over a remote."""

TEXTS: dict[str, str] = {
    "help.sync": "Udveksl med alle, du deler med, over en mappe eller en server; den ser kun forseglede filer uden navne.",
    "opt.remote": "Hvor pakkerne lægges: en mappe, sftp://, webdavs://, s3:// (huskes til næste gang).",
    "opt.sync_dry_run": "Vis kun, hvad der venter; hent og send intet.",
    "sync.fetching": "henter {number} af {of}",
    "sync.sent.one": "til {name}: 1 ændring, forseglet og lagt klar",
    "sync.sent.many": "til {name}: {n} ændringer, forseglet og lagt klar",
    "sync.answered": "til {name}: kvittering",
    "sync.corrected.one": "til {name}: 1 post om rettelser er føjet til",
    "sync.corrected.many": "til {name}: {n} poster om rettelser er føjet til",
    "sync.done": "Kom: {came}. Gik: {went}.",
    "sync.nothing_waits": "Intet venter.",
    "sync.waits.one": "{name}: 1 ændring er ikke kvitteret for endnu",
    "sync.waits.many": "{name}: {n} ændringer er ikke kvitteret for endnu",
    "sync.held_consent": "{name}: {stream} bliver; der er intet samtykke, der gælder i dag",
    "sync.held_ground": "{name}: {stream} bliver; hjemlen kendes ikke af programmet",
    "sync.kept": "Intet er tabt: det, der venter, går med næste gang.",
    "export.correction": "rettelse af det, der er delt før",
    "err.sync_no_remote": "der mangler et sted at lægge pakkerne",
    "hint.sync_no_remote": "giv {option} med en mappe eller en adresse; det huskes til næste gang",
}
