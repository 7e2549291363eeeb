"""Databases in containers: whether they start, and whom they let in."""
