"""Rules 120 to 139: on the pipeline's metadata, and on cells that stand for other notebooks."""
