"""Code lists that are too long to stand on their line's page."""
