"""One managed datastore per file."""
