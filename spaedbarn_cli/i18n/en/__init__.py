"""Words of the program, one file a topic."""
