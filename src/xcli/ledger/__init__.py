"""The temporal ledger: every write a transaction, nothing overwritten."""
