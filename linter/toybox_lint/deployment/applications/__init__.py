"""What the applications behind Caddy are told, and how their servers are set."""
