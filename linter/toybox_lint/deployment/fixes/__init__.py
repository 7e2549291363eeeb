"""Fixes, as edits of the files that a person would edit."""
