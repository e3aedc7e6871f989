"""Danish: sync."""

TEXTS: dict[str, str] = {}
