"""Caddyfiles: from their text to what they mean to Caddy."""
