"""Power cuts: what a process wrote is logged, and every state that a cut could leave is rebuilt and opened."""
