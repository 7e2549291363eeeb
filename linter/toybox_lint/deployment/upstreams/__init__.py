"""What becomes of the requests that Caddy sends to its upstreams, and what an upstream may have meant."""
