"""One AWS service or local tool per file, behind ports.py."""
