"""Rules 2xx: on the graph of steps."""
