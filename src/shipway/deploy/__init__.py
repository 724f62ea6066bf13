"""observe, apply, verify."""
