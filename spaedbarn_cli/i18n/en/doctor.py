"""English: doctor."""

TEXTS: dict[str, str] = {}
