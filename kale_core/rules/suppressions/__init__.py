"""Rules on the comments that suppress findings of other rules."""
