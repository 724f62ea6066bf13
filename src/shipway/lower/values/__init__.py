"""What each value means: text, a reference to something that moved, or a secret."""
