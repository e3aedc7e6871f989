"""Danish: the home screen and the drafts."""

TEXTS: dict[str, str] = {
    "home.title": "Spædbarn",
    "home.visit": "Log et besøg",
    "home.norm": "Normen",
    "home.families": "Familier",
    "home.drafts": "Kladder",
    "home.lock": "Lås",
    "home.week": "Ugen",
    "home.more_families": "og {n} familier til",
    "home.open_drafts": "Kladder",
    "ask.home": "Hvad nu",
    "ask.home_back": "Enter for at komme tilbage",
    "ask.home_family": "Hvilken familie",
    "ask.home_resume": "Gå videre med den øverste kladde",
    "ask.drop_draft": "Skal kladden smides ud? Det kan ikke fortrydes",
    "said.locked_screen": "Låst.",
    "draft.visit": "besøg",
    "label.no_drafts": "Der er ingen kladder.",
    "label.answered.one": "1 svar",
    "label.answered.many": "{n} svar",
    "opt.drop": "Smid denne kladde ud.",
}
