"""What `verify` looks at: one check per file, each with its evidence."""
