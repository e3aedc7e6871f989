"""Danish: the page of what is shared."""

TEXTS: dict[str, str] = {}
