"""Caddyfiles: from their text (``load``) to what they mean to Caddy (``model``), and edits of the text (``edit``)."""
