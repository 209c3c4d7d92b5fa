"""Rules 101 to 119: on the tags of cells."""
