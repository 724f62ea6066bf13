"""shipway.yaml → Manifest."""
