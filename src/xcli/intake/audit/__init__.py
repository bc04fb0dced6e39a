"""A round of file review, step by step: each step reads what was sent, checks it and writes it by one tx."""
