"""A ledger of a judicial bureau's work in which every figure can be opened, explained and defended."""

__version__ = "0.1.0"
