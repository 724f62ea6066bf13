"""Resource, Edge, Topology; only grants.py turns edges into permissions; synthesize.py makes stacks."""
