"""Danish: the page that opens with six words."""

TEXTS: dict[str, str] = {
    "locked.title": "Krypteret rapport",
    "locked.what": (
        "Rapporten åbnes her i din browser med seks ord. Dem får du i telefonen af den, der har sendt filen. "
        "Siden bruger ikke internettet og sender ikke noget."
    ),
    "locked.dead": (
        "Her kan rapporten ikke åbnes: siden må ikke køre her, eller filen er ikke kommet helt frem. Gem filen på din "
        "computer, og åbn den derfra i en browser. Hjælper det ikke, så bed afsenderen sende den igen."
    ),
    "locked.label": "De seks ord",
    "locked.advice": "Det er lige meget, om du skriver med stort eller småt, med mellemrum eller komma.",
    "locked.open": "Åbn rapporten",
    "locked.words": "Afsenderens egne seks ord (fingeraftryk):",
    "locked.compare": (
        "Få dem læst højt af afsenderen på et telefonnummer, du kender i forvejen. Siger afsenderen andre ord, kommer "
        "rapporten fra en anden. (Det er ikke de ord, du åbnede med.)"
    ),
    "locked.left_out": "Noget i rapporten, som siden ikke viser af hensyn til sikkerheden, er taget ud.",
    "locked.print": "Udskriv",
    "locked.close": "Luk rapporten",
    "locked.save": "Gem oplysningerne som fil …",
    "locked.save_warning": (
        "Filen (JSON) bliver ikke krypteret: alle, der kan komme til den, kan læse den. Gem den kun et sted, hvor "
        "oplysninger om familien må ligge, og slet den, når du ikke har brug for den mere. Det er dit ansvar."
    ),
    "locked.save_anyway": "Gem filen ukrypteret",
    "locked.says.working": "Åbner. Det kan tage nogle sekunder.",
    "locked.says.opened": "Rapporten er åbnet.",
    "locked.says.closed": "Rapporten er lukket. Luk også fanen, når du er færdig.",
    "locked.says.strange": "Ordet »{word}« er ikke et af de ord, der bruges. Se efter, om det er skrevet rigtigt.",
    "locked.says.count": "Der skal være seks ord; her er {n}.",
    "locked.says.refused": (
        "Ordene passer ikke, eller filen er ændret. Prøv igen, så tit du vil. Passer de stadig ikke, så ring til "
        "afsenderen."
    ),
    "locked.says.forged": (
        "Rapporten vises ikke: ordene passer, men underskriften i filen gør ikke. Indholdet kan være lavet eller ændret "
        "af en anden. Ring til afsenderen på et nummer, du kender i forvejen."
    ),
    "locked.says.damaged": "Filen er beskadiget eller ikke kommet helt frem. Bed afsenderen sende den igen.",
    "locked.says.newer": "Filen er lavet af en nyere udgave, end denne side kan åbne. Bed afsenderen sende den igen.",
    "locked.says.old": "Denne browser kan ikke åbne krypterede filer her. Prøv en nyere browser på en computer.",
    "locked.says.from": "Fra {sender}, {when}",
    "locked.says.signed": "Underskriften passer: intet er ændret siden. Hvem der skrev under, viser de seks ord.",
    "locked.says.unchecked": (
        "Denne browser kan ikke efterprøve underskriften. Den er altså ikke kontrolleret, og de seks ord nedenfor viser "
        "ikke, hvem rapporten er fra. Åbn filen i en nyere browser."
    ),
    "locked.says.file": "oplysninger.json",
    "locked.says.locale": "da-DK",
    "err.locked_damaged": "den krypterede fil er beskadiget eller har ikke den rigtige form",
    "hint.locked_damaged": "intet er læst; lav filen igen",
    "err.locked_not_opened": "ordene passer ikke, eller filen er ændret",
    "hint.locked_not_opened": "se efter, om det er de seks ord, der hører til netop den fil",
    "err.locked_signature": "ordene passer, men underskriften i filen gør ikke",
    "hint.locked_signature": "intet er læst; indholdet kan være lavet eller ændret af en anden",
    "err.locked_newer": "den krypterede fil er lavet af en nyere udgave af programmet",
    "hint.locked_newer": "opdatér programmet, og prøv igen",
    "err.locked_too_much": "der er mere end de {megabytes} MB, en krypteret fil kan rumme; intet blev skrevet",
    "hint.locked_too_much": "del mindre ad gangen, for eksempel en kortere periode",
}
