"""Danish: doctor."""

TEXTS: dict[str, str] = {}
