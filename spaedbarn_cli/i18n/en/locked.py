"""English: the page that opens with six words."""

TEXTS: dict[str, str] = {
    "locked.title": "Encrypted report",
    "locked.what": (
        "The report opens here in your browser with six words. You get them by telephone from whoever sent the file. "
        "This page does not use the internet and sends nothing."
    ),
    "locked.dead": (
        "The report cannot be opened here: the page is not allowed to run here, or the file has not arrived whole. Save "
        "the file on your computer and open it from there in a browser. If that does not help, ask the sender to send it "
        "again."
    ),
    "locked.label": "The six words",
    "locked.advice": "Capital or small letters, spaces or commas: it makes no difference.",
    "locked.open": "Open the report",
    "locked.words": "The sender's own six words (fingerprint):",
    "locked.compare": (
        "Have the sender read them aloud on a telephone number you know already. If the sender says other words, the report "
        "comes from somebody else. (They are not the words you opened with.)"
    ),
    "locked.left_out": "Something in the report that this page does not show, for safety's sake, has been taken out.",
    "locked.print": "Print",
    "locked.close": "Close the report",
    "locked.save": "Save the data as a file …",
    "locked.save_warning": (
        "The file (JSON) will not be encrypted: anybody who can get at it can read it. Save it only where information "
        "about the family may be kept, and delete it when you need it no more. It is your responsibility."
    ),
    "locked.save_anyway": "Save the file unencrypted",
    "locked.says.working": "Opening. It can take some seconds.",
    "locked.says.opened": "The report is open.",
    "locked.says.closed": "The report is closed. Close the tab as well when you have finished.",
    "locked.says.strange": "The word “{word}” is not one of the words in use. See whether it is spelt right.",
    "locked.says.count": "There must be six words; here are {n}.",
    "locked.says.refused": (
        "The words do not fit, or the file has been changed. Try again as often as you like. If they still do not fit, "
        "ring the sender."
    ),
    "locked.says.forged": (
        "The report is not shown: the words fit, but the signature in the file does not. The content may have been made "
        "or changed by somebody else. Ring the sender on a number you know already."
    ),
    "locked.says.damaged": "The file is damaged or has not arrived whole. Ask the sender to send it again.",
    "locked.says.newer": "The file was made by a newer version than this page can open. Ask the sender to send it again.",
    "locked.says.old": "This browser cannot open encrypted files here. Try a newer browser on a computer.",
    "locked.says.from": "From {sender}, {when}",
    "locked.says.signed": "The signature fits: nothing has been changed since. The six words show whose it is.",
    "locked.says.unchecked": (
        "This browser cannot check the signature. So it has not been checked, and the six words below do not show whom "
        "the report is from. Open the file in a newer browser."
    ),
    "locked.says.file": "data.json",
    "locked.says.locale": "en-GB",
    "err.locked_damaged": "the encrypted file is damaged or not of the right form",
    "hint.locked_damaged": "nothing was read; make the file again",
    "err.locked_not_opened": "the words do not fit, or the file has been changed",
    "hint.locked_not_opened": "see whether these are the six words of this very file",
    "err.locked_signature": "the words fit, but the signature in the file does not",
    "hint.locked_signature": "nothing was read; the content may have been made or changed by somebody else",
    "err.locked_newer": "the encrypted file was made by a newer version of the program",
    "hint.locked_newer": "update the program and try again",
    "err.locked_too_much": "there is more than the {megabytes} MB an encrypted file can hold; nothing was written",
    "hint.locked_too_much": "share less at a time, for instance a shorter period",
}
