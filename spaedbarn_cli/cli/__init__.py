"""One small module a command family: take the options, open, decide, write, show."""
