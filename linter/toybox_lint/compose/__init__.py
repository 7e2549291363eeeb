"""Compose projects: from their files to what Docker Compose makes of them."""
