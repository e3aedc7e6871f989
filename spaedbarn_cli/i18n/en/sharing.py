"""English: sealed bundles and what is shared."""

TEXTS: dict[str, str] = {
    "err.bundle_not_one": "the file is not a sealed bundle",
    "hint.bundle_not_one": "check that it is the right file; bundles are made with spaedbarn by the person who shares",
    "err.bundle_too_large": "the bundle is larger than the {megabytes} MB the program accepts",
    "hint.bundle_too_large": "nothing was taken in; ask the sender to split it into several bundles",
    "err.bundle_damaged": "the bundle is damaged or did not arrive whole",
    "hint.bundle_damaged": "nothing was taken in; ask the sender to send it again",
    "err.bundle_form": "the bundle does not have the form a sealed bundle must have",
    "hint.bundle_form": "nothing was taken in; telephone the sender and ask what was sent",
    "err.bundle_signature": "the bundle is not signed by anybody among your contacts",
    "hint.bundle_signature": (
        "nothing was taken in; if you lack the sender's contact card, ask for it; if you have it, "
        "telephone and ask whether the bundle is genuine"
    ),
    "err.bundle_newer": "the bundle was made by a newer version of the program",
    "hint.bundle_newer": "nothing was taken in; update spaedbarn and try again",
    "err.bundle_no_key": "your key does not open the bundle",
    "hint.bundle_no_key": (
        "it is for somebody else or for a key you had before; ask the sender to use your newest contact "
        "card"
    ),
    "err.bundle_not_for_us": "the bundle was sealed for somebody else and passed on",
    "hint.bundle_not_for_us": "nothing was taken in; tell the sender that it has come to you",
    "err.bundle_fork": "something arrived that contradicts what was here before ({count})",
    "hint.bundle_fork": "both versions are kept; ask the sender whether a store was restored or copied",
    "err.bundle_too_much": "there is more than one bundle can hold",
    "hint.bundle_too_much": "nothing was written; share in several rounds",
}
