"""What is known about each engine: the catalogue's facts, and how each family of engines behaves, one per file."""
