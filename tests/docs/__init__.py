"""The front page is run: its commands, and the tables made from the code."""
