"""What is known of servers: their command lines, their variables and their settings files."""
