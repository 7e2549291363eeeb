"""Where a program of one's own listens, by the texts that it is made of."""
