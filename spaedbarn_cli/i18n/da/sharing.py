"""Danish: sealed bundles and what is shared."""

TEXTS: dict[str, str] = {
    "err.bundle_not_one": "filen er ikke en forseglet pakke",
    "hint.bundle_not_one": "se efter, om det er den rigtige fil; pakker laves med spaedbarn af den, der deler",
    "err.bundle_too_large": "pakken er større end de {megabytes} MB, programmet tager imod",
    "hint.bundle_too_large": "intet er læst ind; bed afsenderen dele det i flere pakker",
    "err.bundle_damaged": "pakken er beskadiget eller ikke kommet helt frem",
    "hint.bundle_damaged": "intet er læst ind; bed afsenderen sende den igen",
    "err.bundle_form": "pakken har ikke den form, en forseglet pakke skal have",
    "hint.bundle_form": "intet er læst ind; ring til afsenderen, og spørg, hvad der er sendt",
    "err.bundle_signature": "pakken er ikke underskrevet af nogen, du har som kontakt",
    "hint.bundle_signature": (
        "intet er læst ind; mangler du afsenderens kontaktkort, så bed om det; har du det, så ring og "
        "spørg, om pakken er ægte"
    ),
    "err.bundle_newer": "pakken er lavet af en nyere udgave af programmet",
    "hint.bundle_newer": "intet er læst ind; opdater spaedbarn, og prøv igen",
    "err.bundle_no_key": "din nøgle åbner ikke pakken",
    "hint.bundle_no_key": (
        "den er til en anden eller til en nøgle, du havde før; bed afsenderen bruge dit nyeste "
        "kontaktkort"
    ),
    "err.bundle_not_for_us": "pakken er forseglet til en anden og sendt videre",
    "hint.bundle_not_for_us": "intet er læst ind; fortæl afsenderen, at den er kommet til dig",
    "err.bundle_fork": "der er kommet noget, der modsiger det, der lå her i forvejen ({count})",
    "hint.bundle_fork": "begge udgaver er gemt; spørg afsenderen, om et lager er gendannet eller kopieret",
    "err.bundle_too_much": "der er mere, end én pakke kan rumme",
    "hint.bundle_too_much": "intet er skrevet; del i flere omgange",
}
