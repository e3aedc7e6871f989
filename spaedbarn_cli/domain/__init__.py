"""The profession's own model: pure functions over immutable records. See `docs.md` for the words."""
