"""One human and one JSON view per result."""
