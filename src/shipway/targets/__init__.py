"""How an Application stands on each target, one per file."""
