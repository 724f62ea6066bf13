"""Project + Manifest → Application, Environment."""
