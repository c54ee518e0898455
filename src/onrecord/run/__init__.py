"""Many workers, one order."""
