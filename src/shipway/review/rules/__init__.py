"""One rule, or one small family of them, per file; registry.py lists them all."""
