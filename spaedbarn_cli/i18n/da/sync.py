"""Danish: the exchange over a remote."""

TEXTS: dict[str, str] = {
    "help.sync": "Udveksl med alle, du deler med, over en mappe eller en server; den ser kun forseglede filer uden navne.",
    "opt.remote": "Hvor pakkerne lægges: en mappe, sftp://, webdavs://, s3:// (huskes til næste gang).",
    "opt.sync_dry_run": "Vis kun, hvad der venter; hent og send intet.",
    "sync.fetching": "henter {number} af {of}",
    "sync.sent.one": "til {name}: 1 ændring, forseglet og lagt klar",
    "sync.sent.many": "til {name}: {n} ændringer, forseglet og lagt klar",
    "sync.answered": "til {name}: kvittering",
    "sync.taken_back": "{name}: en pakke, der ikke var hentet endnu, er taget tilbage",
    "sync.lies_still": "{name}: noget af det, der ligger klar, må ikke gå længere",
    "sync.left_out": "til {name}: intet gik denne gang",
    "err.sync_not_taken_back": "pakken kan ikke fjernes; hvis den ikke er hentet, kan den hentes endnu",
    "hint.sync_not_taken_back": "bed den, der passer stedet, om at lade dig slette der, og kør `spaedbarn sync` igen",
    "err.sync_not_fetched": "{file} kan ikke hentes; resten er hentet",
    "hint.sync_not_fetched": "den bliver liggende; bed den, der passer stedet, om at fjerne den",
    "err.sync_not_removed": "{file} er hentet, men kan ikke fjernes",
    "hint.sync_not_removed": "bed den, der passer stedet, om at lade dig slette der",
    "err.sync_defect_in": "programmet kunne ikke tage {file} ind; der er en fejl i det ({kind} ved {where})",
    "hint.sync_defect_in": (
        "intet af pakken er gemt, og den bliver liggende; giv linjen her til den, der har lavet programmet"
    ),
    "err.sync_defect_out": "programmet kunne ikke lave pakken; der er en fejl i det ({kind} ved {where})",
    "hint.sync_defect_out": "intet er tabt; giv linjen her til den, der har lavet programmet",
    "sync.corrected.one": "til {name}: 1 rettelse er føjet til",
    "sync.corrected.many": "til {name}: {n} rettelser er føjet til",
    "sync.corrected_page.one": (
        "{name} har kun en browser: 1 rettelse om {code} når først frem med en ny side, `spaedbarn export {code} --to "
        "\"{name}\" --html`"
    ),
    "sync.corrected_page.many": (
        "{name} har kun en browser: {n} rettelser om {code} når først frem med en ny side, `spaedbarn export {code} --to "
        "\"{name}\" --html`"
    ),
    "sync.done": "Kom: {came}. Gik: {went}.",
    "sync.nothing_waits": "Intet venter.",
    "sync.waits.one": "{name}: 1 ændring er ikke kvitteret for endnu",
    "sync.waits.many": "{name}: {n} ændringer er ikke kvitteret for endnu",
    "sync.receipts.one": "{name}: 1 kvittering er ikke nået frem endnu",
    "sync.receipts.many": "{name}: {n} kvitteringer er ikke nået frem endnu",
    "sync.held_consent": (
        "{name}: {stream} bliver her; der er intet samtykke, der gælder i dag. Rettelser af det, der er sendt før, bliver "
        "her også"
    ),
    "sync.held_listen": (
        "{name}: det, du har skrevet i {stream}, bliver her; del den tilbage med `spaedbarn export CASE --to NAVN --profile "
        "colleague --streams …`"
    ),
    "sync.held_ground": (
        "{name}: {stream} bliver her; hjemlen kendes ikke af programmet. Rettelser af det, der er sendt før, bliver her "
        "også"
    ),
    "sync.kept": "Intet er tabt: det, der venter, går med næste gang.",
    "export.correction": "rettelse af det, der er delt før",
    "err.sync_no_remote": "der mangler et sted at lægge pakkerne",
    "hint.sync_no_remote": "giv {option} med en mappe eller en adresse; det huskes til næste gang",
}
