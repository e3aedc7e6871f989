"""English: demonstration, guide and completion."""

TEXTS: dict[str, str] = {
    "said.demo_made": "The store with invented families is in {home}: {codes}.",
    "said.demo_passphrase": "Passphrase: {passphrase}",
    "said.demo_own": "It opens with the passphrase you gave.",
    "said.demo_on": (
        "Never write real families in it.\n"
        "Try for example:\n"
        "    spaedbarn --home \"{home}\" norm-check\n"
        "    spaedbarn --home \"{home}\" visit log A17"
    ),
    "err.demo_exists": "there is already something in that folder, so no invented families are put into it",
    "hint.demo_exists": "choose a new folder with --home, or delete the folder yourself if it is an old demo",
    "help.required": "needed",
    "help.default": "otherwise",
    "err.bad_shell": "we do not know that shell",
    "hint.bad_shell": "choose one of these: {known}",
}
