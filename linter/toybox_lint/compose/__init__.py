"""Compose projects: from their files (``load``) to what Docker Compose makes of them (``model``), and edits of them."""
