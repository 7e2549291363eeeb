"""Files that containers need: whether they are there, and the ones meant."""
