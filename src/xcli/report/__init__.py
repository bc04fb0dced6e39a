"""Layout without a format, and the formats."""
