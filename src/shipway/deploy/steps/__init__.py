"""How each kind of step is carried out: one file per kind, one generator per file."""
