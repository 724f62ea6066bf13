"""A guest book of four small programs that share one image."""
