"""One view for people and one as JSON per result: `human(result)` gives lines, `data(result)` plain data."""
