"""Rules 0xx: on files that cannot be taken as a Kale notebook."""
