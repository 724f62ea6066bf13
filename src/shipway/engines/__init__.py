"""What is known of each engine: the catalogue's facts, and how the engines of a family behave, one family per file."""
