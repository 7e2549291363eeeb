"""What an image holds and says: its Dockerfile, its files, and what is known of well-known ones."""
