"""Day two: status, destroy."""
