"""Benchmarks against peers, run side by side; `python -m bench.run`."""
