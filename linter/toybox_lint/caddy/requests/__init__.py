"""What becomes of a request inside a site: which routes it gets to, and as what."""
