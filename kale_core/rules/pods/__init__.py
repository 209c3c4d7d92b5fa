"""Rules on what does not cross the border of a pod."""
