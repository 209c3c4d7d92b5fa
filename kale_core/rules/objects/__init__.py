"""Rules on what the variables that cross to other steps hold."""
