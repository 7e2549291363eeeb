"""What Docker Compose refuses."""
