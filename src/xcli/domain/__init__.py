"""The trade: what a bureau records and counts, pure and without a database."""
