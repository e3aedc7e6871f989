"""Danish: imports."""

TEXTS: dict[str, str] = {}
