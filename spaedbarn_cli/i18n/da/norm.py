"""Danish: the norm."""

TEXTS: dict[str, str] = {
    "week.running": "{code} har fået {delivered} i {week}; normen er {required}. Der mangler {missing} inden søndag.",
    "week.under": "{code} fik {delivered} i {week}; normen er {required}. Der manglede {missing}.",
    "week.met": "{code} har fået {delivered} i {week}; normen er {required}. Den er opfyldt.",
    "week.no_norm": "{code} har fået {delivered} i {week}; der er ingen fast norm i den uge.",
    "week.below_plan": "{code} fik {delivered} i {week}; normen er {required}, aftalen {plan}.",
    "week.over": "{code} fik {delivered} i {week}; det er over indsatsens grænse.",
}
