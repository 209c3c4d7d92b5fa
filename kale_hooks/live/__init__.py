"""A run of a pipeline as people watch it: its steps in a table that changes, or as lines in a log."""
