"""Lint a Caddyfile together with the compose projects behind it."""

__version__ = "0.1.0"
