"""Danish: backups."""

TEXTS: dict[str, str] = {
    "help.backup": "Sikkerhedskopier.",
    "help.backup_create": "Lav en sikkerhedskopi i én fil.",
    "help.backup_verify": "Gendan en sikkerhedskopi på prøve, og undersøg den.",
    "help.backup_restore": "Gendan en sikkerhedskopi i mappen fra --home.",
    "err.backup_exists": "der ligger allerede en fil med det navn",
    "hint.backup_exists": "vælg et andet navn; en sikkerhedskopi bliver aldrig skrevet over",
    "err.backup_missing": "filen findes ikke",
    "hint.backup_missing": "se efter, om stikket eller drevet er sat i",
    "err.backup_not_one": "filen er ikke en sikkerhedskopi fra spaedbarn",
    "hint.backup_not_one": "sikkerhedskopier laves med `spaedbarn backup create`",
    "err.backup_damaged": "sikkerhedskopien er ikke hel",
    "hint.backup_damaged": "brug en anden kopi, og lav en ny, så snart lageret er åbent",
    "err.backup_newer": "sikkerhedskopien er lavet af en nyere udgave af programmet",
    "hint.backup_newer": "opdater spaedbarn, og prøv igen",
    "said.backup_made": "Sikkerhedskopien er skrevet og prøvet: {file}",
    "said.backup_good": "Sikkerhedskopien kan gendannes; alle {changes} ændringer er hele.",
    "said.backup_restored": "Sikkerhedskopien er gendannet i {home}.",
}
