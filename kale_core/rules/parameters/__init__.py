"""Rules 7xx: on parameters and metrics."""
