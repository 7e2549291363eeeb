"""What each directive and global option takes, and what it becomes."""
