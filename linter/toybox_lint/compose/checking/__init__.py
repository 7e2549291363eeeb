"""What Docker Compose refuses of a project."""
