"""English: the home screen and the drafts."""

TEXTS: dict[str, str] = {
    "home.title": "Spædbarn",
    "home.visit": "Log a visit",
    "home.norm": "The norm",
    "home.families": "Families",
    "home.drafts": "Drafts",
    "home.lock": "Lock",
    "home.week": "The week",
    "home.more_families": "and {n} more families",
    "home.open_drafts": "Drafts",
    "ask.home": "What now",
    "ask.home_back": "Enter to go back",
    "ask.home_family": "Which family",
    "ask.home_resume": "Go on with the first draft",
    "ask.drop_draft": "Throw the draft away? This cannot be undone",
    "said.locked_screen": "Locked.",
    "draft.visit": "visit",
    "label.no_drafts": "There are no drafts.",
    "label.answered.one": "1 answer",
    "label.answered.many": "{n} answers",
    "opt.drop": "Throw this draft away.",
}
