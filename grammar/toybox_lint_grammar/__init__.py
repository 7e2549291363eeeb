"""The Caddyfile language: text to tokens to a tree, with spans. Knows nothing of the linter."""
