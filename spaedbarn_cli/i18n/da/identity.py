"""Danish: identity, contact card, contacts."""

TEXTS: dict[str, str] = {
    "help.identity": "Hvem du er for andre: dine nøgler og dit kontaktkort.",
    "help.identity_show": "Vis dine offentlige nøgler og de seks ord, der kendetegner dem.",
    "help.identity_card": "Skriv dit kontaktkort, som andre skal bruge for at sende dig noget.",
    "help.contact": "Dem, du deler med.",
    "help.contact_add": "Skriv en kontakt ind fra et kontaktkort eller en age-modtager.",
    "help.contact_list": "Vis kontakterne, og om deres nøgler er bekræftet.",
    "help.contact_verify": "Bekræft en kontakt: læs de seks ord højt for hinanden, helst i telefonen.",
    "help.contact_remove": "Tag en kontakt af listen; det, der er delt, bliver stående.",
    "metavar.contact": "NAVN",
    "opt.card_out": "Skriv kortet i denne fil.",
    "opt.card_qr": "Vis kortet som en QR-kode.",
    "opt.contact_card": "Filen med kontaktkortet.",
    "opt.contact_age": "En age-modtager, når der ikke er noget kort; den kan ikke bekræftes med ord.",
    "opt.contact_browser": "Kontakten har ikke programmet: hun får sider, der åbner i en browser med seks ord.",
    "contact.no_key": "uden nøgle",
    "contact.browser": "får sider, der åbner i en browser: spaedbarn export … --html",
    "err.contact_without_key": "kontakten har ingen nøgle at forsegle til; intet blev skrevet",
    "hint.contact_without_key": "brug --html, eller bed om et kontaktkort, og skriv det ind med --card",
    "opt.contact_role": "sundhedsplejerske, familieterapeut, rådgiver eller leder (eller health-visitor, social-worker …).",
    "opt.contact_replace": "Giv en kendt kontakt andre nøgler; kræver --reason.",
    "opt.contact_words": "De seks ord, som kontakten har læst højt (til scripts).",
    "identity.shown": "{name}, {role}\nseks ord: {fingerprint}\nage: {age}\nunderskrift: {sign}",
    "identity.card_hint": "Dine seks ord er: {words}. Læs dem højt for den, der får kortet.",
    "contact.none": "Der er ingen kontakter endnu.",
    "contact.line": "{name}, {role}: {state}\n    {words}",
    "contact.verified": "bekræftet {day}",
    "contact.unverified": "ikke bekræftet",
    "contact.changed": "nøglerne er skiftet og ikke bekræftet",
    "contact.no_role": "ingen rolle",
    "contact.no_words": "ingen ord: der er kun en age-modtager, intet kort",
    "contact.read_aloud": (
        "Ring til kontakten på et nummer, du kender i forvejen, og bed om at få de seks ord læst højt. "
        "Her står de som:\n"
        "    {words}"
    ),
    "ask.contact_same": "Blev de samme seks ord læst højt, i samme rækkefølge?",
    "ask.contact_name": "Kontaktens navn",
    "ask.contact_way": "Hvad har du fra kontakten",
    "ask.contact_card": "Filen med kontaktkortet",
    "ask.contact_age": "age-modtageren (age1…)",
    "ask.contact_role": "Kontaktens rolle",
    "ask.contact_verify": "Hvem vil du bekræfte",
    "contact.way_card": "et kontaktkort i en fil",
    "contact.way_browser": "intet: kontakten har ikke programmet og får sider til en browser",
    "contact.way_age": "en age-modtager, intet kort",
    "contact.row_verified": " (bekræftet)",
    "contact.said_added": "{name} er skrevet ind som kontakt.",
    "contact.said_known": "{name} er kontakt i forvejen, med de samme nøgler.",
    "contact.said_verified": "{name} er bekræftet.",
    "contact.said_removed": "{name} er ikke længere kontakt.",
    "warn.contact_unverified": (
        "nøglerne er ikke bekræftet: ingen ved, om de virkelig er kontaktens; `spaedbarn contact verify \"{name}\"`"
    ),
    "warn.contact_changed": "kontaktens nøgler er skiftet og ikke bekræftet siden; `spaedbarn contact verify \"{name}\"`",
    "warn.contact_other_key": "det her er andre nøgler end dem, der står ved navnet i forvejen",
    "warn.card_other_name": (
        "på kortet står {card}, og du skrev {name}: er det samme person, er alt i orden; ellers "
        "`spaedbarn contact remove \"{name}\"`, og bed om det rigtige kort"
    ),
    "err.bad_recipient": "det er ikke en gyldig age-modtager; intet blev skrevet",
    "hint.bad_recipient": (
        "den begynder med age1 og har kun små bogstaver og tal; kopiér den hel, eller brug et "
        "kontaktkort med --card"
    ),
    "err.bad_signing_key": "kortets nøgle til underskrift er ikke gyldig; intet blev skrevet",
    "hint.bad_signing_key": "bed om et nyt kort: `spaedbarn identity card --out FIL`",
    "err.bad_card": "det er ikke et helt kontaktkort; intet blev skrevet",
    "hint.bad_card": (
        "kortet kan være ændret undervejs; bed om det igen som en fil: `spaedbarn identity card --out "
        "FIL`"
    ),
    "err.card_newer": "kontaktkortet er skrevet af en nyere udgave af programmet",
    "hint.card_newer": "opdatér programmet, og prøv igen",
    "err.card_unreadable": "filen med kontaktkortet kan ikke læses",
    "hint.card_unreadable": "se efter, om navnet på filen er rigtigt, og om du må læse den",
    "err.bad_contact_name": "det kan ikke bruges som navn på en kontakt",
    "hint.bad_contact_name": "skriv personens navn på én linje; ikke en rolle og ikke et CPR-nummer",
    "err.contact_card_or_age": "der skal én af dem til: --card, --age eller --browser",
    "hint.contact_card_or_age": "brug --card med filen, du har fået; --browser er til en, der ikke har programmet",
    "err.contact_key_changed": "kontakten har andre nøgler i forvejen; intet blev skrevet",
    "hint.contact_key_changed": "ring og spørg, om nøglerne virkelig er skiftet; gentag så med --replace og --reason",
    "err.contact_key_known": "de nøgler står ved en anden kontakt i forvejen",
    "hint.contact_key_known": "se `spaedbarn contact list`; fjern den gamle først, hvis det er samme person",
    "err.contact_is_own": "det er dine egne nøgler",
    "hint.contact_is_own": "brug det kort, du har fået af den anden; dit eget er til at give væk",
    "err.contact_not_found": "der er ingen kontakt med det navn",
    "hint.contact_not_found": "`spaedbarn contact list` viser dem, der er",
    "err.contact_without_card": "kontakten kan ikke bekræftes, for der er kun en age-modtager",
    "hint.contact_without_card": (
        "bed om et kontaktkort, og skriv det ind med `spaedbarn contact add NAVN --card FIL --replace "
        "--reason …`"
    ),
    "err.contact_words_differ": "ordene er ikke de samme; kontakten er ikke bekræftet",
    "hint.contact_words_differ": "send ikke noget til de nøgler; bed om et nyt kort, og læs ordene højt igen",
    "err.identity_damaged": "lagerets egne nøgler kan ikke læses",
    "hint.identity_damaged": "kør `spaedbarn doctor`, og hent en sikkerhedskopi frem, hvis den finder fejl",
    "err.qr_too_big": "vinduet er for lille: QR-koden kræver {columns} tegn og {rows} linjer",
    "hint.qr_too_big": "gør vinduet større, eller giv kortet som fil: `spaedbarn identity card --out FIL`",
}
