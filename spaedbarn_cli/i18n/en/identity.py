"""English: identity, contact card, contacts."""

TEXTS: dict[str, str] = {
    "help.identity": "Who you are to others: your keys and your contact card.",
    "help.identity_show": "Show your public keys and the six words that stand for them.",
    "help.identity_card": "Write your contact card, which others need to send you anything.",
    "help.contact": "Those you share with.",
    "help.contact_add": "Add a contact from a contact card or an age recipient.",
    "help.contact_list": "List the contacts, and whether their keys are verified.",
    "help.contact_verify": "Verify a contact: read the six words aloud to each other, by telephone if you can.",
    "help.contact_remove": "Take a contact off the list; what was shared stays on record.",
    "metavar.contact": "NAME",
    "opt.card_out": "Write the card to this file.",
    "opt.card_qr": "Show the card as a QR code.",
    "opt.contact_card": "The file with the contact card.",
    "opt.contact_age": "An age recipient, when there is no card; it cannot be verified by words.",
    "opt.contact_browser": "The contact does not have the program: she gets pages that open in a browser with six words.",
    "contact.no_key": "without a key",
    "contact.browser": "gets pages that open in a browser: spaedbarn export … --html",
    "err.contact_without_key": "the contact has no key to seal to; nothing was written",
    "hint.contact_without_key": "use --html, or ask for a contact card and add it with --card",
    "opt.contact_role": "health visitor, family therapist, case worker or leader (or health-visitor, social-worker …).",
    "opt.contact_replace": "Give a known contact other keys; needs --reason.",
    "opt.contact_words": "The six words that the contact has read aloud (for scripts).",
    "identity.shown": "{name}, {role}\nsix words: {fingerprint}\nage: {age}\nsigning key: {sign}",
    "identity.card_hint": "Your six words are: {words}. Read them aloud to whoever gets the card.",
    "contact.none": "There are no contacts yet.",
    "contact.line": "{name}, {role}: {state}\n    {words}",
    "contact.verified": "verified {day}",
    "contact.unverified": "not verified",
    "contact.changed": "the keys were changed and are not verified",
    "contact.no_role": "no role",
    "contact.no_words": "no words: there is an age recipient only, no card",
    "contact.read_aloud": (
        "Call the contact on a number you already know, and ask to have the six words read aloud. Here "
        "they are:\n"
        "    {words}"
    ),
    "ask.contact_same": "Were the same six words read aloud, in the same order?",
    "ask.contact_name": "The contact's name",
    "ask.contact_way": "What have you from the contact",
    "ask.contact_card": "The file with the contact card",
    "ask.contact_age": "The age recipient (age1…)",
    "ask.contact_role": "The contact's role",
    "ask.contact_verify": "Whom do you verify",
    "contact.way_card": "a contact card in a file",
    "contact.way_browser": "nothing: the contact does not have the program and gets pages for a browser",
    "contact.way_age": "an age recipient, no card",
    "contact.row_verified": " (verified)",
    "contact.said_added": "{name} is now a contact.",
    "contact.said_known": "{name} is a contact already, with the same keys.",
    "contact.said_verified": "{name} is verified.",
    "contact.said_removed": "{name} is no longer a contact.",
    "warn.contact_unverified": (
        "the keys are not verified: nobody knows whether they really are the contact's; "
        "`spaedbarn contact verify \"{name}\"`"
    ),
    "warn.contact_changed": (
        "the contact's keys were changed and have not been verified since; `spaedbarn contact verify \"{name}\"`"
    ),
    "warn.contact_other_key": "these are other keys than those already kept under this name",
    "warn.card_other_name": (
        "the card says {card}, and you wrote {name}: if that is the same person, all is well; otherwise "
        "`spaedbarn contact remove \"{name}\"`, and ask for the right card"
    ),
    "err.bad_recipient": "that is no valid age recipient; nothing was written",
    "hint.bad_recipient": (
        "it begins with age1 and has lower-case letters and digits only; copy it whole, or use a contact"
        " card with --card"
    ),
    "err.bad_signing_key": "the signing key of the card is not valid; nothing was written",
    "hint.bad_signing_key": "ask for a new card: `spaedbarn identity card --out FILE`",
    "err.bad_card": "that is not a whole contact card; nothing was written",
    "hint.bad_card": (
        "the card may have been changed on its way; ask for it again as a file: `spaedbarn identity card"
        " --out FILE`"
    ),
    "err.card_newer": "the contact card was written by a newer version of the program",
    "hint.card_newer": "update the program and try again",
    "err.card_unreadable": "the file with the contact card cannot be read",
    "hint.card_unreadable": "check that the name of the file is right and that you may read it",
    "err.bad_contact_name": "that cannot be the name of a contact",
    "hint.bad_contact_name": "write the person's name on one line; not a role and not a civil registration number",
    "err.contact_card_or_age": "one of these is needed: --card, --age or --browser",
    "hint.contact_card_or_age": "use --card with the file you were given; --browser is for somebody without the program",
    "err.contact_key_changed": "the contact has other keys already; nothing was written",
    "hint.contact_key_changed": (
        "call and ask whether the keys really were changed; then repeat with --replace and --reason"
    ),
    "err.contact_key_known": "these keys stand under another contact already",
    "hint.contact_key_known": "see `spaedbarn contact list`; remove the old one first if it is the same person",
    "err.contact_is_own": "these are your own keys",
    "hint.contact_is_own": "use the card that the other person gave you; your own is to be given away",
    "err.contact_not_found": "there is no contact by that name",
    "hint.contact_not_found": "`spaedbarn contact list` shows those there are",
    "err.contact_without_card": "the contact cannot be verified, for there is an age recipient only",
    "hint.contact_without_card": (
        "ask for a contact card and add it with `spaedbarn contact add NAME --card FILE --replace "
        "--reason …`"
    ),
    "err.contact_words_differ": "the words are not the same; the contact is not verified",
    "hint.contact_words_differ": "send nothing to these keys; ask for a new card and read the words aloud again",
    "err.identity_damaged": "the store's own keys cannot be read",
    "hint.identity_damaged": "run `spaedbarn doctor`, and restore a backup if it finds faults",
    "err.qr_too_big": "the window is too small: the QR code takes {columns} columns and {rows} lines",
    "hint.qr_too_big": "make the window larger, or hand over the card as a file: `spaedbarn identity card --out FILE`",
}
