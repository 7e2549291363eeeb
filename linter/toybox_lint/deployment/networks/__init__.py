"""What a name or a port of the host means to a container, and over which network."""
