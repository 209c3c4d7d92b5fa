"""What can be said of a notebook: a registry of rules, one module each, grouped by family."""
