"""How each kind of step is done: one file per kind, one generator per file."""
