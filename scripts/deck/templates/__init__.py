"""Templates: somebody else's master in the place of our own."""
