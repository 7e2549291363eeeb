"""Words that Caddy refuses, or takes otherwise than they look."""
