"""Fixes that rules offer, as edits of the files that a person would edit."""
