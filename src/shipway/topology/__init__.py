"""Resource, Edge, Topology; grants.py alone turns edges into permissions; synthesize.py makes stacks."""
