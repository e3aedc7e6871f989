"""English: sharing out: export, preview, ledger."""

TEXTS: dict[str, str] = {}
