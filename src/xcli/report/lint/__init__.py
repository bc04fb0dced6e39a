"""A published report read against itself: its figures, what they have to do with one another, where they differ."""
