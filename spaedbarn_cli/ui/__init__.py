"""The terminal: one place that prints, one that asks."""
