"""Danish: demonstration, guide and completion."""

TEXTS: dict[str, str] = {
    "said.demo_made": "Lageret med opdigtede familier er lavet i {home}: {codes}.",
    "said.demo_passphrase": "Adgangssætning: {passphrase}",
    "said.demo_own": "Det åbnes med den adgangssætning, du gav.",
    "said.demo_on": (
        "Skriv aldrig rigtige familier i det.\n"
        "Prøv for eksempel:\n"
        "    spaedbarn --home \"{home}\" norm-check\n"
        "    spaedbarn --home \"{home}\" visit log A17"
    ),
    "err.demo_exists": "der ligger allerede noget i den mappe, så der bliver ikke lavet opdigtede familier i den",
    "hint.demo_exists": "vælg en ny mappe med --home, eller slet selv mappen, hvis den er en gammel demo",
    "help.required": "skal med",
    "help.default": "ellers",
    "err.bad_shell": "den kommandolinje kender vi ikke",
    "hint.bad_shell": "vælg en af disse: {known}",
}
