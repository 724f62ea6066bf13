"""What each attribute of Compose may hold: one table row and one function an attribute."""
