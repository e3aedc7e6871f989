"""Danish: errors and hints of every command."""

TEXTS: dict[str, str] = {
    "err.usage": "kommandoen kan ikke forstås sådan",
    "hint.usage": "`{command} --help` viser hvordan, med et eksempel",
    "err.usage_command": "den kommando findes ikke",
    "hint.usage_command": "`{command} --help` viser alle kommandoer",
    "err.usage_command_near": "den kommando findes ikke; mente du `{near}`?",
    "hint.usage_command_near": "`{command} --help` viser alle kommandoer",
    "err.usage_option": "{option} findes ikke her",
    "hint.usage_option": "`{command} --help` viser hvad der kan vælges",
    "err.usage_option_near": "{option} findes ikke her; mente du {near}?",
    "hint.usage_option_near": "`{command} --help` viser hvad der kan vælges",
    "err.usage_value": "{option} mangler en værdi",
    "hint.usage_value": "skriv værdien efter {option}, i anførselstegn hvis der er mellemrum i den",
    "err.usage_no_value": "{option} tager ingen værdi",
    "hint.usage_no_value": "skriv {option} alene",
    "err.usage_missing": "{name} mangler",
    "hint.usage_missing": "skriv det med, eller kør kommandoen i en terminal, så bliver du spurgt",
    "err.bad_language": "det sprog har vi ikke",
    "hint.bad_language": "vælg `--lang da` eller `--lang en`",
    "err.bad_now": "--now er ikke et tidspunkt",
    "hint.bad_now": "skriv det som 2026-11-22 eller 2026-11-22T14:30",
    "err.cpr_on_line": "der står noget, der ligner et CPR-nummer, på kommandolinjen",
    "hint.cpr_on_line": (
        "kommandolinjer bliver husket af computeren; brug familiens kode, og skriv resten inde i "
        "programmet"
    ),
    "err.interrupted": "afbrudt; det du har svaret, er gemt som kladde",
    "hint.interrupted": "`spaedbarn resume` går videre, hvor du slap",
    "err.defect": "der er en fejl i programmet ({kind} ved {where}, nummer {number})",
    "hint.defect": "dine data er gemt som før; kør `spaedbarn doctor`, og meld nummeret til den, der passer programmet",
    "err.needs_yes": "det her skal bekræftes",
    "hint.needs_yes": "tilføj --yes, eller kør kommandoen i en terminal",
    "err.disk_full": "disken er fuld; intet er ændret",
    "hint.disk_full": "giv plads på disken, og prøv igen; det du havde gemt, er der stadig",
    "err.no_permission": "der må ikke skrives i mappen",
    "hint.no_permission": "se efter, at mappen er din egen og ikke skrivebeskyttet; `spaedbarn doctor` viser hvilken",
    "err.disk_error": "computeren kunne ikke læse eller skrive (fejl {number})",
    "hint.disk_error": "prøv igen; sker det igen, så tag en sikkerhedskopi og få disken set efter",
    "err.bad_day": "{option} er ikke en dato",
    "hint.bad_day": "skriv den som 2026-11-16 eller 16-11-2026",
    "err.bad_moment": "{option} er ikke et tidspunkt",
    "hint.bad_moment": "skriv det som \"2026-11-16 09:00\" eller \"16-11-2026 09.00\"",
    "err.bad_clock": "{option} er ikke et klokkeslæt",
    "hint.bad_clock": "skriv det som 9, 9.30 eller 09:30",
    "err.bad_no_such_time": "det klokkeslæt i {option} findes ikke den dag, fordi uret bliver stillet frem",
    "hint.bad_no_such_time": "skriv tiden, som uret viste den",
    "err.bad_minutes": "{option} er ikke et antal minutter",
    "hint.bad_minutes": "skriv 90, \"1 t 30 min\" eller 1:30",
    "err.bad_hours": "{option} er ikke et antal timer om ugen, som kan aftales",
    "hint.bad_hours": "skriv 4, 4,5 eller \"4 t 30 min\", og højst 60 timer",
    "err.day_in_future": "{option} ligger ude i fremtiden",
    "hint.day_in_future": "se efter, om årstal og måned er rigtige",
    "err.to_before_from": "--to ligger før --from",
    "hint.to_before_from": "byt om på dem, eller ret den ene; begge dage tæller med",
    "err.nothing_to_correct": "der står ikke, hvad der skal rettes",
    "hint.nothing_to_correct": "skriv det, der skal ændres, for eksempel --minutes 60",
    "err.record_not_found": "der er ikke præcis én post, der begynder med {id}",
    "hint.record_not_found": (
        "`spaedbarn case show` og `spaedbarn visit list` viser numrene; de første fire tegn er nok"
    ),
    "warn.clock_behind": (
        "computerens ur går bagud for det, der senest er skrevet; rækkefølgen holder, men se efter uret"
    ),
    "warn.change_ahead": "noget i lageret er dateret mere end en dag frem; se efter computerens ur",
    "warn.rolled_back": (
        "lageret er ældre end det, denne computer skrev sidst: er der lagt en gammel kopi tilbage? Intet"
        " er slettet; `spaedbarn doctor` viser mere"
    ),
}
