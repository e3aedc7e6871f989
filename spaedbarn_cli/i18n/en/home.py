"""English: home."""

TEXTS: dict[str, str] = {}
