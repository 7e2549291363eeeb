"""Files made one project: in the order, and with the defaults, of Docker Compose."""
