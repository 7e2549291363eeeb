"""Healthchecks: what they run, whether that is in the image, and whether it can ever succeed."""
