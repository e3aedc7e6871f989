"""The encrypted store: key file, change log, the tables it keeps, drafts. See `docs.md` for the format and promise."""
