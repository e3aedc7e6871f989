"""Danish: what came in."""

TEXTS: dict[str, str] = {}
