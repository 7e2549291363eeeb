"""Caddyfiles: from their text to what they mean to Caddy."""

from toybox_lint.caddy.load import load_caddyfile

__all__ = ["load_caddyfile"]
