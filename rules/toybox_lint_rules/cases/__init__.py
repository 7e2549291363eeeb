"""Further examples of rules: their tests, but for those on their pages, which stand in the rules themselves."""
