"""Pure readers of Plan and Topology."""
