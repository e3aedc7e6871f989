"""English: where bundles are put."""

TEXTS: dict[str, str] = {}
