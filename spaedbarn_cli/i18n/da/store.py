"""Danish: the store, its passphrase and recovery code."""

TEXTS: dict[str, str] = {
    "err.store_exists": "her er allerede et lager",
    "hint.store_exists": "det bliver ikke rørt; vælg en anden mappe med --home",
    "err.store_in_use": "lageret er optaget af et andet program",
    "hint.store_in_use": "luk spaedbarn i de andre vinduer, og prøv igen",
    "err.store_renewed": "lageret har lige fået en ny nøgle i et andet vindue",
    "hint.store_renewed": "kør kommandoen igen; intet er gemt denne gang",
    "err.store_missing": "nøglefilen er her, men lagerfilen mangler",
    "hint.store_missing": "læg lagerfilen tilbage fra en sikkerhedskopi; lav ikke et nyt lager i mappen",
    "err.store_damaged": "lagerfilen er beskadiget eller hører ikke til nøglen",
    "hint.store_damaged": (
        "lad filen ligge, og gendan en sikkerhedskopi i en anden mappe; `spaedbarn doctor` siger mere"
    ),
    "err.store_pages": "der er sider i lagerfilen, som er ændret eller ødelagt",
    "hint.store_pages": "lad filen ligge, og gendan en sikkerhedskopi i en anden mappe",
    "err.store_not_ours": "filen åbner, men er ikke et spaedbarn-lager",
    "hint.store_not_ours": "lad filen ligge, og gendan en sikkerhedskopi i en anden mappe",
    "err.store_other_key": "lagerfilen og nøglefilen hører ikke sammen",
    "hint.store_other_key": "find den nøglefil, der blev gemt sammen med lageret",
    "err.store_unexpected": "lageret svarede på en uventet måde ({name})",
    "hint.store_unexpected": "kør `spaedbarn doctor`, før du skriver mere",
    "err.store_copy": "den nye kopi af lageret blev ikke hel; det gamle lager gælder stadig",
    "hint.store_copy": "se efter plads på disken, og prøv igen",
    "err.store_newer": "lageret er skrevet af en nyere udgave af programmet",
    "hint.store_newer": "opdater spaedbarn, og prøv igen; intet er ændret",
    "err.locked": "lageret er låst, og her er ingen at spørge",
    "hint.locked": "kør kommandoen i en terminal, eller lås op først: `export SPAEDBARN_SESSION=$(spaedbarn unlock)`",
    "err.passphrase_file": "filen i SPAEDBARN_PASSPHRASE_FILE kan ikke læses",
    "hint.passphrase_file": "se efter, at filen findes, er din egen, og er gemt som almindelig tekst (UTF-8)",
    "err.passphrase_missing": "adgangssætningen mangler",
    "hint.passphrase_missing": "kør kommandoen i en terminal, eller sæt SPAEDBARN_PASSPHRASE_FILE",
    "err.new_passphrase_missing": "den nye adgangssætning mangler",
    "hint.new_passphrase_missing": "kør kommandoen i en terminal, eller sæt SPAEDBARN_NEW_PASSPHRASE",
    "err.recovery_needs_terminal": "gendannelseskoden skal skrives tilbage, og her er ingen terminal",
    "hint.recovery_needs_terminal": (
        "kør kommandoen i en terminal, eller tilføj --skip-recovery-check; intet er lavet endnu"
    ),
    "err.interrupted_recovery": "afbrudt; lageret er lavet, men gendannelseskoden er ikke prøvet",
    "hint.interrupted_recovery": "har du koden på papir, er alt i orden; ellers giver `spaedbarn rotate` en ny",
    "err.bad_role": "den rolle findes ikke",
    "hint.bad_role": "vælg en af: {roles}",
    "err.profile_not_found": "lageret ved ikke, hvem det tilhører",
    "hint.profile_not_found": "kør `spaedbarn doctor`",
    "warn.store_left": (
        "her lå i forvejen en lagerfil uden nøglefil; den er ikke rørt. Har du dens key.json i en"
        " sikkerhedskopi, så læg de to sammen i en anden mappe"
    ),
    "warn.recovery_unchecked": "gendannelseskoden er ikke skrevet tilbage; gem den nu, den bliver ikke vist igen",
    "said.store_made": "Lageret er lavet i {home}.",
    "said.passphrase_advice": "Vælg en adgangssætning på mindst 8 tegn, gerne fire-fem ord, du kan huske.",
    "said.recovery_code": (
        "Gendannelseskode:\n"
        "\n"
        "    {code}\n"
        "\n"
        "Skriv den på papir, og gem den et andet sted end computeren. Den åbner lageret,\n"
        "hvis adgangssætningen er glemt, og den bliver ikke vist igen."
    ),
    "said.recovery_confirmed": "Koden passer. Nu er lageret klar: åbn den første familie med `spaedbarn case open`.",
    "said.session_shortened": "Adgangen varer højst {minutes} minutter.",
    "said.locked": "Låst.",
    "said.passphrase_changed": (
        "Adgangssætningen er skiftet. Ældre kopier af lageret åbner stadig med den gamle; `spaedbarn "
        "rotate` laver en helt ny nøgle."
    ),
    "said.recovered": "Lageret er åbnet med gendannelseskoden og har fået den nye adgangssætning.",
    "said.rotated": "Lageret har fået en ny nøgle og er skrevet om. Gamle kopier åbner stadig med deres gamle nøgle.",
    "ask.own_name": "Dit navn",
    "ask.own_role": "Din rolle",
    "ask.recovery_back": "Skriv gendannelseskoden tilbage",
    "ask.recovery_code": "Gendannelseskode",
    "role.health-visitor": "sundhedsplejerske",
    "role.family-therapist": "familieterapeut",
    "role.social-worker": "rådgiver",
    "role.leader": "leder",
}
