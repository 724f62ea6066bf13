"""The Compose front end, one phase per file in the order it runs."""
