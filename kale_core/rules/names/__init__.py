"""Rules on the names that flow between steps."""
