"""Rules on cells that stand for other notebooks."""
