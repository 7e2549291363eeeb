"""Sites put together into servers: addresses, listeners, certificates, and what Caddy refuses of them together."""
