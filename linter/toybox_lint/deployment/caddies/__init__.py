"""Who runs Caddy, which Caddyfile it reads, and what its container gives it."""
