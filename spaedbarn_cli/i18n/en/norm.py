"""English: the norm."""

TEXTS: dict[str, str] = {
    "week.running": (
        "{code} has had {delivered} in {week}; the norm is {required}. {missing} are still missing by "
        "Sunday."
    ),
    "week.under": "{code} had {delivered} in {week}; the norm is {required}. {missing} were missing.",
    "week.met": "{code} has had {delivered} in {week}; the norm is {required}. It is met.",
    "week.no_norm": "{code} has had {delivered} in {week}; there is no fixed norm in that week.",
    "week.below_plan": "{code} had {delivered} in {week}; the norm is {required}, the agreement {plan}.",
    "week.over": "{code} had {delivered} in {week}; that is over the programme's limit.",
}
