"""Which program a container ends up running: shells, scripts, wrappers, and the words that start it."""
