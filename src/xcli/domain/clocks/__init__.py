"""The time limits of lines that have many of them."""
