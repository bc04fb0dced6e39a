"""What only the line of reconsideration says, by topic."""
