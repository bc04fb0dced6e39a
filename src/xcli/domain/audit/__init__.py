"""What a round of file review is made of: frame, draw, scheme, readings, results."""
