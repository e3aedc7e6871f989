"""English: imports."""

TEXTS: dict[str, str] = {}
