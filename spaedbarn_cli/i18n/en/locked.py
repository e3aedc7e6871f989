"""English: the page that opens with six words."""

TEXTS: dict[str, str] = {}
