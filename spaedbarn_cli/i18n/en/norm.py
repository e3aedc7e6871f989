"""English: the norm."""

TEXTS: dict[str, str] = {
    "week.running": (
        "{code} has had {delivered} in {week}; the norm is {required}. {missing} are still missing by "
        "Sunday."
    ),
    "week.short": "{code} had {delivered} in {week}; the norm is {required}. {missing} were missing.",
    "week.met": "{code} has had {delivered} in {week}; the norm is {required}. It is met.",
    "week.no_norm": "{code} has had {delivered} in {week}; there is no fixed norm in that week.",
}
