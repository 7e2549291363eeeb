"""Projects as Docker Compose prints them, and as they may be shown."""
