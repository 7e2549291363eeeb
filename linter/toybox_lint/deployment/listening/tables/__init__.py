"""Facts about programs and images, as data."""
