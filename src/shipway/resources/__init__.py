"""AWS building blocks, one per file."""
