"""How requests get to Caddy, and what gets past it."""
