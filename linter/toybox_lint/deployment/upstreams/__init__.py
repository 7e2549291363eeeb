"""What becomes of the requests that Caddy sends to its upstreams (``links``), and what an upstream may have meant."""
