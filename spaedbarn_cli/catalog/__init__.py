"""The catalog: YAML definitions in, domain types or numbered problems out. See docs.md beside this file."""
