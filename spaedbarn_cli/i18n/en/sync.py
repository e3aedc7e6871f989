"""English: sync."""

TEXTS: dict[str, str] = {}
