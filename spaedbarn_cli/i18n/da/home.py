"""Danish: home."""

TEXTS: dict[str, str] = {}
